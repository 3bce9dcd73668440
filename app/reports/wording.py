"""Numbers and changes in the words of a sentence; here figures are rounded."""

import math
from datetime import date

from app.measures.figure import Coverage
from app.reports.chart import UNKNOWN, day_text, number_text, signed_text

NONE = "\N{EN DASH}"
"""What stands in a table where there is nothing to say."""


def counted(value: float, noun: str, plural: str = "") -> str:
    """Return a number with its noun, such as ``1 request`` or ``2 requests``."""
    word = noun if round(value) == 1 else plural or f"{noun}s"
    return f"{number_text(value)} {word}"


def cell(value: float | None, decimals: int = 0) -> str:
    """Return a number for a table; a dash where there is none."""
    return NONE if value is None else number_text(value, decimals)


def change_cell(value: float | None, decimals: int = 0) -> str:
    """Return a change for a table with its sign; a dash where there is none."""
    return NONE if value is None else signed_text(value, decimals)


def share_cell(part: float, whole: float) -> str:
    """Return a part of a whole in per cent; a dash where there is no whole."""
    return f"{number_text(100 * part / whole)}%" if whole else NONE


def compared(
    now: float | None, before: float | None, when: str, *, decimals: int = 0
) -> str:
    """Say how a value differs from the one before: ``17 more than in September``."""
    if now is None or before is None:
        return f"{UNKNOWN} {when}" if before is None else UNKNOWN
    change = round(now, decimals) - round(before, decimals)
    if round(change, decimals) == 0:
        return f"the same as {when}"
    size = number_text(abs(change), decimals)
    return f"{size} {'more' if change > 0 else 'fewer'} than {when}"


def covered(coverage: Coverage, noun: str = "") -> str:
    """Return records used of records in scope; 100% only when it is all of them."""
    if coverage.used == coverage.scope:
        return f"all {coverage.scope:,} {noun}".rstrip()
    share = math.floor(100 * coverage.share)
    scope = f"{coverage.scope:,} {noun}".rstrip()
    return f"{coverage.used:,} of {scope} ({share}%)"


def days_text(first: date, last: date | None) -> str:
    """Return a time in words; without a last day it is open."""
    if last is None:
        return f"from {day_text(first)}"
    if first == last:
        return day_text(first)
    begin = day_text(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {last.year}")
        if first.month == last.month:
            begin = str(first.day)
    return f"{begin} to {day_text(last)}"
