from datetime import date

import pytest

from app.workforce.absence import Absence
from app.workforce.establishment import SECONDED, establishment
from app.workforce.examiner import Person, full_time_pattern
from app.workforce.post import Post, Posting
from app.workforce.team import Team

START, TODAY, LATER = date(2026, 1, 5), date(2026, 3, 31), date(2026, 6, 1)


def person(uid, **facts):
    return Person(uid=uid, name=uid, **{"starts_on": START, **facts})


def post(uid, **facts):
    return Post(uid=uid, label=uid.upper(), **{"valid_from": START, **facts})


def hold(who, what, **facts):
    return Posting(person=who, post=what, **{"valid_from": START, **facts})


def hours(uid, weekly=35.0):
    return full_time_pattern(uid, START, weekly_hours=weekly)


def standing(*, people, posts, postings=(), patterns=None, absences=(), on=TODAY):
    team = Team(
        people=people,
        posts=posts,
        postings=postings,
        patterns=patterns or tuple(hours(one.uid) for one in people),
        absences=absences,
    )
    return establishment(team, on)


def test_a_post_that_nobody_holds_is_vacant_with_all_its_hours():
    found = standing(
        people=(person("a"),),
        posts=(post("p"), post("q")),
        postings=(hold("a", "p"),),
    )
    held, empty = found.posts
    assert (held.vacant, empty.vacant) == (0.0, 35.0)
    assert found.vacancies == (empty,)
    assert found.equivalents(found.whole.vacant) == 1.0


def test_a_post_held_part_time_is_vacant_for_the_rest():
    found = standing(
        people=(person("a"),),
        posts=(post("p"),),
        postings=(hold("a", "p"),),
        patterns=(hours("a", 21.0),),
    )
    assert found.posts[0].vacant == pytest.approx(14.0)
    assert found.equivalents(14.0) == pytest.approx(0.4)


def test_two_people_who_share_a_post_fill_it():
    found = standing(
        people=(person("a"), person("b")),
        posts=(post("p"),),
        postings=(hold("a", "p"), hold("b", "p")),
        patterns=(hours("a", 21.0), hours("b", 14.0)),
    )
    assert found.posts[0].vacant == found.posts[0].above == 0.0


def test_hours_held_beyond_what_is_funded_are_told_and_hide_no_vacancy():
    found = standing(
        people=(person("a"), person("b")),
        posts=(post("p", weekly_hours=21.0), post("q")),
        postings=(hold("a", "p"), hold("b", "p")),
    )
    assert found.posts[0].above == pytest.approx(49.0)
    assert found.whole.vacant == 35.0


def test_a_post_is_funded_and_held_as_at_the_day_alone():
    posts = (post("p", valid_to=date(2026, 5, 31)), post("q", valid_from=LATER))
    postings = (
        hold("a", "p", valid_to=date(2026, 5, 31)),
        hold("a", "q", valid_from=LATER),
    )
    people = (person("a"),)
    now = standing(people=people, posts=posts, postings=postings)
    then = standing(people=people, posts=posts, postings=postings, on=LATER)
    assert [one.is_funded for one in now.posts] == [True, False]
    assert [one.is_funded for one in then.posts] == [False, True]
    assert [len(one.holders) for one in then.posts] == [0, 1]


def test_a_post_is_vacant_when_its_holder_has_left():
    found = standing(
        people=(person("a", ends_on=date(2026, 3, 30)),),
        posts=(post("p"),),
        postings=(hold("a", "p"),),
    )
    assert found.posts[0].holders == ()
    assert (found.whole.people, found.whole.vacant) == (0, 35.0)


def test_somebody_seconded_out_holds_the_post_and_is_counted_apart():
    away = Absence(person="a", kind=SECONDED, first_on=START, last_on=LATER)
    found = standing(
        people=(person("a"),),
        posts=(post("p"),),
        postings=(hold("a", "p"),),
        absences=(away,),
    )
    whole = found.whole
    assert (whole.in_post, whole.vacant, whole.seconded) == (35.0, 0.0, 35.0)
    assert found.posts[0].holders[0].is_seconded


def test_people_without_a_post_are_listed():
    found = standing(people=(person("a"), person("b")), posts=())
    assert [one.person.uid for one in found.unassigned] == ["a", "b"]
    assert found.whole.unassigned == 70.0


def test_sums_stand_by_role_and_for_all_roles():
    found = standing(
        people=(person("a"), person("b", role="MANAGER")),
        posts=(post("p"), post("q"), post("m", role="MANAGER")),
        postings=(hold("a", "p"), hold("b", "m")),
    )
    sums = {one.role: (one.funded, one.in_post, one.vacant) for one in found.roles}
    assert sums == {
        "EXAMINER": (70.0, 35.0, 35.0),
        "MANAGER": (35.0, 35.0, 0.0),
        "": (105.0, 70.0, 35.0),
    }


def test_somebody_without_hours_fills_nothing():
    found = standing(
        people=(person("a"),),
        posts=(post("p"),),
        postings=(hold("a", "p"),),
        patterns=(hours("b"),),
    )
    assert found.posts[0].vacant == 35.0
