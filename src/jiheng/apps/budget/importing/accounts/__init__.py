"""The nine public tables of final accounts (公开01—09表): what they state, and how that lies against the book."""
