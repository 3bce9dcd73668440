"""F19, P29: a protected file tells nothing without its key, and shows every change."""

import random

import pytest

from app.errors import AppError
from app.protection.engine import protected_engine
from app.store import open_store
from app.store.engine import forget_engine, open_with
from app.store.verify import verify
from tests.faults.rounds import rounds
from tests.faults.tally import note

FLIPS = rounds(60, 300)
WORDS = 50


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A plain store, the same protected, and the key."""
    from app.demo.scale import make_scale
    from app.protection.convert import Person, protect
    from tests.protection.conftest import CHEAP, PASSPHRASE, PERSON

    folder = tmp_path_factory.mktemp("keys")
    path, key = folder / "unit.db", bytes(range(32))
    make_scale(path, requests=60).close()
    person: Person = PERSON
    done = protect(path, key, PASSPHRASE, person, cost=CHEAP)
    forget_engine(path)
    return done.aside, path, key


def is_noticed(path):
    try:
        store = open_store(path, read_only=True)
    except AppError:
        return True
    try:
        return not verify(store).is_sound
    finally:
        store.close()


def flips_noticed(path, key, tmp_path):
    chance = random.Random(19)  # noqa: S311 - the same flips in every run
    content = path.read_bytes()
    spoilt = tmp_path / "spoilt.db"
    if key is not None:
        open_with(spoilt, protected_engine(key))
    noticed = 0
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        changed = bytearray(content)
        changed[place] ^= bit
        spoilt.write_bytes(changed)
        noticed += is_noticed(spoilt)
    forget_engine(spoilt)
    return noticed


def test_every_flipped_bit_of_a_protected_store_is_noticed(stores, tmp_path):
    _, path, key = stores
    noticed = flips_noticed(path, key, tmp_path)
    note(
        fault="F19",
        what="bits flipped in a protected store",
        tried=FLIPS,
        survived=noticed,
        lost=FLIPS - noticed,
    )
    assert noticed == FLIPS


def test_no_word_of_the_store_can_be_read_without_the_key(stores):
    plain, protected, _ = stores
    store = open_store(plain, read_only=True)
    rows = store.query("SELECT reference, uid, requester, summary FROM request")
    words = {str(word).encode() for row in rows for word in row if word}
    store.close()
    chosen = sorted(words)[:WORDS]
    before, after = plain.read_bytes(), protected.read_bytes()
    assert len(chosen) == WORDS
    assert all(word in before for word in chosen), "the control: plain words are found"
    found = sum(word in after for word in chosen)
    note(
        fault="F19",
        what="words looked for in a protected file",
        tried=WORDS,
        survived=WORDS - found,
        lost=found,
        control=f"{WORDS} of {WORDS} found in the plain file",
    )
    assert found == 0
