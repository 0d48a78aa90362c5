"""What the application runs with: `environment` reads what a site may set, `base` makes Django's settings of it."""
