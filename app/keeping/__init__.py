"""Verified copies of the store: when, where, which are kept; restore and drill."""
