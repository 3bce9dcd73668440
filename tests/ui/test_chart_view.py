import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.reports.chart import Kind, Marker, Role, Series, TimeChart
from ui.charts.interactive import InteractiveChart
from ui.charts.table import ChartTable, TableDialog
from ui.charts.view import ChartView
from ui.style import DARK, LIGHT, Look, apply_look

DAYS = tuple(date(2024, 1, 1) + timedelta(weeks=n) for n in range(120))


def chart(kind=Kind.LINE, **more) -> TimeChart:
    values = tuple(math.nan if n == 50 else 100.0 + n for n in range(120))
    series = Series(
        name="Outstanding", kind=kind, role=Role.BACKLOG, values=values, **more
    )
    return TimeChart(
        title="Backlog",
        unit="Requests",
        days=DAYS,
        series=(series,),
        description="It grew.",
        markers=(Marker(day=DAYS[-1], text="13 Apr"),),
    )


@pytest.fixture
def view(qapp, qtbot):
    apply_look(qapp, Look())
    made = ChartView()
    qtbot.addWidget(made)
    made.resize(560, 280)
    made.show_chart(chart())
    made.show()
    made.grab()
    yield made
    apply_look(qapp, Look())


def test_arrow_keys_step_through_the_values_from_the_last(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.spot().text == "Week from 13 Apr 2026: Outstanding 219"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.spot().text == "Week from 1 Jan 2024: Outstanding 100"
    assert view.accessibleDescription() == view.spot().text


def test_enter_asks_for_what_is_behind_the_value(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Home)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [0, -1]


def test_ctrl_t_shows_the_numbers(view, qtbot):
    view.show_as_table()
    dialog = view.findChild(TableDialog)
    dialog.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[:2] == ["Week from\tOutstanding", "1 Jan 2024\t100"]
    dialog.close()


def test_copy_brings_picture_drawing_and_table(view):
    view.copy_picture()
    content = QApplication.clipboard().mimeData()
    assert content.hasImage()
    assert content.hasFormat("image/svg+xml")
    assert content.text().startswith("Week from\tOutstanding")


def test_what_is_copied_is_no_formula(qapp, qtbot):
    made = chart()
    named = replace(made.series[0], name="=1+1")
    made = replace(made, series=(named,))
    assert ChartTable(made).text().startswith("Week from\t'=1+1\n")
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(made)
    view.copy_picture()
    assert "\t'=1+1\n" in QApplication.clipboard().mimeData().text()


def test_chart_follows_the_theme(qapp, view):
    light = view.grab().toImage()
    apply_look(qapp, Look(tokens=DARK))
    assert view.grab().toImage() != light


def test_table_of_a_chart_keeps_qts_rules(qtbot):
    table = ChartTable(chart())
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert table.rowCount() == 120
    assert table.index(50, 1).data() == "not known"


@pytest.fixture
def interactive(qapp, qtbot):
    apply_look(qapp, Look(tokens=LIGHT))
    made = InteractiveChart()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_chart(chart())
    made.show()
    return made


def test_keys_move_zoom_and_go_home(interactive, qtbot):
    first, last = interactive.span()
    qtbot.keyClick(interactive, Qt.Key.Key_Plus)
    near_first, near_last = interactive.span()
    assert first < near_first < near_last < last
    qtbot.keyClick(interactive, Qt.Key.Key_Left)
    assert interactive.span()[0] < near_first
    qtbot.keyClick(interactive, Qt.Key.Key_Home)
    assert interactive.span() == (first, last)


@pytest.mark.parametrize("kind", [Kind.BARS, Kind.STEP, Kind.BAND])
def test_every_kind_of_series_can_be_explored(interactive, kind):
    more = {"lower": (50.0,) * 120} if kind is Kind.BAND else {}
    interactive.show_chart(chart(kind, **more))
    picture = interactive.grab().toImage()
    assert picture.width() == 700
    assert interactive.span()[0] > date(2023, 10, 1)  # no axis from 1970
