"""The people whose hours are counted, as planning takes them."""

from app.casework.team import CASEWORK_ROLES, Team

__all__ = ["CASEWORK_ROLES", "Team"]
