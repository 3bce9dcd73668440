from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.move import read_desk
from app.rules.move import Move
from app.store.case import case_of
from app.store.equipment import add_provider
from app.store.event import write
from app.store.request import add_request
from app.store.vocabulary import vocabularies
from app.workforce.equipment import Provider
from ui.controls.move_dialog import MoveDialog

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
FIRST = date(2026, 3, 2)


@pytest.fixture
def cases(unit):
    """A request in each of four statuses; the one in review was examined by one."""
    examiner = unit.value("SELECT uid FROM person")
    wanted = (Status.ACCEPTED, Status.IN_PROGRESS, Status.REVIEW, Status.ISSUED)
    with write(unit, who="t", why="", kind="add", at=NOW) as operation:
        uids = [
            add_request(
                operation,
                Request(
                    uid="", reference=f"M-{status}", status=status, examiner=examiner
                ),
                effective_at=midday(FIRST),
            )
            for status in wanted
        ]
    return [case_of(unit, uid) for uid in uids]


@pytest.fixture
def ask(qtbot, unit):
    def open_form(cases, status=None):
        dialog = MoveDialog(
            None, cases, read_desk(unit, NOW), vocabularies(unit), status
        )
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_form


def choose(field, code):
    assert field.findData(code) >= 0, code
    field.setCurrentIndex(field.findData(code))


def shown(dialog):
    names = ("reason", "examiner", "reviewer", "channel", "provider")
    return [name for name in names if getattr(dialog, name).isVisible()]


@pytest.mark.parametrize(
    ("place", "status", "asked"),
    [
        (0, Status.ALLOCATED, ["examiner"]),
        (0, Status.ON_HOLD, ["reason"]),
        (0, Status.EXTERNAL, ["provider"]),
        (1, Status.REVIEW, []),
        (2, Status.READY, ["reviewer"]),
        (2, Status.IN_PROGRESS, ["reason", "reviewer"]),
        (3, Status.CLOSED, ["reason"]),
    ],
)
def test_only_what_the_move_needs_is_asked(ask, cases, place, status, asked):
    assert shown(ask([cases[place]], status)) == asked


def test_providers_in_use_are_offered_and_others_can_be_typed(unit, ask, cases):
    since = date(2020, 1, 6)
    facts = {"types": ("MOB_L1",), "monthly_items": 8, "valid_from": since}
    with write(unit, who="t", why="", kind="add", at=NOW) as operation:
        for name, last in (("Provider B", None), ("Provider A", None), ("Old", since)):
            add_provider(operation, Provider(name=name, valid_to=last, **facts))
    dialog = ask([cases[0]], Status.EXTERNAL)
    offered = [dialog.provider.itemText(row) for row in range(dialog.provider.count())]
    assert offered == ["Provider A", "Provider B"]
    assert dialog.provider.text() == ""
    dialog.provider.setCurrentIndex(1)
    assert dialog.value().provider == "Provider B"
    dialog.provider.setText(" Somebody else ")
    assert dialog.value().provider == "Somebody else"


def test_only_legal_moves_are_offered_with_what_each_means(ask, cases):
    dialog = ask([cases[3]])
    offered = [dialog.status.itemText(row) for row in range(dialog.status.count())]
    assert offered == ["Choose a status", "In progress", "Closed"]
    choose(dialog.status, "IN_PROGRESS")
    assert dialog.guidance.text() == "More is asked of the same examination."


def test_a_reason_comes_from_the_list_of_the_move_with_its_guidance(ask, cases):
    dialog = ask([cases[3]], Status.IN_PROGRESS)
    codes = {dialog.reason.itemData(row) for row in range(1, dialog.reason.count())}
    assert codes == set(dialog._words["addendum_reason"].codes)
    dialog = ask([cases[0]], Status.ON_HOLD)
    choose(dialog.reason, "H_COPFS")
    assert dialog.reason_guidance.text() == "Waiting for instruction."


def test_what_is_missing_is_said_where_it_belongs(qtbot, ask, cases):
    dialog = ask([cases[0]], Status.ON_HOLD)
    with qtbot.assertNotEmitted(dialog.wanted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.problems() == [
        "A reason is needed for a request to become on hold. Give the reason."
    ]
    assert dialog.focusWidget() is dialog.reason


def test_a_reviewer_who_examined_it_is_refused_as_soon_as_chosen(ask, cases):
    dialog = ask([cases[2]], Status.READY)
    choose(dialog.reviewer, cases[2].request.examiner)
    assert "Examiner 1 examined M-REVIEW and cannot review it." in dialog.problems()[0]


def test_a_day_before_the_last_move_is_refused_as_soon_as_typed(qtbot, ask, cases):
    dialog = ask([cases[1]], Status.WITHDRAWN)
    field = dialog.on.lineEdit()
    field.selectAll()
    qtbot.keyClicks(field, "1 Mar 2026")
    dialog.on.interpretText()  # as leaving the field does
    assert "before it became in progress on 2 Mar 2026" in dialog.problems()[0]


def test_by_keys_alone_a_move_is_made(qtbot, ask, cases):
    dialog = ask([cases[0]])
    qtbot.keyClicks(dialog.status, "On")
    qtbot.keyClicks(dialog.reason, "Prosecutor i")
    with qtbot.waitSignal(dialog.wanted) as told:
        qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert told.args[0] == Move(status=Status.ON_HOLD, on=NOW.date(), reason="H_COPFS")


def test_of_many_those_that_refuse_are_named_before_anything_is_done(ask, cases):
    dialog = ask(cases, Status.ON_HOLD)
    assert dialog.preview.text() == "2 of 4 can be moved; 2 cannot:"
    assert [one for one, _ in dialog.refusals] == ["M-REVIEW", "M-ISSUED"]
    assert dialog.list.item(1).text() == (
        "M-ISSUED: A request that is issued cannot become on hold."
        " It may become: closed, in progress."
    )
    assert dialog.save_button.text() == "&Move the 2"
    choose(dialog.reason, "H_COPFS")
    dialog.value()
    assert dialog.possible == tuple(case.request.uid for case in cases[:2])


def test_when_none_of_many_can_be_moved_nothing_can_be_saved(ask, cases):
    dialog = ask(cases[2:], Status.ALLOCATED)
    assert not dialog.save_button.isEnabled()


def test_one_whose_reason_is_of_another_list_is_to_be_moved_by_itself(ask, cases):
    dialog = ask([cases[1], cases[1], cases[3], cases[2]], Status.IN_PROGRESS)
    assert dialog.preview.text().startswith("1 of 4 can be moved")
    assert any("another list" in why for _, why in dialog.refusals)


def test_of_each_examiner_it_is_said_how_many_of_the_requests_they_can_take(ask, cases):
    dialog = ask(cases, Status.ALLOCATED)
    assert dialog.examiner.itemText(1) == "Examiner 1, 4 of 4"
