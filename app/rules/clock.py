"""Clocks: limits that run against a request, by rule or as the prosecutor gave them.

What is computed here is a planning aid, not legal advice. Rules are data with a source
and a state of verification; a day that the prosecutor gave takes their place.

Days are calendar days of the unit, never spans of seconds, so a change of the clocks
moves nothing. The day of the event does not count unless a rule says so: the first day
of a limit is the day after, its last day is the last on which the step may be taken.
A limit in months ends on the day of the same number; in a month that is too short, on
its last.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.casework.proceeding import DAY_LABELS, Proceeding
from app.errors import VocabularyError

PLANNING_AID = "planning aid, not legal advice"
"""What stands on screen and on paper beside every date that is computed here."""

PROSECUTOR = "PROSECUTOR"
"""Stands for the rule of a day that the prosecutor gave, such as in ``met``."""

_STARTS = (
    *("offence_on", "appearance_on", "petition_on", "committal_on"),
    "full_committal_on",
)
EVENTS = {name: label for name, label in DAY_LABELS.items() if name in _STARTS}
"""Days of a proceeding from which a limit can run, and what they are called."""


class Verified(StrEnum):
    """How sure it is that a rule is the law."""

    VERIFIED = "verified"
    HISTORICAL = "historical"
    BACKGROUND = "background, check"


class LimitState(StrEnum):
    """Where a limit stands on a day."""

    RUNNING = "running"
    PASSED = "passed"
    MET = "met"
    ENDED = "ended"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One limit of the law, as data.

    Attributes:
        id: Its identity, such as ``SOLEMN_140``.
        label: What must have happened by its last day.
        consequence: What follows when it has not.
        starts: Day of the proceeding from which it runs, one of ``EVENTS``.
        otherwise_starts: Day to run from while the former is not known; may be empty.
        days: Length in calendar days; 0 for a limit in months.
        months: Length in calendar months; 0 for a limit in days.
        counts_start: Whether the day of the event is the first day of the limit.
        custody: Codes of the custody or court status under which it runs.
        when_unknown: Whether it runs while that status is not recorded.
        met_by: Days of the proceeding that show that the step was taken.
        decided_by: Day that decides whether the rule holds; the start if not known.
        valid_from: First such day under the rule; None for always.
        valid_to: Last such day under the rule; None for as long as one likes.
        replaces: Rule that does not run where this one does; empty for none.
        governs: Whether a result may be needed for the step, so that work is planned
            by it.
        is_used: Whether it runs at all, or is only listed.
        source: Where it stands written.
        verified: How sure that is.
        note: What else to know; may be empty.
    """

    id: str
    label: str
    consequence: str
    starts: str
    otherwise_starts: str = ""
    days: int = 0
    months: int = 0
    counts_start: bool = False
    custody: tuple[str, ...] = ()
    when_unknown: bool = False
    met_by: tuple[str, ...] = ()
    decided_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: str = ""
    governs: bool = True
    is_used: bool = True
    source: str
    verified: Verified
    note: str = ""

    def __post_init__(self) -> None:
        if (self.days > 0) == (self.months > 0):
            raise VocabularyError(
                f"The rule {self.id} needs a length: days or months, not both."
            )
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise VocabularyError(f"The rule {self.id} ends before it begins.")

    @property
    def length(self) -> str:
        """Its length in words, such as ``140 days``."""
        return f"{self.days} days" if self.days else f"{self.months} months"

    def last_day(self, start: date) -> date:
        """Return the last day of the limit that runs from ``start``."""
        if self.months:
            last = add_months(start, self.months)
        else:
            last = start + timedelta(days=self.days)
        return last - timedelta(days=1) if self.counts_start else last

    def start_of(self, proceeding: Proceeding) -> tuple[str, date] | None:
        """Return from which event it runs and its day; None if none is known."""
        for name in filter(None, (self.starts, self.otherwise_starts)):
            day: date | None = getattr(proceeding, name)
            if day is not None:
                return name, day
        return None

    def is_valid(self, proceeding: Proceeding, start: date) -> bool:
        """Return whether the rule is the one for proceedings of that time."""
        day = getattr(proceeding, self.decided_by) if self.decided_by else None
        day = day or start
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def runs_under(self, custody: str | None) -> bool:
        """Return whether it runs for an accused of that custody or court status."""
        return self.when_unknown if custody is None else custody in self.custody


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleSet:
    """The rules of a region.

    Attributes:
        name: Name of its file, such as ``scotland``.
        title: What it is called.
        checked_on: Day on which its sources were last looked at; None for never.
        is_example: Whether it is only an example, to be checked before use.
        rules: The rules in the order of the file.
    """

    name: str
    title: str
    checked_on: date | None = None
    is_example: bool = False
    rules: tuple[Rule, ...] = ()

    def label(self, rule: str) -> str:
        """Return what a rule is called; its identity if it is not known."""
        return next((one.label for one in self.rules if one.id == rule), rule)

    def of(self, proceeding: Proceeding) -> tuple[Rule, ...]:
        """Return the rules that run, or ran, for a proceeding."""
        found = [rule for rule in self.rules if _applies(rule, proceeding)]
        replaced = {rule.replaces for rule in found}
        return tuple(rule for rule in found if rule.id not in replaced)


NO_RULES = RuleSet(name="", title="")
"""A region without rules: only what the prosecutor gave counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The last day for one step of the proceedings.

    Attributes:
        day: The last day on which the step may be taken.
        label: What must have happened by then.
        rule: The rule it follows from; None for a day that the prosecutor gave.
        proceeding: Uid of the proceeding; empty for a day given for the request.
        accused: Reference of the accused; empty for a day given for the request.
        charge: What the charge is called.
        counted_from: Day from which it runs; None for a day that was given.
        event: What happened on that day, in words.
        source: Where the rule stands written, or who gave the day.
        is_met: Whether the step was taken.
        ended_on: Day on which the proceedings ended.
        aside_until: Last day of the day that the prosecutor gave in its place.
        note: What else to know; may be empty.
    """

    day: date
    label: str
    rule: Rule | None = None
    proceeding: str = ""
    accused: str = ""
    charge: str | None = None
    counted_from: date | None = None
    event: str = ""
    source: str = ""
    is_met: bool = False
    ended_on: date | None = None
    aside_until: date | None = None
    note: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether the prosecutor gave the day, as against a rule."""
        return self.rule is None

    def days_left(self, day: date) -> int:
        """Return the days from ``day`` to the last; negative when it has passed."""
        return (self.day - day).days

    def state(self, day: date) -> LimitState:
        """Return where it stands on ``day``."""
        if self.is_met:
            return LimitState.MET
        if self.ended_on is not None and self.ended_on <= day:
            return LimitState.ENDED
        if self.aside_until is not None and day <= self.aside_until:
            return LimitState.SET_ASIDE
        return LimitState.PASSED if self.day < day else LimitState.RUNNING


def limits_of(proceeding: Proceeding, rules: RuleSet) -> tuple[Limit, ...]:
    """Return the limits of one accused on one charge, the earliest first.

    Those that were met, have ended, or gave way to a day that the prosecutor gave are
    among them: ``Limit.state`` tells.
    """
    limits = [_computed(rule, proceeding) for rule in rules.of(proceeding)]
    if proceeding.limit_on is not None:
        limits.append(
            Limit(
                day=proceeding.limit_on,
                label="Day given by the prosecutor",
                proceeding=proceeding.uid,
                accused=proceeding.accused,
                charge=proceeding.charge,
                source=proceeding.limit_source or "",
                is_met=PROSECUTOR in proceeding.met,
                ended_on=proceeding.ended_on,
            )
        )
    return _in_order(limits)


def limits_of_request(
    proceedings: Iterable[Proceeding],
    rules: RuleSet,
    prosecutor_on: date | None = None,
) -> tuple[Limit, ...]:
    """Return the limits of all accused and charges of a request, the earliest first.

    A day that the prosecutor set for the whole request takes the place of what the
    rules give, until it has passed.
    """
    limits = [limit for one in proceedings for limit in limits_of(one, rules)]
    if prosecutor_on is None:
        return _in_order(limits)
    asked = Limit(day=prosecutor_on, label="Day set by the prosecutor for the request")
    return _in_order([asked, *(_aside(limit, prosecutor_on) for limit in limits)])


def governing(
    proceedings: Iterable[Proceeding],
    rules: RuleSet,
    day: date,
    prosecutor_on: date | None = None,
) -> Limit | None:
    """Return the limit that governs on ``day``: the earliest that has not passed.

    Args:
        proceedings: Every accused and charge of the request.
        rules: The rules of the region.
        day: The day.
        prosecutor_on: Day that the prosecutor set for the request, if any.
    """
    limits = limits_of_request(proceedings, rules, prosecutor_on)
    return governing_of(limits, day)


def governing_of(limits: Sequence[Limit], day: date) -> Limit | None:
    """Return the earliest of ``limits`` that runs on ``day``; None if none does."""
    running = (one for one in limits if one.state(day) is LimitState.RUNNING)
    planned = [one for one in running if one.rule is None or one.rule.governs]
    return min(planned, key=lambda one: one.day, default=None)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the last of a month that is too short."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _applies(rule: Rule, proceeding: Proceeding) -> bool:
    start = rule.start_of(proceeding)
    return (
        rule.is_used
        and start is not None
        and rule.runs_under(proceeding.custody)
        and rule.is_valid(proceeding, start[1])
    )


def _aside(limit: Limit, until: date) -> Limit:
    """Return a limit as it gives way to a day that the prosecutor set."""
    if limit.is_typed:
        return limit
    return replace(limit, aside_until=max(limit.aside_until or until, until))


def _computed(rule: Rule, proceeding: Proceeding) -> Limit:
    name, start = rule.start_of(proceeding) or ("", date.min)
    notes = [rule.note] if rule.note else []
    if name != rule.starts:
        notes.append(f"The day of {EVENTS[rule.starts]} is not recorded.")
    if proceeding.custody is None:
        notes.append("The custody status is not recorded.")
    shown = any(getattr(proceeding, field) is not None for field in rule.met_by)
    return Limit(
        day=rule.last_day(start),
        label=rule.label,
        rule=rule,
        proceeding=proceeding.uid,
        accused=proceeding.accused,
        charge=proceeding.charge,
        counted_from=start,
        event=EVENTS[name],
        source=rule.source,
        is_met=shown or rule.id in proceeding.met,
        ended_on=proceeding.ended_on,
        aside_until=proceeding.limit_on,
        note=" ".join(notes),
    )


def _in_order(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    return tuple(sorted(limits, key=lambda one: (one.day, one.accused, one.label)))
