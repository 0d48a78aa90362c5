"""Files that people brought, to download."""
