from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.capacity.by_week import capacity_by_week, coming_weeks
from app.store.absence import add_absence
from app.store.event import write
from app.store.person import add_person, add_skill, set_pattern
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from ui import settings
from ui.look import refresh_look
from ui.people.cover_change import AWAY, LEAVES, TRAINED
from ui.people.cover_paint import key_signs
from ui.people.cover_tab import CoverTab
from ui.people.page import PeoplePage
from ui.session import Session

TODAY = date(2026, 3, 31)
SINCE = date(2020, 1, 6)
DAY = timedelta(days=1)
SKILLS = {
    "Ash": {"SK_MOB3": (3, None), "SK_MOB2": (2, None)},
    "Birch": {"SK_MOB2": (1, None), "SK_WIN": (2, TODAY + 30 * DAY)},
    "Cedar": {"SK_MOB2": (1, TODAY - DAY), "SK_MOB3": (0, None), "SK_WIN": (1, None)},
}


@pytest.fixture
def people(unit):
    """Three people; who alone knows phones of level 3 is on long leave."""
    found = {}
    with write(unit, who="t", why="", kind="t", at=Session(unit).now()) as operation:
        for name, skills in SKILLS.items():
            uid = found[name] = add_person(
                operation, Person(uid="", name=name, starts_on=SINCE)
            )
            set_pattern(operation, full_time_pattern(uid, SINCE))
            for code, (level, until) in skills.items():
                held = SkillHeld(
                    person=uid,
                    skill=code,
                    level=level,
                    valid_from=SINCE,
                    valid_to=until,
                )
                add_skill(operation, held)
        leave = Absence(
            person=found["Ash"], kind="A_MAT",
            first_on=date(2026, 3, 20), last_on=date(2026, 12, 18),
        )  # fmt: skip
        add_absence(operation, leave)
    return found


@pytest.fixture
def page(qtbot, unit, people):
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = PeoplePage(session)
    qtbot.addWidget(page)
    page.resize(1194, 720)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    page.tabs.setCurrentWidget(page.cover)
    page.activateWindow()
    yield page
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def tab(page):
    return page.cover


def labels(tab):
    return [line.label for line in tab.view.cells.lines]


def cell(tab, skill, name):
    """Return the place of a cell."""
    cells = tab.view.cells
    names = [one.person.shown for one in cells.members]
    return labels(tab).index(skill), names.index(name)


def words(tab, skill, name):
    return tab.view.cells.words(*cell(tab, skill, name))


def net(tab, name, first=0, last=13):
    """Return net hours of a person in some of the weeks ahead."""
    team = tab.sight.team
    capacity = capacity_by_week(team, coming_weeks(TODAY, 26), TODAY)
    row = [team.names[uid] for uid in capacity.people].index(name)
    return float(capacity.net_by_person[row, first:last].sum())


def suppose(tab, kind):
    tab.what_if.kind.buttons()[kind].click()


def line_of(tab, label):
    found = [one for one in tab.what_if.lines.values() if one.label == label]
    return found[0].effect if found else None


# ---- The matrix ---------------------------------------------------------------------


def test_each_cell_says_level_currency_and_absence(tab):
    assert words(tab, "Mobile level 3", "Ash") == (
        "Ash, Mobile level 3: leading, current, away 20 Mar to 18 Dec 2026"
    )
    assert words(tab, "Mobile level 2", "Birch") == (
        "Birch, Mobile level 2: competent, current, the only one there"
    )
    assert words(tab, "Mobile level 2", "Cedar").endswith(
        "competent, lapsed 30 Mar 2026"
    )
    assert words(tab, "Mobile level 3", "Cedar").endswith(": in training")
    assert words(tab, "Windows analysis", "Birch").endswith("lapses 30 Apr 2026")
    assert words(tab, "Windows analysis", "Ash") == (
        "Ash, Windows analysis: not held, away 20 Mar to 18 Dec 2026"
    )


def test_each_cell_has_a_sign_besides_its_colour(tab):
    signs = {
        (skill, name): tab.view.cells.sign(*cell(tab, skill, name))
        for skill in labels(tab)
        for name in SKILLS
    }
    assert signs["Mobile level 3", "Ash"] == "3"
    assert signs["Mobile level 3", "Cedar"] == "T"
    assert signs["Mobile level 2", "Cedar"] == "\u00d7"
    assert signs["Windows analysis", "Ash"] == ""
    names = [one.accessibleName() for one in key_signs()]
    assert len(names) == len({*names}) == 10


def test_skills_come_by_need_or_as_listed(tab):
    assert labels(tab) == ["Mobile level 3", "Mobile level 2", "Windows analysis"]
    tab.order.buttons()[1].click()
    assert labels(tab) == ["Mobile level 2", "Mobile level 3", "Windows analysis"]


def test_skills_that_nobody_holds_come_when_they_are_asked_for(tab):
    tab.all_skills.click()
    assert "Chip and board work" in labels(tab)
    assert labels(tab)[0] == "Mobile level 3"
    row = labels(tab).index("Chip and board work")
    assert tab.view.skills.words(row)[1] == "none holds it"


def test_the_skills_say_how_many_are_there_and_how_few_will_be(tab):
    shown = [tab.view.skills.words(row)[:3] for row in range(3)]
    assert shown[0] == ["Mobile level 3", "nobody", "nobody, w/c 6 Apr"]
    assert shown[1] == ["Mobile level 2", "only 1", "only 1, w/c 6 Apr"]
    assert shown[2] == ["Windows analysis", "2", "only 1, w/c 4 May"]


def test_a_skill_says_what_its_figure_means_and_how_much_it_knows(tab):
    said = tab.view.skills.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert said.startswith("Mobile level 2: single point of failure; there now Birch")
    assert "current in Mobile level 2" in said
    assert said.endswith(
        "(M33) As at 31 Mar 2026; uses skills of 3 of 4 people in post."
    )


def test_the_sentence_counts_what_rests_on_few(page, tab):
    assert page.header.sentence() == (
        "3 skills, 4 people: 1 with nobody there, 1 resting on one person, 1 down to"
        " one or none in a week to 5 Jul 2026; at 31 Mar 2026 (M33)."
    )


def test_the_names_say_who_is_away_and_what_rests_on_them(tab):
    cells, across = tab.view.cells, Qt.Orientation.Horizontal
    said = [
        cells.headerData(column, across, Qt.ItemDataRole.AccessibleTextRole)
        for column in range(cells.columnCount())
    ]
    assert "Birch; the only one there for Mobile level 2" in said
    assert "Ash; away 20 Mar to 18 Dec 2026" in said


def test_it_begins_at_the_neediest_skill_and_says_the_cell(tab):
    assert tab.view.present() == cell(tab, "Mobile level 3", "Ash")
    assert tab.present.text().startswith("Ash, Mobile level 3: leading")
    assert "Mobile level 3: nobody is there; away Ash" in tab.present.text()


def test_arrows_go_from_cell_to_cell_and_both_halves_stay_together(qtbot, tab):
    tab.view.people_view.setFocus()
    before = tab.view.present()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert tab.view.present() == (before[0] + 1, before[1])
    assert tab.view.skills_view.currentIndex().row() == before[0] + 1
    tab.view.skills_view.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert tab.view.present() == (before[0] + 2, before[1])


def test_rows_of_both_halves_are_of_one_height(tab):
    left, right = tab.view.skills_view, tab.view.people_view
    for row in range(3):
        assert left.rowHeight(row) == right.rowHeight(row)
        assert left.rowViewportPosition(row) == right.rowViewportPosition(row)


def test_the_matrix_is_copied_as_text(qtbot, tab):
    tab.view.people_view.setFocus()
    qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier
    )
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Skill", *SKILLS, "Examiner 1"]
    assert lines[1].split("\t") == [
        "Mobile level 3", "3 current", "", "0 in training", "",
    ]  # fmt: skip


def test_the_model_is_sound(tab):
    QAbstractItemModelTester(tab.view.cells)
    tab.order.buttons()[1].click()
    tab.all_skills.click()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_it_is_drawn_in_every_theme_and_large_text(page, theme):
    settings.set_theme(theme)
    settings.set_text_factor(1.5)
    refresh_look()
    try:
        assert not page.grab().isNull()
    finally:
        settings.set_theme("system")
        settings.set_text_factor(1.0)
        refresh_look()


def test_a_unit_without_skills_is_told_what_to_do(qtbot, unit):
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = PeoplePage(session)
    qtbot.addWidget(page)
    page.refresh()
    page.tabs.setCurrentWidget(page.cover)
    assert page.cover.empty.isVisibleTo(page.cover)
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


# ---- What if ------------------------------------------------------------------------


def test_it_begins_with_whom_the_neediest_skill_rests_on(tab):
    assert tab.what_if.person.currentText() == "Birch"
    assert tab.what_if.told.text().endswith(
        "Nobody left in Mobile level 2. One person left in Windows analysis."
    )


def test_a_cell_puts_its_person_and_skill_into_the_fields(qtbot, tab):
    tab.view.choose(*cell(tab, "Mobile level 3", "Cedar"))
    tab.view.people_view.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert tab.what_if.person.currentText() == "Cedar"
    assert tab.what_if.skill.currentText() == "Mobile level 3"


def test_training_is_told_at_once_with_what_it_costs(tab):
    tab.what_if.suppose(*codes(tab, "Mobile level 3", "Cedar"))
    suppose(tab, TRAINED)
    tab.what_if.day.setDate(QDate(2026, 4, 6))
    tab.what_if.weeks.setValue(4)
    tab.what_if.hours.setValue(10)
    assert "(\u221240 h" in tab.what_if.told.text()
    assert tab.what_if.told.text().endswith("Better covered: Mobile level 3.")
    found = line_of(tab, "Mobile level 3")
    assert (found.cover_before, found.cover_after) == (0, 1)
    assert found.hours.difference == pytest.approx(net(tab, "Cedar", first=4))


def test_weeks_away_take_their_hours_over_the_span_chosen(tab):
    tab.what_if.suppose(*codes(tab, "Mobile level 2", "Birch"))
    suppose(tab, AWAY)
    tab.what_if.day.setDate(QDate(2026, 4, 6))
    tab.what_if.weeks.setValue(20)
    assert line_of(tab, "Mobile level 2").hours.difference == pytest.approx(
        -net(tab, "Birch")
    )
    tab.what_if.span.buttons()[1].click()
    longer = pytest.approx(-net(tab, "Birch", last=20))
    assert line_of(tab, "Mobile level 2").hours.difference == longer


def test_only_the_fields_that_matter_are_there(tab):
    for kind, shown in (
        (LEAVES, (False, False, False)),
        (AWAY, (False, True, False)),
        (TRAINED, (True, True, True)),
    ):
        suppose(tab, kind)
        fields = tab.what_if.skill, tab.what_if.weeks, tab.what_if.hours
        assert tuple(one.isVisibleTo(tab.what_if) for one in fields) == shown


def test_what_cannot_be_is_said_with_what_to_do(tab):
    tab.what_if.suppose(*codes(tab, "Mobile level 2", "Birch"))
    suppose(tab, TRAINED)
    assert tab.what_if.told.text().startswith("Birch is current in this skill already.")
    assert tab.what_if.lines.values() == ()


def test_nothing_is_written(page, tab):
    before = page.session.store.value("SELECT count(*) FROM operation")
    for kind in (LEAVES, AWAY, TRAINED):
        suppose(tab, kind)
    assert page.session.store.value("SELECT count(*) FROM operation") == before


def codes(tab, skill, name):
    tab.view.choose(*cell(tab, skill, name))
    return tab.view.present_codes()


def test_what_was_supposed_stays_when_the_page_is_read_again(page, tab):
    tab.what_if.suppose(*codes(tab, "Mobile level 3", "Cedar"))
    suppose(tab, TRAINED)
    present = tab.view.present()
    page.refresh()
    assert tab.what_if.person.currentText() == "Cedar"
    assert tab.what_if.kind.position == TRAINED
    assert tab.view.present() == present
    assert isinstance(page.tab, CoverTab)
