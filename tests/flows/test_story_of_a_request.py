"""A request from the form to its addendum in the window, by keys and mouse.

The backlog of each past step is then asked from the command line.
"""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.__main__ import main
from app.casework.request import Status
from app.store.case import case_of
from app.store.event import write
from app.store.person import add_person, add_skill
from app.store.request import find_request
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from app.workforce.examiner import Person, SkillHeld
from ui.main_window import MainWindow
from ui.request.tables import ExaminationsTab, ExhibitsTab
from ui.style import Look, apply_look

K = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
SKILLS = "SELECT code FROM term WHERE list = 'skill'"
BEGUN = datetime(2025, 1, 6, 9, tzinfo=UTC)
DAYS = {
    "submitted": date(2025, 3, 3),
    "accepted": date(2025, 3, 5),
    "allocated": date(2025, 3, 10),
    "started": date(2025, 3, 11),
    "held": date(2025, 3, 13),
    "resumed": date(2025, 3, 30),  # the clocks change that night
    "in review": date(2025, 4, 7),
    "review failed": date(2025, 4, 9),
    "in review again": date(2025, 4, 14),
    "review passed": date(2025, 4, 16),
    "issued": date(2025, 4, 17),
    "addendum": date(2025, 5, 6),
}
BACKLOG = {
    "submitted": (1, 0, 0),
    "accepted": (0, 1, 1),
    "allocated": (0, 1, 1),
    "issued": (0, 0, 0),
}
"""B1, B2 and B3 at the end of each step; (0, 0, 1) where nothing is said."""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "unit.db"
    store = create_unit(path, Settings(), who="test", at=BEGUN)
    with write(store, who="test", why="", kind="team", at=BEGUN) as operation:
        for name in ("Wren", "Heron"):
            uid = add_person(
                operation, Person(uid="", name=name, starts_on=BEGUN.date())
            )
            for row in list(store.query(SKILLS)):
                held = SkillHeld(
                    person=uid, skill=row["code"], level=2, valid_from=BEGUN.date()
                )
                add_skill(operation, held)
    store.close()
    return path


@pytest.fixture
def window(qapp, qtbot, path):
    apply_look(qapp, Look())
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.open(path)
    session = made.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close_store()
    QThreadPool.globalInstance().waitForDone()


def press(key, modifier=NONE):
    assert QApplication.focusWidget() is not None
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def enter(*texts):
    """Type each text into what has the focus, and go on with Tab."""
    for text in texts:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        press(K.Key_Tab)


def click(button):
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def fill(field, text):
    """Type into a field of a form."""
    field.setFocus()
    enter(text)


def day_text(step):
    return f"{DAYS[step]:%d/%m/%Y}"


class Clerk:
    """Somebody at the window."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot
        self.session = window.workspace.session

    @property
    def page(self):
        return self.window.workspace.page()

    def settle(self):
        """Wait until what was written is shown, and let keys go to the window."""
        self.qtbot.waitUntil(lambda: not self.session._is_reading)
        self.attend(self.window)

    def attend(self, window):
        """Let keys go to a window: offscreen there is nobody to click on it."""

        def is_active():
            window.activateWindow()
            return window.isActiveWindow()

        self.qtbot.waitUntil(is_active)

    def ask(self, button):
        """Open a form with the mouse."""
        click(button)
        self.attend(self.page.form)
        return self.page.form

    def save(self):
        with self.qtbot.waitSignal(self.session.changed):
            press(K.Key_Return)
        self.settle()

    def type_in(self):
        self.window.go("intake")
        page = self.page
        click(page._new_button)
        page.form.setFocus()
        press(K.Key_Tab)  # the number suggested is taken
        enter("CR/77-25", "Larch", "Team 9", "Northern", "war")
        enter("groom", "", "", "", "")
        press(K.Key_Tab)  # past the button for the accused
        enter("Which messages were sent in May?", "", "", day_text("submitted"))
        enter("", "")
        assert page.form.grid.hasFocus()
        enter("PQ/1", "sm", "s")
        press(K.Key_Return, CTRL)
        enter("PQ/2", "USB", "s")
        click(page.submit_button)
        self.settle()
        assert page.new.summary() == ""

    def narrow(self):
        """Accept the phone alone: the stick is not necessary."""
        panel = self.page.gate.panel
        self.qtbot.waitUntil(panel.view.isVisible)
        panel.view.setFocus()
        press(K.Key_Down)
        press(K.Key_Space)
        chips = panel.form.reasons.findChildren(QPushButton)
        next(one for one in chips if "necessary" in one.text()).setFocus()
        press(K.Key_Space)
        panel.form.by.setEditText("Gatekeeper")
        fill(panel.form.day, day_text("accepted"))
        panel.form.words.setFocus()
        with self.qtbot.waitSignal(self.session.changed):
            press(K.Key_Return, CTRL)
            QTest.keyRelease(self.window, K.Key_Control)
        self.settle()

    def open_request(self):
        self.window.go("register")
        register = self.page
        self.qtbot.waitUntil(lambda: len(register.table.ids) == 1)
        register.view.setFocus()
        press(K.Key_Return)
        assert self.window.workspace.room == "request"

    def move(self, step, status, *choices):
        """Change the status: its name, the day, then a reason or a person by name."""
        form = self.ask(self.page.head.move_button)
        fill(form.status, status)
        fill(form.on, day_text(step))
        for field, text in choices:
            fill(getattr(form, field), text)
        self.save()
        assert self.page.form is None

    def examine(self):
        """Log hours, finish the work, and say what became of the phone."""
        page = self.page
        tab = page.board.tab(ExaminationsTab)
        form = self.ask(tab.hours_button)
        fill(form.on, "02/04/2025")
        fill(form.hours, "3,5")
        self.save()
        tab = page.board.tab(ExhibitsTab)
        for state in ("Received", "Stored", "In exam", "Examined"):
            form = self.ask(tab.move_button)
            fill(form.state, state)
            fill(form.on, "03/04/2025")
            self.save()


@pytest.fixture
def told(window, qtbot):
    clerk = Clerk(window, qtbot)
    clerk.type_in()
    clerk.narrow()
    clerk.open_request()
    clerk.move("allocated", "Alloc", ("examiner", "Wren"))
    clerk.move("started", "In pro")
    clerk.move("held", "On h", ("reason", "Prosecutor i"), ("words", "Which?"))
    clerk.move("resumed", "In pro", ("reason", "Answered"))
    clerk.examine()
    clerk.move("in review", "In tech")
    failed = ("reason", "Notes"), ("reviewer", "Heron")
    clerk.move("review failed", "In pro", *failed)
    clerk.move("in review again", "In tech")
    clerk.move("review passed", "Ready", ("reviewer", "Heron"))
    clerk.move("issued", "Result is", ("channel", "Drive"))
    clerk.move("addendum", "In pro", ("reason", "Prosecutor"))
    return clerk


def backlog(path, capsys, day):
    assert main(["backlog", str(path), "--as-of", f"{day}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    found = {line.split()[0]: line for line in lines}
    names = ("B1", "B2", "B3")
    return tuple(int(found[one].split(" requests")[0].split()[-1]) for one in names)


def test_a_request_from_the_form_to_its_addendum(told, path, capsys):
    store = told.session.store
    request = told.page.sight.request
    assert request.status is Status.IN_PROGRESS
    assert (request.exhibits_requested, request.exhibits_agreed) == (2, 1)
    assert request.effort_requested > request.effort_estimated
    assert (request.issued_on, request.reopened_on) == (
        DAYS["issued"],
        DAYS["addendum"],
    )
    for step, day in DAYS.items():
        assert backlog(path, capsys, day) == BACKLOG.get(step, (0, 0, 1)), step
    assert backlog(path, capsys, date(2025, 3, 2)) == (0, 0, 0)
    assert main(["verify", str(path)]) == 0
    assert verify(store).is_sound
    assert find_request(store, request.reference) == case_of(store, request.uid).request
