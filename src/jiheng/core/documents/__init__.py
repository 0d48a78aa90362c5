"""A file after reading: blocks in order, exact places."""
