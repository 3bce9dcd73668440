"""How each skill of a person stands on a day, whatever records there are of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.workforce.examiner import IN_TRAINING, SkillHeld

NOTICE = 90
"""Days before a skill lapses from which that is pointed out."""


class Currency(StrEnum):
    """How a skill of a person stands; the value is what is said of it."""

    CURRENT = "current"
    SOON = "lapses soon"
    LATER = "not yet current"
    LAPSED = "lapsed"
    TRAINING = "in training"

    @property
    def may_work(self) -> bool:
        """Whether the person may work alone in it."""
        return self in (Currency.CURRENT, Currency.SOON)

    @property
    def is_ending(self) -> bool:
        """Whether it has lapsed or lapses soon."""
        return self in (Currency.SOON, Currency.LAPSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One skill of one person on a day.

    Attributes:
        held: The record that counts: of several the one that is current, then one of
            a competent person, then the highest level, then the longest. Where others
            follow on it without a gap, its last day is that of the last of them.
        currency: How it stands.
    """

    held: SkillHeld
    currency: Currency


def currency_of(held: SkillHeld, day: date) -> Currency:
    """Return how a record of a skill stands on ``day``; its last day is current."""
    if held.level <= IN_TRAINING:
        return Currency.TRAINING
    if held.valid_to is not None and held.valid_to < day:
        return Currency.LAPSED
    if held.valid_from > day:
        return Currency.LATER
    soon = held.valid_to is not None and held.valid_to <= day + timedelta(days=NOTICE)
    return Currency.SOON if soon else Currency.CURRENT


def holdings_on(held: Iterable[SkillHeld], day: date) -> dict[str, Holding]:
    """Return how the skills of one person stand, by code in the order of the codes.

    Args:
        held: Every record of the person's skills.
        day: The day.
    """
    by_skill: defaultdict[str, list[SkillHeld]] = defaultdict(list)
    for item in held:
        by_skill[item.skill].append(item)
    return {skill: _holding(by_skill[skill], day) for skill in sorted(by_skill)}


def _holding(held: list[SkillHeld], day: date) -> Holding:
    best = max(held, key=lambda item: _worth(item, day))
    if best.level > IN_TRAINING:
        best = _renewed(best, held)
    return Holding(held=best, currency=currency_of(best, day))


def _worth(item: SkillHeld, day: date) -> tuple[bool, bool, int, date]:
    """Return by what one record of a skill counts before another of the same."""
    may_work = currency_of(item, day).may_work
    return may_work, item.level > IN_TRAINING, item.level, item.valid_to or date.max


def _renewed(best: SkillHeld, held: Iterable[SkillHeld]) -> SkillHeld:
    """Return a record with the last day to which others carry it on."""
    for item in sorted(held, key=lambda item: item.valid_from):
        if best.valid_to is None:
            break
        follows = item.valid_from <= best.valid_to + timedelta(days=1)
        is_longer = item.valid_to is None or item.valid_to > best.valid_to
        if item.level > IN_TRAINING and follows and is_longer:
            best = replace(best, valid_to=item.valid_to)
    return best
