"""Tokens of the HTTP API: scoped, expiring, shown once, kept hashed."""
