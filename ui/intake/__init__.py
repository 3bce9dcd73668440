"""The room where requests come in and are decided about."""
