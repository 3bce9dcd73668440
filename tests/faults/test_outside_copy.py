"""F10: others copy a store in use badly, and its verified copies always well."""

from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import AppError
from app.keeping.make import keep_copy
from app.store import open_store
from app.store.copy import copy_store
from app.store.event import write
from app.store.verify import verify
from tests.faults.rounds import rounds
from tests.faults.tally import note

COPIES = rounds(6, 100)
BLOCK = 1 << 15
WORK_AT = (2, 7)  # blocks after which somebody saves
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


def save(store, number):
    """Add a request that takes pages all over the file."""
    at = NOW + timedelta(minutes=number)
    with write(store, who="t", why="", kind="import", at=at) as operation:
        for part in range(10):
            row = {"reference": f"F10-{number}-{part}", "status": "SUBMITTED"}
            row["summary"] = "words " * 40
            operation.register(
                "request", row, effective_at=int(at.timestamp()), status="SUBMITTED"
            )


def copy_slowly(source, target, meanwhile):
    """Copy as a file server does: block by block, while others go on working."""
    with source.open("rb") as read, target.open("wb") as written:
        for place, block in enumerate(iter(lambda: read.read(BLOCK), b"")):
            written.write(block)
            if place in WORK_AT:
                meanwhile()


def is_whole(path, sequence=None):
    """Whether a copy opens, is sound, and ends with the operation that it should."""
    with suppress(AppError), closing(open_store(path)) as copy:
        last = copy.value("SELECT max(id) FROM operation")
        return verify(copy).is_sound and sequence in (None, last)
    return False


@pytest.fixture
def busy(fresh):
    store = open_store(fresh)
    numbers = iter(range(10**6))
    for _ in range(6):
        save(store, next(numbers))
    yield store, lambda: save(store, next(numbers))
    store.close()


def test_only_verified_copies_may_be_copied_while_the_store_is_worked_on(
    busy, tmp_path
):
    store, work = busy
    good = spoilt = 0
    for number in range(COPIES):
        by_others = tmp_path / f"others-{number}.db"
        copy_slowly(store.path, by_others, work)
        spoilt += not is_whole(by_others)
        by_us = copy_store(store, tmp_path / f"ours-{number}.db")
        good += is_whole(by_us.path, by_us.sequence)
    made = keep_copy(store, reason="asked", at=NOW + timedelta(days=1))
    of_the_copy = tmp_path / "of-the-copy.db"
    copy_slowly(made.path, of_the_copy, work)
    good += is_whole(of_the_copy, made.note.sequence)
    note(
        fault="F10",
        what="copies while the store is worked on",
        tried=COPIES + 1,
        survived=good,
        lost=COPIES + 1 - good,
        control=f"{spoilt} of {COPIES} by another program spoilt",
    )
    assert good == COPIES + 1
    assert spoilt > 0, "the control: a live copy by another program is spoilt"
