"""The handbook inside the application: a page for each task, and the way from a screen to its page."""
