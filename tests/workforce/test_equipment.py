"""Equipment, providers and sendings that cannot be are refused with what to do."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import CapacityError
from app.workforce.equipment import Equipment, LimitUnit, Provider, Sending

DAY = date(2026, 3, 31)
BENCH = Equipment(
    label="Bench", kind="Q_BENCH", quantity=3, weekly_limit=30, types=("MOB_L1",),
    valid_from=DAY,
)  # fmt: skip
PROVIDER = Provider(
    name="Provider A", types=("MOB_L1",), monthly_items=8, turnaround_days=42,
    item_cost=385.0, valid_from=DAY,
)  # fmt: skip
SENDING = Sending(request="r", sent_on=DAY, items=3)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"label": "  "}, "needs a name"),
        ({"kind": ""}, "needs a kind"),
        ({"quantity": 0}, "there cannot be 0 of it"),
        ({"quantity": -1}, "there cannot be -1 of it"),
        ({"quantity": 10_001}, "there cannot be 10,001 of it"),
        ({"weekly_limit": 0}, "limit of 0 hours a week"),
        ({"weekly_limit": -5}, "limit of -5 hours a week"),
        ({"weekly_limit": 169}, "limit of 169 hours a week"),
        ({"weekly_limit": float("nan")}, "limit of nan hours a week"),
        ({"types": ()}, "at least one examination type"),
        ({"valid_to": date(2026, 3, 30)}, "ends on"),
    ],
)
def test_equipment_that_cannot_be_is_refused(facts, words):
    with pytest.raises(CapacityError, match=words):
        replace(BENCH, **facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": ""}, "needs a name"),
        ({"types": ()}, "at least one examination type"),
        ({"monthly_items": 0}, "takes 0 items a month"),
        ({"monthly_items": -1}, "takes -1 items a month"),
        ({"turnaround_days": 0}, "turnaround of 0 days"),
        ({"turnaround_days": -3}, "turnaround of -3 days"),
        ({"item_cost": -0.01}, "an item"),
        ({"item_cost": float("inf")}, "an item"),
        ({"valid_to": date(2026, 3, 30)}, "ends on"),
    ],
)
def test_a_provider_that_cannot_be_is_refused(facts, words):
    with pytest.raises(CapacityError, match=words):
        replace(PROVIDER, **facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"items": 0}, "sending of 0 items"),
        ({"defects": 4}, "4 of 3 items"),
        ({"defects": -1}, "-1 of 3 items"),
        ({"cost": -1.0}, "cannot have cost"),
    ],
)
def test_a_sending_that_cannot_be_is_refused(facts, words):
    with pytest.raises(CapacityError, match=words):
        replace(SENDING, **facts)


def test_items_of_a_kiosk_may_be_more_than_the_hours_of_a_week():
    kiosk = replace(BENCH, unit=LimitUnit.ITEMS, weekly_limit=500)
    assert kiosk.weekly == 1500


def test_it_is_in_use_from_its_first_day_to_its_last():
    one_day = replace(BENCH, valid_to=DAY)
    assert one_day.is_in_use(DAY)
    assert not one_day.is_in_use(date(2026, 3, 30))
    assert not one_day.is_in_use(date(2026, 4, 1))


def test_the_weeks_of_a_year_take_the_items_of_twelve_months():
    assert PROVIDER.weekly_items * 365.25 / 7 == pytest.approx(96)
