"""History: a record as its events leave it."""

from typing import Any

Row = dict[str, Any]
"""Columns of a record by name, as they are stored (text, numbers or None)."""
