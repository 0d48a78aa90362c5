"""One file per check that needs Python."""
