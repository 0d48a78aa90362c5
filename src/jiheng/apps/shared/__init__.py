"""What every app stands on: exact amounts, and the one log of changes."""
