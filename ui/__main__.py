"""`python -m ui` is the `council` command."""

from ui.cli import main

main()
