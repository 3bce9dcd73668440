"""What is to be expected: capacity, demand."""
