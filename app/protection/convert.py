"""Turn a plain store into a protected one, back, or to another key.

The store is written whole into another file, which is checked against it before it
takes its name in one step. Whenever the program dies there is the store as it was or
the new one, and a key file that opens it. The store as it was is kept aside until the
user agrees that it goes.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.errors import AppError, OutputError, StoreError
from app.keeping.private_file import copy_private
from app.progress import Progress, no_progress
from app.protection.engine import load_library, protected_engine, raw_key
from app.protection.key_file import USUAL, Cost, refuse_weak, write_keys
from app.protection.unlock import unlock
from app.store import Store, open_store
from app.store.chain import last_head
from app.store.copy import sync_folder
from app.store.engine import (
    PLAIN,
    Engine,
    forget_engine,
    is_protected,
    key_file,
    open_with,
)
from app.store.event import write
from app.store.fault import explain
from app.store.half_done import take_back_half_done
from app.store.lock import claim
from app.store.safety_act import SafetyAct, add_safety_act
from app.store.space import refuse_without_space
from app.store.verify import verify

_STEPS = 4
_NUMBERS = ("application_id", "user_version")
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A store that changed its protection.

    Attributes:
        aside: The store as it was, kept until the user agrees that it goes.
        sentence: What was done.
    """

    aside: Path
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who changes the protection, and when (a moment with time zone)."""

    who: str
    at: datetime


def protect(
    store: Path,
    key: bytes,
    passphrase: str,
    person: Person,
    *,
    cost: Cost = USUAL,
    progress: Progress = no_progress,
) -> Converted:
    """Encrypt the plain store at ``store``, which no window has open.

    Args:
        store: The store.
        key: Its new key, of which the recovery key was printed.
        passphrase: What opens it from now on.
        person: Who does it, and when.
        cost: What an attempt at the passphrase costs.
        progress: Told how far it is; may stop it before anything is put in place.

    Raises:
        WrongKey: The passphrase is soon guessed.
        StoreInUse: A window has it open for writing.
        AppError: It could not be done; the store is as it was.
    """
    refuse_weak(passphrase)
    store = store.absolute()
    if is_protected(store):
        raise StoreError("This store is protected already.")
    said = "The store was protected: a passphrase opens it."
    with _owned(store), _written(store, None, key, progress) as part:
        _record(part, said, person)
        aside = _keep_aside(store, "before protection", person.at)
        write_keys(store, [key], passphrase, cost=cost)
        _put_in_place(part, store)
    open_with(store, protected_engine(key))
    return Converted(aside=aside, sentence=said)


def unprotect(
    store: Path,
    passphrase: str,
    person: Person,
    *,
    progress: Progress = no_progress,
) -> Converted:
    """Make the protected store at ``store`` a plain one, which no window has open.

    Raises:
        WrongKey: That is not its passphrase.
        StoreInUse: A window has it open for writing.
        AppError: It could not be done; the store is as it was.
    """
    store = store.absolute()
    key = unlock(store, passphrase)
    said = "The protection was taken off: the store is plain."
    with _owned(store), _written(store, key, None, progress) as part:
        _record(part, said, person)
        aside = _keep_aside(store, "protected", person.at)
        copy_private(key_file(store), key_file(aside))
        _put_in_place(part, store)
    forget_engine(store)
    key_file(store).unlink(missing_ok=True)
    return Converted(aside=aside, sentence=said)


def renew_key(
    store: Path,
    key: bytes,
    passphrase: str,
    person: Person,
    *,
    cost: Cost = USUAL,
    progress: Progress = no_progress,
) -> Converted:
    """Encrypt a protected store under another key: the printed one opens it no more.

    Args:
        store: The store, which no window has open.
        key: Its new key, of which the recovery key was printed.
        passphrase: Its passphrase, which stays.
        person: Who does it, and when.
        cost: What an attempt at the passphrase costs.
        progress: Told how far it is; may stop it before anything is put in place.

    Raises:
        WrongKey: That is not its passphrase.
        StoreInUse: A window has it open for writing.
        AppError: It could not be done; the store is as it was.
    """
    store = store.absolute()
    old = unlock(store, passphrase)
    said = "The store got a new recovery key; the earlier one opens it no more."
    with _owned(store), _written(store, old, key, progress) as part:
        _record(part, said, person)
        aside = _keep_aside(store, "under the earlier key", person.at)
        copy_private(key_file(store), key_file(aside))
        write_keys(store, [key, old], passphrase, cost=cost)  # whichever file is there
        _put_in_place(part, store)
    open_with(store, protected_engine(key))
    with suppress(AppError):  # the new key is in place: the earlier one opens nothing
        write_keys(store, [key], passphrase, cost=cost)
    return Converted(aside=aside, sentence=said)


@contextmanager
def _owned(store: Path) -> Iterator[None]:
    owner = claim(store)
    try:
        take_back_half_done(store)
        yield
    finally:
        owner.release()


@contextmanager
def _written(
    store: Path, old: bytes | None, new: bytes | None, progress: Progress
) -> Iterator[Path]:
    """Write ``store`` under another key into a file beside it, and check that."""
    part = store.with_name(f"{store.name}.converting")
    engine = PLAIN if new is None else protected_engine(new)
    _drop(part)
    refuse_without_space(store.parent, store.stat().st_size)
    try:
        progress(0, _STEPS)
        _export(store, old, part, new)
        progress(1, _STEPS)
        open_with(part, engine)
        _compare(store, part, progress)
        yield part
    finally:
        forget_engine(part)
        _drop(part)


def _export(store: Path, old: bytes | None, part: Path, new: bytes | None) -> None:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    engine = _source(old)
    try:
        connection = engine.connect(f"{store.as_uri()}?mode=rw")
        try:
            key = "''" if new is None else raw_key(new)
            connection.execute(
                f"ATTACH DATABASE ? AS target KEY {key}", (f"{part.as_uri()}?mode=rw",)
            )
            connection.execute("SELECT sqlcipher_export('target')").fetchall()
            for name in _NUMBERS:
                value = connection.execute(f"PRAGMA main.{name}").fetchone()[0]
                connection.execute(f"PRAGMA target.{name} = {value}")
            connection.execute("DETACH DATABASE target")
        finally:
            connection.close()
    except engine.errors as error:
        raise explain(error, "convert") from error


def _source(key: bytes | None) -> Engine:
    """Return SQLCipher itself, which alone can write both kinds of file."""
    if key is not None:
        return protected_engine(key)
    library = load_library()

    def connect(target: str) -> Any:
        return library.connect(target, uri=True, isolation_level=None)

    return Engine(name="SQLCipher", connect=connect, errors=(library.Error,))


def _compare(store: Path, part: Path, progress: Progress) -> None:
    """Refuse what was written unless it is sound and holds all that the store holds."""
    before = open_store(store, read_only=True)
    try:
        after = open_store(part, read_only=True)
        try:
            progress(2, _STEPS)
            verdict = verify(after)
            if verdict.fault or _content(before) != _content(after):
                raise StoreError(
                    "The store did not come out whole under its new key; it is as it"
                    " was.",
                    remedy="Check the store, then try again.",
                    detail=verdict.fault,
                )
        finally:
            after.close()
    finally:
        before.close()
    progress(3, _STEPS)


def _content(store: Store) -> tuple[bytes, dict[str, int]]:
    names = [row[0] for row in store.query(_TABLES)]
    counts = {
        name: store.value(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - of the schema
        for name in names
    }
    return last_head(store), counts


def _record(part: Path, said: str, person: Person) -> None:
    act = SafetyAct(
        kind="protect", source="", outcome=said, detail={}, done_on=person.at.date()
    )
    store = open_store(part)
    try:
        with write(
            store, who=person.who, why="", kind="protect", at=person.at
        ) as operation:
            add_safety_act(operation, act)
    finally:
        store.close()


def _keep_aside(store: Path, words: str, at: datetime) -> Path:
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = store.with_name(f"{store.stem} {words} {stamp}{store.suffix}")
    copy_private(store, aside)
    return aside


def _put_in_place(part: Path, store: Path) -> None:
    try:
        part.replace(store)
    except OSError as error:
        raise OutputError(
            f"The file cannot be put in the place of {store.name}.",
            remedy="Close other programs that have the file open, then try again.",
            detail=f"{store}: {error}",
        ) from error
    with suppress(OSError):  # it is there: it must not be said that it is as it was
        sync_folder(store.parent)


def _drop(part: Path) -> None:
    with suppress(OSError):
        for path in part.parent.iterdir():
            if path.name.startswith(part.name):
                path.unlink(missing_ok=True)
