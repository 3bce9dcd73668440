"""The open requests at risk of missing a limit, as lines of text."""

from collections.abc import Iterator
from datetime import date

from app.casework.ledger import NO_CODE, NO_DAY
from app.casework.working_time import day_of
from app.measures.limit_days import TYPED
from app.measures.limits import Limits, Risk, days_to_limit
from app.reports.chart import day_text
from app.reports.facts import Facts, limits_of_facts, read_facts
from app.reports.wording import NONE, covered
from app.rules.clock import PLANNING_AID, RuleSet
from app.store import Store

GIVEN = "Day given by the prosecutor"
_WORDS = {Risk.MISSED: "missed", Risk.RED: "red", Risk.AMBER: "amber"}


def read_lines(store: Store, as_at: date) -> list[str]:
    """Return what ``clock_lines`` says of a store at the end of ``as_at``."""
    return list(clock_lines(read_facts(store, as_at)))


def clock_lines(facts: Facts) -> Iterator[str]:
    """Yield the requests at risk at the end of the day shown, the worst first."""
    found = limits_of_facts(facts)
    yield f"{facts.settings.unit}, dates at risk at the end of {day_text(facts.as_at)}"
    yield f"{PLANNING_AID.capitalize()}."
    places = [
        int(row)
        for risk in _WORDS
        for row in sorted(found.rows_at(risk), key=lambda at: found.day[at])
    ]
    if places:
        yield _line("Request", "Risk", "Limit", "Start by", "Days left", "What")
    for row in places:
        left = found.left[row]
        yield _line(
            str(facts.ledger.reference[row]),
            _WORDS[Risk(int(found.risk[row]))],
            _day(found.day[row]),
            "begun" if found.is_started[row] else _day(found.safe_start[row]),
            NONE if left != left else f"{left:,.0f}",
            missed_words(facts, found, row) or what_governs(found, row, facts.rules),
        )
    known = covered(days_to_limit(found).coverage, "open requests")
    yield f"{len(places):,} at risk; a limit is known of {known}."


def what_governs(limits: Limits, row: int, rules: RuleSet) -> str:
    """Return what must have happened by the limit that governs a request."""
    rule = int(limits.rule[row])
    return GIVEN if rule == TYPED else rules.rules[rule].label


def missed_words(facts: Facts, limits: Limits, row: int) -> str:
    """Return which day a request missed, and the cause; empty if it missed none."""
    if limits.missed[row] == NO_DAY:
        return ""
    place, causes = int(facts.ledger.missed_cause[row]), facts.ledger.codes.missed_cause
    known = place != NO_CODE
    cause = facts.label("missed_cause", causes[place]) if known else "no cause recorded"
    return f"{_day(limits.missed[row])} passed without a result: {cause}"


def _line(request: str, risk: str, limit: str, start: str, left: str, what: str) -> str:
    return f"{request:<16}{risk:<8}{limit:<13}{start:<13}{left:>9}  {what}"


def _day(number: int) -> str:
    return NONE if number == NO_DAY else day_text(day_of(int(number)))
