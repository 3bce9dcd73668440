"""The Data page: bring records in, and see whether the figures can be trusted."""
