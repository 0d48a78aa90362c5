"""Signing in and out, the first change of password, one's own settings."""
