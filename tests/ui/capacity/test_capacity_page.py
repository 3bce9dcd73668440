"""Gross to net, plan and actual, utilisation: what is shown, copied and exported."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox

from app.reports.chart import TimeChart, Waterfall
from app.store.event import write
from app.store.person import remove_pattern
from app.store.team import read_team
from tests.ui.conftest import AGES, NOON, TODAY
from ui.capacity.gross import GrossTab
from ui.capacity.page import CapacityPage
from ui.capacity.plan import PlanTab
from ui.capacity.use import UseTab
from ui.session import Session


def choose(combo, key):
    """Choose an entry as the user does."""
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())


def steps(tab: GrossTab) -> dict[str, float]:
    chart = tab.chart.chart
    assert isinstance(chart, Waterfall)
    return {step.name: round(step.amount, 2) for step in chart.steps}


def rows(tab) -> list[list[str]]:
    return [list(row) for row in tab.table.view.text_rows.rows]


def cell(tab, row: int, head: str) -> str:
    return rows(tab)[row][tab.table.view.text_rows.head.index(head)]


def go(page: CapacityPage, tab):
    page.tabs.setCurrentWidget(tab)
    return tab


# ---- The page ---------------------------------------------------------------------


def test_only_the_tab_that_is_looked_at_is_brought_up_to_date(page):
    assert page.gross.chart.chart is not None
    assert page.use.chart.chart is None
    go(page, page.use)
    assert page.use.chart.chart is not None


def test_each_tab_says_its_scope_and_day_under_the_title(page):
    for tab in (page.gross, page.plan, page.use):
        go(page, tab)
        assert page.header.sentence() == tab.sentence()
        assert "31 Mar 2026" in page.header.sentence()


def test_until_the_records_are_read_the_page_says_so(qtbot, unit):
    page = CapacityPage(Session(unit, today=lambda: TODAY))
    qtbot.addWidget(page)
    page.refresh()
    assert page.header.sentence() == "Reading the records…"


def test_an_empty_unit_is_told_what_belongs_here(qtbot, store):
    session = Session(store, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = CapacityPage(session)
    qtbot.addWidget(page)
    page.refresh()
    assert page.gross.empty.isVisibleTo(page.gross)
    page.tabs.setCurrentWidget(page.skill)
    assert "Nothing asked for" in page.skill.figure.accessibleName()
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


def test_the_access_keys_of_each_tab_are_unique(page):
    titles = [page.tabs.tabText(place) for place in range(page.tabs.count())]
    for tab in (page.gross, page.plan, page.use):
        words = [
            one.text()
            for kind in (QAbstractButton, QLabel)
            for one in tab.findChildren(kind)
        ]
        keys = [QKeySequence.mnemonic(text).toString() for text in titles + words]
        counts = Counter(key for key in keys if key)
        assert [key for key, count in counts.items() if count > 1] == []


# ---- Gross to net -----------------------------------------------------------------


def test_every_deduction_of_the_coming_weeks_has_its_name(page):
    assert list(steps(page.gross)) == [
        "Contracted hours",
        "Public holiday",
        "Annual leave",
        "Allowance for sickness",
        "Court and precognition",
        "Peer or technical review given",
        "Protected welfare time",
        "Net casework hours",
    ]
    assert "as planned, less an allowance of 3.5% for sickness" in page.gross.sentence()


def test_protected_welfare_time_has_no_sign_and_stands_apart(page):
    chart = page.gross.chart.chart
    (kept,) = [step for step in chart.steps if step.is_kept]
    assert kept.name == "Protected welfare time"
    assert chart.change_text(kept).endswith(" protected")
    assert "\N{MINUS SIGN}" not in chart.change_text(kept)


def test_the_steps_come_to_the_net_hours_of_the_figure(page):
    found = steps(page.gross)
    assert found.pop("Net casework hours") == pytest.approx(
        sum(found.values()), abs=0.05
    )
    assert page.gross.gross.value_text() == "35.0 h/week"


def test_the_past_is_as_recorded_and_has_no_allowance(page):
    choose(page.gross.period, "last 4")
    found = steps(page.gross)
    assert found["Sickness, short"] == -3.5
    assert "Allowance for sickness" not in found
    assert page.gross.sentence() == (
        "All people: 4 weeks, 2 Mar 2026 to 29 Mar 2026, as recorded; at 31 Mar 2026."
    )


def test_the_day_is_the_border_between_what_was_and_what_is_planned(page):
    choose(page.gross.period, "this 1")
    assert "as recorded to 31 Mar 2026, then as planned" in page.gross.sentence()
    assert cell(page.gross, 2, "Hours as") == "in part"
    choose(page.gross.period, "this financial year")
    assert [row[1] for row in rows(page.gross)[2:]][-2:] == ["recorded", "recorded"]


def test_another_day_moves_the_border(page):
    page.session.set_as_at(date(2026, 3, 8))
    page.refresh()
    choose(page.gross.period, "next 4")
    assert "Allowance for sickness" in steps(page.gross)
    assert page.gross.sentence().endswith("at 8 Mar 2026.")


def test_groups_take_the_place_of_kinds(page):
    page.gross.parts.buttons()[0].click()
    found = steps(page.gross)
    assert {"Leave", "Court", "Review and quality"} <= set(found)
    assert "Annual leave" not in found


def test_one_person_and_one_skill_can_be_chosen(page):
    (person,) = read_team(page.session.store).people
    choose(page.gross.person, person.uid)
    choose(page.gross.skill, "SK_MOB3")
    assert page.gross.sentence().startswith("Examiner 1 current in ")
    assert steps(page.gross)["Contracted hours"] == 35


def test_what_was_chosen_stays_when_the_page_is_refreshed(page):
    choose(page.gross.period, "last 13")
    page.refresh()
    assert page.gross.period.currentData() == "last 13"


def test_the_table_by_week_has_totals_means_and_each_week(page):
    found = rows(page.gross)
    assert [row[0] for row in found[:3]] == ["All weeks", "Mean week", "6 Apr 2026"]
    assert len(found) == 2 + 13
    assert cell(page.gross, 0, "Contracted") == "455.0"
    assert cell(page.gross, 1, "FTE") == "1.0"
    assert cell(page.gross, 3, "Annual leave") == "35.0"


def test_the_table_by_person_has_each_of_them(page):
    page.gross.rows.buttons()[1].click()
    assert [row[0] for row in rows(page.gross)] == ["All people", "Examiner 1"]
    assert cell(page.gross, 1, "Contracted") == "455.0"


def test_the_hours_can_be_seen_week_by_week(page):
    page.gross.form.buttons()[1].click()
    chart = page.gross.chart.chart
    assert isinstance(chart, TimeChart)
    assert chart.series[0].values[1] == 0  # the week of leave
    assert "Least in the week from 13 Apr 2026: 0 of 35 contracted" in chart.description


def test_weeks_beyond_the_last_leave_entered_are_pointed_out(page):
    choose(page.gross.period, "next 52")
    assert page.gross.words.text().startswith("Leave is entered to 17 Apr 2026: ")
    choose(page.gross.period, "next 1")
    assert not page.gross.words.isVisibleTo(page.gross)


def test_a_unit_that_enters_no_leave_is_told_so(page):
    facts = page.session.facts
    kept = tuple(one for one in facts.team.absences if one.kind != "A_LEAVE")
    page.gross.show_facts(replace(facts, team=replace(facts.team, absences=kept)))
    assert page.gross.words.text().startswith("No leave is entered")


def test_the_table_is_copied_with_its_headings(page, qtbot):
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.gross.table.copy_button.click()
    assert told.args[0] == "15 rows copied"
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Week from\tHours as\tContracted\tNet\tFTE\t")


def test_the_table_is_exported_with_marking_scope_and_meaning(page, qtbot, tmp_path):
    path = tmp_path / "hours.csv"
    with qtbot.waitSignal(page.gross.export_wanted) as wanted:
        page.gross.export_wanted.disconnect(page.choose_file)
        page.gross.table.export_button.click()
    page.export(wanted.args[0], path)
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "OFFICIAL-SENSITIVE"
    assert lines[1].startswith("Week from,Hours as,Contracted")
    assert "All people: 13 weeks" in lines[-1]
    assert "Contracted hours less leave" in lines[-1]


def test_a_file_that_cannot_be_written_is_said(page, qtbot, tmp_path):
    with qtbot.waitSignal(page.gross.export_wanted) as wanted:
        page.gross.export_wanted.disconnect(page.choose_file)
        page.gross.table.export_button.click()
    page.export(wanted.args[0], tmp_path / "nowhere" / "hours.csv")
    box = page.findChild(QMessageBox)
    assert "hours.csv" in box.text()
    assert box.informativeText()
    box.close()


# ---- Plan and actual --------------------------------------------------------------


def test_without_records_of_that_day_there_is_no_plan(page):
    tab: PlanTab = go(page, page.plan)
    assert not tab.found.has_plan  # the unit was made on 31 March, after the weeks
    assert "no plan to compare with" in tab.table._listing.words
    assert not tab.words.isVisibleTo(tab)


def test_the_plan_is_what_was_known_before_the_first_week(page, qtbot):
    (pattern,) = read_team(page.session.store).patterns
    with write(
        page.session.store, who="t", why="", kind="t", at=NOON.replace(month=5)
    ) as operation:
        remove_pattern(operation, pattern.uid, on=date(2026, 5, 31))
    page.session.set_as_at(date(2026, 5, 3))
    with qtbot.waitSignal(page.session.changed):
        page.session.refresh()
    page.refresh()
    tab: PlanTab = go(page, page.plan)
    choose(tab.length, 4)
    found = tab.found
    assert found.known_on == date(2026, 4, 5)
    assert found.planned.gross.tolist() == [35] * 4
    assert found.actual.gross.tolist() == [0] * 4
    assert "140 h less contracted than planned" in tab.words.text()
    assert rows(tab)[0][0] == "Net casework hours"
    assert rows(tab)[1][:3] == ["Contracted hours", "140", "0"]
    assert rows(tab)[-1][0] == "Protected welfare time"
    assert rows(tab)[-1][-1] == "protected"


def test_any_day_can_be_the_first_of_the_comparison(page):
    tab: PlanTab = go(page, page.plan)
    tab.start.setDate(QDate(2026, 3, 11))
    assert tab.length.currentData() == 0
    assert tab.found.known_on == date(2026, 3, 8)
    assert len(tab.found.actual.mondays) == 3


# ---- Utilisation ------------------------------------------------------------------


def test_utilisation_has_lines_at_85_and_100(page):
    tab: UseTab = go(page, page.use)
    assert [level.value for level in tab.chart.chart.levels] == [100, 85]
    assert tab.words.text() == tab.chart.chart.description
    assert tab.figure.value_text().endswith("%")
    assert "net capacity (M31)" in tab.meaning.text()


def test_the_requests_behind_utilisation_are_opened(page, qtbot):
    tab: UseTab = go(page, page.use)
    with qtbot.waitSignal(page.rows_wanted) as wanted:
        qtbot.keyClick(tab.figure, Qt.Key.Key_Return)
    found, title = wanted.args
    assert title == "Accepted in the last 13 weeks"
    assert len(found) == sum(2 <= age <= 92 for age in AGES)
    with qtbot.waitSignal(page.rows_wanted) as wanted:
        tab.chart.opened.emit(0, -1)
    assert wanted.args[1] == "Accepted in the week from 31 Mar 2025"


def test_the_last_week_comes_first_in_the_table(page):
    tab: UseTab = go(page, page.use)
    assert rows(tab)[0][0] == "23 Mar 2026"
    assert len(rows(tab)) == 52
    choose(tab.length, 26)
    assert len(rows(tab)) == 26
