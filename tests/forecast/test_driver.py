"""A published series as a driver of what arrives."""

from datetime import date

import numpy as np
import pytest

from app.errors import AppError
from app.forecast.ahead import forecast
from app.forecast.driver import (
    Driver,
    DriverUse,
    best_of,
    driven,
    driver_use,
    power_of,
)
from tests.weekly_counts import history, made, mondays

QUARTERS = tuple(date(y, m, 1) for y in range(2021, 2027) for m in (1, 4, 7, 10))
VALUES = tuple(100 + 25 * np.sin(at) + 4 * at for at in range(len(QUARTERS)))


def driver(**changes):
    values = {"name": "Recorded crimes", "quarters": QUARTERS, "values": VALUES}
    return Driver(**{**values, **changes})


def value_of(monday):
    return VALUES[max(at for at, day in enumerate(QUARTERS) if day <= monday)]


def moved_by_it():
    means = [0.25 * value_of(max(day, QUARTERS[0])) for day in mondays(250)]
    return history(np.random.default_rng(3).poisson(means))


def test_a_driver_that_moves_arrivals_is_used():
    found = driver_use(moved_by_it(), driver(), paths=200)
    assert found.is_used
    assert found.gain > 10
    assert 0.6 < found.power < 1.05
    assert "is used" in found.sentence


def test_a_driver_that_has_nothing_to_do_with_them_is_not():
    past = history(made(250))
    found = driver_use(past, driver(), paths=200)
    assert not found.is_used
    assert "is not used" in found.sentence
    plain = forecast(past, weeks=20, paths=50)
    assert driven(plain, driver(), found) is plain


def test_paths_follow_the_driver_ahead():
    past = moved_by_it()
    use = DriverUse(name="Recorded crimes", power=1.0, gain=10.0, is_used=True)
    plain = forecast(past, weeks=26)
    risen = driver(values=(*VALUES[:20], *(2 * value for value in VALUES[20:])))
    ahead = [day >= QUARTERS[20] for day in plain.mondays]
    ratio = driven(plain, risen, use).mean / driven(plain, driver(), use).mean
    assert ratio[ahead].mean() > 1.5


def test_weeks_without_a_value_are_left_as_they_are():
    short = driver(quarters=QUARTERS[:8], values=VALUES[:8])
    assert (
        short.ratios(mondays(3, date(2026, 1, 5)), date(2026, 1, 5)).tolist() == [1] * 3
    )


@pytest.mark.parametrize("weeks", [1, 30, 60])
def test_too_few_years_leave_the_driver_unused_and_say_so(weeks):
    found = driver_use(history(made(weeks)), driver(), paths=50)
    assert not found.is_used
    assert np.isfinite(found.power)


def test_one_quarter_cannot_be_tried():
    one = driver(quarters=QUARTERS[:1], values=VALUES[:1])
    found = driver_use(history(made(200)), one, paths=50)
    assert found.gain is None
    assert "too few years" in found.sentence


def test_no_arrivals_give_no_power():
    assert power_of(history([0] * 200), driver()) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"values": VALUES[:3]}, "24 quarters and 3 values"),
        ({"quarters": (), "values": ()}, "0 quarters"),
        ({"quarters": QUARTERS[::-1]}, "not in order"),
        ({"values": (0.0, *VALUES[1:])}, "not more than 0"),
        ({"values": (float("nan"), *VALUES[1:])}, "not more than 0"),
    ],
)
def test_a_driver_that_cannot_be_is_refused(changes, words):
    with pytest.raises(AppError, match=words):
        driver(**changes)


def test_of_several_drivers_that_help_only_the_best_is_used():
    gains = (("a", 3.0, True), ("b", 9.0, True), ("c", 1.0, False), ("d", None, False))
    uses = [
        DriverUse(name=name, power=0.5, gain=gain, is_used=used)
        for name, gain, used in gains
    ]
    found = best_of(uses)
    assert [one.is_used for one in found] == [False, True, False, False]
    assert "as another series helps more" in found[0].sentence
    assert "as that takes 2 %" in found[2].sentence
    assert best_of(()) == ()


def test_a_driver_without_a_figure_of_the_weeks_ahead_says_that_it_changes_nothing():
    use = DriverUse(name="Recorded crimes", power=1.0, gain=10.0, is_used=True)
    plain = forecast(history(made(250)), weeks=20, paths=50)
    short = driver(quarters=QUARTERS[:8], values=VALUES[:8])
    found = driven(plain, short, use)
    assert found.paths.tobytes() == plain.paths.tobytes()
    assert "no figure of the weeks ahead" in found.notes[-1]
