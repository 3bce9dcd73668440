from array import array
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel

from app.casework.register import Group, RegisterRow, Sort
from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.store.case import read_case
from app.store.event import write
from app.store.request import add_request, move_request
from ui.register.column import COLUMNS, Sight, summary_text
from ui.register.page import RegisterPage
from ui.register.table import RegisterTable
from ui.register.view import RegisterView
from ui.session import Session

TODAY = date(2026, 3, 31)
PLACE = {column.sort: place for place, column in enumerate(COLUMNS)}


def row_of(one):
    return RegisterRow(
        id=one,
        uid=str(one),
        reference=f"R-{one}",
        status=Status.ACCEPTED,
        priority=Priority.IMMEDIATE,
        received_on=date(2026, 3, 22),
        target_on=date(2026, 3, 29),
    )


def rows_of(ids):
    return [row_of(one) for one in ids]


@pytest.fixture
def page(qtbot, unit):
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = RegisterPage(session)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    page.show()
    with qtbot.waitSignal(page.shown):
        page.refresh()
    yield page
    page.stop_work()
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


def references(page):
    column = PLACE[Sort.REFERENCE]
    return [page.table.cell(row, column) for row in range(page.table.rowCount())]


def words_of(panel):
    return [label.text() for label in panel.widget().findChildren(QLabel)]


def test_the_longest_wait_stands_first(page):
    assert references(page) == [f"DF-{number}" for number in range(8, 0, -1)]


def test_the_sentence_counts_and_names_the_day(page):
    assert page.header.sentence() == (
        "8 requests; 8 outstanding at the end of 31 Mar 2026."
    )


def test_typing_narrows_after_a_pause(page, qtbot):
    page.go_find()
    with qtbot.waitSignal(page.shown):
        qtbot.keyClicks(page.bar.field, "df-3")
    assert references(page) == ["DF-3"]


def test_escape_clears_what_was_set(page, qtbot):
    with qtbot.waitSignal(page.shown):
        page.bar.field.setText("df-3")
    with qtbot.waitSignal(page.shown):
        qtbot.keyClick(page.bar.field, Qt.Key.Key_Escape)
    assert len(references(page)) == 8


def test_return_leads_from_what_is_sought_to_what_was_found(page, qtbot):
    page.go_find()
    with qtbot.waitSignal(page.shown):
        qtbot.keyClicks(page.bar.field, "df-3")
        qtbot.keyClick(page.bar.field, Qt.Key.Key_Return)
    assert page.focusWidget() is page.view


def test_a_chip_says_how_many_it_would_show(page, qtbot):
    assert page.bar.chips[Group.START].text() == "Awaiting start 8"
    with qtbot.waitSignal(page.shown):
        page.bar.chips[Group.CLOSED].click()
    assert references(page) == []


def test_a_list_of_codes_narrows(page, qtbot):
    choice = page.bar.lists["priorities"]
    with qtbot.waitSignal(page.shown):
        choice.setCurrentIndex(choice.findData("P1"))
    assert references(page) == ["DF-8", "DF-4"]


def test_a_click_on_a_heading_sorts_in_the_store(page, qtbot):
    heading = page.view.horizontalHeader()
    with qtbot.waitSignal(page.shown):
        heading.sectionClicked.emit(PLACE[Sort.REFERENCE])
    with qtbot.waitSignal(page.shown):
        page.view.sort_wanted.emit(Sort.REFERENCE.value, False)
    assert references(page)[0] == "DF-1"


def test_the_selection_stays_on_its_requests(page, qtbot):
    page.view.selectRow(2)
    before = page.view.selected_ids(9)
    with qtbot.waitSignal(page.shown):
        page.view.sort_wanted.emit(Sort.REFERENCE.value, False)
    assert page.view.selected_ids(9) == before
    assert page.view.current_id() == before[0]


def test_the_rows_behind_a_figure_are_shown_until_its_chip_is_closed(page, qtbot):
    with qtbot.waitSignal(page.shown):
        page.show_rows(np.array([0, 4], dtype=np.int32), "Over age")
    assert sorted(references(page)) == ["DF-1", "DF-5"]
    assert page.bar.figure.text() == "Over age"
    with qtbot.waitSignal(page.shown):
        page.bar.figure.click()
    assert len(references(page)) == 8


def test_details_follow_the_row_chosen(page, qtbot):
    page.view.selectRow(7)
    qtbot.waitUntil(lambda: "DF-1" in words_of(page.details))
    assert any("Registered as accepted" in word for word in words_of(page.details))


def test_selected_rows_are_copied_with_headings(page, qtbot):
    page.view.selectRow(0)
    with qtbot.waitSignal(page.toast_wanted) as told:
        qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QApplication.clipboard().text().split("\n")
    assert head.startswith("Reference\tPriority")
    assert line.startswith("DF-8\t1 Immediate")
    assert told.args[0] == "1 row copied"


def test_an_export_begins_with_the_marking(page, tmp_path):
    page.export(tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "OFFICIAL-SENSITIVE"
    assert len(lines) == 2 + 8


def test_an_export_that_cannot_be_written_says_so(page, tmp_path, qtbot):
    page.export(tmp_path / "nowhere" / "out.csv")
    box = QApplication.activeModalWidget()
    assert "out.csv could not be written" in box.text()
    box.close()


def test_a_past_day_shows_the_statuses_of_that_day(page, qtbot):
    uid = read_case(page.session.store, page.table.ids[0]).request.uid
    at = page.session.now()
    with write(page.session.store, who="t", why="", kind="t", at=at) as operation:
        moment = midday(date(2026, 3, 20))
        move_request(operation, uid, Status.ALLOCATED, effective_at=moment)
    with qtbot.waitSignal(page.session.changed):
        page.session.refresh()
    for day, status, count in (
        (date(2026, 3, 31), "Allocated", 8),
        (date(2026, 3, 19), "Accepted, waiting", 6),
        (date(2024, 1, 1), None, 0),
    ):
        page.session.set_as_at(day)
        with qtbot.waitSignal(page.shown):
            page.refresh()
        assert page.table.rowCount() == count
        if status is not None:
            assert page.table.cell(0, PLACE[Sort.STATUS]) == status
    assert "Statuses are of that day" in page.header.sentence()


def test_the_table_keeps_qts_rules_for_models(qtbot):
    table = RegisterTable(rows_of)
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show_ids(array("q", range(1, 400)), Sight(as_at=TODAY))
    table.show_ids(array("q"), Sight(as_at=TODAY))


def test_only_pages_in_sight_are_read():
    asked = []

    def fetch(ids):
        asked.append(len(ids))
        return rows_of(ids)

    table = RegisterTable(fetch)
    table.show_ids(array("q", range(1, 100_001)), Sight(as_at=TODAY))
    for row in (0, 127, 5, 99_999):
        assert table.cell(row, 0) == f"R-{row + 1}"
    assert asked == [128, 32]


class CountingTable(RegisterTable):
    asked = 0

    def headerData(self, *given):  # noqa: N802 - as Qt names it
        self.asked += 1
        return super().headerData(*given)


def test_a_filter_of_a_scrolled_table_asks_for_few_headings(qtbot):
    table = CountingTable(rows_of)
    view = RegisterView(table)
    qtbot.addWidget(view)
    table.show_ids(array("q", range(1, 50_001)), Sight(as_at=TODAY))
    view.scrollToBottom()
    table.asked = 0
    table.show_ids(array("q", range(1, 40_001)), Sight(as_at=TODAY))
    view.grab()
    assert table.asked < 1000


def test_a_row_is_heard_whole_in_its_first_column():
    sight = Sight(as_at=TODAY, labels={"priority": {"P1": "Immediate"}})
    words = summary_text(row_of(5), sight)
    assert words == "R-5, 1 Immediate, 9 of 7, 2 over, ACCEPTED, Not allocated"
    table = RegisterTable(rows_of)
    table.show_ids(array("q", [5]), sight)
    heard = table.data(table.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == words


def test_a_row_that_is_gone_is_empty():
    table = RegisterTable(lambda _ids: [])
    table.show_ids(array("q", [5]), Sight())
    assert table.cell(0, 0) == ""


def test_columns_can_be_hidden_and_asked_for(page):
    place = PLACE[Sort.TARGET]
    assert page.view.isColumnHidden(place)
    page.view.toggle_column(place)
    assert not page.view.isColumnHidden(place)
    page.view.toggle_column(place)
    assert page.view.isColumnHidden(place)


def test_a_choice_of_columns_is_kept(page):
    place = PLACE[Sort.TARGET]
    page.view.toggle_column(place)
    page.view.keep_columns()
    again = RegisterPage(page.session)
    again.resize(1194, 700)
    assert not again.view.isColumnHidden(place)
    again.deleteLater()


def test_a_formula_leaves_as_text(page, qtbot, tmp_path):
    formula = Request(uid="", reference="=cmd|' /C calc'!A0", status=Status.ACCEPTED)
    at = page.session.now()
    with write(page.session.store, who="t", why="", kind="t", at=at) as operation:
        add_request(operation, formula, effective_at=midday(TODAY))
    with qtbot.waitSignal(page.shown):
        page.bar.field.setText("cmd")
    page.export(tmp_path / "out.csv")
    line = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[2]
    assert line.startswith("'=cmd|' /C calc'!A0,")
    page.copy_selected()
    assert "\n'=cmd|" in QApplication.clipboard().text()
