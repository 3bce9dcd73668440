"""The wellbeing passphrase."""

import pytest

from app.errors import WelfareError
from app.wellbeing.lock import LONGEST_WAIT, made_lock, opens, wait_after

SALT = bytes(range(16))
GOOD = "otter lantern thirty gravel"


def test_a_lock_opens_to_its_passphrase_and_to_no_other():
    lock = made_lock(GOOD, SALT)
    assert opens(lock, GOOD)
    for wrong in ("", "otter lantern thirty grave", GOOD.upper(), "x" * 10_000):
        assert not opens(lock, wrong)


def test_a_lock_does_not_hold_the_passphrase_and_differs_by_salt():
    lock = made_lock(GOOD, SALT)
    assert lock.startswith("scrypt$32768$8$1$")
    assert "otter" not in lock
    assert lock != made_lock(GOOD, bytes(16))


def test_letters_typed_in_another_way_are_the_same():
    lock = made_lock("caf\u00e9 lantern thirty", SALT)
    assert opens(lock, "cafe\u0301 lantern thirty")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "fewer than 12"),
        ("short words", "fewer than 12"),
        ("            " + "a b", "fewer than 12"),
        ("aaaaaaaaaaaaaaa", "repeats too few"),
        ("ab cd ef" * 100, "more than 256"),
    ],
)
def test_a_passphrase_that_is_too_weak_is_refused_and_not_repeated(typed, words):
    with pytest.raises(WelfareError, match=words) as refused:
        made_lock(typed, SALT)
    assert typed == "" or typed not in str(refused.value)


@pytest.mark.parametrize("lock", ["", "scrypt$1$2$3$4", "plain", "scrypt$a$8$1$00$00"])
def test_a_damaged_lock_opens_to_nothing_and_says_so(lock):
    with pytest.raises(WelfareError, match="cannot be checked"):
        opens(lock, GOOD)


def test_after_three_wrong_ones_one_waits_ever_longer():
    assert [wait_after(n) for n in range(7)] == [0, 0, 0, 5, 10, 20, 40]
    assert wait_after(10_000) == LONGEST_WAIT
