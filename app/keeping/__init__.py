"""Verified copies of a store in two places, the way back, and the rehearsal."""
