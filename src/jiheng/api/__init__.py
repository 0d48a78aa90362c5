"""The HTTP API: a door for programs on the same services as the pages; it holds no rule."""
