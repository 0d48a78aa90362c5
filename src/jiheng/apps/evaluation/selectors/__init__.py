"""Reads: check-ups, self-evaluations, submissions."""
