"""Exposure to harmful material, and what protects the people who carry it."""
