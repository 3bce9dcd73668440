"""The wellbeing note: exposure and welfare of the group, with small numbers hidden.

Restricted. Nobody can be told from it: counts of people from 1 to 4 are printed as
``<5``, others are hidden where they would give one away, and hours and shares are
printed only if at least five people are behind them.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from app.casework.ledger import Ledger
from app.casework.working_time import LOCAL
from app.measures.figure import Coverage, Figure
from app.measures.stays import Rows
from app.measures.suppression import (
    HIDDEN,
    SMALLEST_SHOWN,
    is_small,
    safe_share,
    suppress_splits,
)
from app.reports.chart import (
    Kind,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
)
from app.reports.facts import Facts, read_facts
from app.reports.report import (
    Align,
    Charts,
    Column,
    Definition,
    Definitions,
    Headline,
    Headlines,
    Prose,
    Report,
    Row,
    Section,
    Table,
    Tone,
)
from app.reports.wording import NONE, covered
from app.store import Store
from app.store.welfare import read_welfare, told_requests
from app.wellbeing.exposure import NO_POLICY
from app.wellbeing.group import WEEKS, Group, Week, group_of
from app.wellbeing.outcome import outcome_feedback
from app.wellbeing.welfare import WINDOW, Welfare

KIND = "wellbeing-note"
"""Name of this kind of report in files and commands."""

TITLE = "Wellbeing note"
HANDLING = "Restricted: for the manager and the welfare lead"
RULE = (
    f"Counts of people from 1 to {SMALLEST_SHOWN - 1} are shown as <5; “{HIDDEN}”"
    " stands where another number would give one away. Hours and shares are shown only"
    f" if at least {SMALLEST_SHOWN} people are behind them."
)
_LITTLE = f"hidden: fewer than {SMALLEST_SHOWN} people"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """What the note and the group's page are made of.

    Attributes:
        group: Exposure and welfare of the exposed people together; exact.
        feedback: Whether examiners were told how cases ended (M53).
        untold: Rows of the closed cases of which nobody was told yet.
    """

    group: Group
    feedback: Figure
    untold: Rows


def group_figures(
    facts: Facts, welfare: Welfare, told: Mapping[str, int]
) -> GroupFigures:
    """Return what the note is made of.

    Args:
        facts: What the store holds.
        welfare: What it holds of exposure and welfare.
        told: Row id of each request of which the end was told, by uid
            (``app.store.welfare.told_requests``).
    """
    feedback, untold = outcome_feedback(
        facts.ledger, welfare.feedback, _rows_of(facts.ledger, told), facts.as_at
    )
    group = group_of(welfare, facts.settings.welfare_policy, facts.team, facts.as_at)
    return GroupFigures(group=group, feedback=feedback, untold=untold)


def wellbeing_note(
    store: Store,
    as_at: date,
    *,
    made_at: datetime,
    made_by: str,
    facts: Facts | None = None,
) -> Report:
    """Read the store and return the note at the end of ``as_at``."""
    found = read_facts(store, as_at) if facts is None else facts
    figures = group_figures(found, read_welfare(store), told_requests(store))
    return note_of(found, figures, made_at=made_at, made_by=made_by)


def note_of(
    facts: Facts, figures: GroupFigures, *, made_at: datetime, made_by: str
) -> Report:
    """Return the note that the figures make."""
    settings = facts.settings
    return Report(
        kind=KIND,
        title=TITLE,
        unit=settings.unit,
        organisation=settings.organisation,
        period=f"{WINDOW} days to {day_text(facts.as_at)}",
        comparison="against local policy",
        as_at=facts.as_at,
        marking=settings.marking,
        handling="; ".join(text for text in (HANDLING, settings.handling) if text),
        store=facts.name or "in memory",
        fingerprint=facts.fingerprint,
        since_print=facts.since_print,
        made_at=made_at.astimezone(LOCAL),
        made_by=made_by,
        sections=tuple(_sections(figures)),
    )


def _sections(figures: GroupFigures) -> Iterator[Section]:
    group = figures.group
    yield Section(
        heading="Headline figures", is_silent=True, blocks=(headlines(figures),)
    )
    yield Section(
        heading="The group and local policy",
        is_silent=True,
        blocks=(policy_table(group), Prose(paragraphs=(RULE,), is_small=True)),
    )
    yield Section(
        heading="Exposure by week",
        is_silent=True,
        blocks=(Charts(charts=(weekly_chart(group),)),),
    )
    yield Section(heading="What this means", blocks=(_meaning(group),))
    yield Section(heading="How the figures are made", blocks=(_definitions(figures),))


def headlines(figures: GroupFigures) -> Headlines:
    """Return the figures that a reader sees first, small numbers hidden."""
    group, told = figures.group, figures.feedback
    untold = len(figures.untold)
    return Headlines(
        figures=(
            Headline(
                label="Exposed people",
                value=_people(group),
                remark="exposed or current in grading",
            ),
            Headline(
                label=f"Exposure in {WINDOW} days",
                value=safe_hours(group.hours.value or 0.0, group.with_hours),
                unit="h",
                remark="hours of work stand in" if group.hours.note else "as logged",
            ),
            Headline(
                label="Hardest material",
                value=_harsh(group),
                remark="violent or first-generation",
            ),
            Headline(
                label="Welfare current",
                value=_currency(group),
                remark=NO_POLICY if group.currency.note else "contact and screening",
            ),
            Headline(
                label="Told the outcome",
                value=NONE if told.value is None else f"{number_text(told.value)}%",
                remark=f"{untold:,} closed cases to tell" if untold else "all told",
                tone=Tone.WATCH if untold else Tone.PLAIN,
            ),
        )
    )


def _people(group: Group) -> str:
    """Return how many people are exposed, as far as the table may say so."""
    return suppress_splits([split.counts for split in group.splits]).total


def safe_hours(hours: float, people: int) -> str:
    """Return hours of some people together; hidden if they are few."""
    return HIDDEN if is_small(people) else number_text(hours)


def _harsh(group: Group) -> str:
    if group.harsh.value is None:
        return NONE
    few = is_small(group.with_kind) or is_small(group.with_harsh)
    return HIDDEN if few else f"{number_text(group.harsh.value)}%"


def _currency(group: Group) -> str:
    judged = group.currency.coverage.used
    if group.currency.value is None:
        return NONE
    current = sum(one.is_judged and one.is_current for one in group.standings)
    is_safe = safe_share(current, judged) and safe_share(judged, group.people)
    return f"{number_text(group.currency.value)}%" if is_safe else HIDDEN


def policy_table(group: Group) -> Table:
    """Return how the group stands to each part of local policy."""
    safe = suppress_splits([split.counts for split in group.splits])
    rows = [
        Row(cells=(split.name, split.limit, *shown))
        for split, shown in zip(group.splits, safe.splits, strict=True)
    ]
    rows += [Row(cells=(name, NO_POLICY, NONE, NONE, NONE)) for name in group.unset]
    return Table(
        title="Exposed people and local policy",
        columns=(
            Column(head="Part of the policy", align=Align.LEFT),
            Column(head="Local policy", align=Align.LEFT),
            Column(head="Within it, people"),
            Column(head="Reached or due, people"),
            Column(head="Not known, people"),
        ),
        rows=tuple(rows),
        note=f"Each row is of all exposed people ({safe.total}).",
    )


def weekly_chart(group: Group) -> TimeChart:
    """Return the hours of exposure by week; weeks of few people are gaps."""
    away = _hidden_weeks(group.weeks)
    values = tuple(
        math.nan if place in away else week.hours
        for place, week in enumerate(group.weeks)
    )
    hidden = len(away)
    series = Series(name="Exposure", kind=Kind.BARS, role=Role.RECEIVED, values=values)
    return TimeChart(
        title=f"Exposure of the group, {WEEKS} weeks",
        unit="Hours a week",
        days=tuple(week.first_on for week in group.weeks),
        series=(series,),
        description=(
            f"Hours of exposure of all people together in each of {WEEKS} weeks."
        ),
        coverage=f"{hidden} weeks are not shown: fewer than 5 people, or one beside"
        if hidden
        else "",
    )


def _hidden_weeks(weeks: Sequence[Week]) -> set[int]:
    """Return the places of the weeks that are not shown.

    Where the hours of one week alone could be had by taking the others of the last 28
    days from their total, the one of them with the fewest hours is not shown either.
    """
    away = {place for place, week in enumerate(weeks) if is_small(week.people)}
    last = range(max(len(weeks) - WINDOW // 7, 0), len(weeks))
    if len(away & {*last}) == 1:
        beside = [at for at in last if at not in away and weeks[at].people]
        away |= {*sorted(beside, key=lambda at: weeks[at].hours)[:1]}
    return away


def _meaning(group: Group) -> Prose:
    said = [
        "There is no authoritative number for exposure: each limit is the unit's own.",
    ]
    if group.unset:
        listed = ", ".join(name.lower() for name in group.unset)
        said.append(f"{NO_POLICY.capitalize()} for: {listed}.")
    if group.hours.note:
        said.append(group.hours.note)
    said.append(
        "Time for welfare is protected time: it is planned, and never counted as lost."
    )
    return Prose(paragraphs=tuple(said), has_bullets=True)


def _definitions(figures: GroupFigures) -> Definitions:
    group = figures.group
    told = (
        (group.hours, f"Exposure in {WINDOW} days"),
        (group.harsh, "Hardest material"),
        (group.currency, "Welfare current"),
        (figures.feedback, "Told the outcome"),
    )
    return Definitions(
        entries=tuple(
            Definition(
                term=f"{name} ({figure.measure}, {figure.unit}).",
                text=figure.definition,
                coverage=_covered(
                    figure.coverage, is_of_people=figure.measure == "M52"
                ),
            )
            for figure, name in told
        )
    )


def _covered(coverage: Coverage, *, is_of_people: bool) -> str:
    if is_of_people and not safe_share(coverage.used, coverage.scope):
        return _LITTLE
    return covered(coverage, "people" if is_of_people else "")


def _rows_of(ledger: Ledger, told: Mapping[str, int]) -> dict[str, int]:
    """Return the row of the ledger of each request by uid."""
    places = np.searchsorted(ledger.ids, list(told.values())).tolist()
    return {
        uid: row
        for (uid, id_), row in zip(told.items(), places, strict=True)
        if row < ledger.requests and ledger.ids[row] == id_
    }
