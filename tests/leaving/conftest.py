"""A store with everything that an export has to carry, and the reader from outside."""

import json
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.intake.importer import import_file
from app.store import Store
from app.store.erase import erase_texts
from app.store.event import write
from app.store.setting import Settings
from app.store.unit import create_unit

HERE = Path(__file__).parent
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY, LATER = "2026-03-02", "2026-03-31"
ODD = (
    *("=1+1", "'=1+1", "''", "-5", "+5", "\n=x", "\t@", "\uff1d1", 'a,b;c|"d"\r\nü£'),
    *(" leading and trailing ", "éà œ “quoted” \u2013 dash", "-0.25", "--5", "1e5"),
    *("'", ""),
)
"""Texts that come back only if every rule of the files is kept."""

GONE = "Mxyzptlk Quux"
"""What is erased from a note, its operation and a row of an imported file."""

RECORDS = {
    "pattern": {"person": "p", "valid_from": DAY, "mon": 7.25, "tue": 7.25}
    | dict.fromkeys(("wed", "thu", "fri", "sat", "sun"), 0.0),
    "skill": {"person": "p", "skill": "MOB", "level": 2, "valid_from": DAY},
    "absence": {"person": "p", "kind": "A_LEAVE", "first_on": DAY, "last_on": LATER},
    "abstraction": {"person": "p", "kind": "B_COURT", "valid_from": DAY, "share": 0.1},
    "post": {"label": "Examiner 1", "role": "EXAMINER", "weekly_hours": 35.0}
    | {"valid_from": DAY},
    "holiday": {"day": DAY, "name": "Local", "is_free": 1},
    "equipment": {"label": "Kiosk", "kind": "KIOSK", "quantity": 2, "unit": "hours"}
    | {"weekly_limit": 30.5, "types": '["MOB_L1"]', "valid_from": DAY},
    "provider": {"name": "Lab", "types": "[]", "monthly_items": 2.0, "valid_from": DAY},
    "exhibit": {"request": "r", "reference": "E1", "type": "PHONE_SMART"}
    | {"state": "RECEIVED", "size": 0.1 + 0.2},
    "examination": {"request": "r", "type": "MOB_L1", "effort_estimated": 1e-7},
    "work": {"request": "r", "person": "p", "done_on": DAY, "hours": 1 / 3},
    "proceeding": {"request": "r", "accused": "A1"},
    "sending": {"request": "r", "sent_on": DAY, "items": 1, "defects": 0},
    "exposure": {"person": "p", "done_on": DAY, "hours": 2.5},
    "welfare_contact": {
        "person": "p",
        "kind": "CHECK_IN",
        "held_on": DAY,
        "is_kept": 1,
    },
    "rotation": {"person": "p", "first_on": DAY},
    "tolerance": {"person": "p", "valid_from": DAY, "weekly_hours": 4.0},
    "feedback": {"request": "r", "person": "p", "told_on": DAY},
    "driver": {"name": "Crime", "first_on": DAY, "months": 1, "value": 12.0},
    "operation_plan": {"name": "-Op", "first_on": DAY, "weeks": 2, "extra": 1.5}
    | {"unit": "requests"},
    "change_point": {"day": DAY, "words": "=new system"},
    "anchor": {"sequence": 1, "head": "0" * 64, "document": "note", "printed_on": DAY},
    "safety_act": {"kind": "drill", "source": "x", "outcome": "y", "detail": "{}"}
    | {"done_on": DAY},
    "salvaged": {"subject": "note", "record": "x", "source": "both", "detail": "z"},
    "scenario": {"name": "=S", "content": "{}", "seed": 2**60, "replications": 10}
    | {"as_at": DAY, "fingerprint": "f", "created_on": DAY, "updated_on": DAY},
    "commentary": {"report": "capacity-summary", "month": "2026-02", "text": "@x"},
}
"""A record of most tables; "p" is a person, "r" a request."""


def fill(store: Store) -> None:
    """Write a record into every table, odd texts among them, and change some."""
    with write(store, who="=test", why="-odd", kind="+odd", at=AT) as operation:
        person = {"name": "Mme Éclair", "role": "EXAMINER", "starts_on": DAY}
        known = {"p": operation.register("person", person, effective_at=0)}
        request = {"reference": "R-1", "status": "ACCEPTED", "priority": "P2"}
        request |= {"examiner": known["p"], "summary": "=1+1"}
        known["r"] = operation.register("request", request, effective_at=0)
        for table, row in RECORDS.items():
            row = {name: known.get(value, value) for name, value in row.items()}
            known[table] = operation.register(table, row, effective_at=0)
        posting = {"person": known["p"], "post": known["post"], "valid_from": DAY}
        operation.register("posting", posting, effective_at=0)
        for text in ODD:
            note = {"request": known["r"], "written_on": DAY, "text": text}
            uid = operation.register("note", note, effective_at=0)
            operation.change(
                "request", known["r"], {"summary": text}, effective_at=-1, reason=text
            )
        barred = {**RECORDS["absence"], "kind": "A_RESTRICT", "bars_exposure": 1}
        barred = {**barred, "person": known["p"], "share_kept": 0.5}
        away = operation.register("absence", barred, effective_at=0)
    with write(store, who="test", why="", kind="take away", at=AT) as operation:
        operation.remove("note", uid, effective_at=0, reason="it's “odd”")
        operation.change("absence", away, {"note": "told"}, effective_at=0)


@pytest.fixture(scope="session")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit with a record in every table, odd texts, and an imported file."""
    folder = tmp_path_factory.mktemp("leaving")
    store = create_unit(folder / "unit.db", Settings(unit="Ünit"), who="test", at=AT)
    fill(store)
    with write(store, who="test", why=f"a {GONE}", kind="note", at=AT) as operation:
        request = store.value("SELECT uid FROM request")
        told = {"request": request, "written_on": DAY, "text": f"of {GONE} too"}
        operation.register("note", told, effective_at=0)
    good = "".join(f"X-{n},13/01/2026,{n % 5},£ é {n}\n" for n in range(3, 80))
    sheet = folder / "list.csv"
    sheet.write_text(
        "Ref,Received,Phones,Summary\nX-1,13/01/2026,1,=1+1\nX-1,13/01/2026,1,=1+1\n"
        f"X-2,31/02/2026,1,'{GONE}\n\n{good}",
        "utf-8",
    )
    import_file(store, sheet, as_at=date(2026, 3, 31), who="test", at=AT)
    erased = {"basis": "Court order", "on": date(2026, 3, 31), "who": "test", "at": AT}
    erase_texts(store, [GONE], **erased)
    store.close()
    return folder / "unit.db"


@pytest.fixture
def read_outside(tmp_path):
    """Return a function that opens an export by a program of its own.

    It returns what that printed, and the database that it filled.
    """

    def read(folder):
        place = tmp_path / "rebuilt.db"
        done = subprocess.run(
            [sys.executable, "-I", HERE / "independent.py", folder, place],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout), sqlite3.connect(place)

    return read
