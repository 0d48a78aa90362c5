"""Whether the application is well, for whoever watches it."""
