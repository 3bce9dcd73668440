"""A messy spreadsheet goes in; the backlog of past days is that of its good rows."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.working_time import end_of_day
from app.intake.check import Bin
from app.intake.importer import import_file, undo_import
from app.measures.backlog import Backlog, backlog_at
from app.store.ledger import build_ledger
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify

AS_AT = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
PAST = (date(2024, 12, 31), date(2025, 6, 30), date(2026, 1, 31))
HEAD = "Ref;Received;Accepted;Started;Report issued;Withdrawn;Status;Exhibits;Hours"
FAULTS = (
    ("Received", "29/02/2025"),
    ("Received", "tbc"),
    ("Received", "14/05/2031"),
    ("Received", "17/08/1926"),
    ("Received", "2025-03-14"),
    ("Accepted", "45/01/2025"),
    ("Report issued", "01/02/2019"),
    ("Exhibits", "-3"),
    ("Exhibits", "2.5"),
    ("Exhibits", "several"),
    ("Hours", "1234567890" * 4),
    ("Ref", "  "),
    ("Status", "with Dave"),
)
ROWS = 400


def text(day):
    return f"{day:%d/%m/%Y}" if day else ""


def good_row(number, chance):
    """Return a row that is right, and the days on which it enters and leaves B3."""
    received = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    accepted = received + timedelta(days=chance.randrange(8))
    started = accepted + timedelta(days=chance.randrange(60))
    issued = started + timedelta(days=chance.randrange(90))
    is_withdrawn = chance.random() < 0.1
    is_open = chance.random() < 0.2
    ends = None if is_open else issued
    says = "In progress" if is_open else "Withdrawn" if is_withdrawn else "Issued"
    cells = {
        "Ref": f"DF/{number}",
        "Received": text(received),
        "Accepted": text(accepted) if chance.random() < 0.9 else "",
        "Started": text(started),
        "Report issued": "" if is_open or is_withdrawn else text(issued),
        "Withdrawn": text(issued) if is_withdrawn and not is_open else "",
        "Status": says,
        "Exhibits": "2",
        "Hours": "12.5",
    }
    return cells, (accepted if cells["Accepted"] else received, ends)


def messy_rows():
    """Return each row with the bin in which it belongs, and the good rows' courses."""
    chance = random.Random(7)  # noqa: S311 - the same rows every time
    rows, courses, kept = [], [], []
    for number in range(ROWS):
        cells, course = good_row(number, chance)
        kind = number % 20
        if kind == 3:
            column, wrong = FAULTS[number // 20 % len(FAULTS)]
            rows.append(({**cells, column: wrong}, Bin.REJECTED))
        elif kind == 9:
            rows.append((dict.fromkeys(cells, " "), Bin.BLANK))
        elif kind == 13:
            rows.append((chance.choice(kept), Bin.DUPLICATE))
        elif kind == 17:
            rows.append(({**chance.choice(kept), "Hours": "999"}, Bin.REJECTED))
        else:
            kept.append(cells)
            courses.append(course)
            rows.append((cells, Bin.TAKEN))
    return rows, courses


@pytest.fixture(scope="module")
def told():
    return messy_rows()


@pytest.fixture
def unit(tmp_path):
    store = create_unit(tmp_path / "unit.db", Settings(), who="test", at=NOW)
    yield store
    store.close()


@pytest.fixture
def spreadsheet(tmp_path, told):
    names = HEAD.split(";")
    lines = ["Requests, caf\u00e9 copy" + ";" * 8, "", HEAD]
    lines += [";".join(cells[name] for name in names) for cells, _ in told[0]]
    path = tmp_path / "messy.csv"
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))
    return path


def bring_in(unit, path):
    from app.intake.dates import DateFormat
    from app.intake.source import proposed_mapping
    from app.spreadsheet.reader import read_table

    mapping = proposed_mapping(unit, read_table(path), "requests")
    for field in ("received_on", "accepted_on"):
        mapping = mapping.with_date(field, DateFormat.DAY_FIRST, accept_mixed=True)
    return import_file(unit, path, as_at=AS_AT, who="test", at=NOW, mapping=mapping)


def test_every_row_ends_where_it_belongs(unit, spreadsheet, told):
    result = bring_in(unit, spreadsheet)
    expected = Counter(bin_ for _, bin_ in told[0])
    expected[Bin.BLANK] += 2  # a title and a blank line over the heading
    assert dict(result.counts) == dict(expected)
    assert result.rows == ROWS + 2


def test_the_backlog_of_past_days_is_that_of_the_good_rows(unit, spreadsheet, told):
    bring_in(unit, spreadsheet)
    moments = [end_of_day(day) for day in PAST]
    found = backlog_at(build_ledger(unit), Backlog.B3, moments)
    expected = [
        sum(came <= day and (went is None or went > day) for came, went in told[1])
        for day in PAST
    ]
    assert list(found) == expected
    assert min(expected) > 20


def test_an_undone_import_leaves_no_request_and_a_sound_store(unit, spreadsheet):
    result = bring_in(unit, spreadsheet)
    undo_import(unit, result.uid, who="test", at=NOW)
    moments = [end_of_day(day) for day in PAST]
    assert list(backlog_at(build_ledger(unit), Backlog.B3, moments)) == [0, 0, 0]
    assert verify(unit).is_sound
