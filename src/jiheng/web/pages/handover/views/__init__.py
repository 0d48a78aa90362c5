"""Views of the hand-over."""
