"""The import from the first step to the last, as a user goes through it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.intake.check import Bin
from app.store.chain import fingerprint
from app.store.imports import past_imports
from app.store.request import find_request
from ui.data.choice_table import EDIT


def tab_to(qtbot, wizard, name):
    """Press Tab until the button of a name has the cursor, then Space."""
    for _ in range(20):
        here = wizard.focusWidget()
        if isinstance(here, QPushButton) and here.text().replace("&", "") == name:
            qtbot.keyClick(here, Qt.Key.Key_Space)
            return
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not lead to {name}")


def choose(table, key, code):
    """Make a choice in a table of choices, as its field does."""
    index = table.index(table.row_of(key), table.place)
    assert table.setData(index, code, EDIT)


def go_to_check(wizard, settled, path):
    wizard.begin_with(path)
    for _ in range(4):
        settled()
        wizard.go_on()
    settled()


def test_a_file_is_brought_in_with_the_keyboard_alone(
    wizard, settled, qtbot, messy, session
):
    field = wizard.focusWidget()
    qtbot.keyClicks(field, str(messy))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settled()
    for name in ("Next", "Next", "Next", "Check every row", "Import 3 rows"):
        tab_to(qtbot, wizard, name)
        settled()
    assert wizard.step is wizard.finish
    assert find_request(session.store, "DF-2").summary == "=1+1"
    tab_to(qtbot, wizard, "Close")
    assert not wizard.isVisible()


def test_every_row_is_in_one_bin_and_the_sum_is_shown(wizard, settled, messy):
    go_to_check(wizard, settled, messy)
    assert wizard.check.sentence() == (
        "9 rows = 3 to take in + 1 duplicates + 3 rejected + 2 blank or title"
    )


def test_nothing_is_written_before_the_last_button(wizard, settled, messy, session):
    before = fingerprint(session.store)
    go_to_check(wizard, settled, messy)
    assert wizard.step is wizard.check
    assert fingerprint(session.store) == before


def test_a_cancelled_import_leaves_the_store_as_it_was(wizard, settled, messy, session):
    before = fingerprint(session.store)
    go_to_check(wizard, settled, messy)
    wizard.go_on()
    wizard.reject()
    settled()
    assert wizard.problem() == "Stopped. Nothing was written."
    assert fingerprint(session.store) == before
    assert past_imports(session.store) == []


def test_dates_that_can_be_read_in_two_ways_are_asked(wizard, settled, book, session):
    wizard.begin_with(book)
    for _ in range(3):
        settled()
        wizard.go_on()
    table = wizard.dates.lines
    assert wizard.step is wizard.dates
    assert "Choose how the dates" in wizard.problem()
    words = [text for _, text in table.line(0).choices]
    assert words[1] == "dd/mm/yyyy: 03/04/2025 is 3 April 2025"
    assert words[2] == "mm/dd/yyyy: 03/04/2025 is 4 March 2025"
    choose(table, "received_on", "mm/dd/yyyy")
    for _ in range(2):
        wizard.go_on()
        settled()
    assert wizard.problem() == ""
    assert f"{find_request(session.store, 'DF-1').received_on}" == "2025-03-04"


def test_the_same_file_again_says_so_and_goes_no_further(
    wizard, settled, messy, session, qtbot
):
    go_to_check(wizard, settled, messy)
    wizard.go_on()
    settled()
    again = type(wizard)(session)
    qtbot.addWidget(again)
    again.begin_with(messy)
    qtbot.waitUntil(lambda: not again.is_busy, timeout=30_000)
    assert "already imported on 20" in again.problem()
    again.go_on()
    assert again.step is again.file


def test_an_answer_is_kept_for_the_next_file_of_the_same_source(
    wizard, settled, messy, session, tmp_path, qtbot
):
    wizard.begin_with(messy)
    for _ in range(2):
        settled()
        wizard.go_on()
    settled()
    choose(wizard.values.lines, ("status", "with Dave"), "ON_HOLD")
    for _ in range(3):
        wizard.go_on()
        settled()
    later = tmp_path / "later.csv"
    later.write_bytes(messy.read_bytes() + b"DF-7;27/02/2026;;;with Dave;P1;East;;\r\n")
    again = type(wizard)(session)
    qtbot.addWidget(again)
    again.begin_with(later)
    for _ in range(4):
        qtbot.waitUntil(lambda: not again.is_busy, timeout=30_000)
        again.go_on()
    qtbot.waitUntil(lambda: not again.is_busy, timeout=30_000)
    assert again.check.checked.counts[Bin.TAKEN] == 1


def test_a_needed_column_that_is_missing_is_named(wizard, settled, tmp_path):
    path = tmp_path / "some.csv"
    path.write_text("Ref,Weather\nDF-1,fine\nDF-2,wet\n", "utf-8")
    wizard.begin_with(path)
    settled()
    wizard.go_on()
    assert wizard.problem() == "Choose the column for “Received”."
    wizard.go_on()
    assert wizard.step is wizard.columns


def test_a_column_is_used_once(wizard, settled, messy):
    wizard.begin_with(messy)
    settled()
    wizard.go_on()
    choose(wizard.columns.lines, ("field", "closed_on"), "Report issued")
    assert wizard.columns.mapping.columns["closed_on"] == "Report issued"
    assert "issued_on" not in wizard.columns.mapping.columns


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Export it again."),
        (b"%PDF-1.4 and so on", "This file is a PDF document, not a spreadsheet."),
        (b"Ref,Received,Ref\n1,2,3\n", "Columns A and C are both called 'Ref'."),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_sentence(
    wizard, settled, tmp_path, content, sentence
):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    wizard.begin_with(path)
    settled()
    assert wizard.problem().startswith(sentence)
    assert wizard.step is wizard.file
    assert wizard.step.isEnabled()


def test_problems_can_be_narrowed_to_one_reason(wizard, settled, messy):
    go_to_check(wizard, settled, messy)
    everything = wizard.check.rows.rowCount()
    wizard.check.show_reason("is a date that does not exist")
    assert everything > 1
    assert [wizard.check.rows.index(0, column).data() for column in (0, 1, 2, 4)] == [
        *("5", "Received", "29/02/2025", "row rejected")
    ]


def test_letters_that_are_a_guess_are_shown_and_can_be_chosen(wizard, settled, messy):
    wizard.begin_with(messy)
    settled()
    shown = [label.text() for label in wizard.file.findChildren(QLabel)]
    assert any("working copy" in text and "guess" in text for text in shown)
    wizard.file.read_with(encoding="Mac Roman")
    settled()
    assert wizard.step is wizard.file
    assert "Requests ñ working copy" in wizard.file.titles()


def test_closing_while_rows_are_checked_stops_first(wizard, settled, messy, qtbot):
    wizard.begin_with(messy)
    with qtbot.waitSignal(wizard.finished, timeout=30_000):
        wizard.close()
    assert not wizard.is_busy


def test_a_row_that_differs_from_the_store_is_shown_and_changes_nothing(
    wizard, settled, messy, session, qtbot
):
    go_to_check(wizard, settled, messy)
    wizard.go_on()
    settled()
    text = messy.read_bytes().replace(b"In progress;P3;South", b"In progress;P1;South")
    messy.write_bytes(text)
    again = type(wizard)(session)
    qtbot.addWidget(again)
    again.begin_with(messy)
    for _ in range(4):
        qtbot.waitUntil(lambda: not again.is_busy, timeout=30_000)
        again.go_on()
    qtbot.waitUntil(lambda: not again.is_busy, timeout=30_000)
    again.check.show_part(1)
    why = again.check.rows.index(0, 2).data()
    assert "with other content; Priority: 'P1' in the file, 'P3' in the store" in why
    assert again.problem().startswith("No row of this file can be taken in")


def test_a_file_with_a_heading_alone_has_nothing_to_bring_in(wizard, settled, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("Ref,Received\n", "utf-8")
    wizard.begin_with(path)
    settled()
    assert "no rows under them" in wizard.problem()
    assert wizard.step is wizard.file


def test_answers_stay_when_the_user_goes_back(wizard, settled, messy):
    wizard.begin_with(messy)
    for _ in range(2):
        settled()
        wizard.go_on()
    settled()
    choose(wizard.values.lines, ("status", "with Dave"), "ON_HOLD")
    wizard.go_back()
    wizard.go_back()
    for _ in range(2):
        wizard.go_on()
        settled()
    line = wizard.values.lines.line(wizard.values.lines.row_of(("status", "with Dave")))
    assert line.chosen == "ON_HOLD"


def test_a_sheet_that_cannot_be_used_leaves_the_one_before(wizard, settled, book):
    wizard.begin_with(book)
    settled()
    wizard.file.read_with(sheet="Other")
    settled()
    assert "no" in wizard.problem()
    wizard.go_on()
    assert wizard.step is wizard.columns
    assert wizard.columns.mapping.columns["received_on"] == "Received"
