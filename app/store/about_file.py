"""What a store's file is and how it is written: facts to stand beside a check."""

from app.store import SCHEMA_VERSION, Store
from app.store.engine import database_errors

_PRAGMAS: tuple[str, ...] = (
    *("journal_mode", "synchronous", "foreign_keys", "secure_delete"),
    *("trusted_schema", "cell_size_check"),
)
_WORDS = {"0": "off", "1": "on"}
_SYNCHRONOUS = {"0": "off", "1": "normal", "2": "full", "3": "extra"}


def about_file(store: Store) -> tuple[tuple[str, str], ...]:
    """Return name and value of each fact, in order of reading."""
    size = store.value("PRAGMA page_count") * store.value("PRAGMA page_size")
    version = store.value("SELECT sqlite_version()")
    facts = [
        ("SQLite", f"{version}{_cipher(store)}"),
        ("Schema", f"{SCHEMA_VERSION}"),
        ("Size", f"{size / 1e6:,.1f} MB"),
    ]
    facts += [
        (name.replace("_", " "), _word(name, store.value(f"PRAGMA {name}")))
        for name in _PRAGMAS
    ]
    return tuple(facts)


def _cipher(store: Store) -> str:
    try:
        version = store.value("PRAGMA cipher_version")
    except database_errors():
        return ""
    return f" in SQLCipher {version}" if version else ""


def _word(name: str, value: object) -> str:
    if name == "synchronous":
        return _SYNCHRONOUS.get(str(value), str(value))
    return _WORDS.get(str(value), str(value).casefold())
