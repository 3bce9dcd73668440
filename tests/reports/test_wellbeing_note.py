"""The wellbeing note: true, and nobody can be told from it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.__main__ import main
from app.measures.suppression import HIDDEN, SMALL
from app.reports.report import Definitions
from app.reports.wellbeing_note import HANDLING, NONE, weekly_chart, wellbeing_note
from app.store.event import write
from app.store.person import read_people
from app.store.welfare import add_contact, read_contacts, remove_welfare
from app.wellbeing.exposure import NO_POLICY
from app.wellbeing.group import Week, group_of
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import WelfareContact
from app.wellbeing.welfare import Welfare
from app.workforce.team import Team
from tests.exposed_unit import NOON, TODAY, ago, exposed_unit

MADE = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def unit(tmp_path):
    store = exposed_unit(tmp_path / "unit.db")
    yield store
    store.close()


def note(store):
    return wellbeing_note(store, TODAY, made_at=MADE, made_by="test")


def headline(report, label):
    return next(one for one in report.headlines() if one.label == label)


def rows(report):
    (table,) = report.tables()
    return {row.cells[0]: row.cells[1:] for row in table.rows}


def texts(report):
    for one in report.headlines():
        yield from (one.label, one.value, one.remark)
    for table in report.tables():
        for row in table.rows:
            yield from row.cells


def test_the_note_is_restricted_and_dated(unit):
    found = note(unit)
    assert found.handling == HANDLING
    assert (found.marking, found.as_at) == ("OFFICIAL-SENSITIVE", TODAY)
    assert found.period == "28 days to 31 Mar 2026"


def test_nobody_is_named(unit):
    names = {person.name for person in read_people(unit)}
    said = " ".join(texts(note(unit)))
    assert not [name for name in names if name in said]


def test_counts_of_one_to_four_people_are_not_printed(unit):
    found = rows(note(unit))
    assert found["Hours in 28 days"] == ("50 h", HIDDEN, SMALL, "0")
    assert found["Welfare contact"] == ("90 days", HIDDEN, SMALL, "0")
    counts = [cell for cells in found.values() for cell in cells[1:]]
    assert not {"1", "2", "3", "4"} & set(counts)
    assert headline(note(unit), "Exposed people").value == "9"


def test_a_share_that_gives_a_small_count_away_is_hidden(unit):
    assert headline(note(unit), "Welfare current").value == HIDDEN
    with write(unit, who="test", why="", kind="test", at=NOON) as operation:
        for person in read_people(unit)[:9]:
            for kind in ("W_CONTACT", "W_SCREEN"):
                held = WelfareContact(person=person.uid, kind=kind, held_on=TODAY)
                add_contact(operation, held)
    assert headline(note(unit), "Welfare current").value == "100%"


@pytest.mark.parametrize(
    ("people", "gaps"),
    [
        ((6, 6, 6, 6), []),
        ((6, 6, 4, 6), [1, 2]),  # else it were the total less the others
        ((6, 3, 4, 6), [1, 2]),
        ((6, 0, 4, 0), [0, 2]),
    ],
)
def test_the_hours_of_a_hidden_week_cannot_be_had_from_the_total(people, gaps):
    hours = (20.0, 8.0, 6.0, 9.0)
    weeks = tuple(
        Week(first_on=ago(27 - 7 * place), hours=hours[place], people=count)
        for place, count in enumerate(people)
    )
    nobody = group_of(Welfare(), WelfarePolicy(), Team(people=()), TODAY)
    shown = weekly_chart(replace(nobody, weeks=weeks)).series[0].values
    assert [place for place, value in enumerate(shown) if value != value] == gaps


def test_the_outcome_told_is_a_share_of_cases(unit):
    told = headline(note(unit), "Told the outcome")
    assert (told.value, told.remark) == ("50%", "4 closed cases to tell")


def test_without_local_policy_that_is_said_and_no_number_made_up(tmp_path):
    store = exposed_unit(tmp_path / "bare.db", policy=False)
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        for one in read_contacts(store):
            remove_welfare(operation, "welfare_contact", one.uid, on=TODAY)
    found = note(store)
    assert rows(found)["Hours in 28 days"] == (NO_POLICY, NONE, NONE, NONE)
    assert headline(found, "Welfare current").value == NONE
    assert headline(found, "Welfare current").remark == NO_POLICY
    store.close()


def test_an_empty_store_makes_a_note(store):
    found = note(store)
    assert headline(found, "Exposed people").value == "0"
    assert headline(found, "Told the outcome").value == NONE


def test_every_figure_comes_with_its_definition_and_coverage(unit):
    (made,) = [block for block in note(unit).blocks() if isinstance(block, Definitions)]
    assert [entry.term.split("(")[1][:3] for entry in made.entries] == [
        *("M50", "M51", "M52", "M53")
    ]
    assert made.entries[0].coverage.startswith("all ")


def test_hours_of_work_that_stand_in_are_said(tmp_path):
    store = exposed_unit(tmp_path / "worked.db")
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        for row in list(store.query("SELECT uid FROM exposure")):
            remove_welfare(operation, "exposure", row["uid"], on=TODAY)
    assert (
        headline(note(store), "Exposure in 28 days").remark == "hours of work stand in"
    )
    store.close()


def test_the_command_writes_the_note(tmp_path, capsys, qapp):
    exposed_unit(tmp_path / "unit.db").close()
    words = ["report", "wellbeing-note", str(tmp_path / "unit.db")]
    words += ["--as-of", "2026-03-31", "--output"]
    assert main([*words, str(tmp_path / "note.pdf")]) == 0
    assert main([*words, str(tmp_path / "note.html")]) == 0
    assert "Restricted: for the manager" in (tmp_path / "note.html").read_text("utf-8")
    assert main([*words, str(tmp_path / "no" / "note.pdf")]) == 2
    assert "could not be written" in capsys.readouterr().err
