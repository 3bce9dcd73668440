"""Code lists in use: shipped with the program, then kept and edited in the store."""

from datetime import date
from pathlib import Path
from typing import Any

import orjson

from app.casework.vocabulary import Term, Vocabulary, parse_vocabulary
from app.errors import VocabularyError
from app.resource import RESOURCES
from app.store import Store
from app.store.event import Operation

_LISTS = "SELECT DISTINCT list FROM term ORDER BY list"
_TERMS = """
    SELECT code, label, guidance, valid_from, valid_to, position, extras
      FROM term WHERE list = :list ORDER BY position, code
"""
_CODES = "SELECT list, code FROM term"
_MOVES = "status_moves"


def shipped_vocabularies(folder: Path = RESOURCES / "vocabulary") -> list[Vocabulary]:
    """Return the code lists that come with the program."""
    return [
        parse_vocabulary(path.stem, path.read_text("utf-8"))
        for path in sorted(folder.glob("*.csv"))
        if path.stem != _MOVES
    ]


def missing_terms(store: Store) -> list[tuple[str, Term]]:
    """Return the shipped codes that a store lacks, each with the name of its list."""
    held = {tuple(row) for row in store.query(_CODES)}
    return [
        (vocabulary.name, term)
        for vocabulary in shipped_vocabularies()
        for term in vocabulary.terms
        if (vocabulary.name, term.code) not in held
    ]


def add_missing_terms(operation: Operation, *, effective_at: int) -> None:
    """Put the shipped codes that are not there yet into the store."""
    for name, term in missing_terms(operation.store):
        add_term(operation, name, term, effective_at=effective_at)


def add_vocabulary(
    operation: Operation, vocabulary: Vocabulary, *, effective_at: int
) -> None:
    """Add a whole code list to the store."""
    for term in vocabulary.terms:
        add_term(operation, vocabulary.name, term, effective_at=effective_at)


def add_term(operation: Operation, name: str, term: Term, *, effective_at: int) -> None:
    """Add one code to the list ``name``."""
    operation.register(
        "term",
        {
            "list": name,
            "code": term.code,
            "label": term.label,
            "guidance": term.guidance,
            "valid_from": term.valid_from and term.valid_from.isoformat(),
            "valid_to": term.valid_to and term.valid_to.isoformat(),
            "position": term.order,
            "extras": orjson.dumps(dict(term.extras)).decode(),
        },
        uid=f"{name}/{term.code}",
        effective_at=effective_at,
    )


def vocabularies(store: Store) -> dict[str, Vocabulary]:
    """Return every code list of the store by its name."""
    return {row[0]: vocabulary(store, row[0]) for row in store.query(_LISTS)}


def vocabulary(store: Store, name: str) -> Vocabulary:
    """Return the code list ``name`` as it is in the store.

    Raises:
        VocabularyError: The store has no such list.
    """
    terms = tuple(_term(row) for row in store.query(_TERMS, {"list": name}))
    if not terms:
        raise VocabularyError(f"The store has no code list called {name}.")
    return Vocabulary(name=name, terms=terms)


def _term(row: Any) -> Term:
    return Term(
        code=row["code"],
        label=row["label"],
        guidance=row["guidance"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        order=row["position"],
        extras=orjson.loads(row["extras"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
