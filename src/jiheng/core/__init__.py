"""The product without framework, database or network."""
