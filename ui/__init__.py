"""Show the assistant: the command line, the HTTP API, the web chat and the page view."""
