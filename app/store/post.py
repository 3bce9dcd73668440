"""Posts of the establishment and who holds them: read, and what changes them."""

from datetime import date, timedelta

from app.casework.working_time import day_words, midday
from app.errors import CapacityError
from app.store import Store
from app.store.event import Operation
from app.store.person import flushed, read_person
from app.store.rows import (
    amend_value,
    from_row,
    register_value,
    value_with,
    values_of,
)
from app.workforce.post import Post, Posting

_POSTINGS_OF = "SELECT * FROM posting WHERE person = :person ORDER BY valid_from"
_HELD = "SELECT EXISTS (SELECT 1 FROM posting WHERE post = :uid)"
_SAME_LABEL = """
    SELECT 1 FROM post WHERE label = :label COLLATE NOCASE AND uid <> :uid
"""


def read_posts(store: Store) -> tuple[Post, ...]:
    """Return every post, by its label."""
    return values_of(store, Post, "post", order="label")


def read_postings(store: Store) -> tuple[Posting, ...]:
    """Return who holds which post, and when."""
    return values_of(store, Posting, "posting", order="valid_from")


def add_post(operation: Operation, post: Post) -> str:
    """Add a post and return its uid.

    Raises:
        CapacityError: There is one of the same label.
    """
    _check_label(flushed(operation), post)
    return register_value(operation, "post", post, post.valid_from)


def change_post(operation: Operation, post: Post, *, on: date) -> None:
    """Change a post, as from the version that was read.

    Raises:
        CapacityError: There is another one of the same label.
        ChangedMeanwhile: It was changed from another place.
    """
    _check_label(flushed(operation), post)
    amend_value(operation, "post", post, on)


def remove_post(operation: Operation, uid: str, *, on: date) -> None:
    """Take away a post that was entered in error.

    Raises:
        CapacityError: Somebody holds it or has held it: give a last day instead.
    """
    if flushed(operation).value(_HELD, {"uid": uid}):
        raise CapacityError(
            "Somebody holds this post or has held it.",
            remedy="Give the last day on which it is funded instead.",
        )
    operation.remove("post", uid, effective_at=midday(on))


def set_posting(
    operation: Operation, person: str, post: str | None, *, on: date
) -> None:
    """Let a person hold a post from a day on; the one held before ends the day before.

    None ends the post held, without another.

    Raises:
        CapacityError: Another posting begins later, the person holds that post already
            (or none), the person is not in post, or the post is not funded on the day.
    """
    store = flushed(operation)
    one = read_person(store, person)
    if not one.is_in_post(on):
        raise CapacityError(
            f"{one.shown} is not in post on {day_words(on)} and cannot hold a post.",
            remedy="Correct the day, or the time in post.",
        )
    theirs = [
        from_row(Posting, row) for row in store.query(_POSTINGS_OF, {"person": person})
    ]
    if any(item.valid_from > on for item in theirs):
        raise CapacityError(
            f"{one.shown} is to hold another post after {day_words(on)}.",
            remedy="Choose a later day.",
        )
    current = next((item for item in theirs if item.holds(on)), None)
    if (current.post if current else None) == post:
        held = "this post already" if post else "no post"
        raise CapacityError(f"{one.shown} holds {held} on {day_words(on)}.")
    if post:
        _check_funded(store, post, on)
    if current is not None:
        _end(operation, current, on)
    if post:
        posting = Posting(person=person, post=post, valid_from=on)
        register_value(operation, "posting", posting, on)


def _end(operation: Operation, posting: Posting, on: date) -> None:
    """End a posting on the day before ``on``; one that began on that day goes."""
    if posting.valid_from >= on:
        operation.remove("posting", posting.uid, effective_at=midday(on))
        return
    ends = {"valid_to": (on - timedelta(days=1)).isoformat()}
    operation.change("posting", posting.uid, ends, effective_at=midday(on))


def _check_funded(store: Store, uid: str, on: date) -> None:
    post = value_with(store, Post, "post", uid)
    if post is None or not post.is_funded(on):
        label = post.label if post else "This post"
        raise CapacityError(
            f"{label} is not funded on {day_words(on)}.",
            remedy="Choose another day, or put right from when it is funded.",
        )


def _check_label(store: Store, post: Post) -> None:
    wanted = {"label": post.label.strip(), "uid": post.uid}
    if store.one(_SAME_LABEL, wanted) is not None:
        raise CapacityError(
            f"There is a post called {post.label.strip()} already.",
            remedy="Give a title or a number that tells the two apart.",
        )
