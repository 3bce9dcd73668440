"""What if, and what is needed: levers, comparison, requirement."""
