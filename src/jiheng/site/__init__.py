"""The one place that joins all: settings, addresses, and the program that the server runs."""
