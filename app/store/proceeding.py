"""Proceedings in the store: of one request, and of all in columns; the clock rules."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from app.casework.ledger import NO_CODE, NO_DAY
from app.casework.proceeding import Proceeding
from app.casework.proceeding_columns import DAYS, ProceedingColumns
from app.casework.working_time import day_number
from app.errors import VocabularyError
from app.resource import RESOURCES
from app.rules.clock import RuleSet
from app.rules.clock_file import parse_rules
from app.store import Store
from app.store.case import proceeding_from
from app.store.vocabulary import shipped_vocabularies

_OF_REQUEST = "SELECT * FROM proceeding WHERE request = :request ORDER BY id"
_ONE = "SELECT * FROM proceeding WHERE uid = :uid"
_DAYS = ", ".join(DAYS)
_ALL = f"""
    SELECT (SELECT id FROM request WHERE uid = proceeding.request),
           custody, nullif(met, '[]'), {_DAYS}
      FROM proceeding ORDER BY id
"""  # noqa: S608 - the names are those of ``DAYS``


def proceedings_of(store: Store, request: str) -> tuple[Proceeding, ...]:
    """Return the proceedings of the request with the uid ``request``."""
    return tuple(map(proceeding_from, store.query(_OF_REQUEST, {"request": request})))


def find_proceeding(store: Store, uid: str) -> Proceeding | None:
    """Return the proceeding with ``uid``, or None."""
    row = store.one(_ONE, {"uid": uid})
    return None if row is None else proceeding_from(row)


def read_proceedings(store: Store) -> ProceedingColumns:
    """Return every proceeding in columns, as it is now."""
    ids, custody, met, *days = store.columns(_ALL)
    codes = tuple(sorted({code for code in custody if code is not None}))
    place: Mapping[Any, int] = {None: NO_CODE, **{c: n for n, c in enumerate(codes)}}
    return ProceedingColumns(
        ids=np.array(ids, dtype=np.int64),
        custody=np.array([place[code] for code in custody], dtype=np.int16),
        codes=codes,
        days={name: _numbers(column) for name, column in zip(DAYS, days, strict=True)},
        met=_met(met),
    )


def _numbers(days: tuple[str | None, ...]) -> NDArray[np.int32]:
    """Return day numbers of days as text; ``NO_DAY`` for none."""
    number: dict[str | None, int] = {  # a day comes again and again
        day: day_number(date.fromisoformat(day)) for day in set(days) if day
    }
    number[None] = NO_DAY
    return np.fromiter(map(number.__getitem__, days), np.int32, len(days))


def _met(texts: tuple[str | None, ...]) -> dict[str, NDArray[np.int64]]:
    """Return the places of the proceedings in which the step of each rule was taken."""
    found: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        for rule in orjson.loads(text) if text else ():
            found.setdefault(rule, []).append(place)
    return {rule: np.array(places) for rule, places in found.items()}


@lru_cache(maxsize=4)
def shipped_rules(region: str) -> RuleSet:
    """Return the clock rules of a region, as shipped.

    Raises:
        VocabularyError: There is no file for the region, or it is wrong in some line.
    """
    path = RESOURCES / "clocks" / f"{region}.toml"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise VocabularyError(
            f"There is no file of clock rules for {region}.",
            remedy="Choose another region in the settings of the unit.",
            detail=str(error),
        ) from error
    lists = {one.name: one for one in shipped_vocabularies()}
    return parse_rules(region, text, lists["custody_status"].codes)
