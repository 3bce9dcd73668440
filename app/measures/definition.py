"""What each measure counts, in one sentence: the one place where it is written."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.measures.demand_sentences import DEMAND, DEMAND_CHOICES
from app.measures.figure import NO_ROWS, Coverage, Figure
from app.measures.forecast_sentences import FORECAST, FORECAST_CHOICES
from app.measures.measure import Measure
from app.measures.queueing_sentences import (
    BEFORE_AND_AFTER,
    LONG_RUN,
    QUEUEING_CHOICES,
    TIME_TO_ISSUE,
    WITHIN_TARGET,
)
from app.measures.skill_sentences import PROVIDERS, SKILLS
from app.measures.stays import Rows
from app.measures.welfare_sentences import WELFARE

OVER_AGE = 30
"""Days after which an open request is over age (M06), unless the unit sets others."""


_CHOICES: Mapping[str, object] = MappingProxyType(
    {
        "backlog": "the outstanding backlog (B3)",
        "since": "the receipt of the last exhibit needed",
        "threshold": OVER_AGE,
        "which": "middle",
        "skill": "one skill",
        "times": 2,
        "days": 28,
        **DEMAND_CHOICES,
        **FORECAST_CHOICES,
        **QUEUEING_CHOICES,
    }
)
"""What stands in a sentence where a figure makes no other choice."""

_MEASURES = (
    Measure(
        code="M01",
        label="Open requests",
        unit="requests",
        sentence="Requests in {backlog} at the end of the day.",
    ),
    Measure(
        code="M02",
        label="Open exhibits (B3d)",
        unit="exhibits",
        sentence=(
            "Exhibits of outstanding requests (B3) that were not yet examined, set"
            " aside or returned at the end of the day."
        ),
    ),
    Measure(
        code="M03",
        label="Age",
        unit="days",
        sentence=(
            "Calendar days since {since}, of requests in {backlog}; {which} value."
        ),
    ),
    Measure(
        code="M04",
        label="Age bands",
        unit="requests",
        sentence="Requests in {backlog} by calendar days since {since}.",
    ),
    Measure(
        code="M05",
        label="Oldest open request",
        unit="days",
        sentence="Most calendar days since {since} of any request in {backlog}.",
    ),
    Measure(
        code="M06",
        label="Over-age backlog (B4)",
        unit="requests",
        sentence=(
            "Requests in {backlog} more than {threshold} calendar days after {since}."
        ),
    ),
    Measure(
        code="M07",
        label="Backlog bridge",
        unit="requests",
        sentence=(
            "Entries into and exits from the outstanding backlog (B3) between the ends"
            " of two days: accepted counts a first entry, reopened every later one;"
            " issued, withdrawn, rejected, back in assessment and closed without a"
            " result count every exit by where it led."
        ),
    ),
    Measure(
        code="M08",
        label="Work in queue (B5)",
        unit="h",
        sentence=(
            "Examiner hours estimated less hours logged by the end of the day, never"
            " below 0, over requests in {backlog}; a request without an estimate is"
            " given the median of its examination type."
        ),
    ),
    Measure(
        code="M09",
        label="Weeks of work",
        unit="weeks",
        sentence=(
            "Work in queue (M08) of {skill} divided by the mean weekly net capacity"
            " (M31) of the next 13 weeks."
        ),
    ),
    Measure(
        code="M10",
        label="Accepted",
        unit="requests",
        sentence=(
            "Requests accepted for the first time; a reopened request is not counted"
            " again."
        ),
    ),
    *DEMAND,
    Measure(
        code="M11",
        label="Issued",
        unit="requests",
        sentence=(
            "Requests whose result was issued for the first time; an addendum is not"
            " counted again."
        ),
    ),
    Measure(
        code="M12",
        label="Clearance rate",
        unit="%",
        sentence=(
            "Requests issued (M11) as a share of requests accepted (M10) in the period;"
            " above 100% the backlog shrinks."
        ),
    ),
    Measure(
        code="M13",
        label="Net flow, 13 weeks",
        unit="requests",
        sentence=(
            "Accepted less issued over 13 whole weeks, with control limits three"
            " standard deviations (from the mean moving range of the weekly values)"
            " either side of the mean."
        ),
    ),
    Measure(
        code="M14",
        label="Turnaround",
        unit="days",
        sentence=(
            "Calendar days from the receipt of the last exhibit needed to the first"
            " issue of the result, of requests issued in the period; {which} value,"
            " percentiles by straight line between ranks."
        ),
    ),
    WITHIN_TARGET,
    TIME_TO_ISSUE,
    Measure(
        code="M19",
        label="Days to limit",
        unit="days",
        sentence=(
            "Calendar days to the governing limit, the earliest over all accused and"
            " charges that has not passed, a day given by the prosecutor before any"
            " that is computed; {which} value of open requests. Planning aid, not legal"
            " advice."
        ),
    ),
    Measure(
        code="M20",
        label="Latest safe start",
        unit="date",
        sentence=(
            "The governing limit (M19) less the days that the prosecutor needs less the"
            " 80th percentile of the days from start to issue of the same examination"
            " type and level. Planning aid, not legal advice."
        ),
    ),
    Measure(
        code="M21",
        label="Statutory risk",
        unit="requests",
        sentence=(
            "Red: past the latest safe start (M20, the limit less the prosecutor's time"
            " less the time that four in five take) and not started, or started and"
            " expected after the limit; amber: within 14 days of that; missed: the"
            " limit passed without a result. Planning aid, not legal advice."
        ),
    ),
    Measure(
        code="M25",
        label="Priority drift",
        unit="%",
        sentence=(
            "Share of each priority among the requests accepted in the period, as at"
            " the end of the day of acceptance, or as first given where that was later;"
            " upgrades are changes to a higher priority of outstanding requests (B3)"
            " after that day, per 100 outstanding at the end of the period."
        ),
    ),
    Measure(
        code="M26",
        label="Starvation",
        unit="requests",
        sentence=(
            "Outstanding requests (B3) of a low priority that were received longer ago"
            " than {times} times the target of that priority; and the most days in the"
            " year before without the start of a request of that priority."
        ),
    ),
    Measure(
        code="M27",
        label="Gate outcomes",
        unit="per 100 submitted",
        sentence=(
            "Of the requests first submitted in the period, those with each outcome at"
            " the gate at the end of the day: accepted at once or after a return,"
            " returned, rejected, diverted, withdrawn, or still waiting."
        ),
    ),
    Measure(
        code="M28",
        label="Scope reduction",
        unit="%",
        sentence=(
            "Of the requests first submitted in the period and accepted: exhibits"
            " agreed against exhibits asked for, requests whose highest level was"
            " lowered, and examiner hours estimated for what was asked less those for"
            " what was agreed, all as recorded on acceptance."
        ),
    ),
    Measure(
        code="M29",
        label="Diversion",
        unit="requests",
        sentence=(
            "Requests first submitted in the period and rejected as answerable at the"
            " frontline (J_KIOSK), and the examiner hours that all they asked for would"
            " have taken."
        ),
    ),
    Measure(
        code="M30",
        label="Gross capacity",
        unit="h/week",
        sentence="Contracted hours a week of the people in post, mean of the weeks.",
    ),
    Measure(
        code="M31",
        label="Net capacity",
        unit="h/week",
        sentence=(
            "Contracted hours less leave, public holidays, sickness, training, court,"
            " on-site triage, review, administration and welfare, mean of the weeks;"
            " as recorded in the past, as planned with an allowance for sickness in the"
            " future."
        ),
    ),
    Measure(
        code="M32",
        label="Utilisation",
        unit="%",
        sentence=(
            "Estimated effort of the requests accepted in the weeks as a share of the"
            " net capacity (M31) of the same weeks."
        ),
    ),
    *SKILLS,
    Measure(
        code="M33",
        label="Skill cover",
        unit="people",
        sentence=(
            "People of any role in post, competent and current in {skill}, who are not"
            " away or on other work for the whole day, or in a week ahead have net"
            " hours (M31) in it; 1 is a single point of failure."
        ),
    ),
    *FORECAST,
    BEFORE_AND_AFTER,
    *WELFARE,
    Measure(
        code="M54",
        label="Load",
        unit="weeks",
        sentence=(
            "Hours left on the open requests allocated to the person, divided by the"
            " person's mean net capacity (M31) of the next 13 weeks."
        ),
    ),
    Measure(
        code="M55",
        label="Ageing work in progress",
        unit="requests",
        sentence=(
            "Requests in progress at the end of the day that were started longer ago"
            " than the 85th percentile of the days from start to issue of the same"
            " examination type."
        ),
    ),
    *PROVIDERS,
    Measure(
        code="M58",
        label="Holds",
        unit="requests",
        sentence=(
            "Requests on hold at the end of the day, by reason and by the side that"
            " they wait for; age in calendar days since the hold began."
        ),
    ),
    *LONG_RUN,
    Measure(
        code="B6",
        label="Data backlog (B6)",
        unit="GB",
        sentence=(
            "Gigabytes on the open exhibits (M02) of outstanding requests (B3), as far"
            " as their sizes are known."
        ),
    ),
)
MEASURES: Mapping[str, Measure] = MappingProxyType({m.code: m for m in _MEASURES})
"""Every measure by its identity."""


def definitions() -> list[Measure]:
    """Return every measure in order, as its sentence reads with the usual choices."""
    return [
        Measure(
            code=measure.code,
            label=measure.label,
            unit=measure.unit,
            sentence=sentence_of(measure.code),
        )
        for measure in _MEASURES
    ]


def sentence_of(code: str, **choices: object) -> str:
    """Return the definition of a measure with the choices made."""
    return MEASURES[code].sentence.format(**{**_CHOICES, **choices})


def figure(
    code: str,
    value: float | None,
    *,
    as_at: date,
    coverage: Coverage,
    rows: Rows = NO_ROWS,
    label: str = "",
    unit: str = "",
    note: str = "",
    **choices: object,
) -> Figure:
    """Return a figure of a measure, with its label, unit and definition.

    Args:
        code: The measure.
        value: Its value in the unit; None when it cannot be computed.
        as_at: Day at the end of which it holds.
        coverage: Records used of records in scope.
        rows: Row numbers of the requests behind it.
        label: Name to show where it is not that of the measure.
        unit: Unit where it is not that of the measure.
        note: Anything else that the reader must know.
        **choices: What stands in the definition for the words in braces.
    """
    measure = MEASURES[code]
    return Figure(
        measure=code,
        label=label or measure.label,
        value=value,
        unit=unit or measure.unit,
        definition=sentence_of(code, **choices),
        as_at=as_at,
        coverage=coverage,
        rows=rows,
        note=note,
    )
