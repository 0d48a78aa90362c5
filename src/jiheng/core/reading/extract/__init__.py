"""Documents to facts."""
