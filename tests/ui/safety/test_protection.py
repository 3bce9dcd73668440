"""The tab Protection: who can read the store, and the ways to change that."""

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from app.errors import LockedStore
from app.keeping.make import keep_copy
from app.protection.key_file import Cost
from app.store import open_store
from app.store.engine import forget_engine, is_protected
from app.store.verify import verify
from tests.ui.conftest import NOON
from ui import settings
from ui.main_window import MainWindow
from ui.passphrase_dialog import PassphraseForm
from ui.printing.preview import PreviewDialog
from ui.protect_dialog import NOT_IT
from ui.safety import protection_desk
from ui.safety.protection_desk import ROOM, ProtectionDesk
from ui.style import Look, apply_look
from ui.unlock_dialog import UnlockDialog

WORDS = "correct horse battery"
OTHER = "staple them all together"
CHEAP = Cost(memory=8192, passes=1, lanes=1)


@pytest.fixture
def window(qapp, qtbot, unit_path, monkeypatch):
    for name in ("protect", "renew_key"):
        dear = getattr(protection_desk, name)
        monkeypatch.setattr(
            protection_desk,
            name,
            lambda *given, dear=dear, **named: dear(*given, cost=CHEAP, **named),
        )
    apply_look(qapp, Look())
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.open(unit_path)
    settle(qtbot, made)
    yield made
    made.close_store()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    forget_engine(unit_path)


def settle(qtbot, window):
    session = window.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    window.go(ROOM)
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()


def tab_of(window):
    return window.workspace.page().protection


def desk_of(window):
    desks = window.workspace.page().desks
    return next(desk for desk in desks if isinstance(desk, ProtectionDesk))


def answer(dialog, *words):
    dialog.first.setText(words[0])
    dialog.again.setText(words[-1])
    dialog.go_on.click()
    dialog.go_on.click()
    dialog.proof.setText(dialog.groups[-1].lower())


def wait_until_rewritten(qtbot, window, act):
    with qtbot.waitSignal(window._opening.opened, timeout=20_000):
        act()
    settle(qtbot, window)


def protect(qtbot, window):
    tab_of(window).protect.click()
    dialog = desk_of(window)._asking
    answer(dialog, WORDS)
    groups = dialog.groups
    wait_until_rewritten(qtbot, window, dialog.go_on.click)
    return groups


def test_a_plain_store_says_that_anybody_can_read_it(window):
    tab = tab_of(window)
    assert tab.state.text() == "Not protected"
    assert tab.protect.isVisible()
    assert not tab.passphrase.isVisible()
    assert "BitLocker" in tab.meant.text()
    assert "curtain" in tab.curtain.text()
    assert tab.minutes.currentText() == "never by itself"
    assert not tab._left_card.isVisible()


def test_a_store_is_protected_in_three_steps_and_shown_as_such(
    qtbot, window, unit_path
):
    groups = protect(qtbot, window)
    assert len(groups) == 13
    tab = tab_of(window)
    assert is_protected(unit_path)
    assert window.workspace.room == "safety"
    assert tab.state.text() == "Protected"
    assert "The store was protected" in tab.since.text()
    assert tab.minutes.currentText() == "after 15 minutes without use"
    assert "kept in clear: unit before protection" in tab.left.text()
    assert verify(window.workspace.session.store).is_sound


def test_a_weak_or_unlike_passphrase_goes_no_further(window):
    tab_of(window).protect.click()
    dialog = desk_of(window)._asking
    dialog.go_on.click()
    assert "at least 12" in dialog.said.text()
    dialog.first.setText(WORDS)
    dialog.again.setText(OTHER)
    dialog.go_on.click()
    assert "not alike" in dialog.said.text()
    assert dialog.step == 0
    dialog.reject()


def test_without_the_last_group_nothing_is_protected(qtbot, window, unit_path):
    tab_of(window).protect.click()
    dialog = desk_of(window)._asking
    answer(dialog, WORDS)
    dialog.proof.setText("AAAAA")
    dialog.go_on.click()
    assert NOT_IT in dialog.said.text()
    dialog.back.click()
    assert dialog.step == 1
    dialog.reject()
    assert not is_protected(unit_path)


def test_the_sheet_is_previewed_and_goes_into_no_file(window):
    tab_of(window).protect.click()
    dialog = desk_of(window)._asking
    answer(dialog, WORDS)
    dialog.back.click()
    dialog.print_button.click()
    preview = dialog.findChild(PreviewDialog)
    assert preview.report.title == "Recovery key"
    printed = [one.value for one in preview.report.headlines()]
    assert printed == list(dialog.groups)
    assert not preview.buttons["Save PDF…"].isVisible()
    saved = []
    preview.save_wanted.connect(saved.append)
    preview.save()
    assert saved == []
    preview.reject()
    dialog.reject()


def test_the_passphrase_is_changed_in_place(qtbot, window, unit_path):
    protect(qtbot, window)
    tab_of(window).passphrase.click()
    form = window.findChild(PassphraseForm)
    form.old.setText("not the right one")
    form.new.setText(OTHER)
    form.again.setText(OTHER)
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(form.problems()))
    assert "not the passphrase" in form.problems()[0]
    form.old.setText(WORDS)
    with qtbot.waitSignal(form.accepted, timeout=20_000):
        form.save_button.click()
    window.close_store()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    window.open(unit_path)
    panel = window.findChild(UnlockDialog).panel
    panel.field.setText(OTHER)
    with qtbot.waitSignal(panel.opened, timeout=20_000):
        panel.unlock()
    settle(qtbot, window)


def test_a_new_recovery_key_asks_for_the_passphrase_first(qtbot, window):
    old = protect(qtbot, window)
    tab_of(window).renew.click()
    dialog = desk_of(window)._asking
    answer(dialog, OTHER)
    dialog.go_on.click()
    qtbot.waitUntil(lambda: "not the passphrase" in dialog.said.text())
    assert dialog.step == 0
    answer(dialog, WORDS)
    assert dialog.groups != old
    wait_until_rewritten(qtbot, window, dialog.go_on.click)
    assert "new recovery key" in tab_of(window).since.text()
    assert "kept in clear" in tab_of(window).left.text()


def test_the_protection_is_removed_by_its_passphrase_alone(qtbot, window, unit_path):
    protect(qtbot, window)
    tab_of(window).unprotect.click()
    form = desk_of(window)._asking
    form.field.setText(OTHER)
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(form.problems()))
    assert is_protected(unit_path)
    form.field.setText(WORDS)
    wait_until_rewritten(qtbot, window, form.save_button.click)
    assert not is_protected(unit_path)
    assert tab_of(window).state.text() == "Not protected"
    assert verify(window.workspace.session.store).is_sound


def test_what_was_plain_is_overwritten_and_removed_when_asked(qtbot, window, unit_path):
    protect(qtbot, window)
    assert any("before protection" in one.name for one in unit_path.parent.iterdir())
    tab_of(window).drop.click()
    form = window.workspace.page().opened
    desk = desk_of(window)
    with qtbot.waitSignal(desk.dropper.finished):
        form.save_button.click()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    names = [one.name for one in unit_path.parent.iterdir()]
    assert not any("before protection" in name for name in names)


def test_plain_copies_stay_until_a_protected_one_is_there(qtbot, window, unit_path):
    keep_copy(window.workspace.session.store, reason="asked", at=NOON)
    protect(qtbot, window)
    desk = desk_of(window)
    assert "Make a newer one under Copies first" in tab_of(window).left.text()
    session = window.workspace.session
    keep_copy(session.store, reason="asked", at=session.now())
    desk.refresh()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert "first" not in tab_of(window).left.text()
    tab_of(window).drop.click()
    with qtbot.waitSignal(desk.dropper.finished):
        window.workspace.page().opened.save_button.click()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert not tab_of(window)._left_card.isVisible()


def test_the_minutes_are_kept_for_each_kind_of_store(window):
    tab = tab_of(window)
    tab.minutes.setCurrentIndex(2)
    tab.minutes.activated.emit(2)
    assert settings.lock_minutes(is_protected=False) == 10
    assert settings.lock_minutes(is_protected=True) == 15
    assert window.lock.idle.is_watching
    settings.set_lock_minutes(0, is_protected=False)


def test_a_store_that_is_only_read_keeps_its_protection(qtbot, window, unit_path):
    window.close_store()
    window._opening.open_for_reading(unit_path)
    settle(qtbot, window)
    tab = tab_of(window)
    assert not tab.protect.isEnabled()
    assert "pen" in tab.barred.text()


def test_the_key_is_forgotten_when_the_store_is_closed(qtbot, window, unit_path):
    protect(qtbot, window)
    window.close_store()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    with pytest.raises(LockedStore):
        open_store(unit_path)
