"""The program and an independent spreadsheet come to the same hours.

The spreadsheet (``gross_to_net/README.md``) reckons five people over a year by its own
formulas. Inputs and results are both read from it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from app.capacity.by_week import CapacityByWeek, capacity_by_week
from app.casework.working_time import Holidays, parse_holidays, weeks_between
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, WorkingPattern
from app.workforce.team import Team

SHEET = Path(__file__).parent / "gross_to_net" / "gross_to_net.xlsx"
SCOTLAND = Path(__file__).parents[2] / "resources" / "holidays" / "scotland.csv"
HEAD = 5
AGREED = 0.01  # hours
KINDS_FROM, NET = "Gross", "Net"

Lines = list[dict[str, Any]]


@cache
def lines(sheet: str, *, formulas: bool = False) -> Lines:
    """Return the rows of a sheet by their headings: values, or the formulas as text."""
    found = [*book(formulas=formulas)[sheet].iter_rows(min_row=HEAD, values_only=True)]
    heads = [head for head in found[0] if head is not None]
    return [
        {head: plain(value) for head, value in zip(heads, row, strict=False)}
        for row in found[1:]
        if row[0] is not None or row[1] is not None
    ]


@cache
def book(*, formulas: bool) -> Any:
    return load_workbook(SHEET, data_only=not formulas)


def plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


@dataclass(frozen=True)
class Given:
    team: Team
    mondays: list[date]
    as_at: date


def given() -> Given:
    """Return what the sheet gives, as the program takes it."""
    settings = {line["What"]: line["Value"] for line in lines("Settings")}
    team = Team(
        people=tuple(map(person, lines("People"))),
        patterns=tuple(map(pattern, lines("Patterns"))),
        absences=tuple(map(absence, lines("Away"))),
        abstractions=tuple(map(abstraction, lines("Standing"))),
        holidays=Holidays(
            "scotland", frozenset(one["Day"] for one in lines("Holidays"))
        ),
        sickness_allowance=settings["Allowance for sickness"],
    )
    first = settings["First Monday"]
    return Given(team, weeks_between(first, date(2027, 1, 3)), settings["As-at day"])


def person(line: dict[str, Any]) -> Person:
    return Person(
        uid=line["Person"],
        name=line["Person"],
        starts_on=line["First day in post"],
        ends_on=line["Last day in post"],
    )


def pattern(line: dict[str, Any]) -> WorkingPattern:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return WorkingPattern(
        person=line["Person"],
        valid_from=line["From"],
        valid_to=line["To"],
        hours=tuple(float(line[day]) for day in days),
    )


def absence(line: dict[str, Any]) -> Absence:
    return Absence(
        person=line["Person"],
        kind=line["Kind"],
        first_on=line["First day"],
        last_on=line["Last day"],
        hours_per_day=line["Hours of each day"],
        share_kept=line["Share kept"],
    )


def abstraction(line: dict[str, Any]) -> Abstraction:
    return Abstraction(
        person=line["Person"],
        kind=line["Kind"],
        valid_from=line["From"],
        valid_to=line["To"],
        weekly_hours=line["Hours a week"],
        share=line["Share"],
    )


def reckoned(team: Team) -> CapacityByWeek:
    facts = given()
    return capacity_by_week(team, facts.mondays, facts.as_at)


Hours = dict[tuple[str, date, str], float]


def hours_of_sheet() -> Hours:
    """Return the hours of the sheet by person, week and kind, with gross and net."""
    kinds = [*lines("Weeks")[0]][2:-1]
    return {
        (line["Person"], line["Week"], kind): float(line[kind])
        for line in lines("Weeks")
        for kind in kinds
    }


def hours_of_program(capacity: CapacityByWeek) -> Hours:
    parts = {
        KINDS_FROM: capacity.gross_by_person,
        **capacity.taken_by_person,
        NET: capacity.net_by_person,
    }
    return {
        (who, monday, kind): float(hours[row, week])
        for kind, hours in parts.items()
        for row, who in enumerate(capacity.people)
        for week, monday in enumerate(capacity.mondays)
    }


def differences(capacity: CapacityByWeek) -> list[str]:
    """Return where the two differ, in words."""
    theirs, ours = hours_of_sheet(), hours_of_program(capacity)
    return [
        f"{who}, week of {monday}, {kind}: sheet {theirs.get(key, 0.0):.4f} h,"
        f" program {ours.get(key, 0.0):.4f} h"
        for key in sorted(theirs.keys() | ours.keys())
        for who, monday, kind in [key]
        if abs(theirs.get(key, 0.0) - ours.get(key, 0.0)) > AGREED
    ]


def test_program_and_sheet_agree_by_person_week_and_kind() -> None:
    hours = hours_of_sheet()
    assert len(hours) == 5 * 53 * 14
    assert differences(reckoned(given().team)) == []


def test_program_and_sheet_agree_day_by_day() -> None:
    capacity = reckoned(given().team)
    first = capacity.mondays[0]
    for row, who in enumerate(capacity.people):
        days = lines(who)
        assert [line["Day"] for line in days] == [
            first + timedelta(days=number) for number in range(7 * 53)
        ]
        net = [line["Net"] for line in days]
        np.testing.assert_allclose(capacity.net_by_day[row], net, atol=AGREED)


def test_program_and_sheet_agree_on_the_sums_of_all_weeks() -> None:
    capacity = reckoned(given().team)
    *people, together = lines("Year")
    summed: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (who, _, kind), hours in hours_of_program(capacity).items():
        summed[who, kind] += hours
        summed["Together", kind] += hours
    for line in (*people, together):
        for kind in [*line][2:-1]:
            assert summed[line["Person"], kind] == pytest.approx(
                line[kind], abs=AGREED
            ), (line["Person"], kind)
    assert together["Net"] == pytest.approx(capacity.net.sum(), abs=AGREED)


def test_in_the_sheet_gross_less_all_that_comes_off_is_net() -> None:
    for line in (*lines("Weeks"), *lines("Year")):
        assert abs(line["Gross less all less net"]) < 1e-9


def test_every_reckoned_cell_of_the_sheet_is_a_formula() -> None:
    people = [line["Person"] for line in lines("People")]
    for who in people:
        days = lines(who, formulas=True)
        assert len(days) == 7 * 53
        assert all(is_formula(value) for line in days for value in line.values())
    for sheet in ("Weeks", "Year"):
        for line in lines(sheet, formulas=True):
            numbers = [value for head, value in line.items() if head != "Person"]
            assert all(is_formula(value) for value in numbers)


def is_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def test_the_generator_imports_nothing_of_the_program() -> None:
    text = SHEET.with_name("make_sheet.py").read_text("utf-8")
    assert re.findall(r"^\s*(?:from|import)\s+(?:app|ui)\b", text, re.MULTILINE) == []


def test_the_holidays_of_the_sheet_are_those_of_scotland() -> None:
    ours = parse_holidays("scotland", SCOTLAND.read_text("utf-8"))
    first, last = date(2025, 12, 29), date(2027, 1, 3)
    assert given().team.holidays.days == {
        day for day in ours.days if first <= day <= last
    }


def test_every_case_of_the_rules_occurs_in_the_sheet() -> None:
    team = given().team
    assert {one.kind for one in team.absences if one.share_kept is not None} == {
        "A_PHASED"
    }
    assert any(one.is_other_work for one in team.absences)
    assert any(one.hours_per_day is not None for one in team.absences)
    assert any(one.ends_on is not None for one in team.people)
    assert any(one.weekly_hours is not None for one in team.abstractions)
    scarce = [line for line in lines("Joiner") if 0 < line["Met in week"] < 1]
    beyond = [line for line in lines("Leaver") if line["All shares"] > 1]
    assert scarce
    assert beyond


def changes() -> Iterator[tuple[str, Team]]:
    """Yield the team with one thing of each sort changed a little."""
    team = given().team
    yield "allowance", replace(team, sickness_allowance=team.sickness_allowance + 0.01)
    yield (
        "holiday",
        replace(
            team,
            holidays=Holidays("one less", frozenset(sorted(team.holidays.days)[1:])),
        ),
    )
    for sort in ("people", "patterns", "absences", "abstractions"):
        rows = getattr(team, sort)
        for at, row in enumerate(rows):
            changed = (*rows[:at], shifted(row), *rows[at + 1 :])
            yield f"{sort} {at}", replace(team, **{sort: changed})


def shifted(row: Any) -> Any:
    match row:
        case Person(ends_on=None):
            return replace(row, starts_on=date(2026, 4, 15))
        case Person():
            return replace(row, ends_on=row.ends_on - timedelta(days=7))
        case WorkingPattern():
            return replace(row, hours=(row.hours[0] - 0.25, *row.hours[1:]))
        case Absence(share_kept=None, hours_per_day=None):
            return replace(row, hours_per_day=0.5)
        case Absence(share_kept=None):
            return replace(row, hours_per_day=row.hours_per_day / 2)
        case Absence():
            return replace(row, share_kept=row.share_kept - 0.1)
        case Abstraction(share=None):
            return replace(row, weekly_hours=row.weekly_hours + 0.5)
        case _:
            return replace(row, share=row.share / 2)


def test_any_changed_input_makes_the_comparison_fail() -> None:
    unseen = [name for name, team in changes() if not differences(reckoned(team))]
    assert unseen == []
    assert len([*changes()]) == 2 + 5 + 6 + 29 + 9
