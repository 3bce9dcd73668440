"""The page of reports: what is seen is what is saved, and what is typed is kept."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from app.reports.capacity_summary import KIND
from app.store.commentary import read_commentary
from tests.ui.conftest import AGES, TODAY
from ui.printing.preview import PreviewDialog
from ui.reports.page import DEMAND, SUMMARY, WELLBEING, ReportsPage, markings_from
from ui.session import Session
from ui.style import Look, apply_look

FEBRUARY = date(2026, 2, 28)


@pytest.fixture
def page(qapp, qtbot, unit):
    apply_look(qapp, Look())
    session = Session(unit, today=lambda: TODAY)
    made = ReportsPage(session)
    session.setParent(made)
    session.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1194, 700)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(session.ready):
        session.refresh()
    with qtbot.waitSignal(made._job.finished):
        made.refresh()
    yield made
    QThreadPool.globalInstance().waitForDone()


def test_pages_are_shown_as_they_print(page):
    assert page._view.page_names() == ["Page 1 of 2", "Page 2 of 2"]
    assert page.report.headlines()[0].value == str(len(AGES))
    assert page.report.period == "March 2026"


def test_past_month_can_be_chosen(page, qtbot):
    with qtbot.waitSignal(page._job.finished):
        page.choose_day(FEBRUARY)
    assert page.report.period == "February 2026"
    assert "28 Feb 2026" in page._header.sentence()


def test_day_in_the_middle_of_a_month_is_offered_as_four_weeks(page, qtbot):
    with qtbot.waitSignal(page._job.finished):
        page.session.set_as_at(date(2026, 3, 15))
        page.refresh()
    assert page.report.period == "February 2026"
    with qtbot.waitSignal(page._job.finished):
        page.choose_day(date(2026, 3, 15))
    assert page.report.period == "Four weeks to 15 Mar 2026"


def test_commentary_is_kept_when_it_is_left_and_printed(page, qtbot):
    page._editor.setFocus()
    page._editor.setPlainText("Two were on leave.")
    with qtbot.waitSignal(page._job.finished):
        page._kinds.setFocus()
    assert read_commentary(page.session.store, KIND, TODAY) == "Two were on leave."
    assert page._saved.text().startswith("Saved ")
    qtbot.waitUntil(lambda: "Commentary" in [s.heading for s in page.report.sections])


def test_commentary_of_another_month_is_another_text(page, qtbot):
    page._editor.setPlainText("Of March.")
    with qtbot.waitSignal(page._job.finished):
        page.save_commentary()
    with qtbot.waitSignal(page._job.finished):
        page.choose_day(FEBRUARY)
    assert page._editor.toPlainText() == ""


def test_saved_file_is_told_and_is_what_was_seen(page, qtbot, tmp_path):
    path = tmp_path / "s.html"
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.write(page.report, path)
    assert told.args[0] == "Saved s.html"
    assert "March 2026" in path.read_text("utf-8")


def test_unwritable_place_is_one_sentence(page, tmp_path):
    page.write(page.report, tmp_path / "none" / "s.pdf")
    box = page.findChild(QMessageBox)
    assert box.text() == "s.pdf could not be written: its folder does not exist."
    assert box.informativeText() == "Choose a folder that exists."


def test_marking_of_a_print_is_never_lower_than_the_stores():
    assert markings_from("OFFICIAL-SENSITIVE") == ("OFFICIAL-SENSITIVE", "SECRET")
    assert markings_from("LOCAL") == ("LOCAL",)


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_no_label_is_cut_at_any_text_size(qapp, page, qtbot, factor):
    apply_look(qapp, Look(text_factor=factor))
    page.resize(round(1194 * factor), round(700 * factor))
    page.refresh()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for label in page.findChildren(QLabel):
        if label.text() and not label.wordWrap() and type(label) is QLabel:
            assert label.sizeHint().width() <= label.width() + 1, label.text()
    for made in page.findChildren(QPushButton):
        assert made.sizeHint().width() <= made.width() + 1, made.text()
    apply_look(qapp, Look())


def test_what_is_saved_from_the_preview_is_said_in_the_preview(page, tmp_path):
    page.print_page()
    dialog = page.findChild(PreviewDialog)
    page.write(page.report, tmp_path / "s.pdf")
    assert dialog.said() == "Saved s.pdf"
    assert dialog.height() <= dialog.screen().availableSize().height()


def test_the_wellbeing_note_is_made_when_it_is_chosen(page, qtbot):
    qtbot.waitUntil(lambda: page.report is not None and not page._is_working)
    page._kinds.setCurrentRow(WELLBEING)
    qtbot.waitUntil(lambda: page.report.kind == "wellbeing-note")
    assert not page._remarks.isVisible()
    page._kinds.setCurrentRow(SUMMARY)
    qtbot.waitUntil(lambda: page.report.kind == "capacity-summary")
    assert page._remarks.isVisible()


def test_the_demand_note_is_made_when_it_is_chosen(page, qtbot):
    qtbot.waitUntil(lambda: page.report is not None and not page._is_working)
    page._kinds.setCurrentRow(DEMAND)
    qtbot.waitUntil(lambda: page.report.kind == "demand-note")
    assert not page._remarks.isVisible()
    assert page._view.page_names()
