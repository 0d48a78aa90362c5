"""Charts as vector images with their words."""
