"""Intake: from a file that another system exported to checked rows in the store."""
