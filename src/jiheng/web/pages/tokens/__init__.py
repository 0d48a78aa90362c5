"""Tokens for programs, and what they may ask."""
