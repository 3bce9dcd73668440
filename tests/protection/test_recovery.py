"""The printed recovery key is read back, and a mistake in it is found and placed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidRequest
from app.protection.recovery import ALPHABET, groups_of, key_of, recovery_key

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_key_comes_back_as_it_is_read_aloud_and_typed(key):
    text = recovery_key(key)
    assert [len(group) for group in groups_of(text)] == [5] * 13
    assert key_of(text) == key
    assert key_of(text.lower().replace("-", " ").replace("0", "o")) == key


@given(KEYS, st.integers(0, 64), st.integers(1, 31))
def test_any_one_character_mistyped_is_found_in_its_group(key, place, step):
    plain = recovery_key(key).replace("-", "")
    other = ALPHABET[(ALPHABET.index(plain[place]) + step) % 32]
    wrong = plain[:place] + other + plain[place + 1 :]
    with pytest.raises(InvalidRequest, match=f"Group {place // 5 + 1} "):
        key_of(wrong)


@given(KEYS, st.integers(0, 63))
def test_two_neighbours_exchanged_are_found(key, place):
    plain = list(recovery_key(key).replace("-", ""))
    if plain[place] == plain[place + 1]:
        return
    plain[place], plain[place + 1] = plain[place + 1], plain[place]
    with pytest.raises(InvalidRequest, match="is not as it was printed"):
        key_of("".join(plain))


@given(KEYS, st.integers(0, 12), st.integers(0, 12))
def test_groups_in_another_order_are_found(key, one, other):
    groups = groups_of(recovery_key(key))
    groups[one], groups[other] = groups[other], groups[one]
    if one == other:
        return
    with pytest.raises(InvalidRequest, match="is not as it was printed"):
        key_of("-".join(groups))


@pytest.mark.parametrize("text", ["", "8K2QH", "8K2QH-" * 14, "U" * 65])
def test_what_is_no_recovery_key_is_told_as_such(text):
    with pytest.raises(InvalidRequest, match=r"65|Group 1 "):
        key_of(text)
