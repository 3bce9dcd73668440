"""The next free reference in the unit's own pattern."""

from app.rules.numbering import next_reference, pattern_of
from app.store import Store

_LAST = "SELECT reference FROM request ORDER BY id DESC LIMIT 50"
_IN_PATTERN = """
    SELECT reference FROM request WHERE reference >= :start AND reference < :end
"""
_HIGHEST = chr(0x10FFFF)


def free_reference(store: Store, year: int) -> str:
    """Return the reference that the next request of ``year`` would have."""
    pattern = pattern_of((row[0] for row in store.query(_LAST)), year)
    bounds = {"start": pattern.start, "end": pattern.start + _HIGHEST}
    return next_reference(pattern, (row[0] for row in store.query(_IN_PATTERN, bounds)))
