"""Views of targets."""
