import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.conftest import AGES, TODAY
from ui.charts.view import ChartView
from ui.controls.figure_card import FigureCard
from ui.controls.label import ElidedLabel
from ui.session import Session
from ui.style import Look, apply_look
from ui.today.attention_list import AttentionList
from ui.today.page import TodayPage


@pytest.fixture
def page(qapp, qtbot, unit):
    apply_look(qapp, Look())
    session = Session(unit, today=lambda: TODAY)
    made = TodayPage(session)
    session.setParent(made)
    qtbot.addWidget(made)
    made.resize(1194, 700)
    made.show()
    with qtbot.waitSignal(session.ready):
        session.refresh()
    with qtbot.waitSignal(made._job.finished):
        made.refresh()
    yield made
    QThreadPool.globalInstance().waitForDone()


def card(page, title) -> FigureCard:
    return next(c for c in page.findChildren(FigureCard) if c.title == title)


def test_cards_show_the_figures_of_the_day(page):
    assert card(page, "Open requests (B3)").value_text() == str(len(AGES))
    assert card(page, "Median age").value_text() == "58 days"
    assert card(page, "Work in queue (B5)").value_text() == "80.0 h"


def test_card_says_its_meaning_and_its_day(page):
    meaning = card(page, "Open requests (B3)").whatsThis()
    assert "accepted, result not issued" in meaning
    assert "31 Mar 2026" in meaning


def test_click_on_a_card_opens_the_requests_behind_it(page, qtbot):
    with qtbot.waitSignal(page.rows_wanted) as wanted:
        qtbot.mouseClick(card(page, "Open requests (B3)"), Qt.MouseButton.LeftButton)
    rows, title = wanted.args
    assert len(rows) == len(AGES)
    assert title == "Open requests (B3)"


def test_enter_on_a_card_opens_the_requests_too(page, qtbot):
    with qtbot.waitSignal(page.rows_wanted):
        qtbot.keyClick(card(page, "Median age"), Qt.Key.Key_Return)


def test_attention_button_opens_what_its_line_counts(page, qtbot):
    lines = page.findChild(AttentionList)
    title = next(text for text in lines.titles() if "more than 30 days" in text)
    name = f"Review: {title}"
    button = next(
        b for b in lines.findChildren(QPushButton) if b.accessibleName() == name
    )
    with qtbot.waitSignal(page.rows_wanted) as wanted:
        button.click()
    assert len(wanted.args[0]) == sum(age > 30 for age in AGES)


def test_demand_is_shown_in_hours_and_in_requests(page, qtbot):
    def unit() -> str:
        return page._demand.chart.unit

    assert unit() == "Examiner hours a week"
    page._measure.buttons()[1].click()
    assert unit() == "Requests a week"


def test_part_of_an_age_bar_opens_its_requests(page, qtbot):
    with qtbot.waitSignal(page.rows_wanted) as wanted:
        page._ages.opened.emit(0, 0)
    assert wanted.args[1].startswith("P1")


def test_every_chart_has_a_name_and_a_sentence(page):
    for view in page.findChildren(ChartView):
        assert view.accessibleName()
        assert len(view.accessibleDescription()) > 20


def test_past_day_changes_the_figures(page, qtbot):
    page.session.set_as_at(TODAY.replace(month=1))
    with qtbot.waitSignal(page._job.finished):
        page.refresh()
    assert card(page, "Open requests (B3)").value_text() == "4"


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_no_label_is_cut_at_any_text_size(qapp, page, qtbot, factor):
    apply_look(qapp, Look(text_factor=factor))
    page.resize(1194, 701)
    qtbot.waitUntil(lambda: cut_labels(page) == [])
    apply_look(qapp, Look())


def cut_labels(page) -> list[str]:
    return [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible()
        and not isinstance(label, ElidedLabel)
        and not label.wordWrap()
        and label.sizeHint().width() > label.width() + 1
    ]


def test_list_that_is_cut_offers_all_and_takes_the_room_of_the_charts(page, qtbot):
    from app.reports.attention_line import line_on_people

    lines = page.findChild(AttentionList)
    lines.show_lines([line_on_people(f"Line {n}", "more", "people") for n in range(14)])
    assert page._all.isVisible()
    assert page._all.text() == "Show all 14"
    before = lines.height()
    page._all.click()
    qtbot.waitUntil(lambda: lines.height() > 1.5 * before)
    assert not page._demand.isVisible()
    page._all.click()
    qtbot.waitUntil(page._demand.isVisible)


def test_list_with_room_for_all_offers_no_more(page):
    page.findChild(AttentionList).show_lines([])
    assert not page._all.isVisible()
