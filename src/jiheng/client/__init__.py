"""A typed client of the HTTP API, for programs elsewhere; it needs nothing of the rest."""
