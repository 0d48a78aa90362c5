"""What is due, the year at a glance."""
