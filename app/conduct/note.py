"""Notes on a request: written, changed, taken away."""

from datetime import date, datetime

from app.casework.note import Note
from app.conduct.moment import refuse_future
from app.errors import InvalidRequest
from app.store import Store
from app.store.event import write
from app.store.past import not_before_last
from app.store.request import moment_of

MOST = 100_000
"""Characters of a note at the most."""


def add_note(store: Store, note: Note, *, who: str, at: datetime) -> str:
    """Put a note on a request and return the uid of the operation.

    Raises:
        InvalidRequest: It is empty or too long, or its day is still to come.
    """
    text = _checked(note.text)
    refuse_future("A note", note.written_on, at)
    row = {
        "request": note.request,
        "written_on": note.written_on.isoformat(),
        "text": text,
    }
    with write(store, who=who, why="", kind="add note", at=at) as operation:
        moment = moment_of(operation, note.request, note.written_on)
        operation.register("note", row, effective_at=moment)
    return operation.uid


def change_note(
    store: Store,
    uid: str,
    text: str,
    *,
    on: date,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Change what a note says; the history keeps what it said.

    Raises:
        InvalidRequest: It is empty or too long.
        ChangedMeanwhile: It was changed from another place.
    """
    changed = {"text": _checked(text)}
    with write(store, who=who, why="", kind="change note", at=at) as operation:
        request = operation.present("note", uid)["request"]
        moment = moment_of(operation, request, on)
        moment = not_before_last(operation, "note", uid, moment)
        operation.change("note", uid, changed, effective_at=moment, version=version)
    return operation.uid


def _checked(text: str) -> str:
    plain = text.replace("\0", "").strip()
    if not plain:
        raise InvalidRequest("A note needs words.", remedy="Type what it is about.")
    if len(plain) > MOST:
        raise InvalidRequest(
            f"A note has at most {MOST:,} characters; this one has {len(plain):,}.",
            remedy="Shorten it, or make two notes of it.",
        )
    return plain
