"""The recovery key: the key of a store in letters and digits, to be printed once.

It is the key itself, so that a lost passphrase or a lost key file is no lost store.
Groups of four characters, each with a fifth that shows a mistake: over the field with
32 elements a weighted sum of the four and the number of the group, by which any one
character mistyped, any two exchanged and groups out of order are noticed.
"""

from app.errors import InvalidRequest
from app.protection.engine import KEY

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U (Crockford's base 32): nothing looks like another."""

GROUPS = 13
"""Groups of a recovery key."""

_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_DATA = 4  # characters of a group that carry the key
_BITS = 5
_SPARE = GROUPS * _DATA * _BITS - KEY * 8
_REDUCED_BY = 0b100101  # x^5 + x^2 + 1


def recovery_key(key: bytes) -> str:
    """Return a key of 32 bytes in groups, such as ``8K2QH-…``."""
    number = int.from_bytes(key, "big") << _SPARE
    groups = []
    for group in range(GROUPS):
        shift = (GROUPS - 1 - group) * _DATA * _BITS
        values = [number >> shift + _BITS * (3 - at) & 31 for at in range(_DATA)]
        groups.append("".join(ALPHABET[v] for v in [*values, _check(group, values)]))
    return "-".join(groups)


def key_of(text: str) -> bytes:
    """Return the key that was typed from a printed recovery key.

    Small letters, spaces, and O for 0 or I and L for 1 are taken as meant.

    Raises:
        InvalidRequest: It is not one; the sentence says which group to look at.
    """
    plain = "".join(c for c in text.upper().translate(_READ_AS) if c.isalnum())
    if len(plain) != GROUPS * (_DATA + 1):
        raise InvalidRequest(
            f"A recovery key has {GROUPS} groups of five characters;"
            f" {len(plain)} characters were given, not {GROUPS * (_DATA + 1)}.",
            remedy="Type all of them as they are printed.",
        )
    number = 0
    for group in range(GROUPS):
        for value in _values(plain[group * 5 : group * 5 + 5], group):
            number = number << _BITS | value
    if number & (1 << _SPARE) - 1:
        raise _mistyped(GROUPS - 1)
    return (number >> _SPARE).to_bytes(KEY, "big")


def groups_of(text: str) -> list[str]:
    """Return the groups of a recovery key as they are printed."""
    return text.split("-")


def _values(group: str, place: int) -> list[int]:
    if any(letter not in ALPHABET for letter in group):
        raise _mistyped(place)
    *values, check = (ALPHABET.index(letter) for letter in group)
    if check != _check(place, values):
        raise _mistyped(place)
    return values


def _check(place: int, values: list[int]) -> int:
    total = place
    for value in reversed(values):
        total = _doubled(total ^ value)
    return total


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _REDUCED_BY if value & 32 else value


def _mistyped(place: int) -> InvalidRequest:
    return InvalidRequest(
        f"Group {place + 1} of the recovery key is not as it was printed.",
        remedy="Compare it with the sheet, letter by letter.",
    )
