"""F9, P10: damage of any sort is noticed when the store is opened or checked.

The content of the store is read before and after; a change of it that nothing notices
is a loss. The control is a check without chain and replay: it must miss some.
"""

import random

import pytest

from tests.faults import damage
from tests.faults.rounds import rounds, share
from tests.faults.tally import note
from tests.faults.varied_store import make_varied

TRIES = rounds(64, 10_000)
PARTS = rounds(1, 8)
KINDS = (*damage.SMALL, *damage.SMALL, *damage.LARGE, "swapped")


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("damage")
    one = make_varied(folder / "one.db", requests=60, changes=80)
    other = make_varied(folder / "other.db", requests=100, changes=40, seed=2)
    return one, damage.swapped(other)


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_change_of_content_goes_unnoticed(stores, tmp_path, part):
    store, swapped = stores
    whole, content = store.read_bytes(), damage.content_of(store)
    place = tmp_path / "spoilt.db"
    assert damage.noticed(store) == ""
    changed, missed, missed_by_sqlite = 0, [], 0
    for number in share(TRIES, part, PARTS):
        rng = random.Random(number)  # noqa: S311 - repeatable
        kind = KINDS[number % len(KINDS)]
        spoilt = bytearray(whole)
        (swapped if kind == "swapped" else kind)(spoilt, rng)
        place.write_bytes(spoilt)
        fault = damage.noticed(place)
        if damage.content_of(place) != content:
            changed += 1
            missed_by_sqlite += not damage.noticed_by_sqlite(place)
            if not fault:
                missed.append((number, kind))
    note(
        fault="F9",
        what="damage that changes content is noticed",
        tried=changed,
        survived=changed - len(missed),
        lost=len(missed),
        control=f"SQLite alone missed {missed_by_sqlite} of {changed}",
    )
    assert missed == []
    assert missed_by_sqlite > 0  # the control: without ours, damage goes unnoticed


def test_the_file_is_not_changed_by_being_checked(stores, tmp_path):
    spoilt = bytearray(stores[0].read_bytes())
    damage.zeroed_page(spoilt, random.Random(3))  # noqa: S311 - repeatable
    place = tmp_path / "spoilt.db"
    place.write_bytes(spoilt)
    damage.noticed(place)
    assert place.read_bytes() == spoilt
