"""Capacity as figures, and how much of it the arriving work asks for."""

from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
import pytest

from app.capacity.by_week import CapacityByWeek
from app.capacity.utilisation import (
    gross_capacity,
    net_capacity,
    utilisation,
    utilisation_by_week,
    utilisation_words,
    weekly_gross,
    weekly_net_capacity,
)
from app.errors import CapacityError
from app.measures.figure import Coverage
from app.measures.series import Weekly

MONDAY = date(2024, 1, 1)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
AS_AT = MONDAY + 3 * WEEK


def capacity(gross=(70.0, 70.0, 70.0, 70.0), net=(40.0, 20.0, 40.0, 60.0)):
    return CapacityByWeek(
        mondays=tuple(MONDAY + n * WEEK for n in range(len(net))),
        gross=np.array(gross),
        deductions=MappingProxyType({}),
        net=np.array(net),
        skills=MappingProxyType({}),
        people=("a", "b"),
        gross_by_person=np.array([gross, np.zeros(len(gross))]),
        taken_by_person=MappingProxyType({}),
        net_by_person=np.array([net, np.zeros(len(net))]),
        net_by_day=np.zeros((2, 7 * len(net))),
        headcount=np.full(len(net), 2),
        full_time=35.0,
    )


def arriving(*hours, as_at):
    return Weekly(
        measure="M10",
        label="Effort arriving",
        unit="h",
        definition="",
        as_at=as_at,
        mondays=tuple(MONDAY + n * WEEK for n in range(len(hours))),
        values=np.array(hours),
        coverage=Coverage(used=3, scope=4),
        note="1 of 4 imputed.",
    )


def test_capacity_is_the_mean_of_the_weeks():
    gross, net = gross_capacity(capacity(), AS_AT), net_capacity(capacity(), AS_AT)
    assert (gross.measure, gross.value, gross.unit) == ("M30", 70, "h/week")
    assert (net.measure, net.value, net.unit) == ("M31", 40, "h/week")
    assert net.note == "4 weeks from 2024-01-01."
    assert str(net.coverage).startswith("1 of 2")


def test_capacity_by_week_keeps_the_hours_of_each_week():
    assert weekly_gross(capacity(), AS_AT).values.tolist() == [70, 70, 70, 70]
    assert weekly_net_capacity(capacity(), AS_AT).values.tolist() == [40, 20, 40, 60]
    assert weekly_net_capacity(capacity(), AS_AT).unit == "h"


def test_utilisation_is_arriving_effort_over_net_capacity():
    found = utilisation(arriving(50.0, 40.0, as_at=MONDAY + 13 * DAY), capacity())
    assert found.value == pytest.approx(100 * 90 / 60)
    assert (found.measure, found.unit) == ("M32", "%")
    assert found.note == "2 whole weeks. 1 of 4 imputed."
    assert found.coverage == Coverage(used=3, scope=4)


def test_a_week_that_is_not_over_counts_on_neither_side():
    found = utilisation(arriving(50.0, 1.0, as_at=MONDAY + 8 * DAY), capacity())
    assert found.value == pytest.approx(100 * 50 / 40)


def test_without_capacity_there_is_no_utilisation():
    nobody = capacity(net=(0.0,), gross=(0.0,))
    assert utilisation(arriving(5.0, as_at=MONDAY + WEEK), nobody).value is None


def test_a_week_whose_capacity_is_not_known_is_refused():
    with pytest.raises(CapacityError, match="week of 2024-01-29"):
        utilisation(arriving(*[1.0] * 5, as_at=MONDAY + 5 * WEEK), capacity())


def by_week(hours, net, weeks=4):
    as_at = MONDAY + (7 * len(hours) - 1) * DAY
    those = capacity(gross=(70.0,) * len(net), net=net)
    return utilisation_by_week(arriving(*hours, as_at=as_at), those, weeks)


def test_utilisation_by_week_is_of_each_week_and_its_mean_of_13():
    net = (40.0,) * 13 + (80.0,)
    found = by_week((20.0,) * 13 + (160.0,), net, 2)
    assert found.weekly.values.tolist() == [50, 200]
    assert found.weekly.mondays[-1] == MONDAY + 13 * WEEK
    assert found.means.tolist() == pytest.approx([50, 100 * 400 / 560])
    assert found.latest.value == pytest.approx(100 * 400 / 560)
    assert (found.weekly.measure, found.weekly.unit) == ("M32", "%")


def test_a_week_without_capacity_has_no_utilisation_and_the_mean_goes_on():
    found = by_week((20.0, 20.0, 20.0), (40.0, 0.0, 40.0))
    assert np.isnan(found.weekly.values).tolist() == [False, True, False]
    assert found.means.tolist() == [50, 100, 75]


def test_the_week_that_is_not_over_is_left_out_of_the_weeks():
    found = utilisation_by_week(
        arriving(50.0, 1.0, as_at=MONDAY + 8 * DAY), capacity(), 4
    )
    assert found.weekly.values.tolist() == [125]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (48.0, "120%. Sustained above 100% the backlog grows, now by 8 h a week."),
        (36.0, "90%. Above 85% the work can be done, but the queue is long: work does"),
        (20.0, "50%. Below 85% there is room for weeks with more."),
    ],
)
def test_what_utilisation_means_is_said_in_words(hours, words):
    found = by_week((hours,) * 13, (40.0,) * 13, 13)
    assert words in utilisation_words(found)
    assert found.above(100) == (13 if hours > 40 else 0)


def test_without_any_capacity_utilisation_cannot_be_said():
    found = by_week((5.0,), (0.0,))
    assert found.latest.value is None
    assert utilisation_words(found).startswith("There is no week with net hours")
