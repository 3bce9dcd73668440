"""What it takes to reach a goal, as rows."""

from dataclasses import replace
from datetime import date

from app.casework.request import Priority
from app.reports.need_table import need_head, need_rows, need_ways
from app.scenario.goal import Goal, Requirement, WaitGoal, Way

GOAL = Goal(
    by=date(2026, 12, 31),
    waits=(WaitGoal(priority=Priority("P3"), days=60),),
    backlog=200,
)
ENOUGH = Way(
    words="2.5 FTE of Examiner",
    levers=(),
    amounts=(2.5,),
    unit="FTE",
    reaches=True,
    certainty=0.83,
    below=0.78,
    later=0.9,
    holds=True,
    cost=120_000.0,
    effort=87.5,
)
SHORT = Way(
    words="Outsourcing of 60 a month",
    levers=(),
    amounts=(60.0,),
    unit="a month",
    reaches=False,
    certainty=0.4,
    is_monotone=False,
)


def found(*ways):
    return Requirement(
        goal=GOAL,
        certainty=0.1,
        later=None,
        ways=ways,
        combinations=(),
        sentence="Said.",
    )


def test_each_way_has_a_row_with_its_proof_beyond_the_day():
    rows = need_rows(found(ENOUGH))
    assert all(len(row) == len(need_head()) for row in rows)
    assert rows[0][:3] == ("Nothing added", "no", "10%")
    assert rows[1] == (
        *("2.5 FTE of Examiner", "yes", "83%", "78%"),
        *("90%", "yes", "£120,000", "87.5"),
    )


def test_one_step_less_is_never_rounded_up_to_what_was_asked_for():
    assert need_rows(found(replace(ENOUGH, below=0.7967)))[1][3] == "79%"


def test_a_way_that_is_not_enough_says_how_far_it_leads():
    row = need_rows(found(SHORT))[1]
    assert row[0].startswith("Outsourcing of 60 a month (the most looked at)")
    assert "more was once worse" in row[0]
    assert row[1:] == (
        "no",
        "40%",
        "\N{EN DASH}",
        "not looked at",
        "no",
        "no price",
        "0.0",
    )


def test_combinations_come_after_ways_alone():
    both = Requirement(
        goal=GOAL,
        certainty=0.1,
        later=0.0,
        ways=(SHORT,),
        combinations=(ENOUGH,),
        sentence="",
    )
    assert need_ways(both) == (SHORT, ENOUGH)
