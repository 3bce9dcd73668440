"""A small store in which there is something in nearly every table, made in a second."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.demo.scale import make_scale
from app.errors import InvalidRequest
from app.store.draft import save_draft
from app.store.event import write
from app.store.imports import ImportedRow, add_import, add_rows, keep_mapping
from app.store.past import change_past
from app.store.snapshot import read_ledger, save_snapshot
from app.store.undo import undo_operation

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = 86400
SUMMARIES = ("Téléphone of the accused", "Two tablets", "A laptop, sealed", "")
ALL_REQUESTS = "SELECT uid, reference FROM request ORDER BY id"


def make_varied(
    path: Path, *, requests: int = 100, changes: int = 160, seed: int = 1
) -> Path:
    """Make the store: requests at once, then single changes of every sort.

    Stores of two units have two seeds: nothing of one may pass for the other's.
    """
    store = make_scale(path, requests=requests, seed=seed)
    rng = random.Random(19)  # noqa: S311 - repeatable
    known = list(store.query(ALL_REQUESTS))
    made = []
    for number in range(changes):
        at = START + timedelta(hours=number)
        moment = int(at.timestamp())
        uid = rng.choice(known)["uid"]
        with write(store, who="test", why=f"Call {number}", kind="test", at=at) as op:
            _change(op, number % 8, uid, moment, rng)
            made.append(op.uid)
    for undone in made[3::40]:
        with write(store, who="test", why="", kind="undo", at=at) as op:
            try:
                undo_operation(op, undone)
            except InvalidRequest:  # changed since: then one more of the others
                change_past(op, "request", uid, {"urgency": "now"}, effective_at=moment)
    add_file(store, at)
    for number in range(6):
        text = {"reference": f"DF-{number}", "summary": SUMMARIES[number % 3] * 9}
        save_draft(store, f"draft-{number}", text, at=at)
    save_snapshot(store, read_ledger(store), worth=1)
    store.close()
    return path


def _change(op, sort, uid, moment, rng):
    summary = {"summary": rng.choice(SUMMARIES) + str(rng.random())}
    if sort == 0:
        op.change(
            "request",
            uid,
            {"status": "ON_HOLD"},
            effective_at=moment,
            status="ON_HOLD",
            reason="AWAITING_DEVICE",
        )
    elif sort == 1:
        change_past(op, "request", uid, summary, effective_at=moment - 30 * DAY)
    elif sort == 2:
        note = {"request": uid, "written_on": "2026-11-02", "text": "A call. " * 40}
        op.register("note", note, effective_at=moment)
    elif sort == 3:
        op.change("request", uid, summary, effective_at=moment)
    elif sort == 4:
        item = {
            "request": uid,
            "reference": f"new-{moment}",
            "type": "PHONE",
            "state": "RECEIVED",
            "size": rng.random(),
        }
        op.register("exhibit", item, effective_at=moment, status="RECEIVED")
    elif sort == 5:
        word = {"value": f'"{rng.random()}"'}
        op.register("setting", word, uid=f"x{moment}", effective_at=moment)
    elif sort == 6:
        facts = {"request": uid, "accused": f"A{moment}", "custody": "BAIL"}
        made = op.register("proceeding", facts, effective_at=moment)
        op.change("proceeding", made, {"charge": "C1"}, effective_at=moment)
    else:
        facts = {"request": uid, "written_on": "2026-11-02", "text": "Wrong"}
        made = op.register("note", facts, effective_at=moment)
        op.remove("note", made, effective_at=moment)


def add_file(store, at):
    """Bring a file in: four rows of each sort."""
    facts = dict.fromkeys(("name", "source"), "x") | {"sha256": "0" * 64}
    facts |= {"kind": "requests", "columns": ["Ref", "What"], "mapping": {"a": "b"}}
    counts = {"rows": 40, "taken": 0, "duplicate": 0, "rejected": 40, "blank": 0}
    rows = [
        ImportedRow(
            line=line,
            bin="rejected",
            reference="",
            reasons=("No day.",),
            cells=(f"DF-{line}", "word " * 12),
        )
        for line in range(2, 42)
    ]
    with write(store, who="test", why="", kind="import", at=at) as op:
        moment = int(at.timestamp())
        uid = add_import(op, facts | counts, effective_at=moment)
        add_rows(op, uid, rows)
        keep_mapping(op, "x", {"a": "b"}, effective_at=moment)
