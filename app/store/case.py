"""All that is known of one request, read at once."""

from datetime import date
from typing import Any

import orjson

from app.casework.examination import Examination, HoursLogged
from app.casework.note import Note
from app.casework.proceeding import Proceeding
from app.casework.register import CaseFile
from app.errors import InvalidRequest
from app.store import Store
from app.store.past import entries_of
from app.store.request import exhibits_of, request_from

_BY_ID = "SELECT * FROM request WHERE id = :id"
_ID = "SELECT id FROM request WHERE uid = :uid"
_EXAMINATIONS = "SELECT * FROM examination WHERE request = :request ORDER BY id"
_NOTES = "SELECT * FROM note WHERE request = :request ORDER BY written_on DESC, id DESC"
_PROCEEDINGS = "SELECT * FROM proceeding WHERE request = :request ORDER BY id"
_WORK = "SELECT * FROM work WHERE request = :request ORDER BY done_on DESC, id DESC"
_PROCEEDING_DAYS = (
    *("offence_on", "appearance_on", "petition_on", "committal_on"),
    *("full_committal_on", "limit_on", "ended_on"),
)


def read_case(store: Store, one: int) -> CaseFile | None:
    """Return all that is known of the request with a row id; None if it is gone."""
    row = store.one(_BY_ID, {"id": one})
    if row is None:
        return None
    wanted = {"request": row["uid"]}
    return CaseFile(
        request=request_from(row),
        exhibits=tuple(exhibits_of(store, row["uid"])),
        examinations=tuple(map(examination_from, store.query(_EXAMINATIONS, wanted))),
        entries=entries_of(store, "request", one),
        notes=tuple(map(_note, store.query(_NOTES, wanted))),
        proceedings=tuple(map(proceeding_from, store.query(_PROCEEDINGS, wanted))),
        hours=tuple(map(_hours, store.query(_WORK, wanted))),
    )


def case_of(store: Store, uid: str) -> CaseFile:
    """Return all that is known of the request with the uid ``uid``.

    Raises:
        InvalidRequest: There is none.
    """
    one = store.value(_ID, {"uid": uid})
    case = None if one is None else read_case(store, one)
    if case is None:
        raise InvalidRequest("There is no such request any more.", detail=uid)
    return case


def examination_from(row: Any) -> Examination:
    """Return the examination in a row of its table."""
    facts = {name: row[name] for name in Examination.__slots__}
    facts["in_scope"] = None if row["in_scope"] is None else bool(row["in_scope"])
    for name in ("started_on", "done_on"):
        facts[name] = _day(row[name])
    return Examination(**facts)


def proceeding_from(row: Any) -> Proceeding:
    """Return the proceeding in a row of its table."""
    facts = {name: row[name] for name in Proceeding.__slots__}
    facts["met"] = tuple(orjson.loads(row["met"]))
    for name in _PROCEEDING_DAYS:
        facts[name] = _day(row[name])
    return Proceeding(**facts)


def _note(row: Any) -> Note:
    facts = {name: row[name] for name in Note.__slots__}
    return Note(**{**facts, "written_on": date.fromisoformat(row["written_on"])})


def _hours(row: Any) -> HoursLogged:
    facts = {name: row[name] for name in HoursLogged.__slots__}
    return HoursLogged(**{**facts, "done_on": date.fromisoformat(row["done_on"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
