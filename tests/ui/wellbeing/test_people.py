"""People one by one, behind the passphrase."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.store.setting import read_settings
from app.store.welfare import read_contacts, read_rotations, read_welfare
from app.wellbeing.policy import WelfarePolicy
from tests.exposed_unit import TODAY
from tests.ui.wellbeing.conftest import PASSPHRASE, settled


def type_in(qtbot, page, passphrase):
    """Type a passphrase and wait for the answer."""
    page.people.lock.field.setText(passphrase)
    with qtbot.waitSignal(page._checking.finished):
        qtbot.keyClick(page.people.lock.field, Qt.Key.Key_Return)
    QApplication.processEvents()


def names(page):
    people = page.people.people
    return [people.item(row).text() for row in range(people.count())]


def choose(page, name):
    page.people.people.setCurrentRow(names(page).index(name))


def lines(page):
    rows = page.people.panel.standing
    return {rows.words(row)[0]: rows.words(row)[1:] for row in range(rows.rowCount())}


def every_text(page):
    labels = [label.text() for label in page.findChildren(QLabel)]
    return " ".join((*labels, *names(page)))


@pytest.fixture
def opened(qtbot, locked):
    type_in(qtbot, locked, PASSPHRASE)
    assert locked.people.is_open
    return locked


def test_without_the_passphrase_nobody_is_shown(locked):
    assert not locked.people.is_open
    assert names(locked) == []
    assert locked.people.panel.records.rowCount() == 0
    assert "Examiner 03" not in every_text(locked)
    assert not locked.policy_button.isVisible()


def test_a_wrong_passphrase_opens_nothing_and_is_not_kept(qtbot, locked):
    type_in(qtbot, locked, "otter lantern thirty grave")
    assert not locked.people.is_open
    lock = locked.people.lock
    assert lock.said.text() == "That is not the passphrase."
    assert lock.field.text() == ""
    type_in(qtbot, locked, PASSPHRASE)
    assert locked.people.is_open


def test_after_three_wrong_ones_one_has_to_wait(qtbot, locked):
    lock = locked.people.lock
    for _ in range(3):
        type_in(qtbot, locked, "wrong wrong wrong")
    assert not lock.open_button.isEnabled()
    assert lock.said.text().endswith("The next may be tried in 5 s.")
    lock.field.setText(PASSPHRASE)
    with qtbot.assertNotEmitted(lock.tried):
        qtbot.keyClick(lock.field, Qt.Key.Key_Return)
    for _ in range(5):
        lock.pass_second()
    assert lock.open_button.isEnabled()
    type_in(qtbot, locked, PASSPHRASE)
    assert locked.people.is_open
    assert lock.wrong == 0


def test_leaving_the_page_does_not_shorten_the_wait(qtbot, locked):
    for _ in range(3):
        type_in(qtbot, locked, "wrong wrong wrong")
    locked.hide()
    locked.show()
    assert not locked.people.lock.open_button.isEnabled()


def test_people_stand_in_alphabetical_order_and_one_is_shown(opened):
    assert names(opened) == [f"Examiner {n:02}" for n in range(1, 10)]
    choose(opened, "Examiner 03")
    assert opened.people.panel.name.text() == "Examiner 03"
    assert lines(opened)["Exposure in 28 days"][2] == "reached"
    choose(opened, "Examiner 05")
    assert lines(opened)["Welfare contact"][2].startswith("due since 28 Feb 2026")
    assert "1 not kept" in lines(opened)["Welfare contact"][2]
    choose(opened, "Examiner 08")
    assert lines(opened)["Last rotated out until"][2] == "out now"


@pytest.mark.parametrize(
    "close",
    [
        lambda page: page.lock_button.click(),
        lambda page: page.hide(),
        lambda page: page.idle.passed.emit(),
    ],
)
def test_it_closes_by_the_button_on_leaving_and_when_nothing_happens(opened, close):
    close(opened)
    assert not opened.people.is_open
    assert names(opened) == []
    assert opened.people.panel.records.rowCount() == 0
    assert opened.people.panel.strip.accessibleName() == "Days of nobody"
    assert not opened.idle.is_watching


def test_nothing_for_a_while_closes_it(qtbot, opened):
    with qtbot.waitSignal(opened.idle.passed):
        opened.idle.start(1)
    assert not opened.people.is_open


def test_a_form_that_is_open_closes_with_it(qtbot, opened):
    opened.people.contact_button.click()
    form = opened.opened
    with qtbot.waitSignal(form.finished):
        opened.lock()
    assert opened.opened is None


def test_a_refresh_shows_nobody_while_it_is_closed(opened):
    opened.lock()
    opened.refresh()
    assert names(opened) == []
    assert opened.people.panel.name.text() == ""


def test_the_first_passphrase_is_set_and_opens(qtbot, page):
    page.tabs.setCurrentIndex(2)
    page.people.lock.set_button.click()
    form = page.opened
    form.new.setText("short")
    form.save_button.click()
    assert "fewer than 12" in form.problems()[0]
    form.new.setText(PASSPHRASE)
    form.again.setText(PASSPHRASE.upper())
    form.save_button.click()
    assert "not the same" in form.problems()[0]
    form.again.setText(PASSPHRASE)
    with qtbot.waitSignal(page._setting.finished):
        form.save_button.click()
    qtbot.waitUntil(lambda: page.people.is_open)
    assert PASSPHRASE not in read_settings(page.session.store).welfare_lock
    settled(qtbot, page)


def test_it_is_changed_with_the_present_one(qtbot, opened):
    opened.phrase_button.click()
    form = opened.opened
    for field in (form.new, form.again):
        field.setText("meadow copper window seven")
    form.old.setText("something else entirely")
    with qtbot.waitSignal(opened._setting.finished):
        form.save_button.click()
    qtbot.waitUntil(lambda: bool(form.problems()))
    assert "present passphrase is another" in form.problems()[0]
    form.old.setText(PASSPHRASE)
    with qtbot.waitSignal(opened._setting.finished):
        form.save_button.click()
    settled(qtbot, opened)
    opened.lock()
    type_in(qtbot, opened, "meadow copper window seven")
    assert opened.people.is_open


def save(qtbot, page):
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.opened.save_button.click()
    settled(qtbot, page)
    page.refresh()
    return told.args[0]


def test_a_contact_is_recorded_for_the_person_chosen(qtbot, opened):
    choose(opened, "Examiner 05")
    opened.people.contact_button.click()
    said = save(qtbot, opened)
    assert said == "Welfare entry recorded"
    newest = max(read_contacts(opened.session.store), key=lambda one: one.uid)
    assert (newest.held_on, newest.is_kept) == (TODAY, True)
    assert opened.people.panel.name.text() == "Examiner 05"
    assert lines(opened)["Welfare contact"][2].startswith("next by 29 Jun 2026")


def test_a_contact_to_come_is_booked_and_one_gone_by_is_not(qtbot, opened):
    opened.people.contact_button.click()
    form = opened.opened
    form.day.setDate(QDate(2026, 4, 9))
    form.save_button.click()
    assert "still to come" in form.problems()[0]
    form.state.choose(2)
    form.day.setDate(QDate(2026, 3, 9))
    form.save_button.click()
    assert "is over" in form.problems()[0]
    form.day.setDate(QDate(2026, 4, 9))
    save(qtbot, opened)
    assert "booked for 9 Apr 2026" in lines(opened)["Welfare contact"][2]


def test_a_screening_counts_until_its_day(qtbot, opened):
    choose(opened, "Examiner 07")
    opened.people.contact_button.click()
    form = opened.opened
    form.kind.setCurrentIndex(form.kind.findData("W_SCREEN"))
    form.until.box.setChecked(True)
    form.until.edit.setDate(QDate(2026, 3, 1))
    form.save_button.click()
    assert "before it begins" in form.problems()[0]
    form.until.edit.setDate(QDate(2026, 9, 30))
    save(qtbot, opened)
    assert lines(opened)["Psychological screening"][2] == "next by 30 Sep 2026"


def test_a_booked_contact_is_changed_to_held(qtbot, opened):
    choose(opened, "Examiner 05")
    entries = opened.people.panel.records.values()
    place = next(n for n, one in enumerate(entries) if "not kept" in one.detail)
    opened.people.panel.records_view.selectRow(place)
    opened.people.panel.change_button.click()
    assert opened.opened.state.position == 1
    opened.opened.state.choose(0)
    save(qtbot, opened)
    assert lines(opened)["Welfare contact"][0] == "11 Mar 2026"


def test_a_rotation_begins_and_its_end_is_changed(qtbot, opened):
    choose(opened, "Examiner 03")
    opened.people.rotation_button.click()
    save(qtbot, opened)
    assert lines(opened)["Last rotated out until"][2] == "out now"
    entries = opened.people.panel.records.values()
    place = next(n for n, one in enumerate(entries) if one.subject == "rotation")
    opened.people.panel.records_view.selectRow(place)
    opened.people.panel.change_button.click()
    opened.opened.last.edit.setDate(QDate(2026, 3, 30))
    opened.opened.save_button.click()
    assert "before it begins" in opened.opened.problems()[0]
    opened.opened.last.box.setChecked(False)
    save(qtbot, opened)
    newest = max(read_rotations(opened.session.store), key=lambda one: one.uid)
    assert newest.last_on is None


def test_outcomes_are_told_to_who_examined_the_case(qtbot, opened):
    choose(opened, "Examiner 02")
    opened.people.outcome_button.click()
    form = opened.opened
    assert form.cases.count() == 4
    assert form.told.text() == "1 of 4 chosen"
    form.cases.tick()
    form.save_button.click()
    assert "No case is chosen" in form.problems()[0]
    form.cases.tick(*(form.cases.item(n).data(256) for n in range(4)))
    save(qtbot, opened)
    assert len({one.person for one in read_welfare(opened.session.store).feedback}) == 8
    assert opened.seen.figures.feedback.value == 100.0


def test_an_entry_is_taken_away_and_comes_back_by_undo(qtbot, opened):
    choose(opened, "Examiner 04")
    before = set(read_welfare(opened.session.store).exposures)
    opened.people.panel.records_view.selectRow(
        next(
            n
            for n, one in enumerate(opened.people.panel.records.values())
            if one.subject == "exposure"
        )
    )
    with qtbot.waitSignal(opened.toast_wanted):
        opened.people.panel.remove_button.click()
    settled(qtbot, opened)
    assert len(read_welfare(opened.session.store).exposures) == len(before) - 1
    opened.session.undo()
    settled(qtbot, opened)
    assert set(read_welfare(opened.session.store).exposures) == before


def test_local_policy_is_set_part_by_part(qtbot, opened):
    opened.policy_button.click()
    form = opened.opened
    form.fields["rotation_days"].edit.setText("0")
    form.save_button.click()
    assert "The policy cannot set 0" in form.problems()[0]
    form.fields["rotation_days"].edit.setText("1.5")
    form.save_button.click()
    assert "whole number" in form.problems()[0]
    for field in form.fields.values():
        field.edit.setText("")
    form.fields["welfare_contact_days"].edit.setText("60")
    save(qtbot, opened)
    policy = read_settings(opened.session.store).welfare_policy
    assert policy == WelfarePolicy(welfare_contact_days=60)
    assert lines(opened)["Exposure in 28 days"][1] == "no local policy set"


def test_what_was_done_names_nobody_in_the_menu(qtbot, opened):
    choose(opened, "Examiner 05")
    opened.people.contact_button.click()
    save(qtbot, opened)
    assert "Examiner" not in opened.session.steps.last


def test_after_locking_the_keys_go_to_the_passphrase(opened):
    opened.activateWindow()
    opened.lock_button.setFocus()
    opened.lock_button.click()
    assert opened.people.lock.field.hasFocus()
