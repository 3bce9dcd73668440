"""A reader of plain exports that knows their README and nothing of Headroom.

    python independent.py FOLDER DATABASE

It runs by itself, with nothing but the standard library. It checks every file against
the manifest, makes a new database from ``schema.sql`` and fills it from the CSV files,
computes the chain anew, plays the history, compares it with the tables, and prints what
it found as JSON.
"""

import csv
import hashlib
import json
import sqlite3
import sys
from pathlib import Path

US, RS = "\x1f", "\x1e"
SIGNS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
csv.field_size_limit(1 << 30)


def value_of(cell, kind):
    """Return what a cell holds, given the type of its column in the schema."""
    if cell == "":
        return None
    if kind == "INTEGER":
        return int(cell)
    if kind == "REAL":
        return float(cell)
    if kind == "BLOB":
        return bytes.fromhex(cell)
    rest = cell.lstrip("'")
    is_guarded = cell[0] == "'" and (rest == "" or rest[0] in SIGNS)
    return cell[1:] if is_guarded else cell


def records(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        head = next(reader)
        for row in reader:
            assert len(row) == len(head), path
            yield dict(zip(head, row, strict=True))


def fill(database, folder):
    """Make the tables, put every row into them, and return how many there are."""
    schema = (folder / "schema.sql").read_text("utf-8")
    before, _, after = schema.partition("-- Fill the tables before this line")
    database.executescript(before)
    places = {path: path.stem for path in (folder / "tables").glob("*.csv")}
    places |= {
        folder / "history" / "operations.csv": "operation",
        folder / "history" / "events.csv": "event",
        folder / "imports" / "rows.csv": "import_row",
    }
    counts = {}
    for path, table in places.items():
        kinds = {
            row[1]: row[2] for row in database.execute(f"PRAGMA table_info({table})")
        }
        rows = [
            {name: value_of(row[name], kind) for name, kind in kinds.items()}
            for row in records(path)
            if not row.get("left out")
        ]
        if rows:
            names = ", ".join(f'"{name}"' for name in kinds)
            marks = ", ".join(f":{name}" for name in kinds)
            database.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", rows
            )
        counts[table] = len(rows)
    for row in records(folder / "history" / "operations.csv"):
        values = (int(row["id"]), int(row["first_event"]), int(row["events"]))
        head = bytes.fromhex(row["head"])
        database.execute("INSERT INTO chain VALUES (?, ?, ?, ?)", (*values, head))
    database.executescript(after.partition("\n")[2])
    database.commit()
    return counts


def sha(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def event_digest(event):
    said = [event[name] for name in ("subject", "uid", "kind")]
    said.append(int(event["effective_at"]))
    said += [repr(event["status"]), repr(event["reason"])]
    said += [event["before"], event["after"]]
    if event["corrects"] is not None or event["asserts"] is not None:
        said += [event["corrects"], event["asserts"]]
    return sha(US.join(map(str, said)).encode())


def text_row(row):
    return {name: value_of(cell, "TEXT") for name, cell in row.items()}


def rows_digests(folder):
    digests = {}
    for row in map(text_row, records(folder / "imports" / "rows.csv")):
        said = [repr(int(row["line"]))]
        said += [repr(row[name]) for name in ("bin", "reference", "reasons", "cells")]
        digest = digests.setdefault(row["import"], hashlib.sha256())
        digest.update((US.join(said) + RS).encode())
    return {uid: digest.digest() for uid, digest in digests.items()}


def check_chain(folder):
    """Compute every head; return how many events were read, and which were not."""
    rows = rows_digests(folder)
    erased = {
        (row["place"], int(row["row"])): (row["was"], row["digest"])
        for row in records(folder / "tables" / "erasure.csv")
    }
    for row in records(folder / "tables" / "import_file.csv"):
        if (was_left := erased.get(("import_file", int(row["id"])))) is not None:
            assert rows[row["uid"]].hex() == was_left[1], "rows"
            rows[row["uid"]] = bytes.fromhex(was_left[0])
    events = map(text_row, records(folder / "history" / "events.csv"))
    head, seen, left_out = bytes(32), 0, 0
    for operation in map(text_row, records(folder / "history" / "operations.csv")):
        parts, covered = [], []
        for _ in range(int(operation["events"])):
            event = next(events)
            seen += 1
            assert int(event["id"]) == seen
            assert event["operation"] == operation["id"], seen
            digest = bytes.fromhex(event["digest"])
            parts.append(digest)
            if event["left out"]:
                left_out += 1
                continue
            _, left = erased.get(("event", seen), ("", event["digest"]))
            assert event_digest(event).hex() == left, seen
            if (event["subject"], event["kind"]) == ("import_file", "registered"):
                covered.append(rows.get(event["uid"], sha()))
        names = ("uid", "recorded_at", "who", "why", "kind")
        words = US.join(operation[name] for name in names).encode()
        inner = sha(*parts, *covered)
        head = sha(b"|".join((head, words, inner, operation["events"].encode())))
        own = "operation", int(operation["id"])
        was, left = erased.get(own, (operation["head"], operation["head"]))
        assert head.hex() == left, operation["id"]
        assert was == operation["head"], operation["id"]
        head = bytes.fromhex(was)
    assert next(events, None) is None
    return {"head": head.hex(), "events": seen, "left_out": left_out}


def played(folder):
    """Play the JSON Lines; return the tables that they come to."""
    tables = {}
    with (folder / "history" / "events.jsonl").open(encoding="utf-8") as file:
        for event in map(json.loads, file):
            if "left out" in event:
                continue
            rows = tables.setdefault(event["subject"], {})
            if "after" not in event:
                del rows[event["uid"]]
            elif "before" not in event:
                rows[event["uid"]] = {**event["after"], "id": event["record"]}
            else:
                rows[event["uid"]].update(event["after"])
    return tables


def compare(database, tables):
    """Count the rows of the tables that are what the history comes to."""
    database.row_factory = sqlite3.Row
    same = 0
    for table, rows in tables.items():
        for row in database.execute(f"SELECT * FROM {table}"):
            expected = rows.pop(row["uid"], None)
            if expected is None:
                continue  # begun in an event that is left out
            for name in set(row.keys()) - {"uid"}:
                assert row[name] == expected.get(name), (table, row["uid"], name)
            same += 1
        assert not rows, table
    return same


def check_manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for file in manifest["files"]:
        content = (folder / file["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["path"]
        assert len(content) == file["bytes"], file["path"]
        if file["path"].endswith(".csv"):
            assert sum(1 for _ in records(folder / file["path"])) == file["rows"]
        if file["path"].endswith(".jsonl"):
            assert content.count(b"\n") == file["rows"], file["path"]
    names = {file["path"] for file in manifest["files"]} | {"manifest.json"}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert names == there, names ^ there
    return manifest


def main(folder, place):
    folder = Path(folder)
    manifest = check_manifest(folder)
    database = sqlite3.connect(place)
    counts = fill(database, folder)
    chain = check_chain(folder)
    same = compare(database, played(folder))
    database.close()
    found = {"manifest": manifest, "counts": counts, "same": same, **chain}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
