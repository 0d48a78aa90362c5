"""Views of self-evaluations."""
