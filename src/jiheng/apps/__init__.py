"""Memory and permission: one Django app per thing that is kept; models, services that write, selectors that read."""
