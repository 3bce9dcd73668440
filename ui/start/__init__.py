"""The first thing a new user sees: where the records are to come from."""
