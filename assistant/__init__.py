"""Answer questions: quotes from the papers, each with the page it comes from."""
