"""Which copies stay: all of today and yesterday, then ever fewer the older they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS, WEEKS, MONTHS = 14, 8, 24
"""How many days, weeks and months with copies keep one each."""

Period = Callable[[datetime], tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One copy, as far as thinning asks.

    Attributes:
        name: Its name, which tells it from the others.
        moment: When it was made, with time zone.
        is_verified: Whether it passed every check.
        is_bound: Whether it stays whatever its age: one made before an upgrade.
    """

    name: str
    moment: datetime
    is_verified: bool = True
    is_bound: bool = False


def kept(candidates: Sequence[Candidate], now: datetime) -> frozenset[str]:
    """Return the names of the copies that stay.

    Days, weeks and months are counted among those that have a copy: a store that
    nobody opened for years keeps its old ones. Of each period the newest verified copy
    stays, or the newest where none is verified. What is dated after ``now`` stays: the
    clock may have been wrong then or may be wrong now.

    Args:
        candidates: Copies in one place.
        now: The present moment; its time zone decides where a day begins.
    """
    local = [(one.moment.astimezone(now.tzinfo), one) for one in candidates]
    local.sort(key=lambda pair: (pair[1].is_verified, pair[0], pair[1].name))
    local.reverse()  # verified before others, the newest first
    yesterday = now.date() - timedelta(days=1)
    names = {
        one.name for moment, one in local if one.is_bound or moment.date() >= yesterday
    }
    past = [(moment, one.name) for moment, one in local if moment <= now]
    names |= {one.name for moment, one in local[:1] if one.is_verified}
    names |= {name for _, name in past[:1]}
    older = [(moment, name) for moment, name in past if moment.date() < yesterday]
    names |= _newest_of_each(older, _day, DAYS)
    names |= _newest_of_each(past, _week, WEEKS)
    names |= _newest_of_each(past, _month, MONTHS)
    return frozenset(names)


def _newest_of_each(
    past: Sequence[tuple[datetime, str]], period: Period, count: int
) -> set[str]:
    first: dict[tuple[int, ...], str] = {}
    for moment, name in past:
        first.setdefault(period(moment), name)
    return {first[one] for one in sorted(first, reverse=True)[:count]}


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.toordinal(),)


def _week(moment: datetime) -> tuple[int, ...]:
    year, week, _ = moment.isocalendar()
    return year, week


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month
