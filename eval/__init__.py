"""Measure the index and the assistant. Nothing imports this package."""
