"""The page of one request: everything about it, and everything done to it."""
