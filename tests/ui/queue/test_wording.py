from datetime import date

import pytest

from app.casework.request import Priority, Status
from app.planning.queue import (
    STAGE_OF,
    UNIT,
    Obstacle,
    Ranked,
    Waiting,
    Waterline,
)
from ui.queue.sieve import Group, Sieve, counts, sieve_words, sifted, skills_of
from ui.queue.wording import (
    Sight,
    hours_text,
    hours_words,
    items_text,
    line_text,
    outcome_text,
    priority_words,
    start_text,
    wait_words,
    waiting_text,
    week_text,
)

TODAY = date(2026, 3, 31)
SIGHT = Sight(
    labels={
        "priority": {"P2": "Urgent"},
        "exhibit_type": {"PHONE_SMART": "Smartphone", "SIM": "SIM card"},
        "skill": {"SK_MOB1": "Mobile level 1", "SK_WIN": "Windows analysis"},
    },
    people={"p1": "Ash"},
)


def ranked(*, rank=1, status=Status.ACCEPTED, more=None, **facts):
    waiting = Waiting(
        id=rank, uid=f"u{rank}", reference=f"Q-{rank}", status=status, **(more or {})
    )
    given = {"priority": Priority.URGENT, "served_as": Priority.URGENT, **facts}
    given |= {"stage": STAGE_OF[status], "takes_hours": "obstacle" not in facts}
    return Ranked(waiting=waiting, as_at=TODAY, rank=rank, **given)


def line(**facts):
    usual = {"skill": UNIT, "week": date(2026, 3, 30), "hours": 312.0, "rows": 4}
    more = {"is_spent": True, "hours_above": 300.0, "hours_in_all": 900.0}
    return Waterline(**{**usual, **more, **facts})


def test_a_wait_is_said_against_its_target_with_what_it_is_over():
    days = {"received_on": date(2026, 3, 15), "target_on": date(2026, 3, 29)}
    assert waiting_text(ranked(more=days)) == "16 of 14, +2 over"
    assert waiting_text(ranked(more={"received_on": date(2026, 3, 15)})) == "16 days"


def test_a_wait_is_said_in_full_where_there_is_room():
    days = {"received_on": date(2026, 3, 15), "target_on": date(2026, 3, 29)}
    assert wait_words(ranked(more=days)) == "16 days; target 14, 2 over"
    assert wait_words(ranked(more={"received_on": date(2026, 3, 30)})) == "1 day"


def test_work_beyond_its_estimate_says_so_in_words():
    beyond = ranked(hours=0.0, status=Status.IN_PROGRESS, more={"effort_spent": 6.5})
    assert hours_text(beyond) == "spent"
    assert hours_words(beyond).startswith("none: 6.5 h spent are all")
    assert hours_text(ranked(hours=0.0)) == "0.0"


def test_devices_are_named_and_counted_together():
    devices = {"devices": ((2, "PHONE_SMART"), (1, "SIM")), "exhibits": 3}
    assert items_text(ranked(more=devices), SIGHT) == "Smartphone (2), SIM card"
    assert items_text(ranked(more={"exhibits": 3}), SIGHT) == "3 items"
    assert items_text(ranked(), SIGHT) == ""


def test_hours_of_other_requests_carry_a_tilde():
    assert hours_text(ranked(hours=4.25)) == "4.2"
    assert hours_text(ranked(hours=136.0, is_imputed=True)) == "~136"
    assert hours_text(ranked()) == ""


def test_a_priority_by_decision_says_so_until_its_last_day():
    decided = {"override_reason": "O_COURT", "override_until": date(2026, 3, 31)}
    assert priority_words(ranked(more=decided), SIGHT) == "2 Urgent, by decision"
    over = {**decided, "override_until": date(2026, 3, 30)}
    assert priority_words(ranked(more=over), SIGHT) == "2 Urgent"


def test_what_has_waited_for_long_says_as_what_it_is_served():
    row = ranked(served_as=Priority.IMMEDIATE)
    assert priority_words(row, SIGHT) == "2 Urgent, served as 1"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"starts_in": date(2026, 3, 30)}, "this week"),
        ({"starts_in": date(2026, 5, 4)}, "w/c 4 May"),
        ({"starts_in": date(2026, 12, 14)}, "Dec 2026"),
        ({"obstacle": Obstacle.EXHIBIT}, "exhibit missing"),
        ({"safe_start": date(2026, 4, 2)}, "by 2 Apr"),
        ({"safe_start": date(2026, 3, 2)}, "late: 2 Mar"),
        ({"status": Status.ON_HOLD, "obstacle": Obstacle.HOLD}, "after the hold"),
        ({"status": Status.REVIEW}, "in review"),
        ({"status": Status.READY}, "ready"),
        ({"status": Status.EXTERNAL}, "with provider"),
    ],
)
def test_a_start_is_expected_or_says_what_stands_against_it(facts, said):
    assert start_text(ranked(**facts)) == said


def test_the_first_weeks_are_named_and_others_go_by_their_monday():
    assert week_text(TODAY, 0) == "this week, to 5 Apr"
    assert week_text(TODAY, 1) == "next week, to 12 Apr"
    assert week_text(TODAY, 2) == "the week of 13 Apr, to 19 Apr"


def test_a_line_says_whose_hours_end_where():
    assert line_text(line(), TODAY, SIGHT) == "This week's 312 h end here"
    later = line(week=date(2026, 4, 6))
    assert line_text(later, TODAY, SIGHT) == "312 h to the end of next week end here"
    skill = line(skill="SK_MOB1", hours=40.0)
    assert line_text(skill, TODAY, SIGHT) == "Mobile level 1: 40 h end here"
    nobody = line(skill="SK_MOB1", hours=0.0)
    assert line_text(nobody, TODAY, SIGHT) == "Mobile level 1: no hours"


def test_a_line_says_what_its_hours_are_enough_for():
    words = outcome_text(line(blocked=(1, 3)), TODAY)
    assert words == (
        "they ask for 900 h, there are 312 h to the end of this week;"
        " 2 above the line cannot start"
    )
    none = line(is_spent=False, hours_in_all=0.0)
    assert outcome_text(none, TODAY) == "none of them takes hours now"
    skill = outcome_text(line(skill="SK_MOB1"), TODAY, "Mobile level 1")
    assert skill.startswith("they ask for 900 h of Mobile level 1, there are 312 h")
    short = line(is_spent=False, hours_in_all=300.0)
    assert outcome_text(short, TODAY, "", ["Mobile level 1"]) == (
        "312 h to the end of this week would do for their 300 h,"
        " but not those of Mobile level 1"
    )
    enough = line(is_spent=False, hours_in_all=300.0)
    assert outcome_text(enough, TODAY).endswith("are enough for all of them, 12 h left")


def rows():
    return [
        ranked(rank=1, skills=(("SK_MOB1", 4.0),), more={"examiner": "p1"}),
        ranked(rank=2, skills=(("SK_WIN", 4.0), ("SK_MOB1", 1.0))),
        ranked(rank=3, safe_start=TODAY, more={"summary": "Messages of MARCH"}),
    ]


def left(sieve):
    return [row.rank for row in sifted(rows(), sieve, SIGHT)]


def test_a_sieve_leaves_what_fits_all_that_is_set():
    assert left(Sieve()) == [1, 2, 3]
    assert left(Sieve(skill="SK_MOB1")) == [1, 2]
    assert left(Sieve(group=Group.FREE, skill="SK_MOB1")) == [2]
    assert left(Sieve(text="march messages")) == [3]
    assert left(Sieve(text="ash q-")) == [1]


def test_groups_count_what_else_is_set_leaves():
    found = counts(rows(), Sieve(group=Group.FREE, skill="SK_MOB1"), SIGHT)
    assert (found[Group.ALL], found[Group.FREE], found[Group.MUST_START]) == (2, 1, 0)


def test_skills_are_offered_with_how_many_ask_for_them():
    offered = [("SK_MOB1", "Mobile level 1 (2)"), ("SK_WIN", "Windows analysis (1)")]
    assert skills_of(rows(), SIGHT) == offered


def test_what_is_shown_is_said_in_words():
    sieve = Sieve(group=Group.OVER, text=" ash ", skill="SK_WIN")
    assert (
        sieve_words(sieve, SIGHT) == "Over target, skill Windows analysis, with “ash”"
    )
