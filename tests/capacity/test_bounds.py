"""Limits of equipment and providers by week, as plain values."""

from datetime import date, timedelta

import pytest

from app.capacity.bounds import NO_BOUNDS, bounds_by_week
from app.workforce.equipment import Equipment, LimitUnit, Provider

MONDAY = date(2026, 11, 2)
WEEKS = [MONDAY + timedelta(weeks=week) for week in range(4)]
LONG_AGO = date(2020, 1, 1)


def piece(label="Bench", **facts):
    usual = {
        "uid": label,
        "kind": "Q_BENCH",
        "quantity": 2,
        "weekly_limit": 30,
        "types": ("MOB",),
        "valid_from": LONG_AGO,
    }
    return Equipment(label=label, **{**usual, **facts})


def provider(name="Provider A", **facts):
    usual = {"types": ("MOB",), "monthly_items": 8, "valid_from": LONG_AGO}
    return Provider(uid=name, name=name, **{**usual, **facts})


def limit(*pieces, after=None, code="MOB", unit=LimitUnit.HOURS):
    return bounds_by_week(pieces, (), WEEKS, after).limit_of(code, unit)


def test_all_of_a_sort_together_have_so_many_hours_each_week():
    assert limit(piece()) == (60, 60, 60, 60)


def test_a_type_that_needs_no_equipment_has_no_limit():
    assert limit(piece(), code="WIN") is None
    assert limit(piece(), unit=LimitUnit.ITEMS) is None
    assert NO_BOUNDS.limit_of("MOB", LimitUnit.HOURS) is None


def test_a_licence_that_lapses_on_a_wednesday_gives_three_fifths_of_the_week():
    wednesday = MONDAY + timedelta(days=9)
    assert limit(piece(valid_to=wednesday)) == (60, 36, 0, 0)


def test_what_begins_on_a_saturday_counts_from_the_week_after():
    assert limit(piece(valid_from=MONDAY + timedelta(days=5))) == (0, 60, 60, 60)


def test_what_has_ended_can_do_nothing():
    assert limit(piece(valid_to=LONG_AGO)) == (0, 0, 0, 0)


def test_of_the_first_week_only_the_days_to_come_are_there():
    assert limit(piece(), after=MONDAY) == (48, 60, 60, 60)
    assert limit(piece(), after=MONDAY + timedelta(days=6)) == (0, 60, 60, 60)


def test_a_licence_that_follows_on_another_takes_its_place():
    eve = MONDAY + timedelta(days=6)
    first = piece("Licence", kind="Q_LICENCE", valid_to=eve)
    then = piece("Renewed", kind="Q_LICENCE", valid_from=eve + timedelta(days=1))
    assert limit(first, then) == (60, 60, 60, 60)


def test_of_two_kinds_that_are_needed_the_lesser_counts():
    assert limit(piece(), piece("Rig", kind="Q_RIG", quantity=1)) == (30,) * 4


def test_hours_and_items_of_one_kind_are_both_needed():
    pieces = piece(), piece("Kiosk", unit=LimitUnit.ITEMS, weekly_limit=9)
    assert limit(*pieces) == (60,) * 4
    assert limit(*pieces, unit=LimitUnit.ITEMS) == (18,) * 4
    assert len(bounds_by_week(pieces, (), WEEKS).of_type["MOB"]) == 2


def test_items_a_month_are_spread_over_the_weeks_of_a_year():
    bounds = bounds_by_week((), (provider(), provider("B", types=("WIN",))), WEEKS)
    week = 8 * 12 * 7 / 365.25
    assert bounds.sent_of("MOB") == pytest.approx((week,) * 4)
    assert bounds.sent_of("GRADE") == (0.0,) * 4
    assert bounds.limit_of("MOB", LimitUnit.ITEMS) is None


def test_an_agreement_that_ended_takes_nothing():
    ended = provider(valid_to=MONDAY + timedelta(days=6))
    weekly = bounds_by_week((), (ended,), WEEKS).outside[0].weekly
    assert weekly == pytest.approx((ended.weekly_items, 0, 0, 0))


def test_limits_stand_in_the_order_of_their_names_whatever_order_they_come_in():
    pieces = [piece("B"), piece("A"), piece("C")]
    one, other = (bounds_by_week(each, (), WEEKS) for each in (pieces, pieces[::-1]))
    assert one == other
    assert [bound.label for bound in one.inside] == ["A", "B", "C"]
