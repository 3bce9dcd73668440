"""The sheet on one request: what is known of it, on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.casework.course import Stay, holds_of, stays_of, targets_of, told
from app.casework.register import CaseFile
from app.casework.request import Request
from app.casework.working_time import local_day
from app.reports.chart import day_text, number_text
from app.reports.history_words import (
    FIELDS,
    Names,
    reason_text,
    value_text,
    what_text,
)
from app.reports.report import Align, Beside, Column, Prose, Report, Row, Section, Table
from app.reports.wording import NONE
from app.rules.clock import PLANNING_AID, Limit, LimitState
from app.store.setting import Settings

KIND = "request"
"""Name of this kind of report in files."""

FACTS = (
    *("status", "priority", "offence", "division", "requester", "case_reference"),
    *("operation_name", "custody", "legal_basis", "risk_band", "victim_device"),
    *("online_abuse", "examination_type", "examiner", "reviewer", "provider"),
)
DAYS = (
    *("offence_on", "submitted_on", "accepted_on", "received_on", "allocated_on"),
    *("started_on", "completed_on", "issued_on", "reopened_on", "reissued_on"),
    *("closed_on", "target_on", "original_target_on", "prosecutor_on"),
)
MOST_EVENTS = 60
"""Events that are printed; more are counted."""

LONGEST = 4000
"""Characters of a text that are printed; the store has the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFrame:
    """What stands round the sheet.

    Attributes:
        settings: The unit's settings.
        store: Name of the store's file.
        fingerprint: State of the store.
        since_print: How many changes came since a head was printed last, in words.
        made_at: When it is made, local time.
        made_by: Who makes it.
        as_at: Day at whose end ages are counted.
    """

    settings: Settings
    store: str
    fingerprint: str
    made_at: datetime
    made_by: str
    as_at: date
    since_print: str = ""


def request_sheet(
    case: CaseFile,
    *,
    frame: SheetFrame,
    names: Names,
    limits: Sequence[Limit] = (),
    sides: Mapping[str, str],
) -> Report:
    """Return the sheet on a request.

    Args:
        case: All that is known of it.
        frame: What stands round it.
        names: What codes and people are called.
        limits: The limits that run or ran against it.
        sides: The side that must act, by hold reason.
    """
    settings = frame.settings
    return Report(
        kind=KIND,
        title="Request",
        unit=settings.unit,
        organisation=settings.organisation,
        period=case.request.reference,
        comparison="",
        as_at=frame.as_at,
        marking=settings.marking,
        handling=settings.handling,
        store=frame.store,
        fingerprint=frame.fingerprint,
        since_print=frame.since_print,
        made_at=frame.made_at,
        made_by=frame.made_by,
        sections=(
            _about(case.request, names),
            *_scope(case, names),
            *_clocks(limits, frame.as_at),
            _course(case, names, sides, frame.as_at),
            _events(case, names),
        ),
    )


def _about(request: Request, names: Names) -> Section:
    summary = (request.summary or "What is to be answered is not recorded.").strip()
    return Section(
        heading="What is asked",
        blocks=(
            Prose(paragraphs=(summary[:LONGEST],)),
            Beside(
                left=(_pairs("Facts", ("Fact", "As recorded"), FACTS, request, names),),
                right=(_pairs("Days", ("What", "Day"), DAYS, request, names),),
                share=0.56,
            ),
        ),
    )


def _scope(case: CaseFile, names: Names) -> Iterable[Section]:
    request = case.request
    level = names.labels.get("examination_level", {})
    rows = (
        (
            "Exhibits",
            _count(request.exhibits_requested),
            _count(request.exhibits_agreed),
        ),
        (
            "Level",
            level.get(request.level_requested or "", NONE),
            level.get(request.level_agreed or "", NONE),
        ),
        ("Hours", _hours(request.effort_requested), _hours(request.effort_estimated)),
    )
    blocks = [_table("Scope", ("", "Asked for", "Agreed"), rows)]
    if case.exhibits:
        blocks.append(
            _table(
                "Exhibits",
                ("Reference", "Type", "State", "Where", "Seal", "Access"),
                [
                    (
                        one.reference,
                        names.label("exhibit_type", one.type),
                        names.label("exhibit_state", one.state.value),
                        one.location or NONE,
                        one.seal or NONE,
                        names.label("access_state", one.access) or NONE,
                    )
                    for one in case.exhibits
                ],
            )
        )
    if case.examinations:
        blocks.append(
            _table(
                "Examinations",
                ("Type", "Examiner", "Estimated, h", "Spent, h", "Finished"),
                [
                    (
                        names.label("examination_type", one.type),
                        names.person(one.examiner),
                        _hours(one.effort_estimated),
                        _hours(one.effort_spent),
                        day_text(one.done_on) if one.done_on else NONE,
                    )
                    for one in case.examinations
                ],
            )
        )
    yield Section(heading="Scope and work", blocks=tuple(blocks))


def _clocks(limits: Sequence[Limit], as_at: date) -> Iterable[Section]:
    running = [one for one in limits if one.state(as_at) is LimitState.RUNNING]
    if not running:
        return
    rows = [
        (
            day_text(one.day),
            f"{(one.day - as_at).days:,}",
            one.accused or NONE,
            one.label,
            one.source or (one.rule.source if one.rule else NONE),
        )
        for one in running
    ]
    head = ("Last day", "Days left", "Accused", "What must have happened", "Source")
    note = f"{PLANNING_AID[0].upper()}{PLANNING_AID[1:]}."
    yield Section(heading="Clocks", blocks=(_table("Limits", head, rows, note),))


def _course(
    case: CaseFile, names: Names, sides: Mapping[str, str], as_at: date
) -> Section:
    stays = stays_of(case.entries)
    blocks = [
        _table(
            "Stays in statuses",
            ("Status", "Why", "From", "To", "Days"),
            [_stay(one, names, as_at) for one in stays],
        )
    ]
    if holds := holds_of(stays):
        rows = [
            (
                reason_text(one.reason, names),
                sides.get(one.reason or "", "unit"),
                f"{one.days(as_at):,}",
            )
            for one in holds
        ]
        blocks.append(_table("Holds", ("Reason", "Side", "Days"), rows))
    if targets := targets_of(case.entries):
        rows = [
            (
                day_text(one.day) if one.day else NONE,
                reason_text(one.entry.reason, names) or "first target",
                f"{day_text(one.since)}, {one.entry.who}",
            )
            for one in targets
        ]
        blocks.append(_table("Targets", ("Target", "Reason", "Since, by"), rows))
    return Section(heading="Course", blocks=tuple(blocks))


def _events(case: CaseFile, names: Names) -> Section:
    every = told(case.entries)
    rows = [
        (
            what_text(one.entry, names) + (" [taken back]" if one.gone_by else ""),
            day_text(local_day(one.entry.effective_at)),
            day_text(date.fromisoformat(one.entry.recorded_at[:10])),
            one.entry.who,
        )
        for one in every[:MOST_EVENTS]
    ]
    more = len(every) - len(rows)
    note = f"{more:,} earlier events are in the store." if more > 0 else ""
    head = ("What happened", "Day", "Recorded", "Who")
    events = _table("History", head, rows, note)
    return Section(heading="History", blocks=(events,), is_silent=True)


def _stay(stay: Stay, names: Names, as_at: date) -> tuple[str, ...]:
    return (
        names.label("request_status", stay.status.value),
        reason_text(stay.reason, names) or NONE,
        day_text(stay.entered_on),
        day_text(stay.left_on) if stay.left_on else "now",
        f"{stay.days(as_at):,}",
    )


def _pairs(
    title: str,
    head: tuple[str, str],
    fields: Iterable[str],
    request: Request,
    names: Names,
) -> Table:
    rows = [
        (FIELDS[name], words)
        for name in fields
        if (words := value_text(name, getattr(request, name), names))
    ]
    return _table(title, head, rows)


def _table(
    title: str, head: Sequence[str], rows: Iterable[Sequence[str]], note: str = ""
) -> Table:
    numbers = ("Days", "Days left", "Estimated, h", "Spent, h")
    columns = tuple(
        Column(head=one, align=Align.RIGHT if one in numbers else Align.LEFT)
        for one in head
    )
    lines = tuple(Row(cells=tuple(row)) for row in rows)
    return Table(title=title, columns=columns, rows=lines, note=note)


def _count(count: int | None) -> str:
    return NONE if count is None else f"{count:,}"


def _hours(hours: float | None) -> str:
    return NONE if hours is None else number_text(hours, 1)
