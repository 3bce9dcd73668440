"""Before somebody gets exposed work the reason to pause is said, and one may go on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QThreadPool

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.move import read_desk
from app.store.case import case_of
from app.store.event import write
from app.store.person import read_people
from app.store.request import add_request, find_request
from app.store.vocabulary import vocabularies
from tests.exposed_unit import NOON, TODAY, ago, exposed_unit
from ui.controls.caution import MAY_GO_ON, CautionDialog, CautionLine
from ui.controls.move_dialog import MoveDialog
from ui.exposure_guard import cautions_for
from ui.queue.page import QueuePage
from ui.session import Session


@pytest.fixture
def store(tmp_path):
    made = exposed_unit(tmp_path / "unit.db")
    with write(made, who="test", why="", kind="test", at=NOON) as operation:
        for reference, is_abuse in (("N-1", True), ("N-2", False)):
            request = Request(
                uid="",
                reference=reference,
                status=Status.ACCEPTED,
                online_abuse=is_abuse,
                received_on=ago(5),
                accepted_on=ago(4),
            )
            add_request(operation, request, effective_at=midday(ago(4)))
    yield made
    made.close()


@pytest.fixture
def session(qtbot, store):
    made = Session(store, today=lambda: TODAY)
    with qtbot.waitSignal(made.ready):
        made.refresh()
    yield made
    qtbot.waitUntil(lambda: not made._is_reading)
    made.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def page(qtbot, session):
    made = QueuePage(session)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def person(store, name):
    return next(one.uid for one in read_people(store) if one.name == name)


def uid(store, reference):
    return find_request(store, reference).uid


def status(store, reference):
    return find_request(store, reference).status


def test_the_queue_asks_before_exposed_work_goes_to_who_is_over_the_policy(
    page, store, qtbot
):
    who = person(store, "Examiner 03")
    page.allocate([uid(store, "N-1")], who)
    dialog = page.form
    assert isinstance(dialog, CautionDialog)
    assert dialog.said.text().startswith(
        "Examiner 03: exposure policy reached (7 days)"
    )
    assert " h" not in dialog.said.text()
    dialog.reject()
    assert status(store, "N-1") is Status.ACCEPTED
    page.allocate([uid(store, "N-1")], who)
    page.form.save_button.click()
    assert status(store, "N-1") is Status.ALLOCATED


@pytest.mark.parametrize(
    ("reference", "name"), [("N-2", "Examiner 03"), ("N-1", "Examiner 04")]
)
def test_nothing_is_asked_of_other_work_or_of_other_people(
    page, store, reference, name
):
    page.allocate([uid(store, reference)], person(store, name))
    assert page.form is None
    assert status(store, reference) is Status.ALLOCATED


def test_the_list_of_people_says_the_same(page, store):
    rows = [row for row in page.content.queue.ranked if row.waiting.online_abuse]
    by_name = {one.person.name: one for one in page._candidates(rows)}
    assert by_name["Examiner 08"].remarks[0] == "on rotation until 21 Apr 2026"
    assert by_name["Examiner 09"].remarks[0] == "restricted duties without exposure"
    assert by_name["Examiner 08"].is_cautioned
    assert by_name["Examiner 08"].is_possible


def move_dialog(qtbot, session, page, reference):
    store = session.store
    case = case_of(store, uid(store, reference))
    desk = replace(read_desk(store, session.now()), today=TODAY)
    dialog = MoveDialog(page, (case,), desk, vocabularies(store), Status.ALLOCATED)
    line = CautionLine(dialog, dialog.examiner, cautions_for(session, (case,)))
    dialog.show()
    return dialog, line


def test_the_form_of_a_move_says_it_under_the_examiner(qtbot, session, page):
    dialog, line = move_dialog(qtbot, session, page, "N-1")
    over, well = (person(session.store, f"Examiner {n}") for n in ("03", "04"))
    dialog.examiner.setCurrentIndex(dialog.examiner.findData(over))
    assert line.isVisible()
    assert line.text().endswith(MAY_GO_ON)
    assert dialog.save_button.isEnabled()
    dialog.examiner.setCurrentIndex(dialog.examiner.findData(well))
    assert not line.isVisible()
    dialog.examiner.setCurrentIndex(dialog.examiner.findData(over))
    dialog.status.setCurrentIndex(dialog.status.findData(Status.ON_HOLD.value))
    assert not line.isVisible()
    dialog.reject()


def test_the_form_of_other_work_says_nothing(qtbot, session, page):
    dialog, line = move_dialog(qtbot, session, page, "N-2")
    over = person(session.store, "Examiner 03")
    dialog.examiner.setCurrentIndex(dialog.examiner.findData(over))
    assert not line.isVisible()
    dialog.reject()


def test_before_the_records_are_read_there_is_nothing_to_say(store):
    assert cautions_for(Session(store), ()) == {}
