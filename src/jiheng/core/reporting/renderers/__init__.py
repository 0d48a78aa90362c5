"""One file per output format: a draft in, bytes out."""
