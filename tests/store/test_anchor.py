from datetime import date, timedelta

import pytest

from app.errors import InvalidRequest, ReadOnlyStore
from app.store import reading
from app.store.anchor import (
    clock_steps,
    head_at,
    match_head,
    read_anchors,
    record_anchor,
    since_print,
)
from app.store.chain import fingerprint
from app.store.erase import erase_texts
from app.store.undo import last_operation
from app.store.verify import verify
from tests.store.conftest import NOON, add

ON = date(2026, 4, 2)


def print_head(store, printed, document="Capacity summary, March 2026"):
    sequence, short = printed.split("-")
    return record_anchor(
        store, int(sequence), short, document, on=ON, who="test", at=NOON
    )


def test_a_printed_head_is_kept_and_matches(disk_store):
    add(disk_store, "DF-1")
    printed = fingerprint(disk_store)
    print_head(disk_store, printed)
    (anchor,) = read_anchors(disk_store)
    assert f"{anchor.sequence}-{anchor.head[:16]}" == printed
    assert (anchor.document, anchor.printed_on) == ("Capacity summary, March 2026", ON)
    assert anchor.is_match
    assert verify(disk_store).is_sound


def test_a_print_is_no_change_of_a_request(disk_store):
    uid = add(disk_store, "DF-1")
    before = last_operation(disk_store, uid)
    print_head(disk_store, fingerprint(disk_store))
    assert last_operation(disk_store, uid) == before


def test_a_head_that_is_not_of_this_history_is_not_kept(disk_store):
    with pytest.raises(InvalidRequest, match="not of this history"):
        print_head(disk_store, "1-0000000000000000")
    with pytest.raises(InvalidRequest, match="not of this history"):
        print_head(disk_store, "99-0000000000000000")
    assert read_anchors(disk_store) == []


def test_nothing_is_kept_in_a_store_open_for_reading(disk_store, place):
    disk_store.close()
    with reading(place) as store, pytest.raises(ReadOnlyStore):
        print_head(store, fingerprint(store))


def test_changes_since_the_last_print_are_counted_without_prints(disk_store):
    assert since_print(disk_store) == "no head printed before"
    print_head(disk_store, fingerprint(disk_store))
    assert since_print(disk_store) == "0 changes since 1, printed 2 Apr 2026"
    add(disk_store, "DF-1")
    assert since_print(disk_store) == "1 change since 1, printed 2 Apr 2026"
    print_head(disk_store, fingerprint(disk_store))
    add(disk_store, "DF-2")
    add(disk_store, "DF-3")
    assert since_print(disk_store) == "2 changes since 3, printed 2 Apr 2026"


def test_every_earlier_head_matches_and_says_how_much_came_since(disk_store):
    heads = [fingerprint(disk_store)]
    for number in range(3):
        add(disk_store, f"DF-{number}")
        heads.append(fingerprint(disk_store))
    for number, printed in enumerate(heads):
        sequence, short = printed.split("-")
        found = match_head(disk_store, int(sequence), short)
        assert found.is_match
        count = f"{3 - number} operation" + "s" * (number != 2)
        assert f"{count} came since" in found.words


@pytest.mark.parametrize(
    ("sequence", "short", "said"),
    [
        (9, "0" * 16, "ends at operation 2, before the printed 9"),
        (0, "0" * 16, "ends at operation 2, before the printed 0"),
        (2, "0" * 16, "operation 2 of this store has another head. The history"),
    ],
)
def test_a_head_that_is_not_there_says_what_that_means(
    disk_store, sequence, short, said
):
    add(disk_store, "DF-1")
    found = match_head(disk_store, sequence, short)
    assert not found.is_match
    assert said in found.words


def test_a_mistyped_head_is_told_as_such(disk_store):
    head = head_at(disk_store, 1)[:16]
    other = ("0" if head[3] != "0" else "1").join((head[:3], head[4:]))
    found = match_head(disk_store, 1, other)
    assert not found.is_match
    assert "They differ in 1 of 16 characters: check your typing." in found.words


def test_a_clock_set_back_is_told_and_the_order_kept(disk_store):
    add(disk_store, "DF-1", at=NOON + timedelta(hours=2))
    assert clock_steps(disk_store) == []
    add(disk_store, "DF-2", at=NOON + timedelta(hours=1))
    (step,) = clock_steps(disk_store)
    assert (step.operation, step.kind) == (3, "add request")
    assert step.recorded_at < step.before
    assert verify(disk_store).is_sound


def test_a_head_printed_before_an_erasure_says_that_it_came_since(disk_store):
    add(disk_store, "DF-1", summary="Phone of Zeta")
    sequence, short = fingerprint(disk_store).split("-")
    assert "erased" not in match_head(disk_store, int(sequence), short).words
    erase_texts(disk_store, ["Zeta"], basis="Decision 1", on=ON, who="t", at=NOON)
    found = match_head(disk_store, int(sequence), short)
    assert found.is_match
    assert "but for what was erased since, once" in found.words


def test_a_head_without_characters_matches_nothing(disk_store):
    assert not match_head(disk_store, 1, "").is_match
