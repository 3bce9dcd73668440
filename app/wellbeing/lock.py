"""The wellbeing passphrase: made, compared, and slowed down after wrong ones.

What is kept proves a passphrase without holding it. It guards the view of the window:
the records lie in the same file as everything else.
"""

import hashlib
import hmac
import unicodedata

from app.errors import WelfareError

LEAST = 12
"""Least number of characters of a passphrase."""

MOST = 256
"""Most characters that are looked at."""

FREE_TRIES = 3
"""Wrong passphrases after which one has to wait."""

LONGEST_WAIT = 300
"""Most seconds that one has to wait."""

_COST, _BLOCK, _WAYS = 2**15, 8, 1
_MEMORY = 64 * 2**20
_KIND = "scrypt"


def made_lock(passphrase: str, salt: bytes) -> str:
    """Return what proves a passphrase, to be kept.

    It takes a tenth of a second and 32 megabytes on purpose: call it off the UI thread.

    Args:
        passphrase: What was typed, twice alike.
        salt: Sixteen random bytes.

    Raises:
        WelfareError: The passphrase is too short or too long.
    """
    check_new(passphrase)
    key = _key(passphrase, salt, _COST, _BLOCK, _WAYS)
    return f"{_KIND}${_COST}${_BLOCK}${_WAYS}${salt.hex()}${key.hex()}"


def opens(lock: str, passphrase: str) -> bool:
    """Return whether a passphrase is that of a lock; slow on purpose.

    Raises:
        WelfareError: The lock is damaged.
    """
    if len(passphrase) > MOST:
        return False
    try:
        cost, block, ways, salt, key = lock.removeprefix(f"{_KIND}$").split("$")
        numbers = int(cost), int(block), int(ways)
        found = _key(passphrase, bytes.fromhex(salt), *numbers)
        return hmac.compare_digest(found, bytes.fromhex(key))
    except ValueError as error:
        raise WelfareError(
            "The wellbeing passphrase of this store cannot be checked.",
            remedy="The setting is damaged: go back to a copy of the store.",
        ) from error


def check_new(passphrase: str) -> None:
    """Refuse a passphrase that is too short, too long, or one letter again and again.

    Raises:
        WelfareError: The sentence says what it needs, never what was typed.
    """
    length = len(unicodedata.normalize("NFC", passphrase).strip())
    if length < LEAST:
        raise WelfareError(
            f"The passphrase has fewer than {LEAST} characters.",
            remedy="Take four or five words that nobody would put together.",
        )
    if length > MOST:
        raise WelfareError(
            f"The passphrase has more than {MOST} characters.",
            remedy="Take a shorter one.",
        )
    if len(set(passphrase)) < 5:
        raise WelfareError(
            "The passphrase repeats too few characters.",
            remedy="Take four or five words that nobody would put together.",
        )


def wait_after(wrong: int) -> int:
    """Return the seconds to wait after so many wrong passphrases in a row."""
    if wrong < FREE_TRIES:
        return 0
    return int(min(5 * 2 ** min(wrong - FREE_TRIES, 10), LONGEST_WAIT))


def _key(passphrase: str, salt: bytes, cost: int, block: int, ways: int) -> bytes:
    """Return the key of a passphrase; letters typed in another way are the same."""
    typed = unicodedata.normalize("NFC", passphrase).strip().encode()
    return hashlib.scrypt(
        typed, salt=salt, n=cost, r=block, p=ways, maxmem=_MEMORY, dklen=32
    )
