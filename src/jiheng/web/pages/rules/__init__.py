"""Which rules bind a department's year."""
