"""The fictional unit: made up from a seed, the same bytes every time."""
