"""The key file beside a protected store: its key, itself under the passphrase.

The passphrase is stretched with Argon2id (RFC 9106) over 256 MiB, and the key of the
store wrapped with AES-256-GCM under the result; a changed byte of the file is noticed.
The name of what it is belongs to what is authenticated.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import StoreError, WrongKey
from app.keeping.private_file import write_private
from app.protection.engine import KEY
from app.store.engine import key_file

FORMAT = "headroom key 1"
LEAST = 12
"""Characters that a passphrase must have."""

_SALT, _NONCE = 16, 12
_MOST_MEMORY, _MOST_PASSES, _MOST_LANES = 1 << 21, 20, 16  # 2 GiB
_LARGEST = 64 * 1024  # bytes; a key file is far smaller


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one attempt at a passphrase costs.

    Attributes:
        memory: KiB.
        passes: Passes over it.
        lanes: Lanes that may be worked at at once.
    """

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 4


USUAL = Cost()
"""About half a second on an office computer."""


def refuse_weak(passphrase: str) -> None:
    """Refuse a passphrase that is soon guessed.

    Raises:
        WrongKey: It is too short, or of too few different characters.
    """
    if len(passphrase) < LEAST or len(set(passphrase)) < 5:
        raise WrongKey(
            f"A passphrase needs at least {LEAST} characters, not a few repeated.",
            remedy="Four or more words that only you put together are good.",
        )


def write_keys(
    store: Path, keys: Sequence[bytes], passphrase: str, *, cost: Cost = USUAL
) -> None:
    """Write the key file of ``store`` in place of the one there, whole or not at all.

    Args:
        store: The store.
        keys: Its key; while it is encrypted anew the coming one and the present one.
        passphrase: What opens them.
        cost: What an attempt costs.

    Raises:
        OutputError: It cannot be written.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = secrets.token_bytes(_SALT)
    wrapping = AESGCM(_stretched(passphrase, salt, cost))
    wrapped = []
    for key in keys:
        nonce = secrets.token_bytes(_NONCE)
        wrapped.append((nonce + wrapping.encrypt(nonce, key, FORMAT.encode())).hex())
    content = {
        "format": FORMAT,
        "kdf": "argon2id",
        "memory_kib": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
        "keys": wrapped,
    }
    write_private(key_file(store), json.dumps(content, indent=1).encode())


def read_keys(store: Path, passphrase: str) -> list[bytes]:
    """Return the keys of ``store`` that its passphrase opens, the likeliest first.

    Raises:
        WrongKey: The passphrase is another, or the key file was changed.
        StoreError: The key file is missing or damaged.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    content = _content(key_file(store))
    cost = _cost(content)
    salt = bytes.fromhex(content["salt"])
    wrapping = AESGCM(_stretched(passphrase, salt, cost))
    try:
        return [_unwrapped(wrapping, bytes.fromhex(one)) for one in content["keys"]]
    except InvalidTag as error:
        raise WrongKey(
            "That is not the passphrase of this store.",
            remedy="Try again (is Caps Lock on?), or use the recovery key that was"
            " printed.",
        ) from error


def cost_of(store: Path) -> Cost:
    """Return what an attempt at the passphrase of ``store`` costs."""
    return _cost(_content(key_file(store)))


def _unwrapped(wrapping: Any, wrapped: bytes) -> bytes:
    nonce, sealed = wrapped[:_NONCE], wrapped[_NONCE:]
    key: bytes = wrapping.decrypt(nonce, sealed, FORMAT.encode())
    return key


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    stretching = Argon2id(
        salt=salt,
        length=KEY,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    stretched: bytes = stretching.derive(_normal(passphrase).encode())
    return stretched


def _normal(passphrase: str) -> str:
    """Return one form of letters that keyboards type in several."""
    from unicodedata import normalize

    return normalize("NFC", passphrase)


def _content(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            content: Mapping[str, Any] = json.loads(file.read(_LARGEST))
        is_usable = _is_key_file(content)
    except FileNotFoundError as error:
        raise _unusable(path, "is missing") from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unusable(path, "is damaged") from error
    if not is_usable:
        raise _unusable(path, "is damaged or of a newer version")
    return content


def _is_key_file(content: Mapping[str, Any]) -> bool:
    sizes = {len(bytes.fromhex(one)) for one in content["keys"]}
    return (
        (content["format"], content["kdf"]) == (FORMAT, "argon2id")
        and sizes == {_NONCE + KEY + 16}
        and len(bytes.fromhex(content["salt"])) == _SALT
    )


def _cost(content: Mapping[str, Any]) -> Cost:
    """Return the cost told; one that would exhaust the computer is refused."""
    told = [content.get(name) for name in ("memory_kib", "passes", "lanes")]
    most = (_MOST_MEMORY, _MOST_PASSES, _MOST_LANES)
    for value, limit in zip(told, most, strict=True):
        if not isinstance(value, int) or not 1 <= value <= limit:
            raise _unusable(None, "asks for an impossible effort")
    memory, passes, lanes = (int(value or 0) for value in told)
    return Cost(memory=max(memory, 8 * lanes), passes=passes, lanes=lanes)


def _unusable(path: Path | None, what: str) -> StoreError:
    return StoreError(
        f"The key file of this store {what}.",
        remedy="Put the key file of a copy beside it, or use the recovery key that was"
        " printed.",
        detail=str(path or ""),
    )
