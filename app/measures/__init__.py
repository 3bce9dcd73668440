"""What can be counted over the ledger; every result is a figure."""
