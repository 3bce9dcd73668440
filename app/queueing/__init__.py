"""Waiting lists and queues: what must be there, what waits, by formula."""
