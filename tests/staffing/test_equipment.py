"""Equipment, providers and sendings, entered by acts that can be taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.amend import undo
from app.errors import AppError, CapacityError, ChangedMeanwhile
from app.staffing import equipment as acts
from app.store.equipment import (
    read_equipment,
    read_providers,
    read_sendings,
    read_sent,
)
from app.store.event import write
from app.store.request import add_request, move_request
from app.store.verify import verify
from app.workforce.equipment import Sending
from tests.workforce.test_equipment import BENCH, PROVIDER

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = date(2026, 3, 31)
WHO = {"on": TODAY, "who": "test", "at": NOON}


def send(store, name="Provider A", reference="DF-1"):
    """Send a new request to a provider and return its uid."""
    with write(store, who="t", why="", kind="send", at=NOON) as operation:
        request = Request(uid="", reference=reference, status=Status.ACCEPTED)
        uid = add_request(operation, request, effective_at=midday(TODAY) - 7200)
        move_request(
            operation, uid, Status.EXTERNAL, effective_at=midday(TODAY) - 3600,
            facts={"provider": name},
        )  # fmt: skip
    return uid


def give_to(store, uid, name):
    """Take a request back and send it to another provider."""
    with write(store, who="t", why="", kind="send", at=NOON) as operation:
        for minutes, status in ((50, Status.IN_PROGRESS), (40, Status.EXTERNAL)):
            move_request(
                operation, uid, status, effective_at=midday(TODAY) - 60 * minutes,
                facts={"provider": name},
            )  # fmt: skip


def operations(store):
    return store.value("SELECT count(*) FROM operation")


def test_equipment_comes_back_as_entered_and_can_be_changed_and_removed(store):
    acts.add_equipment(store, replace(BENCH, valid_to=TODAY, note="New"), **WHO)
    (one,) = read_equipment(store)
    assert replace(one, uid="") == replace(BENCH, valid_to=TODAY, note="New")
    acts.change_equipment(store, replace(one, quantity=5), **WHO)
    (changed,) = read_equipment(store)
    assert (changed.quantity, changed.version) == (5, 2)
    acts.remove_equipment(store, changed, **WHO)
    assert read_equipment(store) == ()
    assert verify(store).fault == ""


def test_every_act_is_taken_back_as_one(store):
    operation = acts.add_equipment(store, BENCH, **WHO)
    undo(store, operation, who="test", at=NOON)
    assert read_equipment(store) == ()
    acts.add_provider(store, PROVIDER, **WHO)
    removed = acts.remove_provider(store, read_providers(store)[0], **WHO)
    undo(store, removed, who="test", at=NOON)
    assert [one.name for one in read_providers(store)] == ["Provider A"]
    assert verify(store).fault == ""


def test_what_was_changed_meanwhile_is_not_overwritten(store):
    acts.add_equipment(store, BENCH, **WHO)
    (one,) = read_equipment(store)
    acts.change_equipment(store, replace(one, quantity=5), **WHO)
    with pytest.raises(ChangedMeanwhile):
        acts.change_equipment(store, replace(one, quantity=9), **WHO)
    assert read_equipment(store)[0].quantity == 5


@pytest.mark.parametrize("name", ["Provider A", "provider a", "  PROVIDER A "])
def test_two_providers_of_one_name_are_refused(store, name):
    acts.add_provider(store, PROVIDER, **WHO)
    before = operations(store)
    with pytest.raises(CapacityError, match="There is a provider called"):
        acts.add_provider(store, replace(PROVIDER, name=name), **WHO)
    acts.add_provider(store, replace(PROVIDER, name="Other"), **WHO)
    other = next(one for one in read_providers(store) if one.name == "Other")
    with pytest.raises(CapacityError, match="There is a provider called"):
        acts.change_provider(store, replace(other, name=name), **WHO)
    assert operations(store) == before + 1


def test_a_provider_with_requests_sent_to_it_cannot_be_deleted(store):
    acts.add_provider(store, PROVIDER, **WHO)
    send(store, "provider a")
    before = operations(store)
    with pytest.raises(CapacityError, match="cannot be deleted") as refused:
        acts.remove_provider(store, read_providers(store)[0], **WHO)
    assert "last day" in refused.value.remedy
    assert operations(store) == before
    assert len(read_providers(store)) == 1


def test_nor_one_whose_request_went_to_another_provider_later(store):
    acts.add_provider(store, PROVIDER, **WHO)
    give_to(store, send(store), "Provider B")
    with pytest.raises(CapacityError, match="cannot be deleted"):
        acts.remove_provider(store, read_providers(store)[0], **WHO)


def test_a_provider_that_nothing_was_sent_to_can_be_deleted(store):
    acts.add_provider(store, PROVIDER, **WHO)
    send(store, "Provider B")
    acts.remove_provider(store, read_providers(store)[0], **WHO)
    assert read_providers(store) == ()


def test_a_provider_keeps_its_name_once_requests_were_sent_to_it(store):
    acts.add_provider(store, PROVIDER, **WHO)
    (one,) = read_providers(store)
    acts.change_provider(store, replace(one, name="Provider Z"), **WHO)
    send(store, "Provider Z")
    (one,) = read_providers(store)
    with pytest.raises(CapacityError, match="under another name"):
        acts.change_provider(store, replace(one, name="Provider A"), **WHO)
    acts.change_provider(store, replace(one, name="PROVIDER Z", note="x"), **WHO)
    assert read_providers(store)[0].name == "PROVIDER Z"


def test_what_came_of_a_sending_is_one_record_for_a_request_and_a_day(store):
    uid = send(store)
    first = Sending(request=uid, sent_on=TODAY, items=3)
    acts.set_sending(store, first, **WHO)
    acts.set_sending(store, replace(first, cost=900.0, defects=1), **WHO)
    (one,) = read_sendings(store)
    assert (one.items, one.cost, one.defects, one.version) == (3, 900.0, 1, 2)
    assert verify(store).fault == ""


def test_a_sending_of_a_request_that_is_not_there_is_refused(store):
    before = operations(store)
    with pytest.raises(AppError):
        acts.set_sending(store, Sending(request="nobody", sent_on=TODAY), **WHO)
    assert operations(store) == before
    assert read_sendings(store) == ()


def test_the_requests_that_a_provider_had_are_read_by_their_row_ids(store):
    for name, reference in (("Provider A", "DF-1"), ("B", "DF-2"), ("C", "DF-3")):
        send(store, name, reference)
    ids = dict(store.query("SELECT reference, id FROM request"))
    found = read_sent(store, [ids["DF-2"], ids["DF-1"], 999])
    assert [one.reference for one in found] == ["DF-1", "DF-2"]
    assert [one.provider for one in found] == ["Provider A", "B"]
    assert read_sent(store, []) == ()
