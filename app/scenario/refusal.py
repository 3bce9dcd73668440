"""What a scenario may not say, refused in sentences that a manager can act on."""

from collections.abc import Sequence
from datetime import date
from math import isfinite

from app.casework.working_time import day_words
from app.errors import ScenarioError


def check_number(
    what: str, value: float | None, least: float, most: float, unit: str
) -> None:
    """Refuse a number that is not finite or out of bounds; None passes.

    Raises:
        ScenarioError: The sentence gives the number, the remedy the bounds.
    """
    if value is None:
        return
    remedy = f"Give from {least:,g} to {most:,g} {unit}."
    if not isfinite(value):
        raise ScenarioError(f"{what}: that is no number.", remedy=remedy)
    if not least <= value <= most:
        raise ScenarioError(
            f"{what}: {value:,.10g} {unit} cannot be reckoned with.", remedy=remedy
        )


def check_share(what: str, share: float) -> None:
    """Refuse a share that is not from 0 to 1.

    Raises:
        ScenarioError: The sentence gives it in per cent.
    """
    if not isfinite(share) or not 0 <= share <= 1:
        words = f"{share:.0%}" if isfinite(share) else "No number"
        raise ScenarioError(f"{what}: {words}.", remedy="Give from 0% to 100%.")


def check_days(what: str, first: date, last: date | None) -> None:
    """Refuse an end before the start.

    Raises:
        ScenarioError: The sentence names both days.
    """
    if last is not None and last < first:
        raise ScenarioError(
            f"{what} ends on {day_words(last)} before it begins on {day_words(first)}.",
            remedy="Correct one of the two days.",
        )


def check_some(what: str, chosen: Sequence[str], kind: str) -> None:
    """Refuse an empty choice.

    Raises:
        ScenarioError: The sentence says of what one is needed.
    """
    if not chosen:
        raise ScenarioError(
            f"{what} needs at least one {kind}.", remedy=f"Choose a {kind}."
        )
