"""The window is covered when nobody uses it; a protected store forgets its key."""

import pytest
from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QVBoxLayout

from app.errors import AppError, LockedStore
from app.protection import create
from app.protection.convert import Person, protect
from app.protection.engine import KEY
from app.protection.key_file import Cost
from app.protection.recovery import recovery_key
from app.store import open_store
from app.store.engine import PLAIN, engine_of, forget_engine, key_file
from tests.ui.conftest import NOON
from ui import settings
from ui.create_dialog import CreateDialog
from ui.idle_lock import CURTAIN, QUIT_SURELY
from ui.main_window import MainWindow
from ui.protect_dialog import ProtectDialog
from ui.style import Look, apply_look
from ui.unlock_dialog import NO_KEY_FILE, UnlockDialog

WORDS = "correct horse battery"
CHEAP = Cost(memory=8192, passes=1, lanes=1)
SECRET = bytes(range(KEY))


@pytest.fixture
def window(qapp, qtbot):
    apply_look(qapp, Look())
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_store()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def protected(unit_path):
    person = Person(who="test", at=NOON)
    done = protect(unit_path, SECRET, WORDS, person, cost=CHEAP)
    done.aside.unlink()
    forget_engine(unit_path)
    yield unit_path
    forget_engine(unit_path)


def show(window, path, qtbot):
    window.open(path)
    session = window.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    return session


def asked(window) -> UnlockDialog:
    return window.findChild(UnlockDialog)


def give(qtbot, panel, words):
    panel.field.setText(words)
    with qtbot.waitSignal(panel.opened):
        panel.open_button.click()


def refuse(qtbot, panel, words):
    panel.field.setText(words)
    with qtbot.waitSignal(panel._job.finished):
        panel.open_button.click()
    return panel.said.text()


@pytest.fixture
def unlocked(window, protected, qtbot):
    window.open(protected)
    give(qtbot, asked(window).panel, WORDS)
    session = window.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    return window


# ---- Opening ----------------------------------------------------------------------


def test_a_protected_store_asks_for_its_passphrase(qtbot, window, protected):
    window.open(protected)
    assert window.workspace is None
    panel = asked(window).panel
    assert "not the passphrase" in refuse(qtbot, panel, "something else")
    give(qtbot, panel, WORDS)
    assert window.workspace.session.name == "unit.db"
    assert panel.field.text() == ""


def test_what_is_wrong_has_room_for_all_its_lines(qtbot, window, protected):
    window.open(protected)
    panel = asked(window).panel
    refuse(qtbot, panel, "something else")
    needed = panel.said.heightForWidth(panel.said.width())
    assert needed > panel.said.fontMetrics().height() * 1.5  # two lines
    qtbot.waitUntil(lambda: panel.said.height() >= needed)


def test_after_three_wrong_ones_one_waits(qtbot, window, protected):
    window.open(protected)
    panel = asked(window).panel
    for _ in range(3):
        refuse(qtbot, panel, "something else")
    assert panel.is_waiting
    assert "3 wrong ones in a row" in panel.said.text()
    panel.field.setText(WORDS)
    panel.unlock()
    assert window.workspace is None
    asked(window).reject()
    window.open(protected)
    again = window.findChildren(UnlockDialog)[-1].panel
    assert "another" not in refuse(qtbot, again, "something else")
    assert again.is_waiting  # closing the dialog did not help
    while again.is_waiting:
        again.pass_second()
    give(qtbot, again, WORDS)


def test_the_recovery_key_opens_it_and_a_new_passphrase_is_offered(
    qtbot, window, protected
):
    window.open(protected)
    panel = asked(window).panel
    panel.way.click()
    panel.key_field.setPlainText(recovery_key(SECRET).replace("-", " ").lower())
    with qtbot.waitSignal(panel.opened):
        panel.unlock()
    assert window.workspace is not None
    offered = window.findChild(QDialog, "new_passphrase")
    offered.reject()


def test_a_mistyped_recovery_key_names_the_group(qtbot, window, protected):
    window.open(protected)
    panel = asked(window).panel
    panel.way.click()
    typed = recovery_key(SECRET).split("-")
    typed[4] = "".join(sorted(typed[4], reverse=True))
    panel.key_field.setPlainText("-".join(typed))
    with qtbot.waitSignal(panel._job.finished):
        panel.unlock()
    assert "Group 5" in panel.said.text()
    assert not panel.is_waiting


def test_without_its_key_file_the_recovery_key_is_asked_for(qtbot, window, protected):
    key_file(protected).unlink()
    window.open(protected)
    panel = asked(window).panel
    assert panel.is_recovering
    assert NO_KEY_FILE in panel.told.text()
    panel.key_field.setPlainText(recovery_key(SECRET))
    with qtbot.waitSignal(panel.opened):
        panel.unlock()
    window.findChild(QDialog, "new_passphrase").reject()


def test_a_closed_store_is_locked_again(unlocked, protected):
    unlocked.close_store()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    with pytest.raises(LockedStore):
        open_store(protected)


def test_a_new_store_can_be_protected_from_its_first_byte(
    qtbot, window, tmp_path, monkeypatch
):
    monkeypatch.setitem(create.create_protected.__kwdefaults__, "cost", CHEAP)
    path = tmp_path / "new.db"
    window._opening.create()
    dialog = window.findChild(CreateDialog)
    dialog._path.setText(str(path))
    dialog.protect.setChecked(True)
    dialog.accept()
    steps = window.findChild(ProtectDialog)
    steps.first.setText(WORDS)
    steps.again.setText(WORDS)
    steps.go_on.click()
    assert not path.exists()
    steps.go_on.click()
    assert steps.sheet().store == "new.db"
    steps.proof.setText(steps.groups[-1])
    with qtbot.waitSignal(window._opening.opened):
        steps.go_on.click()
    session = window.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    assert not path.read_bytes().startswith(b"SQLite")
    assert key_file(path).is_file()
    window.close_store()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    with pytest.raises(LockedStore):
        open_store(path)


# ---- Locking ----------------------------------------------------------------------


def test_the_lock_of_a_plain_store_is_off_and_a_curtain(qtbot, window, unit_path):
    show(window, unit_path, qtbot)
    assert not window.lock.idle.is_watching
    window.actions_by_name["lock"].trigger()
    assert window.lock.dialog.panel is None
    assert CURTAIN in window.lock.dialog.told.text()
    assert engine_of(unit_path) is PLAIN
    window.lock.dialog.go_on.click()
    assert not window.lock.is_locked
    assert window.workspace.session.store.value("SELECT count(*) FROM request") == 8


def test_a_protected_store_is_locked_after_a_quarter_of_an_hour(unlocked):
    assert settings.lock_minutes(is_protected=True) == 15
    assert unlocked.lock.idle.is_watching


def test_locking_covers_everything_and_forgets_the_key(qtbot, unlocked, protected):
    session = unlocked.workspace.session
    title = unlocked.windowTitle()
    with qtbot.waitSignal(unlocked.lock.locked):
        unlocked.lock.idle.passed.emit()
    qtbot.waitUntil(lambda: engine_of(protected) is PLAIN)
    assert session.store.owner is not None  # the pen stays
    with pytest.raises(AppError):
        session.store.value("SELECT count(*) FROM request")
    cover = unlocked.childAt(683, 400)
    assert cover.accessibleName() == "Headroom is locked"
    assert cover.size() == unlocked.size()
    assert not unlocked.menuBar().isEnabled()
    assert "unit" not in unlocked.windowTitle().lower()
    unlocked.resize(1200, 800)
    assert cover.size() == unlocked.size()
    panel = unlocked.lock.dialog.panel
    assert "not the passphrase" in refuse(qtbot, panel, "something else")
    give(qtbot, panel, WORDS)
    assert not unlocked.lock.is_locked
    assert unlocked.windowTitle() == title
    assert session.store.value("SELECT count(*) FROM request") == 8
    assert unlocked.lock.idle.is_watching


def test_keys_and_escape_lift_nothing(qtbot, unlocked):
    unlocked.actions_by_name["lock"].trigger()
    dialog = unlocked.lock.dialog
    QTest.keyClick(dialog, QKeySequence("Esc")[0].key())
    dialog.close()
    assert dialog.isVisible()
    room = unlocked.workspace.room
    QTest.keySequence(unlocked, QKeySequence("Alt+2"))
    assert unlocked.workspace.room == room
    give(qtbot, dialog.panel, WORDS)


def test_what_was_typed_in_an_open_dialog_survives(qtbot, unlocked):
    form = QDialog(unlocked)
    field = QLineEdit()
    QVBoxLayout(form).addWidget(field)
    form.setWindowTitle("Request DF-7")
    with qtbot.waitExposed(form):
        form.open()
    field.setText("half a sentence")
    field.setFocus()
    unlocked.lock.lock()
    assert not form.isVisible()
    give(qtbot, unlocked.lock.dialog.panel, WORDS)
    assert form.isVisible()
    assert field.text() == "half a sentence"
    form.reject()


def test_what_opens_behind_the_lock_stays_away_until_it_is_lifted(qtbot, unlocked):
    unlocked.lock.lock()
    box = QMessageBox(unlocked)
    box.setText("J. Smith has the pen.")
    box.open()
    qtbot.waitUntil(lambda: not box.isVisible())
    give(qtbot, unlocked.lock.dialog.panel, WORDS)
    assert box.isVisible()
    box.close()


def test_the_key_is_kept_until_work_has_ended(qtbot, unlocked, protected):
    from threading import Event

    go_on = Event()
    QThreadPool.globalInstance().start(go_on.wait)
    unlocked.lock.lock()
    assert engine_of(protected) is not PLAIN
    go_on.set()
    qtbot.waitUntil(lambda: engine_of(protected) is PLAIN)
    give(qtbot, unlocked.lock.dialog.panel, WORDS)


def test_unlocking_before_work_has_ended_keeps_the_store(qtbot, unlocked):
    from threading import Event

    go_on = Event()
    QThreadPool.globalInstance().start(go_on.wait)
    unlocked.lock.lock()
    give(qtbot, unlocked.lock.dialog.panel, WORDS)
    go_on.set()
    QThreadPool.globalInstance().waitForDone()
    session = unlocked.workspace.session
    assert session.store.value("SELECT count(*) FROM request") == 8


def test_one_can_quit_without_the_passphrase_after_a_warning(qtbot, unlocked):
    unlocked.lock.lock()
    dialog = unlocked.lock.dialog
    dialog.quit.click()
    assert dialog.quit.text() == QUIT_SURELY
    QTimer.singleShot(0, dialog.quit.click)
    qtbot.waitUntil(lambda: not unlocked.isVisible())
    assert unlocked.workspace is None


def test_touching_the_window_begins_the_time_anew(qtbot, unlocked):
    idle = unlocked.lock.idle
    idle.start(60_000)
    idle._since -= 30
    QTest.mouseMove(unlocked.windowHandle())
    QTest.keyClick(unlocked.windowHandle(), QKeySequence("Shift+A")[0].key())
    assert idle.is_watching
    idle._since -= 120  # the computer slept
    with qtbot.waitSignal(idle.passed):
        QTest.keyClick(unlocked.windowHandle(), QKeySequence("Shift+A")[0].key())
    give(qtbot, unlocked.lock.dialog.panel, WORDS)
