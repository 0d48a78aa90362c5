"""Writes of targets, each in one transaction with its line in the log of changes."""
