"""One self-evaluation, start to end."""
