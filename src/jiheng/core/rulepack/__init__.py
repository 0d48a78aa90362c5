"""What is required: relations and rules as dated data."""
