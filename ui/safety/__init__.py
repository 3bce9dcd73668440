"""The room Safety."""
