"""Files to documents to facts."""
