"""Organisations, users and their roles, for those who manage them."""
