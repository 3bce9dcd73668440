"""What can be got back from a damaged store: its rows and its history, raw."""
