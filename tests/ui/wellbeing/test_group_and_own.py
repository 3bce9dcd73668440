"""What anybody may see: the group, and oneself."""

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel

from app.store import reading
from app.store.person import read_people
from app.store.welfare import read_welfare
from app.workforce.examiner import Person
from app.workforce.team import Team
from tests.exposed_unit import TODAY, ago, exposed_unit
from tests.ui.wellbeing.conftest import made_page, put_away, settled
from ui.printing.preview import PreviewDialog
from ui.wellbeing.board import PAST, READ_ONLY
from ui.wellbeing.sight import own_people


def shown_texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def lines(rows):
    return [rows.words(row) for row in range(rows.rowCount())]


def test_the_group_shows_no_name_and_no_small_number(page):
    names = {person.name for person in read_people(page.session.store)}
    cells = [cell for line in lines(page.group.policy) for cell in line]
    said = " ".join((*shown_texts(page.group), *cells))
    assert not [name for name in names if name in said]
    assert not {"1", "2", "3", "4"} & set(cells)
    assert page.group.cards[0].value.text() == "9"
    assert page.header.sentence() == "Restricted. Exposed people: 9; at 31 Mar 2026."


def test_every_figure_of_the_group_has_its_definition(page):
    for card in page.group.cards:
        assert card.toolTip().endswith(".")
        assert card.accessibleDescription() == card.toolTip()


def test_closed_cases_to_tell_lead_to_the_register(page, qtbot):
    with qtbot.waitSignal(page.rows_wanted) as shown:
        page.group.untold.click()
    assert len(shown.args[0]) == 4


def test_who_has_the_account_sees_what_is_on_record_of_them(page):
    assert page.own.panel.name.text() == "Examiner 01"
    assert lines(page.own.panel.standing)[2] == [
        *("Own limit in 7 days", "14 h", "\N{EN DASH}", "within")
    ]
    subjects = {entry.subject for entry in page.own.panel.records.values()}
    assert subjects == {
        *("exposure", "welfare_contact", "rotation", "tolerance", "feedback")
    }


def test_the_own_view_is_of_nobody_else(page):
    (me,) = [one for one in read_people(page.session.store) if one.account]
    for entry in page.own.panel.records.values():
        assert entry.value.person == me.uid


def test_without_an_account_the_own_view_says_how_to_become_known(qtbot, tmp_path):
    store = exposed_unit(tmp_path / "none.db")
    page = made_page(qtbot, store)
    page.tabs.setCurrentIndex(1)
    assert "No person has your account" in shown_texts(page.own._empty)
    assert page.own._stack.currentWidget() is page.own._empty
    assert not page.log_button.isVisible()
    put_away(page)
    store.close()


def test_an_account_is_the_same_in_any_letters_and_only_while_in_post():
    facts = {"uid": "a", "name": "A", "starts_on": ago(9), "account": "Force.DFU"}
    here, gone = Person(**facts), Person(**{**facts, "uid": "b", "ends_on": ago(1)})
    team = Team(people=(here, gone))
    assert own_people(team, " force.dfu", TODAY) == [here]
    assert own_people(team, "", TODAY) == []
    assert own_people(team, "force", TODAY) == []


def test_own_exposure_is_logged_and_undone(page, qtbot):
    before = read_welfare(page.session.store).exposures
    page.log_button.click()
    form = page.opened
    form.day.setDate(QDate(2026, 3, 30))
    form.kind.setCurrentIndex(form.kind.findData("X_TEXT"))
    form.hours.edit.setText("0,5")
    form.stretch.edit.setText("0.5")
    form.request.setText("DF-1")
    with qtbot.waitSignal(page.toast_wanted) as told:
        form.save_button.click()
    assert told.args[0] == "Exposure logged"
    settled(qtbot, page)
    new = set(read_welfare(page.session.store).exposures) - set(before)
    (one,) = new
    assert (one.hours, one.kind, one.done_on, one.longest_stretch) == (
        *(0.5, "X_TEXT", ago(1), 0.5),
    )
    assert one.request
    page.session.undo()
    assert read_welfare(page.session.store).exposures == before
    settled(qtbot, page)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("hours", "25", "is not a number of hours"),
        ("hours", "0", "cannot be"),
        ("hours", "23.5", "would have"),
        ("stretch", "9", "A stretch of"),
        ("request", "DF-999", "There is no request"),
    ],
)
def test_what_cannot_be_logged_is_said_in_the_form(page, field, typed, words):
    before = read_welfare(page.session.store).exposures
    page.log_button.click()
    form = page.opened
    place = getattr(form, field)
    getattr(place, "edit", place).setText(typed)
    form.save_button.click()
    assert words in form.problems()[0]
    assert form.isVisible()
    form.reject()
    assert read_welfare(page.session.store).exposures == before


def test_a_day_to_come_and_a_day_before_joining_are_refused(page):
    for day, words in (
        (QDate(2026, 4, 2), "lie ahead"),
        (QDate(2019, 1, 1), "in post"),
    ):
        page.log_button.click()
        page.opened.day.setDate(day)
        page.opened.save_button.click()
        assert words in page.opened.problems()[0]
        page.opened.reject()


def test_the_own_limit_is_said_and_shown(page, qtbot):
    page.own.limit_button.click()
    page.opened.hours.edit.setText("6")
    with qtbot.waitSignal(page.toast_wanted):
        page.opened.save_button.click()
    settled(qtbot, page)
    page.refresh()
    line = lines(page.own.panel.standing)[2]
    assert line[1:] == ["6 h", "\N{EN DASH}", "reached"]


def test_only_own_exposure_and_limits_are_taken_away_in_the_own_view(page, qtbot):
    removed = []
    page.own.remove_wanted.connect(removed.append)
    for row, entry in enumerate(page.own.panel.records.values()):
        if entry.subject in ("welfare_contact", "feedback"):
            page.own.panel.records_view.selectRow(row)
            assert not page.own.panel.remove_button.isEnabled()
            page.own.panel._remove()
    assert removed == []


def test_in_a_read_only_store_nothing_can_be_recorded(qtbot, store, tmp_path):
    store.close()
    with reading(tmp_path / "unit.db") as read_only:
        page = made_page(qtbot, read_only)
        assert page.why_not == READ_ONLY
        for button in (page.log_button, page.own.limit_button, page.policy_button):
            assert not button.isEnabled()
        assert not page.people.lock.set_button.isEnabled()
        put_away(page)


def test_a_past_day_is_looked_at_and_not_written(page):
    page.session.set_as_at(ago(28))
    page.refresh()
    assert page.why_not == PAST
    assert not page.log_button.isEnabled()
    assert "3 Mar 2026" in page.header.sentence()


def test_the_note_is_previewed(page, qtbot):
    page.note_button.click()
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    dialog.reject()


def test_the_strip_says_each_day_to_who_cannot_see_it(page, qtbot):
    page.tabs.setCurrentIndex(1)
    strip = page.own.panel.strip
    assert strip.accessibleName() == "Days of Examiner 01"
    assert "31 Mar 2026: Exposure" in strip.accessibleDescription()
    assert strip.words_of(ago(45)) == "14 Feb 2026: nothing on record."
    assert strip.words_of(ago(100)).endswith("Rotation out.")


def test_an_empty_store_has_a_page(qtbot, unit):
    page = made_page(qtbot, unit)
    assert page.group.cards[0].value.text() == "0"
    put_away(page)
