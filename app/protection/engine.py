"""SQLCipher as the engine of a protected store.

The file is encrypted page by page under a key of 256 bits, each page with a code that
shows any change of it (SQLCipher 4: AES-256-CBC, HMAC-SHA512). The key is given raw, so
that opening costs no derivation (reliability reference, 4.2).
"""

from functools import partial
from typing import Any

from app.errors import StoreError
from app.store.engine import MEMORY, Engine

KEY = 32
"""Bytes of a key."""


def protected_engine(key: bytes) -> Engine:
    """Return what opens the files that are encrypted under ``key``.

    Raises:
        StoreError: The library for protected stores is not installed.
    """
    library = load_library()
    return Engine(
        name="SQLCipher",
        connect=partial(_connect, library, key),
        errors=(library.Error,),
    )


def load_library() -> Any:
    """Return SQLCipher's library.

    Raises:
        StoreError: It is not installed.
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise StoreError(
            "This installation of Headroom cannot open protected stores.",
            remedy="Install the version that can: headroom[protected].",
            detail=str(error),
        ) from error
    return dbapi2


def raw_key(key: bytes) -> str:
    """Return a key as SQLCipher takes it raw."""
    return f"\"x'{key.hex()}'\""


def _connect(library: Any, key: bytes, target: str) -> Any:
    """Return a connection under the key; SQLCipher copies from key to key alone."""
    connection = library.connect(target, uri=target != MEMORY, isolation_level=None)
    connection.row_factory = library.Row
    connection.execute("PRAGMA cipher_log_level = NONE")  # not to the terminal
    connection.execute(f"PRAGMA key = {raw_key(key)}")
    return connection
