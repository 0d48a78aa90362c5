"""Background work: how far it is, cancel, retry."""
