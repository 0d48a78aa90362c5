"""A person's own notices."""
