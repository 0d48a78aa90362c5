"""Where a figure came from, and what changed."""
