"""The commands that need or change the key of a store, and how they ask for it.

A passphrase is never an argument: others on the computer can read those, and shells
keep them.
"""

import argparse
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from app.errors import InvalidRequest, LockedStore
from app.store.engine import PLAIN, engine_of, is_protected

Ask = Callable[[str], str]
"""Asks the person at the terminal, without showing what is typed."""

_LONGEST = 4096


def add_key_options(parser: argparse.ArgumentParser) -> None:
    """Let every command be told where the passphrase or the recovery key stands."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="first line: the passphrase of a protected store; else it is asked for",
    )
    parser.add_argument(
        "--recovery-key-file",
        type=Path,
        metavar="FILE",
        help="the printed recovery key, in place of the passphrase",
    )


def unlock_for(arguments: argparse.Namespace, ask: Ask | None) -> None:
    """Unlock the store that a command is about, if it is a protected one.

    Args:
        arguments: What was said; ``store`` is the store, if there is one.
        ask: Asks for the passphrase; None where nobody can be asked.

    Raises:
        LockedStore: Nobody can be asked and no file names the key.
        WrongKey: The passphrase or the key is another.
    """
    store: Path | None = getattr(arguments, "store", None)
    if store is None or not store.is_file() or not is_protected(store):
        return
    if engine_of(store) is not PLAIN:
        return
    from app.protection.unlock import unlock, unlock_by_recovery

    if arguments.recovery_key_file is not None:
        unlock_by_recovery(store, _read(arguments.recovery_key_file, lines=99))
    else:
        unlock(store, _passphrase(arguments, ask, store))


def protect_told(
    arguments: argparse.Namespace, ask: Ask | None, *, who: str, at: datetime
) -> Iterator[str]:
    """Protect a plain store, and yield the recovery key: it is told this once."""
    from app.protection.convert import Person, protect
    from app.protection.engine import KEY
    from app.protection.recovery import recovery_key

    passphrase = _new_passphrase(arguments, ask)
    key = secrets.token_bytes(KEY)
    person = Person(who=who, at=at)
    done = protect(arguments.store, key, passphrase, person)
    yield done.sentence
    yield "Recovery key, to be written down and kept in the unit's safe; it is not kept"
    yield "anywhere else, and without it and the passphrase the store is lost:"
    yield ""
    yield f"    {recovery_key(key)}"
    yield ""
    yield f"The plain store is kept as {done.aside.name}: remove it, and the copies"
    yield "made before, once you have seen that the passphrase opens the store."


def unprotect_told(
    arguments: argparse.Namespace, ask: Ask | None, *, who: str, at: datetime
) -> Iterator[str]:
    """Take the protection off a store."""
    from app.protection.convert import Person, unprotect

    passphrase = _passphrase(arguments, ask, arguments.store)
    done = unprotect(arguments.store, passphrase, Person(who=who, at=at))
    yield done.sentence
    yield f"The protected store is kept as {done.aside.name}."


def passphrase_told(arguments: argparse.Namespace, ask: Ask | None) -> Iterator[str]:
    """Give a store another passphrase, by its old one or its recovery key."""
    from app.protection.recovery import key_of
    from app.protection.unlock import change_passphrase, new_passphrase

    store = arguments.store
    if arguments.recovery_key_file is not None:
        key = key_of(_read(arguments.recovery_key_file, lines=99))
        new_passphrase(store, key, _asked_twice(ask))
    else:
        old = _passphrase(arguments, ask, store)
        change_passphrase(store, old, _asked_twice(ask))
    yield "The new passphrase opens the store; copies made before keep the old one."


def _passphrase(arguments: argparse.Namespace, ask: Ask | None, store: Path) -> str:
    if arguments.passphrase_file is not None:
        return _read(arguments.passphrase_file, lines=1)
    if ask is None:
        raise LockedStore(
            f"The store {store.name} is protected: a passphrase opens it.",
            remedy="Name the file that holds it: headroom --passphrase-file FILE …",
        )
    return ask(f"Passphrase of {store.name}: ")


def _new_passphrase(arguments: argparse.Namespace, ask: Ask | None) -> str:
    if arguments.passphrase_file is not None:
        return _read(arguments.passphrase_file, lines=1)
    return _asked_twice(ask)


def _asked_twice(ask: Ask | None) -> str:
    if ask is None:
        raise InvalidRequest(
            "A new passphrase is typed at a terminal.",
            remedy="Run the command in a terminal; to protect a store, a file may hold"
            " it: headroom --passphrase-file FILE protect STORE.",
        )
    first = ask("New passphrase: ")
    if ask("Again, to be sure: ") != first:
        raise InvalidRequest(
            "The two passphrases are not the same; nothing was changed.",
            remedy="Type the new passphrase twice alike.",
        )
    return first


def _read(path: Path, *, lines: int) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LONGEST)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRequest(
            f"The key cannot be read from {path.name}.",
            remedy="Name a text file that you may read.",
            detail=str(path),
        ) from error
    return "\n".join(text.splitlines()[:lines])
