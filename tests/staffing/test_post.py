from datetime import UTC, date, datetime

import pytest

from app.conduct.amend import undo
from app.errors import CapacityError
from app.staffing.person import PersonEntry, add_person
from app.staffing.post import add_post, assign_post, change_post, remove_post
from app.store.team import read_team
from app.workforce.examiner import Person, full_time_pattern
from app.workforce.post import Post, Posting

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
START, TODAY, MAY = date(2026, 1, 5), date(2026, 3, 31), date(2026, 5, 1)
WHO = {"on": TODAY, "who": "test", "at": NOON}


@pytest.fixture
def staffed(store):
    """A store with one person and two posts; the person holds the first."""
    person = Person(uid="", name="Examiner 1", starts_on=START)
    add_person(
        store,
        PersonEntry(person=person, patterns=(full_time_pattern("", START),)),
        **WHO,
    )
    for label in ("P1", "P2"):
        add_post(store, Post(label=label, valid_from=START), **WHO)
    assign_post(store, posting(store, "P1", START), **WHO)
    return store


def posting(store, label, day):
    team = read_team(store)
    posts = {post.label: post.uid for post in team.posts}
    person = team.people[0].uid
    return Posting(person=person, post=posts.get(label, ""), valid_from=day)


def spans(store):
    team = read_team(store)
    labels = {post.uid: post.label for post in team.posts}
    return [(labels[p.post], p.valid_from, p.valid_to) for p in team.postings]


def test_another_post_ends_the_one_before_on_its_eve(staffed):
    done = assign_post(staffed, posting(staffed, "P2", MAY), **WHO)
    assert spans(staffed) == [
        ("P1", START, date(2026, 4, 30)),
        ("P2", MAY, None),
    ]
    undo(staffed, done, who="test", at=NOON)
    assert spans(staffed) == [("P1", START, None)]


def test_a_post_is_given_up_without_another(staffed):
    assign_post(staffed, posting(staffed, "", MAY), **WHO)
    assert spans(staffed) == [("P1", START, date(2026, 4, 30))]


@pytest.mark.parametrize(
    ("label", "day", "words"),
    [
        ("P1", MAY, "holds this post already"),
        ("P2", date(2025, 1, 1), "is not in post on 1 Jan 2025"),
    ],
)
def test_a_post_that_cannot_be_held_is_refused(staffed, label, day, words):
    with pytest.raises(CapacityError, match=words):
        assign_post(staffed, posting(staffed, label, day), **WHO)
    assert spans(staffed) == [("P1", START, None)]


def test_a_post_with_a_posting_to_come_is_refused(staffed):
    assign_post(staffed, posting(staffed, "P2", MAY), **WHO)
    with pytest.raises(CapacityError, match="is to hold another post"):
        assign_post(staffed, posting(staffed, "", TODAY), **WHO)


def test_two_posts_of_one_label_are_refused(staffed):
    with pytest.raises(CapacityError, match="a post called p1 already"):
        add_post(staffed, Post(label="p1", valid_from=START), **WHO)
    assert len(read_team(staffed).posts) == 2


def test_a_post_that_was_held_is_not_deleted_but_closed(staffed):
    first = read_team(staffed).posts[0]
    with pytest.raises(CapacityError, match="Somebody holds this post"):
        remove_post(staffed, first, **WHO)
    closed = Post(
        uid=first.uid, label="P1", valid_from=START, valid_to=TODAY, note="Cut"
    )
    change_post(staffed, closed, **WHO)
    assert read_team(staffed).posts[0].valid_to == TODAY


def test_a_post_entered_in_error_is_deleted(staffed):
    remove_post(staffed, read_team(staffed).posts[1], **WHO)
    assert [post.label for post in read_team(staffed).posts] == ["P1"]
