"""P26, P14: what was deleted or lawfully erased is in no byte of our files.

Markers are put into records, drafts and files brought in, then deleted or erased by
what the program does; afterwards every file beside the store is searched. The control
deletes from a file with SQLite's secure delete off: there the markers must be found.
"""

import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from app.store import open_store, reading
from app.store.draft import discard_draft, save_draft
from app.store.erasable import scope_of
from app.store.erase import erase_texts
from app.store.event import write
from app.store.imports import ImportedRow, add_import, add_rows
from app.store.setting import Settings
from app.store.undo import undo_operation
from app.store.unit import create_unit
from app.store.verify import verify
from tests.faults.rounds import dice, rounds
from tests.faults.tally import note

MARKERS = rounds(60, 1000)
ERASURES = rounds(40, 1000)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
AT = int(NOON.timestamp())
SAID = ("Smith", "Ó'Brien", "7 Elm Row", 'the "Blue" phone', "naïve\nline", "a\\b")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    place = tmp_path_factory.mktemp("residue") / "empty.db"
    create_unit(place, Settings(), who="test", at=NOON).close()
    return place


@pytest.fixture
def place(empty, tmp_path):
    return shutil.copy(empty, tmp_path / "unit.db")


def held(place):
    """Every byte of the store and of what lies beside it."""
    return b"".join(
        path.read_bytes() for path in place.parent.rglob("*") if path.is_file()
    )


def found(place, markers):
    content = held(place)
    return [marker for marker in markers if marker.encode() in content]


def marker_of(number, draw):
    return f"Marker{number:05d}{draw.getrandbits(60):015x}"


def padded(marker, draw):
    """A text of any length with a marker in it: some go over several pages."""
    return f"{'x ' * draw.randrange(1, 3000)}{marker}{' y' * draw.randrange(1, 300)}"


def test_deleted_drafts_are_in_no_byte_of_our_files(place):
    draw = dice(26)
    markers = [marker_of(number, draw) for number in range(MARKERS)]
    store = open_store(place)
    for number, marker in enumerate(markers):
        text = padded(marker, draw)
        save_draft(store, f"d{number}", {"summary": text}, at=NOON)
        if number % 3 == 0:
            save_draft(store, f"d{number}", {"summary": text[:40]}, at=NOON)
    there = len(found(place, markers))
    for number in range(MARKERS):
        discard_draft(store, f"d{number}")
    while_open = found(place, markers)
    store.close()
    left = found(place, markers)
    journal = place.with_name("unit.db-journal")
    note(
        fault="P26",
        what="drafts deleted",
        tried=MARKERS,
        survived=MARKERS - len(left),
        lost=len(left),
        control=f"{there} found before",
    )
    assert there > MARKERS / 2
    assert while_open == left == []
    assert not journal.exists() or not journal.stat().st_size


@pytest.mark.parametrize("secure", [0, 1])
def test_control_without_secure_delete_what_was_deleted_is_found(place, secure):
    draw = dice(27)
    markers = [marker_of(number, draw) for number in range(MARKERS)]
    base = sqlite3.connect(place)
    base.execute(f"PRAGMA secure_delete = {secure}")
    for marker in markers:
        row = marker, "2026", padded(marker, draw)
        base.execute("INSERT INTO draft (name, saved_at, content) VALUES (?,?,?)", row)
    base.commit()
    base.execute("DELETE FROM draft")
    base.commit()
    base.close()
    assert bool(found(place, markers)) == (secure == 0)


# ---- Lawful erasure ------------------------------------------------------------------


class Unit:
    """A store in which values are written anywhere, and some of them erased."""

    def __init__(self, place, draw):
        self.store, self.draw = open_store(place), draw
        self.requests, self.number = [], 0

    def value(self):
        self.number += 1
        said = self.draw.choice(SAID)
        return f"{said} {marker_of(self.number, self.draw)}"

    def operation(self, why=""):
        at = NOON + timedelta(minutes=self.number)
        return write(self.store, who="t", why=why, kind="work", at=at)

    def write_it(self, value):
        """Write a value in one to three places."""
        ways = [self.summary, self.reference, self.note, self.imported, self.why]
        ways += [self.draft, self.undone, self.amended]
        for way in self.draw.sample(ways, self.draw.randint(1, 3)):
            way(value)

    def add(self, **facts):
        with self.operation() as operation:
            row = {"reference": f"DF-{self.number}-{len(self.requests)}"}
            row |= {"status": "SUBMITTED", **facts}
            uid = operation.register(
                "request", row, effective_at=AT, status="SUBMITTED"
            )
        self.requests.append(uid)
        return operation.uid

    def summary(self, value):
        text = f"{'word ' * self.draw.randrange(0, 2000)}{value}, locked"
        self.add(summary=text)

    def reference(self, value):
        self.add(reference=f"{value}/{len(self.requests)}")

    def amended(self, value):
        self.add(summary=f"was {value}")
        with self.operation() as operation:
            facts = {"summary": "is another"}
            operation.change("request", self.requests[-1], facts, effective_at=AT)

    def undone(self, value):
        uid = self.add(summary=value)
        self.requests.pop()
        with self.operation() as operation:
            undo_operation(operation, uid)

    def note(self, value):
        self.add()
        words = {"request": self.requests[-1], "written_on": "2026-03-02"}
        with self.operation() as operation:
            operation.register("note", {**words, "text": value}, effective_at=AT)

    def why(self, value):
        with self.operation(why=f"Asked by {value}") as operation:
            uid = self.draw.choice(self.requests) if self.requests else None
            if uid is None:
                operation.register("setting", {"value": "1"}, effective_at=AT)
            else:
                facts = {"priority": self.draw.choice(["P1", "P2"])}
                operation.change("request", uid, facts, effective_at=AT)

    def imported(self, value):
        with self.operation() as operation:
            facts = {"name": "x.csv", "source": "x", "sha256": "0" * 64}
            facts |= {"kind": "requests", "columns": ["Ref"], "mapping": {}}
            counts = {"rows": 1, "taken": 0, "duplicate": 0, "rejected": 1, "blank": 0}
            file = add_import(operation, facts | counts, effective_at=0)
            cells = ("DF-1", value)
            row = ImportedRow(
                line=2, bin="rejected", reference="", reasons=(value,), cells=cells
            )
            add_rows(operation, file, [row])

    def draft(self, value):
        save_draft(self.store, f"d{value[-9:]}", {"a": value}, at=NOON)


@pytest.mark.timeout(3600)
def test_an_erased_value_is_in_no_byte_and_the_chain_holds_each_time(place):
    draw = dice(14)
    unit, erased, left, broken = Unit(place, draw), [], 0, 0
    for _ in range(ERASURES):
        values = [unit.value() for _ in range(2)]
        for value in values:
            unit.write_it(value)
        erase_texts(
            unit.store,
            [values[0]],
            basis="Decision 1",
            on=date(2026, 4, 2),
            who="t",
            at=NOON,
        )
        marker = values[0].rpartition(" ")[2]
        erased.append(marker)
        left += bool(found(place, [marker]))
        broken += not verify(unit.store).is_sound
    unit.store.close()
    at_last = found(place, erased)
    with reading(place) as store:
        is_sound = verify(store).is_sound
    note(
        fault="P14",
        what="values erased, all bytes searched, chain checked each time",
        tried=ERASURES,
        survived=ERASURES - left - broken,
        lost=left + broken + len(at_last),
    )
    assert (left, broken, at_last, is_sound) == (0, 0, [], True)


def test_within_one_request_an_erased_value_of_its_own_is_in_no_byte(place):
    draw = dice(15)
    unit = Unit(place, draw)
    for _ in range(6):
        unit.summary(unit.value())
    value = unit.value()
    unit.amended(value)
    done = erase_texts(
        unit.store,
        [value],
        basis="Decision 1",
        on=date(2026, 4, 2),
        who="t",
        at=NOON,
        scope=scope_of(unit.store, unit.requests[-1]),
    )
    assert (done.elsewhere, done.is_gone) == (0, True)
    assert found(place, [value.rpartition(" ")[2]]) == []
    assert verify(unit.store).is_sound
    unit.store.close()
