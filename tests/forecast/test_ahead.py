"""From a history to what may arrive."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from app.casework.working_time import Holidays
from app.errors import AppError
from app.forecast.ahead import forecast, forecast_classes
from app.forecast.words import aloud
from tests.weekly_counts import FIRST, history, made, mondays

HOLIDAYS = Holidays("scotland", frozenset({date(2024, 12, 25), date(2024, 5, 6)}))


def finite(found):
    assert found.paths.min() >= 0
    assert found.paths.max() < 1_000_000
    for band in found.bands:
        assert np.all(np.isfinite(band.low))
        assert np.all(np.isfinite(band.high))
    words = aloud(found)
    assert "nan" not in words
    assert "inf" not in words.replace("info", "")


def test_the_same_seed_gives_the_same_bytes():
    past = history(made(150))
    first, again = (forecast(past, weeks=52, paths=300, seed=7) for _ in range(2))
    assert first.paths.tobytes() == again.paths.tobytes()
    other = forecast(past, weeks=52, paths=300, seed=8)
    assert other.paths.tobytes() != first.paths.tobytes()


def test_a_class_keeps_its_bytes_whatever_is_asked_for_beside_it():
    past = {"phones": history(made(150, mean=50)), "video": history(made(150, seed=2))}
    turned = dict(reversed(past.items()))
    one, other = (forecast_classes(each, paths=100, weeks=9) for each in (past, turned))
    for name in past:
        assert np.array_equal(one.classes[name].paths, other.classes[name].paths)


def test_paths_begin_in_the_week_after_the_history():
    past = history(made(60))
    found = forecast(past, weeks=5, paths=10)
    assert found.mondays[0] == past.mondays[-1] + timedelta(weeks=1)
    assert found.paths.shape == (10, 5)
    assert found.paths.dtype == np.int32


def test_bands_lie_inside_one_another_and_hold_their_share():
    found = forecast(history(made(200)), weeks=26)
    half, most, nearly_all = found.bands
    assert np.all(nearly_all.low <= most.low)
    assert np.all(most.low <= half.low)
    assert np.all(half.low <= found.median)
    assert np.all(found.median <= half.high)
    assert np.all(half.high <= most.high)
    assert np.all(most.high <= nearly_all.high)
    inside = (found.paths >= most.low) & (found.paths <= most.high)
    assert 0.79 < inside.mean() < 0.95


def test_a_sum_over_weeks_has_a_narrower_range_than_its_weeks_added_up():
    found = forecast(history(made(200)), weeks=26)
    total, weekly = found.total(26), found.band(80)
    assert total.high - total.low < (weekly.high - weekly.low).sum()
    assert total.low < total.median < total.high


def test_a_season_of_three_years_is_carried_on():
    found = forecast(history(made(157, mean=60, wave=0.5, size=40)), weeks=52)
    summer = found.mean[10:16].mean()  # the wave is highest 13 weeks into a year
    winter = found.mean[36:42].mean()
    assert summer > 1.7 * winter


def test_no_history_is_refused_with_what_to_do():
    with pytest.raises(AppError, match="no week with a count") as raised:
        forecast(history([]))
    assert "Bring in" in raised.value.remedy


def test_a_history_of_gaps_alone_is_refused():
    with pytest.raises(AppError, match="no week with a count"):
        forecast(history([5, 6], gaps=mondays(2)))


def test_one_week_gives_a_wide_level_and_says_so():
    found = forecast(history([12]), weeks=26)
    finite(found)
    band = found.band(80)
    assert band.low[0] < 12 < band.high[0]
    assert found.notes[0].startswith("Only 1 week is known")


def test_all_zeros_still_leave_a_chance():
    found = forecast(history([0] * 104), weeks=52)
    finite(found)
    assert found.median.max() == 0
    assert found.paths.max() >= 1
    assert "Nothing arrived in 104 weeks" in found.notes[0]


def test_zeros_after_many_arrivals_are_foretold_without_dividing_by_nothing():
    finite(forecast(history([*made(100), *[0] * 60]), weeks=52))


@pytest.mark.parametrize("weeks", [2, 12, 13, 14, 62, 63, 64, 105])
def test_every_length_of_history_gives_numbers(weeks):
    finite(forecast(history(made(weeks)), weeks=30, paths=100, holidays=HOLIDAYS))


@pytest.mark.parametrize("mean", [0.05, 0.6, 3.0, 900.0, 90_000.0])
def test_every_size_of_count_gives_numbers_near_the_past(mean):
    found = forecast(history(made(120, mean=mean)), weeks=26)
    finite(found)
    assert 0.2 * mean < found.mean.mean() + 0.1 < 3 * mean + 1


def test_a_gap_is_left_out_and_said():
    counts = made(120, mean=30, size=50)
    empty = counts.copy()
    empty[60:70] = 0
    gap = mondays(120)[60:70]
    masked = forecast(history(empty, gaps=gap), weeks=26)
    whole = forecast(history(counts), weeks=26)
    assert abs(masked.mean.mean() / whole.mean.mean() - 1) < 0.05
    assert masked.notes == ("10 weeks without a full record left out.",)


def test_a_gap_at_the_end_widens_the_range_and_gives_numbers():
    counts = made(120)
    finite(forecast(history(counts, gaps=mondays(120)[-9:]), weeks=26))


def test_a_marked_change_brings_the_level_up_at_once():
    counts = np.concatenate([made(100, mean=20, size=100), made(5, mean=60, size=100)])
    change = [mondays(105)[100]]
    unmarked, marked = (
        forecast(history(counts, change_points=points), weeks=26)
        for points in ((), change)
    )
    assert abs(marked.mean.mean() - 53) < 12  # 40 % of six weeks stand for before
    assert abs(marked.mean[:4].mean() - 60) < abs(unmarked.mean[:4].mean() - 60) + 3
    assert any("4 Dec 2022" in n or "5 Dec 2022" in n for n in marked.notes)


def test_a_series_that_ended_a_year_ago_is_refused_with_how_long_it_is():
    past = history(made(60))
    with pytest.raises(AppError, match="52 weeks ago") as raised:
        forecast(past, as_at=past.next_monday + timedelta(weeks=52))
    assert "Bring in the requests" in raised.value.remedy


def test_a_series_that_ended_some_weeks_ago_starts_from_its_end_and_says_so():
    past = history(made(60))
    found = forecast(past, weeks=20, as_at=past.next_monday + timedelta(weeks=6))
    assert found.mondays[0] == past.next_monday
    assert "the first 6 weeks of the forecast are over already" in found.notes[0]


@pytest.mark.parametrize("weeks", [0, -1, 100_000])
def test_weeks_ahead_that_cannot_be_are_refused(weeks):
    with pytest.raises(AppError, match="weeks cannot be made"):
        forecast(history(made(60)), weeks=weeks)


@pytest.mark.parametrize("paths", [0, 10_000_000])
def test_paths_that_cannot_be_are_refused(paths):
    with pytest.raises(AppError, match="sample paths cannot be made"):
        forecast(history(made(60)), paths=paths)


def test_classes_add_up_path_by_path():
    past = {"a": history(made(150)), "b": history(made(150, mean=3, seed=4))}
    found = forecast_classes(past, weeks=12, paths=200)
    parts = found.classes["a"].paths + found.classes["b"].paths
    assert np.array_equal(found.total.paths, parts)
    assert found.total.recent == sum(one.recent for one in found.classes.values())


def test_a_small_class_takes_the_season_of_all():
    big = made(209, mean=80, wave=0.6, size=60)
    small = made(209, mean=8, wave=0.6, size=60, seed=3)[-40:]
    past = {
        "big": history(big),
        "small": history(small, first=FIRST + timedelta(weeks=169)),
    }
    found = forecast_classes(past, weeks=52)
    alone = forecast(past["small"], weeks=52)
    swing = found.classes["small"].mean.max() / found.classes["small"].mean.min()
    assert swing > 1.5 * alone.mean.max() / alone.mean.min()
    assert any("all classes together" in note for note in found.total.notes)


def test_no_class_is_refused():
    with pytest.raises(AppError, match="no class"):
        forecast_classes({})


def test_a_class_without_history_is_refused_beside_one_with():
    with pytest.raises(AppError, match="no week with a count"):
        forecast_classes({"a": history(made(30)), "b": history([])})


def test_classes_that_end_apart_are_refused():
    with pytest.raises(AppError, match="end in different weeks"):
        forecast_classes({"a": history(made(30)), "b": history(made(31))})


def test_the_sentence_tells_number_change_range_and_assumption():
    found = forecast(history(made(200)), weeks=26)
    words = aloud(found)
    assert words.startswith("In the next 26 weeks about ")
    assert "against the mean of the last 52 weeks" in words
    assert "eight times in ten between" in words
    assert words.endswith("if what makes requests arrive stays as it was.")


def test_a_history_of_thirty_years_uses_the_last_twenty():
    counts = np.concatenate([np.full(520, 500), made(1_040, mean=10)])
    found = forecast(history(counts, first=date(1995, 1, 2)), weeks=13, paths=200)
    assert found.mean.max() < 30


def test_one_is_told_as_one_and_weeks_that_are_over_are_not_called_the_next():
    found = forecast(history(made(60)), weeks=4, paths=50)
    one = replace(found, paths=np.tile(np.int32([1, 0, 0, 0]), (50, 1)))
    assert aloud(one, 4).startswith("In the next 4 weeks about 1 request is expected")
    first = found.mondays[0]
    for days, words in ((6, "In the next 4 weeks"), (7, "In the 4 weeks from ")):
        assert aloud(found, 4, first + timedelta(days=days)).startswith(words)


def test_a_change_marked_within_a_gap_resets_a_level_too():
    counts = [20] * 6 + [0] * 2 + [2] * 3
    days = mondays(11)
    marked = history(counts, gaps=days[6:8], change_points=[days[7]])
    late = history(counts, gaps=days[6:8], change_points=[days[8]])
    paths = [forecast(one, weeks=8, paths=400).paths for one in (marked, late)]
    assert paths[0].tobytes() == paths[1].tobytes()
