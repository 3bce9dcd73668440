"""What is printed, as data."""
