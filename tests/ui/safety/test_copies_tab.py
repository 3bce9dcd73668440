"""The tab Copies: what it shows, and what its buttons do with a real store."""

import re
from datetime import date

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from app.keeping.listing import list_copies
from app.keeping.make import keep_copy
from app.keeping.place import places_of
from app.store import open_store, reading
from app.store.marker import mark_damaged
from app.store.safety_act import last_safety_act
from app.store.setting import change_settings, read_settings
from tests.ui.conftest import NOON
from ui.safety.page import SafetyPage
from ui.session import Session

TODAY = date(2026, 3, 31)


@pytest.fixture
def page(qtbot, unit):
    yield from opened(qtbot, unit)


def opened(qtbot, store):
    session = Session(store, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = SafetyPage(session)
    session.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    rest(qtbot, page)
    yield page
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


def desk(page):
    return page.desks[0]


def rest(qtbot, page):
    """Wait until nothing is being done and all that was read is shown."""
    one = desk(page)
    qtbot.waitUntil(
        lambda: (
            not page.copies._is_busy
            and not one._is_looking
            and not page.session._is_reading
        )
    )


def done(qtbot, page, act):
    """Do something and return what was said of it."""
    with qtbot.waitSignal(page.toast_wanted) as told:
        act()
    rest(qtbot, page)
    return told.args[0]


def rows(page):
    return page.copies.table.text_rows.rows


def test_without_a_copy_the_tab_says_so_and_offers_to_make_one(page):
    tab = page.copies
    assert tab.newest.value.text() == "None yet"
    assert tab.empty.isVisible()
    assert page.header.sentence() == "No copy of this store yet."
    assert tab.make_button.isEnabled()
    assert not tab.restore_button.isEnabled()
    assert not tab.check_button.isEnabled()


def test_a_copy_made_now_is_shown_with_what_its_check_found(qtbot, page):
    said = done(qtbot, page, page.copies.make_button.click)
    assert said == "Copy made and checked, in 1 place"
    (row,) = rows(page)
    assert row[1:3] == ("Asked for", "Beside the store")
    assert row[3].startswith("✓ Passed")
    assert row[5] == "nothing"
    assert page.copies.newest.value.text() == "just now"
    assert page.copies.restore_button.isEnabled()


def test_changes_since_are_counted(qtbot, page):
    done(qtbot, page, page.copies.make_button.click)
    change(page)
    rest(qtbot, page)
    page.refresh()
    rest(qtbot, page)
    assert rows(page)[0][5] == "1 change"
    assert "The store has changed since." in page.copies.newest.more.text()


def change(page, over_age=45):
    from dataclasses import replace

    session = page.session
    settings = replace(read_settings(session.store), over_age=over_age)
    change_settings(session.store, settings, who="A. Jones", at=NOON, why="new policy")
    session.refresh()


def test_a_second_place_is_chosen_and_has_a_copy_at_once(qtbot, page, tmp_path):
    folder = tmp_path / "other disk"
    folder.mkdir()
    assert page.copies.places.value.text() == "1 place"
    said = done(qtbot, page, lambda: desk(page).choose_second(folder))
    assert said == "Copy made and checked, in 2 places"
    assert rows(page)[0][2] == "Both places"
    assert page.copies.places.value.text() == "2 places, one disk"
    assert page.copies.second_button.text() == "Change second p&lace…"
    folder.rename(tmp_path / "unplugged")
    page.refresh()
    rest(qtbot, page)
    assert page.copies.places.value.text() == "Second place away"


def test_a_folder_that_cannot_be_is_refused_in_words(qtbot, page, tmp_path):
    desk(page).choose_second(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)))
    assert "cannot be reached" in page.findChildren(QMessageBox)[0].text()
    rest(qtbot, page)
    assert places_of(page.session.path).second is None


def test_a_copy_is_checked_and_one_that_rotted_is_found(qtbot, page):
    done(qtbot, page, page.copies.make_button.click)
    said = done(qtbot, page, page.copies.check_button.click)
    assert said == "The copy passed every check"
    path = list_copies(page.session.path)[0].path
    content = bytearray(path.read_bytes())
    content[-3000] ^= 0xFF
    path.write_bytes(content)
    said = done(qtbot, page, page.copies.check_button.click)
    assert said.startswith("The copy did not pass its check")
    assert rows(page)[0][3].startswith("✕ ")
    assert page.copies.newest.value.text() == "None yet"


def test_a_rehearsal_is_recorded_and_shown(qtbot, page):
    done(qtbot, page, page.copies.make_button.click)
    assert page.copies.rehearsal.value.text() == "Not yet"
    said = done(qtbot, page, page.copies.drill_button.click)
    assert "9 measures came out the same to the last digit" in said
    assert page.copies.rehearsal.value.text().startswith("Passed on")
    with reading(page.session.path) as store:
        assert last_safety_act(store, "drill").outcome == said


def test_after_a_rehearsal_every_page_reads_what_was_recorded(qtbot, page):
    done(qtbot, page, page.copies.make_button.click)
    with qtbot.waitSignal(page.session.changed):
        done(qtbot, page, page.copies.drill_button.click)


def test_before_going_back_what_is_lost_is_shown_and_a_reason_is_asked(qtbot, page):
    done(qtbot, page, page.copies.make_button.click)
    change(page)
    rest(qtbot, page)
    page.copies.restore_button.click()
    qtbot.waitUntil(lambda: page.opened is not None)
    dialog = page.opened
    assert "1 change recorded since would be left behind" in dialog.said.text()
    (row,) = dialog.changes.text_rows.rows
    assert row[1:] == ("A. Jones", "Change settings", "new policy")
    dialog.save_button.click()
    assert dialog.problems() == [
        "A reason is needed. Say in a few words why the copy is taken."
    ]
    dialog.why.setText("a trial")
    with qtbot.waitSignal(page.session.reopen_wanted):
        dialog.save_button.click()
    rest(qtbot, page)


def test_a_copy_that_is_the_same_is_said_to_be(qtbot, page):
    done(qtbot, page, page.copies.make_button.click)
    page.copies.restore_button.click()
    qtbot.waitUntil(lambda: page.opened is not None)
    assert page.opened.said.text() == "The copy holds exactly what the store holds."
    assert not page.opened.tabs.isVisible()
    page.opened.reject()
    rest(qtbot, page)


def test_a_store_marked_as_damaged_says_that_copies_are_paused(qtbot, page):
    mark_damaged(page.session.path, "Event 7 was changed.", at=NOON)
    page.refresh()
    rest(qtbot, page)
    assert page.copies.newest.value.text() == "Paused"
    assert "Event 7 was changed." in page.copies.newest.more.text()


def test_a_store_open_for_reading_shows_copies_and_changes_nothing(qtbot, unit_path):
    with reading(unit_path) as store:
        keep_copy(store, reason="asked", at=NOON)
    store = open_store(unit_path, read_only=True)
    for page in opened(qtbot, store):
        tab = page.copies
        assert len(rows(page)) == 1
        assert tab.check_button.isEnabled()
        for one in (tab.make_button, tab.second_button, tab.restore_button):
            assert not one.isEnabled()
    store.close()


def test_everything_works_by_keyboard_and_has_a_name(qtbot, page):
    done(qtbot, page, page.copies.make_button.click)
    tab = page.copies
    assert tab.table.accessibleName() == "Copies of the store"
    texts = [one.text() for one in tab.findChildren(QAbstractButton) if one.isVisible()]
    keys = [found[1] for text in texts if (found := re.search(r"&(\w)", text))]
    assert len(keys) == len({key.upper() for key in keys}) == 5
    tab.table.setFocus()
    tab.table.activated.emit(tab.table.currentIndex())  # Enter on a row
    qtbot.waitUntil(lambda: page.opened is not None)
    page.opened.reject()
    rest(qtbot, page)
