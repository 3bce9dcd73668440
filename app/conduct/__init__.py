"""What is done with a request, act by act: each reads, checks, and writes."""
