"""Headroom: demand, capacity and backlog of a police digital forensics unit."""

__version__ = "0.1.0"
