"""The queue played forward, many times, from a seed."""
