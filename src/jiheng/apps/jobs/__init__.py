"""Work in the background, with progress, cancel and resume."""
