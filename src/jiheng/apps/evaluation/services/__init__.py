"""Writes: check-ups, entries, requests, hand-over."""
