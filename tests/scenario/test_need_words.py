from dataclasses import replace
from datetime import date

from app.scenario.goal import Goal, Way
from app.scenario.need_words import need_sentence

GOAL = Goal(by=date(2027, 6, 30), certainty=0.8, backlog=200)


def way(words, later, *, reaches=True):
    return Way(
        words=words,
        levers=(),
        amounts=(1.0,),
        unit="FTE",
        reaches=reaches,
        certainty=0.82,
        below=0.7,
        later=later,
        holds=later >= GOAL.certainty,
    )


def told(ways, sums=()):
    return need_sentence(GOAL, 0.1, ways, sums, None)


def test_what_holds_weeks_later_is_said_before_what_does_not():
    words = told([way("3 FTE", 0.5), way("20 a month", 0.9)])
    assert "it takes 20 a month, or 3 FTE" in words
    assert "It holds 26 weeks later too, in 90 of 100." in words


def test_one_step_less_is_never_rounded_up_to_what_was_asked_for():
    words = told([replace(way("3 FTE", 0.9), below=0.7967)])
    assert "(79 of 100 with one step less)" in words


def test_where_nothing_alone_holds_a_combination_that_does_is_named():
    words = told([way("3 FTE", 0.5)], [way("x with y", 0.6), way("a with b", 0.9)])
    assert "It does not hold: 26 weeks later only 50 of 100" in words
    assert words.endswith("What does hold: a with b together.")


def test_where_nothing_holds_no_more_is_promised():
    words = told([way("3 FTE", 0.5)], [way("x with y", 0.6)])
    assert "What does hold" not in words
