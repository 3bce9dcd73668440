"""The room Capacity."""
