"""The room Plan."""
