"""Where the files are that ship with the program; the same from source and frozen."""

from pathlib import Path

RESOURCES = Path(__file__).parent.parent / "resources"
"""The folder of icons, fonts, code lists, holidays and mappings."""
