"""F13, P13: somebody with the file and any SQLite tool changes it; is that noticed?

The nine attacks of the reliability reference, section 8, each on a copy of the same
store with a target of its own. The attacker drops the triggers first. Six are noticed
by the check of the store alone. Three (the end cut off, history written anew, an older
copy put back) leave a store that is sound in itself: only a head printed before shows
them.
"""

import json
import random
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from app.errors import StoreError
from app.reports.head_words import read_head
from app.store import create_store, reading
from app.store.anchor import match_head
from app.store.chain import GENESIS, digest_of, fingerprint, link
from app.store.event import write
from app.store.record import RECORDS
from app.store.verify import verify
from tests.faults.rounds import rounds
from tests.faults.tally import note

ROUNDS = rounds(8, 1000)
OPERATIONS = 24
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
AT = int(NOON.timestamp())
EVENT = ("subject", "uid", "kind", "effective_at", "status", "reason", "before")
EVENT += ("after", "corrects", "asserts")


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A store, the heads that were printed, and its older copies, by operation."""
    folder = tmp_path_factory.mktemp("tampering")
    store = create_store(folder / "unit.db")
    draw, uids, heads = random.Random(13), [], {}  # noqa: S311 - a test
    for number in range(1, OPERATIONS + 1):
        at = NOON + timedelta(hours=number)
        with write(store, who="t", why=f"w{number}", kind="work", at=at) as operation:
            for _ in range(draw.randint(1, 3)):
                row = {"reference": f"DF-{number}-{_}", "status": "SUBMITTED"}
                row |= {"summary": f"Phone {draw.random()}", "priority": "P3"}
                row |= {"submitted_on": "2026-03-01"}
                uids.append(
                    operation.register(
                        "request", row, effective_at=AT + number, status="SUBMITTED"
                    )
                )
            uid = draw.choice(uids)
            words = {"request": uid, "written_on": "2026-03-02", "text": f"n{number}"}
            operation.register("note", words, effective_at=AT + number)
            operation.change(
                "request",
                draw.choice(uids[:-1] or uids),
                {"priority": draw.choice(["P1", "P2", "P4"])},
                effective_at=AT + number,
            )
        heads[number] = fingerprint(store)
        shutil.copy(folder / "unit.db", folder / f"{number}.db")
    store.close()
    return folder, heads


class Attacker:
    """Somebody with the file, an SQLite tool, and the code of the program."""

    def __init__(self, place, folder, draw):
        self.place, self.folder, self.draw = place, folder, draw
        self.since = 1  # operation from which on a printed head would show it
        self.base = sqlite3.connect(place, isolation_level=None)
        self.base.execute("PRAGMA synchronous = OFF")
        self.base.execute("PRAGMA journal_mode = MEMORY")
        self.base.execute("BEGIN")
        found = self.base.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in found:
            self.base.execute(f"DROP TRIGGER {name}")
        self.guards = [sql for _, sql in found]  # put back: their lack would be seen

    def end(self):
        while self.guards:
            self.base.execute(self.guards.pop())
        if self.base.in_transaction:
            self.base.execute("COMMIT")
        self.base.close()

    def any(self, table, columns="id", where="1"):
        rows = self.base.execute(f"SELECT {columns} FROM {table} WHERE {where}")
        return self.draw.choice(rows.fetchall())

    def change_a_record(self):
        table = self.draw.choice(["request", "note"])
        (row,) = self.any(table)
        column, value = self.draw.choice(
            [("text", "'another'"), ("request", "(SELECT min(uid) FROM request)")]
            if table == "note"
            else [
                ("summary", "'another'"),
                ("priority", "CASE priority WHEN 'P1' THEN 'P2' ELSE 'P1' END"),
                ("submitted_on", "'2026-02-28'"),
                ("effort_spent", "effort_spent + 1"),
                ("version", "version + 1"),
            ]
        )
        before = self.base.execute(f"SELECT * FROM {table} WHERE id = {row}").fetchone()
        self.base.execute(f"UPDATE {table} SET {column} = {value} WHERE id = {row}")
        after = self.base.execute(f"SELECT * FROM {table} WHERE id = {row}").fetchone()
        if before == after:
            self.change_a_record()

    def delete_a_record(self):
        table = self.draw.choice(["request", "note"])
        (row,) = self.any(table)
        self.base.execute(f"DELETE FROM {table} WHERE id = {row}")

    def change_an_audit_row(self):
        table = self.draw.choice(["event", "event", "operation", "chain"])
        key = "operation" if table == "chain" else "id"
        (row,) = self.any(table, key)
        column, value = self.draw.choice(
            {
                "event": [
                    ("after", "replace(after, ':', ': ')"),
                    ("effective_at", "effective_at + 1"),
                    ("uid", "uid || 'x'"),
                    ("kind", "kind || 'x'"),
                    ("reason", "'x'"),
                    ("record", "record + 1000"),
                    ("digest", "randomblob(32)"),
                ],
                "operation": [
                    ("who", "'nobody'"),
                    ("why", "why || '.'"),
                    ("recorded_at", "'2020-01-01T00:00:00Z'"),
                    ("kind", "'other'"),
                ],
                "chain": [("head", "randomblob(32)"), ("events", "events + 1")],
            }[table]
        )
        self.base.execute(f"UPDATE {table} SET {column} = {value} WHERE {key} = {row}")

    def delete_an_audit_row(self):
        table = self.draw.choice(["event", "event", "operation", "chain"])
        key = "operation" if table == "chain" else "id"
        (row,) = self.any(table, key)
        self.base.execute(f"DELETE FROM {table} WHERE {key} = {row}")

    def swap_two_audit_rows(self):
        table = self.draw.choice(["event", "operation"])
        (one,), (other,) = self.any(table), self.any(table)
        if one == other:
            return self.swap_two_audit_rows()
        for was, to in ((one, -1), (other, one), (-1, other)):
            self.base.execute(f"UPDATE {table} SET id = {to} WHERE id = {was}")
        return None

    def invent_an_audit_row(self):
        event = self.any("event", f"operation, record, {', '.join(EVENT)}")
        next_event = self.base.execute("SELECT max(id) + 1 FROM event").fetchone()[0]
        operation = event[0]
        if self.draw.random() < 0.5:
            operation = OPERATIONS + 1
            self.base.execute(
                "INSERT INTO operation VALUES (?, 'u', '2026-05-01T00:00:00Z', 'a',"
                " '', 'work')",
                (operation,),
            )
            if self.draw.random() < 0.5:
                self.base.execute(
                    "INSERT INTO chain VALUES (?, ?, 1, randomblob(32))",
                    (operation, next_event),
                )
        names = ", ".join(("id", "operation", "record", *EVENT, "digest"))
        digest = digest_of(*event[2:])
        self.base.execute(
            f"INSERT INTO event ({names}) VALUES ({', '.join('?' * 14)})",
            (next_event, operation, *event[1:], digest),
        )

    def cut_the_tail(self):
        last = self.draw.randint(1, OPERATIONS - 1)
        self.since = last + 1
        self.base.execute("COMMIT")
        self.base.execute(f"ATTACH '{self.folder / f'{last}.db'}' AS old")
        self.base.execute("BEGIN")
        for table in RECORDS:
            self.base.execute(f"DELETE FROM main.{table}")
        for table in RECORDS:
            self.base.execute(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
        self.base.execute(f"DELETE FROM event WHERE operation > {last}")
        self.base.execute(f"DELETE FROM chain WHERE operation > {last}")
        self.base.execute(f"DELETE FROM operation WHERE id > {last}")
        self.base.execute("DELETE FROM snapshot")

    def rewrite_history(self):
        number, record, after, self.since = self.any(
            "event",
            "id, record, after, operation",
            "subject = 'request' AND kind = 'registered'",
        )
        summary = f"Another phone {self.draw.random()}"
        changed = json.dumps({**json.loads(after), "summary": summary})
        self.base.execute("UPDATE event SET after = ? WHERE id = ?", (changed, number))
        self.base.execute(
            "UPDATE request SET summary = ? WHERE id = ?", (summary, record)
        )
        self.compute_anew()

    def compute_anew(self):
        self.base.row_factory = sqlite3.Row
        head = GENESIS
        for row in self.base.execute("SELECT * FROM operation ORDER BY id").fetchall():
            digests, count = sha256(), 0
            events = "SELECT * FROM event WHERE operation = ? ORDER BY id"
            for event in self.base.execute(events, (row["id"],)).fetchall():
                digest = digest_of(*(event[name] for name in EVENT))
                self.base.execute(
                    "UPDATE event SET digest = ? WHERE id = ?", (digest, event["id"])
                )
                digests.update(digest)
                count += 1
            head = link(head, dict(row), digests.digest(), count)
            self.base.execute(
                "UPDATE chain SET head = ? WHERE operation = ?", (head, row["id"])
            )

    def put_back_an_old_copy(self):
        last = self.draw.randint(1, OPERATIONS - 1)
        self.since = last + 1
        self.end()
        self.base = sqlite3.connect(":memory:")
        shutil.copy(self.folder / f"{last}.db", self.place)


ALONE = ("change_a_record", "delete_a_record", "change_an_audit_row")
ALONE += ("delete_an_audit_row", "swap_two_audit_rows", "invent_an_audit_row")
WITH_HEAD = ("cut_the_tail", "rewrite_history", "put_back_an_old_copy")


def attacked(history, tmp_path, attack, number):
    folder, heads = history
    place = tmp_path / "unit.db"
    shutil.copy(folder / "unit.db", place)
    draw = random.Random(f"{attack} {number}")  # noqa: S311 - a test
    attacker = Attacker(place, folder, draw)
    getattr(attacker, attack)()
    attacker.end()
    return place, heads[draw.randint(attacker.since, OPERATIONS)]


def is_noticed(place):
    try:
        with reading(place) as store:
            return not verify(store).is_sound
    except StoreError:
        return True


def does_head_show(place, printed):
    head = read_head(printed)
    with reading(place) as store:
        return not match_head(store, head.sequence, head.short).is_match


def quick_check(place):
    base = sqlite3.connect(place)
    found = base.execute("PRAGMA quick_check").fetchone()[0]
    base.close()
    return found


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("attack", ALONE)
def test_an_attack_is_noticed_without_a_printed_head(history, tmp_path, attack):
    missed, unseen = [], 0
    for number in range(ROUNDS):
        place, _ = attacked(history, tmp_path, attack, number)
        unseen += quick_check(place) == "ok"
        if not is_noticed(place):
            missed.append(number)
    tell(attack, missed, unseen)
    assert missed == []
    assert unseen == ROUNDS  # the control: SQLite's own check sees nothing of it


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("attack", WITH_HEAD)
def test_an_attack_is_noticed_by_a_head_that_was_printed(history, tmp_path, attack):
    missed, unseen = [], 0
    for number in range(ROUNDS):
        place, printed = attacked(history, tmp_path, attack, number)
        assert not is_noticed(place)  # sound in itself: it needs the paper
        unseen += quick_check(place) == "ok"
        if not does_head_show(place, printed):
            missed.append(number)
    tell(f"{attack} (needs a printed head)", missed, unseen)
    assert missed == []
    assert unseen == ROUNDS


def tell(attack, missed, unseen):
    note(
        fault="F13",
        what=attack.replace("_", " "),
        tried=ROUNDS,
        survived=ROUNDS - len(missed),
        lost=len(missed),
        control=f"SQLite's own check noticed {ROUNDS - unseen} of {ROUNDS}",
    )


def test_control_nothing_is_noticed_in_a_store_that_nobody_touched(history, tmp_path):
    """Without this a check that cries wolf would pass."""
    folder, heads = history
    place = tmp_path / "unit.db"
    shutil.copy(folder / "unit.db", place)
    assert not is_noticed(place)
    assert not any(does_head_show(place, printed) for printed in heads.values())
