"""In the long run, and before and after: shown over the small unit, and refused."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, QThreadPool
from PySide6.QtGui import QGuiApplication

from app.reports.facts import read_facts
from tests.ui.conftest import TODAY
from ui.plan.before_tab import BeforeTab
from ui.plan.long_run_tab import LABEL, LongRunTab


@pytest.fixture
def facts(unit):
    return read_facts(unit, TODAY)


@pytest.fixture
def long_run(qapp, qtbot, facts):
    made = LongRunTab()
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show_facts(facts)
    return made


@pytest.fixture
def before(qapp, qtbot, facts):
    made = BeforeTab()
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show_facts(facts)
    yield made
    QThreadPool.globalInstance().waitForDone()


def test_the_long_run_says_that_it_is_no_forecast(long_run):
    assert LABEL in long_run.sentence()
    assert long_run.label.text() == LABEL
    assert long_run.finding.text() == long_run.found.finding


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_table_of_the_long_run_is_shown_and_copied(long_run, qtbot, place):
    long_run.which.buttons()[place].click()
    table = long_run.table()
    assert long_run.view.model().rowCount() == len(table.rows)
    long_run.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith(long_run.found.finding)
    assert table.columns[0].head in text
    with qtbot.waitSignal(long_run.export_wanted) as told:
        long_run.export_button.click()
    assert table.title in told.args[0].words


def test_the_requests_behind_a_row_of_the_long_run_are_opened(long_run, qtbot):
    behind = long_run.found.behind
    place = next(
        place
        for place, figures in enumerate(behind)
        if any(len(figure.rows) for figure in figures)
    )
    with qtbot.waitSignal(long_run.rows_wanted) as told:
        long_run.view.activated.emit(long_run.view.model().index(place, 0))
    assert len(told.args[0])
    assert told.args[1] == behind[place][0].label


def set_day(before, day):
    before.day.setDate(QDate(day.year, day.month, day.day))


def test_an_event_is_compared_in_the_background(before, qtbot):
    set_day(before, TODAY - timedelta(weeks=20))
    before.name.setText("the new tool")
    with qtbot.waitSignal(before.job.finished):
        before.compare_button.click()
    assert "the new tool" in before.finding.text()
    assert before.cautions.text()
    for place, part in enumerate(before.found.parts):
        before.part.buttons()[place].click()
        assert before.words.text() == part.words
        assert before.chart.chart is part.chart
    before.copy_button.click()
    assert before.finding.text() in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("name", "days", "said"),
    [("", -140, "Say what the event is called"), ("it", 7, "still to come")],
)
def test_an_event_that_cannot_be_compared_is_said(before, name, days, said):
    before.name.setText(name)
    set_day(before, TODAY + timedelta(days=days))
    before.compare_button.click()
    assert said in before.problem.text()
    assert before.found is None


def test_what_was_compared_is_compared_again_on_new_data(before, qtbot, facts):
    with qtbot.waitSignal(before.job.finished):
        before.compare_button.click()
    first = before.found
    with qtbot.waitSignal(before.job.finished):
        before.show_facts(facts)
    assert before.found is not first
