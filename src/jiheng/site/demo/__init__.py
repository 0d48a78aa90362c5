"""Five sample departments with their people and books, for trying the application out."""
