"""The room Demand: what it shows of each history, and what is entered there."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.casework.outlook import DriverValue
from app.intake.driver_rows import read_driver
from app.measures.arrivals import By
from app.store.demand import read_outlook
from tests.demands import AS_AT, CHANGE, PLAN, SERIES, demand_unit
from ui.demand.import_dialog import ImportDialog
from ui.demand.known_dialogs import ChangeDialog, DriverDialog, OperationDialog
from ui.demand.page import LISTS
from ui.printing.preview import PreviewDialog

TITLES = ("Arrivals", "Year on year", "Forecast", "Drivers")


def go(page, tab):
    page.tabs.setCurrentWidget(tab)
    return tab


def rows(card):
    return [list(row) for row in card.view.text_rows.rows]


def forecast(page, qtbot):
    with qtbot.waitSignal(page._job.finished, timeout=20_000):
        return go(page, page.forecast)


def written(page, qtbot, act):
    with qtbot.waitSignal(page.session.changed):
        act()
    page.refresh()
    return read_outlook(page.session.store)


def test_each_tab_has_its_sentence_in_the_head_and_one_to_read_aloud(page, qtbot):
    for tab, title in zip(page.every_tab(), TITLES, strict=True):
        if tab is page.forecast:
            forecast(page, qtbot)
        go(page, tab)
        assert tab.title.replace("&", "") == title
        assert page.header.sentence() == tab.sentence() != ""
        assert tab.aloud.words.text().endswith(".")
        tab.aloud.copy()
        assert QGuiApplication.clipboard().text().startswith(tab.aloud.words.text())


def test_arrivals_are_shown_by_group_and_open_their_requests(page, qtbot):
    tab = go(page, page.arrivals)
    assert rows(tab.table)[0][0] == "Sep 2026"
    tab.by.setCurrentIndex(tab.by.findData(By.OFFENCE))
    tab.by.activated.emit(tab.by.currentIndex())
    head = tab.table.view.text_rows.head
    assert head[4:] == ("Drugs supply", "Fraud and economic crime")
    tab.group.setCurrentIndex(tab.group.findData("FRAUD"))
    tab.group.activated.emit(tab.group.currentIndex())
    assert "Fraud" in tab.chart.chart.title
    with qtbot.waitSignal(page.rows_wanted) as caught:
        tab.table.view.activated.emit(tab.table.view.text_rows.index(0, 0))
    found, title = caught.args
    assert title == "Agreed, Sep 2026"
    assert str(len(found)) == rows(tab.table)[0][5]


def test_year_on_year_lists_its_baselines_and_opens_its_rows(page, qtbot):
    tab = go(page, page.year)
    assert "Baseline years: 2023/24:" in tab.baselines.text()
    assert "Left out: 2021/22" in tab.baselines.text()
    assert tab.on_year.value_text().endswith("%")
    assert "2023/24 to 2025/26" in tab.on_mean.accessibleName()
    with qtbot.waitSignal(page.rows_wanted) as caught:
        tab.table.view.activated.emit(tab.table.view.text_rows.index(0, 0))
    assert str(len(caught.args[0])) == rows(tab.table)[0][1]


@pytest.mark.parametrize("place", range(4))
def test_every_span_unit_and_year_can_be_chosen(page, place):
    tab = go(page, page.year)
    for choice in (tab.kind, tab.unit, tab.stage):
        for button in choice.buttons():
            button.click()
            tab.span.buttons()[place].click()
            assert tab.aloud.words.text().endswith(".")
            assert rows(tab.table)


def test_the_forecast_comes_from_the_background_with_its_back_test(page, qtbot):
    tab = forecast(page, qtbot)
    assert tab.expected is not None
    assert "Of the last 26 weekly forecasts" in tab.aloud.words.text()
    assert len(rows(tab.table)) == 26
    assert [card.value_text().endswith("%") for card in tab.cards] == [True] * 4
    tab.length.buttons()[2].click()
    assert len(rows(tab.table)) == 52


def test_the_forecast_is_not_reckoned_again_before_something_changes(page, qtbot):
    tab = forecast(page, qtbot)
    before = tab.expected
    page.refresh()
    assert not page._is_working
    assert tab.expected is before


def test_a_series_stands_beside_its_requests(page, qtbot):
    tab = go(page, page.driver)
    assert tab.series.currentText() == SERIES
    assert tab.beside.currentText() == "Fraud and economic crime"
    assert len(rows(tab.table)) == 10
    assert tab.aloud.words.text().startswith(f"For every 100 of “{SERIES}”")
    with qtbot.waitSignal(page.rows_wanted) as caught:
        tab.table.view.activated.emit(tab.table.view.text_rows.index(0, 0))
    assert caught.args[1] == "Fraud and economic crime, Apr to Jun 2026"
    assert str(len(caught.args[0])) == rows(tab.table)[0][3]


def test_a_figure_is_entered_after_the_last_and_can_be_undone(page, qtbot):
    go(page, page.driver)
    page.enter_figure()
    form = page.opened
    assert isinstance(form, DriverDialog)
    assert form.first_on() == date(2026, 7, 1)
    form.save_button.click()
    assert form.problems() == [
        "The figure is missing. Give how many were recorded; 0 is one."
    ]
    form.number.edit.setText("41")
    found = written(page, qtbot, form.save_button.click)
    assert found.series(SERIES)[-1].value == 41.0
    found = written(page, qtbot, page.session.undo)
    assert len(found.series(SERIES)) == 10


def test_a_series_is_removed_and_the_tab_offers_to_import(page, qtbot):
    tab = go(page, page.driver)
    found = written(page, qtbot, tab.remove_button.click)
    assert found.drivers == ()
    assert tab.none.isVisible()
    assert not tab.remove_button.isEnabled()


def test_an_operation_is_planned_changed_and_given_up(page, qtbot):
    tab = go(page, page.driver)
    tab.operations.add_button.click()
    form = page.opened
    assert isinstance(form, OperationDialog)
    form.save_button.click()
    assert form.problems() == ["An operation needs a name."]
    form.name.setText("Operation Birch")
    form.extra.edit.setText("0")
    form.save_button.click()
    assert form.problems()[0].startswith("Operation Birch brings 0 requests")
    form.extra.edit.setText("3")
    assert form.sum.text() == "Together 12 requests more, until 27 Oct 2026."
    found = written(page, qtbot, form.save_button.click)
    assert [one.name for one in found.operations] == ["Operation Birch", PLAN.name]
    tab.operations.view.selectRow(1)
    tab.operations.change_button.click()
    assert page.opened.parts["offence"].currentData() == "FRAUD"
    page.opened.weeks.edit.setText("6")
    found = written(page, qtbot, page.opened.save_button.click)
    assert found.operations[1].weeks == 6
    found = written(page, qtbot, tab.operations.remove_button.click)
    assert len(found.operations) == 1


def test_a_change_point_is_marked_once_a_day_and_corrected(page, qtbot):
    tab = go(page, page.driver)
    tab.changes.add_button.click()
    form = page.opened
    assert isinstance(form, ChangeDialog)
    form.day.setDate(QDate(2026, 3, 2))
    form.words.setText("Another")
    form.save_button.click()
    assert "already: Kiosks" in form.problems()[0]
    form.reject()
    tab.changes.change_button.click()
    page.opened.words.setText("Kiosks widened")
    found = written(page, qtbot, page.opened.save_button.click)
    assert [one.words for one in found.changes] == ["Kiosks widened"]
    found = written(page, qtbot, tab.changes.remove_button.click)
    assert found.changes == ()
    assert CHANGE.day == date(2026, 3, 2)


def test_published_figures_are_imported_after_a_look_at_what_is_wrong(
    page, qtbot, write_csv
):
    tab = go(page, page.driver)
    path = write_csv(
        "Quarter,Images,Grooming\nQ1 2025/26,10,5\nQ2 2025/26,x,6\nQ3 2025/26,7,8\n",
        "crimes.csv",
    )
    with qtbot.waitSignal(page._reader.finished, timeout=20_000):
        page.import_figures(path)
    form = page.opened
    assert isinstance(form, ImportDialog)
    assert form.list.item(0).text() == "Line 3: Images 'x': was not published"
    form.series.item(1).setCheckState(form.series.item(1).checkState().Unchecked)
    found = written(page, qtbot, form.save_button.click)
    assert found.names == (SERIES, "Images")
    assert found.series("Images")[0].source == "crimes.csv"
    assert tab.import_button.isEnabled()


def test_a_file_that_cannot_be_read_is_refused_in_words(page, qtbot, write_csv):
    go(page, page.driver)
    path = write_csv("a,b\nx,y\n", "other.csv")
    with qtbot.waitSignal(page._reader.finished, timeout=20_000):
        page.import_figures(path)
    assert page.opened is None
    assert read_outlook(page.session.store).names == (SERIES,)


def test_the_note_opens_for_print(page):
    page.print_page()
    (dialog,) = page.findChildren(PreviewDialog)
    assert dialog.isVisible()
    dialog.close()


def test_a_table_is_exported_with_its_marking_and_what_it_counts(page, tmp_path):
    tab = go(page, page.year)
    caught = []
    tab.export_wanted.connect(caught.append)
    tab.table.export_button.click()
    path = tmp_path / "years.csv"
    page.export(caught[0], path)
    text = path.read_text("utf-8-sig")
    assert text.splitlines()[0] == page.session.settings.marking
    assert "Baseline years: 2023/24" in text


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"first": AS_AT, "last": AS_AT}, "no whole week"),
        ({"first": date(2026, 9, 21), "weekly": 7.0}, ""),
        ({"last": date(2025, 9, 30)}, "too long to forecast"),
    ],
)
def test_short_and_stale_histories_are_shown_with_words(
    show_page, qtbot, tmp_path, choices, words
):
    page = show_page(demand_unit(tmp_path / "short.db", **choices))
    tab = forecast(page, qtbot)
    if words:
        assert tab.expected is None
        assert words in tab.none._words.text()
    else:
        assert tab.expected is not None
    for other in (page.arrivals, page.year, page.driver):
        go(page, other)
        assert page.header.sentence()


def test_in_a_store_for_reading_only_nothing_can_be_entered(page):
    tab = go(page, page.driver)
    tab.allow(is_allowed=False)
    buttons = (
        *(tab.add_button, tab.import_button, tab.remove_button),
        *(tab.operations.add_button, tab.operations.change_button),
        *(tab.changes.add_button, tab.changes.remove_button),
    )
    assert [one.isEnabled() for one in buttons] == [False] * len(buttons)
    tab.operations.view.activated.emit(tab.operations.rows.index(0, 0))
    assert page.opened is None


def test_no_two_keys_of_the_page_collide(page, qtbot):
    forecast(page, qtbot)
    titles = [tab.title for tab in page.every_tab()]
    for tab in page.every_tab():
        said = [
            one.text()
            for kind in (QAbstractButton, QLabel)
            for one in tab.findChildren(kind)
        ]
        keys = [QKeySequence.mnemonic(text).toString() for text in titles + said]
        counts = Counter(key for key in keys if key)
        assert [key for key, count in counts.items() if count > 1] == []
        assert not counts.keys() & {f"Alt+{letter}" for letter in "FEVGH"}


def test_everything_that_can_be_focused_has_a_name(page, qtbot):
    forecast(page, qtbot)
    for tab in page.every_tab():
        go(page, tab)
        for view in (tab.table.view, getattr(tab, "chart", None)):
            assert view is None or view.accessibleName()


def test_no_two_keys_of_a_form_collide(page, write_csv):
    table = read_driver(write_csv("Quarter,Thefts\nQ1 2025/26,3\n", "t.csv"), AS_AT)
    change = replace(CHANGE, uid="c")
    plan = replace(PLAN, uid="p")
    terms = {field: [] for field in LISTS}
    for form in (
        DriverDialog(page, (), AS_AT),
        OperationDialog(page, terms, AS_AT),
        OperationDialog(page, terms, AS_AT, plan),
        ChangeDialog(page, AS_AT),
        ChangeDialog(page, AS_AT, change),
        ImportDialog(page, table),
    ):
        texts = [one.text() for one in form.findChildren(QLabel)]
        texts += [one.text() for one in form.findChildren(QAbstractButton)]
        keys = filter(None, (QKeySequence.mnemonic(text).toString() for text in texts))
        assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_a_note_made_while_a_forecast_is_reckoned_does_not_print_the_one_before(
    page, qtbot
):
    forecast(page, qtbot)
    change = read_outlook(page.session.store).changes[0]
    written(page, qtbot, lambda: page._remove_change(change))
    assert page._is_working
    page.print_page()
    (preview,) = page.findChildren(PreviewDialog)
    headings = [section.heading for section in preview.report.sections]
    assert "What is expected" not in headings


def test_a_series_of_figures_ahead_alone_is_shown_with_words(page, qtbot):
    value = DriverValue(name="Ahead", first_on=date(2026, 10, 1), value=5.0)
    written(page, qtbot, lambda: page._save_figures((value,)))
    tab = go(page, page.driver)
    tab.series.setCurrentText("Ahead")
    tab.series.activated.emit(tab.series.currentIndex())
    assert tab.aloud.words.text().startswith("No value of Ahead is of the past.")
    assert rows(tab.table) == []
    assert tab.table.heading.text() == "Requests per 100 recorded"


def test_a_forecast_that_was_cancelled_is_not_shown(page, qtbot):
    with qtbot.waitSignal(page._job.progressed):
        go(page, page.forecast)
    page.stop_work()
    with qtbot.waitSignal(page._job.finished, timeout=20_000):
        pass
    assert page.forecast.expected is None
    assert not page._is_working
