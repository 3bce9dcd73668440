from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.casework.exhibit import ExhibitState, hidden_identifier
from app.casework.proceeding import Proceeding
from app.casework.request import Status
from app.conduct.intake import submit
from app.errors import InvalidRequest
from app.rules.intake import ExhibitAsked, Intake
from app.store.case import case_of
from app.store.draft import read_drafts, save_draft
from app.store.event import write
from app.store.request import find_request
from app.store.setting import read_settings
from app.store.undo import undo_operation
from app.store.verify import verify

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = NOW.date()
FORM = Intake(
    reference=" DF-2026-0001 ",
    requester="Team 4",
    division="DIV_A",
    offence="GROOM",
    online_abuse=True,
    legal_basis="L_WARRANT",
    summary="Recover the chats.",
    submitted_on=date(2026, 3, 20),
)


def asked(reference, **facts):
    return ExhibitAsked(**{"reference": reference, "type": "PHONE_SMART", **facts})


def put(store, **facts):
    uid, _ = submit(store, replace(FORM, **facts), who="test", at=NOW, on=TODAY)
    return case_of(store, uid)


def test_a_request_is_put_on_record_as_it_was_typed(store):
    request = put(store).request
    assert (request.reference, request.status) == ("DF-2026-0001", Status.SUBMITTED)
    assert request.submitted_on == date(2026, 3, 20)
    assert request.online_abuse is True
    assert (request.priority, request.received_on) == (None, None)
    assert verify(store).is_sound


def test_exhibits_are_received_or_expected(store):
    case = put(
        store,
        exhibits=(
            asked("A1", received_on=date(2026, 3, 10), level="2", size=64.0),
            asked("A2", received_on=date(2026, 3, 25)),
            asked("A3"),
        ),
    )
    states = [exhibit.state for exhibit in case.exhibits]
    assert states == [
        ExhibitState.RECEIVED,
        ExhibitState.RECEIVED,
        ExhibitState.EXPECTED,
    ]
    assert case.request.received_on is None
    assert case.request.exhibits_requested == 3
    assert case.request.level_requested == "2"


@pytest.mark.parametrize("day", [date(2026, 3, 10), date(2026, 3, 25)])
def test_the_request_is_received_with_its_last_exhibit(store, day):
    case = put(store, exhibits=(asked("A1", received_on=day),))
    assert case.request.received_on == day
    assert case.exhibits[0].received_on == day
    assert verify(store).is_sound


def test_media_taken_out_of_an_exhibit_is_linked_to_it(store):
    inner = asked("A1-SIM", type="SIM", parent="a1")
    case = put(store, exhibits=(inner, asked("A1")))
    by_reference = {exhibit.reference: exhibit for exhibit in case.exhibits}
    assert by_reference["A1-SIM"].parent == by_reference["A1"].uid


def test_serial_numbers_are_kept_as_a_hash_alone(store):
    hidden = hidden_identifier(read_settings(store).identifier_salt, "35-2099 001")
    case = put(store, exhibits=(asked("A1", identifier=hidden),))
    assert case.exhibits[0].identifier == hidden
    assert "352099001" not in "".join(store.connection.iterdump())


def test_accused_and_their_dates_are_recorded(store):
    given = Proceeding(request="", accused="A1", petition_on=date(2026, 1, 5))
    (kept,) = put(store, proceedings=(given,)).proceedings
    assert (kept.accused, kept.petition_on) == ("A1", date(2026, 1, 5))


def test_hours_of_all_that_was_asked_are_estimated(store):
    request = put(store, exhibits=(asked("A1", level="2"), asked("A2"))).request
    assert request.effort_requested > 0
    assert request.examination_type == "MOB_L2"


def test_a_reference_that_exists_is_refused_and_nothing_is_written(store):
    put(store)
    before = "".join(store.connection.iterdump())
    with pytest.raises(InvalidRequest, match="There is a request DF-2026-0001 already"):
        put(store)
    assert "".join(store.connection.iterdump()) == before


def test_a_form_with_a_fault_is_refused(store):
    with pytest.raises(InvalidRequest, match="stands in line 1 already"):
        put(store, exhibits=(asked("A1"), asked("A1")))
    assert find_request(store, "DF-2026-0001") is None


def test_the_draft_goes_with_the_request_that_it_became(store):
    save_draft(store, "one", {"reference": "DF-2026-0001"}, at=NOW)
    with pytest.raises(InvalidRequest):
        submit(store, Intake(), who="test", at=NOW, on=TODAY, draft="one")
    assert len(read_drafts(store)) == 1
    submit(store, FORM, who="test", at=NOW, on=TODAY, draft="one")
    assert read_drafts(store) == []


def test_a_submission_can_be_undone_whole(store):
    form = replace(FORM, exhibits=(asked("A1"),))
    _, operation = submit(store, form, who="test", at=NOW, on=TODAY)
    with write(store, who="test", why="", kind="undo", at=NOW) as taking_back:
        undo_operation(taking_back, operation)
    assert find_request(store, "DF-2026-0001") is None
    assert verify(store).is_sound
