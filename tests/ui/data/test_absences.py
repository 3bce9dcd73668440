"""Absences come in through the same steps, from a table or a calendar."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from app.intake.check import Bin
from app.store import person as people
from app.store.absence import read_absences
from app.store.event import write
from app.workforce.examiner import Person
from tests.calendars import APPLE, OUTLOOK
from tests.ui.data.test_wizard import choose, tab_to
from ui.data.step_columns import WHOLE

AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
TEXT = (
    "Name,Leave type,From,To\n"
    "A. Alder,A/L,04/05/2026,08/05/2026\n"
    "The tall one,A/L,13/05/2026,14/05/2026\n"
    "B. Birch,Purple,04/05/2026,08/05/2026\n"
)


@pytest.fixture
def unit(session):
    """Two people of the unit, by name."""
    uids = []
    for name in ("A. Alder", "B. Birch"):
        person = Person(uid="", name=name, starts_on=date(2020, 1, 6))
        with write(session.store, who="t", why="", kind="test", at=AT) as operation:
            uids.append(people.add_person(operation, person))
    return uids


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file and returns its path."""

    def write_file(text, name):
        path = tmp_path / name
        path.write_text(text, "utf-8", newline="")
        return path

    return write_file


def go_to(wizard, settled, step):
    for _ in range(6):
        settled()
        if wizard.step is step:
            return
        wizard.go_on()
    pytest.fail(wizard.problem())


def taken(session):
    return [(each.person, each.kind) for each in read_absences(session.store)]


def test_a_table_of_absences_is_known_and_what_is_unknown_is_chosen(
    wizard, settled, session, unit, file
):
    wizard.begin_with(file(TEXT, "absences.csv"))
    settled()
    assert wizard.file.kind == "absences"
    go_to(wizard, settled, wizard.values)
    code = unit[1].upper().replace("-", "_")
    choose(wizard.values.lines, ("person", "The tall one"), code)
    choose(wizard.values.lines, ("kind", "Purple"), "B_WELF")
    go_to(wizard, settled, wizard.finish)
    assert sorted(taken(session)) == sorted(
        [(unit[0], "A_LEAVE"), (unit[1], "B_WELF"), (unit[1], "A_LEAVE")]
    )


def test_an_unknown_person_is_said_to_reject_the_row(wizard, settled, unit, file):
    wizard.begin_with(file(TEXT, "absences.csv"))
    go_to(wizard, settled, wizard.values)
    lines = wizard.values.lines
    line = lines.line(lines.row_of(("person", "The tall one")))
    assert (line.note, line.tone) == ("1 row is rejected", "bad")


def test_a_calendar_comes_in_with_the_keyboard_alone(
    wizard, settled, qtbot, session, unit, file
):
    field = wizard.focusWidget()
    qtbot.keyClicks(field, str(file(OUTLOOK, "unit.ics")))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settled()
    for name in ("Next", "Next", "Next", "Check every row", "Import 6 rows"):
        tab_to(qtbot, wizard, name)
        settled()
    assert wizard.step is wizard.finish
    assert len(taken(session)) == 6


def test_one_person_is_chosen_for_the_whole_of_a_calendar(
    wizard, settled, session, unit, file
):
    wizard.begin_with(file(APPLE, "mine.ics"))
    go_to(wizard, settled, wizard.columns)
    code = unit[0].upper().replace("-", "_")
    choose(wizard.columns.lines, ("field", "person"), f"{WHOLE}{code}")
    line = wizard.columns.lines.line(wizard.columns.lines.row_of(("field", "person")))
    assert (line.words, line.note) == (
        "the whole file: A. Alder",
        "in every row of the file",
    )
    go_to(wizard, settled, wizard.finish)
    assert taken(session) == [(unit[0], "A_LEAVE"), (unit[0], "B_TRAIN")]


def test_a_calendar_holds_absences_whatever_is_chosen(wizard, settled, unit, file):
    wizard.begin_with(file(OUTLOOK, "unit.ics"))
    settled()
    wizard.file.kind_chosen.emit("requests")
    settled()
    assert wizard.file.kind == "absences"


def test_the_calendar_is_where_to_go_after_absences(wizard, settled, qtbot, unit, file):
    wizard.begin_with(file(OUTLOOK, "unit.ics"))
    go_to(wizard, settled, wizard.finish)
    with qtbot.waitSignal(wizard.room_wanted) as told:
        tab_to(qtbot, wizard, "Show the calendar")
    assert told.args == ["calendar"]


def test_an_import_of_absences_is_listed_and_taken_back_on_the_data_page(
    wizard, settled, qtbot, session, unit, file
):
    from ui.data.page import DataPage

    wizard.begin_with(file(OUTLOOK, "unit.ics"))
    go_to(wizard, settled, wizard.finish)
    page = DataPage(session)
    qtbot.addWidget(page)
    page.refresh()
    line = page.imports.line()
    assert (line.kind, line.counts[Bin.TAKEN]) == ("absences", 6)
    page.undo(line)
    qtbot.waitUntil(lambda: not page.is_busy, timeout=30_000)
    assert taken(session) == []


def test_the_calendar_page_begins_an_import_of_absences(session, qtbot, unit):
    from ui.workspace import Workspace

    workspace = Workspace(session)
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.go("calendar")
    workspace.page().import_button.click()
    assert workspace.room == "data"
    wizard = workspace.page().open_wizard()
    assert wizard.windowTitle() == "Import absences"
    assert wizard.file.kind == "absences"
    wizard.stop()
    workspace.stop_work()
