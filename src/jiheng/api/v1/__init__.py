"""Routes and shapes of version 1, one module an area."""
