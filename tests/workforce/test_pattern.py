from datetime import date, timedelta

import pytest

from app.workforce.examiner import WorkingPattern, check_patterns
from app.workforce.pattern import week_words, with_change, without

FULL, SHORT, LESS = (7.0,) * 5 + (0, 0), (7.0,) * 4 + (0, 0, 0), (7.0,) * 3 + (0,) * 4
START, DECEMBER, SPRING = date(2024, 1, 1), date(2026, 12, 1), date(2027, 3, 1)
DAY = timedelta(days=1)


def week(hours, first, last=None, uid=""):
    return WorkingPattern(
        uid=uid, person="a", valid_from=first, valid_to=last, hours=hours
    )


def spans(patterns):
    return [(one.valid_from, one.valid_to, one.weekly_hours) for one in patterns]


def test_part_time_from_december_leaves_the_past_as_it_was():
    before = week(FULL, START, uid="p")
    after = with_change([before], week(SHORT, DECEMBER))
    assert spans(after) == [
        (START, DECEMBER - DAY, 35.0),
        (DECEMBER, None, 28.0),
    ]
    assert after[0].uid == "p"


def test_hours_that_begin_on_a_day_already_given_take_the_place_of_those():
    before = [week(FULL, START, DECEMBER - DAY), week(SHORT, DECEMBER, uid="q")]
    after = with_change(before, week(LESS, DECEMBER))
    assert spans(after)[1] == (DECEMBER, None, 21.0)
    assert after[1].uid == "q"


def test_hours_between_two_changes_hold_until_the_second():
    before = [week(FULL, START, SPRING - DAY), week(LESS, SPRING)]
    after = with_change(before, week(SHORT, DECEMBER))
    assert spans(after) == [
        (START, DECEMBER - DAY, 35.0),
        (DECEMBER, SPRING - DAY, 28.0),
        (SPRING, None, 21.0),
    ]


def test_hours_before_all_others_end_on_the_eve_of_the_first():
    after = with_change([week(FULL, DECEMBER)], week(SHORT, START))
    assert spans(after)[0] == (START, DECEMBER - DAY, 28.0)


def test_hours_after_a_gap_leave_the_gap():
    before = [week(FULL, START, date(2025, 1, 31))]
    after = with_change(before, week(SHORT, DECEMBER))
    assert spans(after) == [
        (START, date(2025, 1, 31), 35.0),
        (DECEMBER, None, 28.0),
    ]


def test_the_pattern_before_goes_on_when_one_is_taken_out():
    every = with_change([week(FULL, START)], week(SHORT, DECEMBER))
    assert spans(without(every, every[1])) == [(START, None, 35.0)]
    assert spans(without(every, every[0])) == [(DECEMBER, None, 28.0)]


def test_no_day_ever_has_two_patterns():
    every = (week(FULL, START),)
    for day in (DECEMBER, SPRING, date(2025, 6, 1), START, date(2023, 1, 1)):
        every = with_change(every, week(SHORT, day))
        check_patterns(every, {})
    assert len(every) == 5


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ((7, 7, 7, 7, 7, 0, 0), "Mon to Fri 7"),
        ((7, 7, 0, 7, 3.5, 0, 0), "Mon to Tue 7, Thu 7, Fri 3.5"),
        ((0, 0, 0, 0, 0, 10, 10), "Sat to Sun 10"),
        ((0,) * 7, ""),
    ],
)
def test_a_week_is_said_by_its_days(hours, words):
    assert week_words(hours) == words
