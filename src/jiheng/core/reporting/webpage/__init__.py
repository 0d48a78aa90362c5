"""A draft as one page for a browser: readable, printable, every number with its origin."""
