"""How much of equipment is asked for."""

from datetime import timedelta

import pytest

from app.capacity.bounds import bounds_by_week
from app.capacity.by_week import HORIZON, coming_weeks
from app.capacity.equipment_use import asked_by_type, use_of_equipment
from app.casework.part import NO_PARTS
from app.workforce.equipment import LimitUnit
from tests.capacity.test_bounds import piece
from tests.capacity.test_demand import AS_AT, open_request, parts_of
from tests.measures.histories import ledger_of

WEEKS = coming_weeks(AS_AT)


def uses(ledger, parts, *pieces):
    asked = asked_by_type(ledger, parts, AS_AT)
    return use_of_equipment(bounds_by_week(pieces, (), WEEKS), asked, AS_AT)


def test_hours_are_those_of_the_types_that_need_it():
    ledger = ledger_of(open_request(effort=HORIZON * 30.0, type="MOB"))
    parts = parts_of((1, "MOB", 2, 2, True), (1, "REPORT", 1, 1, True))
    (one,) = uses(ledger, parts, piece())
    assert (one.asked, one.limit) == (pytest.approx(20), 60)
    assert one.share.value == pytest.approx(100 / 3)
    assert one.share.rows.tolist() == [0]
    assert one.words == "has room"


def test_items_are_examinations_and_exhibits_where_none_are_known():
    ledger = ledger_of(
        open_request(type="MOB"), open_request(type="MOB", counted=HORIZON)
    )
    parts = parts_of(*[(1, "MOB", 1, 1, True)] * HORIZON)
    (one,) = uses(ledger, parts, piece(unit=LimitUnit.ITEMS, weekly_limit=1))
    assert one.asked == pytest.approx(2)
    assert one.share.value == pytest.approx(100)
    assert one.share.coverage.used == 1


@pytest.mark.parametrize(
    ("hours", "words"),
    [(50, "has room"), (51.1, "near its limit"), (60.1, "over its limit")],
)
def test_the_share_is_said_in_words_from_85_and_from_100_percent(hours, words):
    ledger = ledger_of(open_request(effort=HORIZON * hours, type="MOB"))
    (one,) = uses(ledger, NO_PARTS, piece())
    assert one.words == words


def test_what_is_not_in_use_and_asked_for_is_said_without_a_share():
    ledger = ledger_of(open_request(type="MOB"))
    (one,) = uses(ledger, NO_PARTS, piece(valid_to=AS_AT))
    assert (one.share.value, one.words) == (None, "asked for, not in use")
    (one,) = uses(ledger_of(), NO_PARTS, piece(valid_to=AS_AT))
    assert (one.share.value, one.words) == (None, "not in use")


def test_pieces_that_stand_for_one_another_share_what_is_asked_by_their_limits():
    ledger = ledger_of(open_request(effort=HORIZON * 90.0, type="MOB"))
    large, small = uses(ledger, NO_PARTS, piece("A"), piece("B", quantity=1))
    assert (large.asked, small.asked) == (pytest.approx(60), pytest.approx(30))
    assert large.share.value == pytest.approx(small.share.value)


def test_a_licence_that_follows_on_another_is_asked_for_in_its_own_time():
    end = WEEKS[5] - timedelta(days=1)
    first, then = piece("A", valid_to=end), piece("B", valid_from=WEEKS[5])
    ledger = ledger_of(open_request(effort=HORIZON * 30.0, type="MOB"))
    for one in uses(ledger, NO_PARTS, first, then):
        assert one.asked == pytest.approx(30)
        assert one.share.value == pytest.approx(50)
