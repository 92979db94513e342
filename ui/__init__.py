"""The faces: the `council` command, the HTTP API, the plain pages and the chat. None of them computes anything."""
