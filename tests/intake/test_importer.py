from datetime import UTC, date, datetime

import pytest

from app.casework.request import Status
from app.conduct.amend import undo
from app.errors import ImportFileError, InvalidRequest, StoreError
from app.intake.check import Bin
from app.intake.dates import DateFormat
from app.intake.importer import (
    check_table,
    import_file,
    import_table,
    outcome_of,
    undo_import,
)
from app.intake.mapping import from_json
from app.intake.source import kind_of, proposed_mapping
from app.progress import Cancelled
from app.spreadsheet.reader import read_table
from app.store.event import write
from app.store.imports import imported_rows, past_imports
from app.store.request import exhibits_of, find_request
from app.store.verify import verify

AS_AT = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
TEXT = """Unit list 2026

Ref,Date received,Started,Issued,Status,Priority,Phones,Examiner
DF-1,13/01/2026,20/01/2026,25/02/2026,Issued,High,2,A. Nobody
DF-2,14/02/2026,20/02/2026,,In progress,Routine,1,
DF-3,15/03/2026,,,Waiting,,,

DF-2,14/02/2026,20/02/2026,,In progress,Routine,1,
DF-4,31/04/2026,,,Waiting,,,
DF-5,16/03/2026,,,Waiting,Purple,,
"""
EXHIBITS = """Request ref,Exhibit ref,Type,Locked,Size GB
DF-1,AB/1,iPhone,Y,128
DF-2,AB/2,Laptop,N,512.5
DF-2,AB/2,Laptop,N,512.5
DF-9,AB/3,Laptop,N,1
DF-1,AB/4,Teapot,N,1
"""


@pytest.fixture
def run(store, write_csv):
    def run(text=TEXT, name="requests.csv", **wanted):
        path = write_csv(text, name)
        return import_file(store, path, as_at=AS_AT, who="test", at=AT, **wanted)

    return run


def counts(result):
    return [result.counts[each] for each in Bin]


def contents(store):
    return list(store.connection.iterdump())


def test_every_row_is_accounted_for_and_kept(run, store):
    result = run()
    assert result.sentence == "9 rows: 4 taken, 1 duplicate, 1 rejected, 3 blank."
    every = list(imported_rows(store, result.uid, [each.value for each in Bin]))
    assert [row.line for row in every] == [1, 2, 4, 5, 6, 7, 8, 9, 10]
    assert every[6].reasons == ("the same as line 5",)
    assert every[7].cells[:2] == ("DF-4", "31/04/2026")
    assert "is a date that does not exist" in every[7].reasons[0]


def test_what_was_not_understood_is_counted(run):
    result = run()
    assert result.left_empty == {"Priority": 1}
    assert result.unknown_examiners == 1


def test_the_days_of_a_row_become_history(run, store):
    run()
    request = find_request(store, "DF-1")
    assert (request.status, request.issued_on) == (Status.ISSUED, date(2026, 2, 25))
    moves = store.query(
        "SELECT status, date(effective_at, 'unixepoch') FROM event"
        " WHERE subject = 'request' AND uid = :uid ORDER BY id",
        {"uid": request.uid},
    )
    assert [tuple(row) for row in moves] == [
        ("ACCEPTED", "2026-01-13"),
        ("IN_PROGRESS", "2026-01-20"),
        ("ISSUED", "2026-02-25"),
    ]


def test_counted_exhibits_become_exhibits(run, store):
    run()
    exhibits = exhibits_of(store, find_request(store, "DF-1").uid)
    assert [exhibit.reference for exhibit in exhibits] == [
        "Smartphone 1",
        "Smartphone 2",
    ]
    assert {exhibit.finished_on for exhibit in exhibits} == {date(2026, 2, 25)}


def test_the_store_is_sound_after_an_import_and_after_its_undoing(run, store):
    result = run()
    assert not verify(store).fault
    undo_import(store, result.uid, who="test", at=AT)
    assert not verify(store).fault


def test_checking_writes_nothing_and_says_the_same(store, write_csv):
    before = contents(store)
    table = read_table(write_csv(TEXT))
    mapping = proposed_mapping(store, table, kind_of(table))
    checked = check_table(store, table, mapping, as_at=AS_AT)
    told = outcome_of(store, table, mapping, checked)
    assert contents(store) == before
    done = import_table(store, table, mapping, checked, who="test", at=AT)
    assert done.counts == told.counts


def test_the_same_file_again_adds_nothing_and_says_when(run, store):
    run()
    before = contents(store)
    again = run(name="copy.csv")
    assert again.sentence == (
        "copy.csv was already imported on 31 March 2026 by test; nothing was added."
    )
    assert contents(store) == before


def test_the_same_rows_in_another_file_are_duplicates(run):
    run()
    assert counts(run(TEXT + "\n", "other.csv")) == [0, 5, 1, 4]


def test_other_content_for_a_known_reference_is_shown_and_not_written(run, store):
    run()
    result = run(TEXT.replace("DF-3,15/03", "DF-3,14/03"), "changed.csv")
    assert result.different == 1
    rows = {
        row.reference: row for row in imported_rows(store, result.uid, ["duplicate"])
    }
    assert rows["DF-3"].reasons[1] == (
        "Received: 14 Mar 2026 in the file, 15 Mar 2026 in the store"
    )
    assert find_request(store, "DF-3").received_on == date(2026, 3, 15)


def test_an_import_can_be_taken_back_and_brought_in_again(run, store):
    result = run()
    undo_import(store, result.uid, who="test", at=AT)
    assert find_request(store, "DF-1") is None
    assert store.value("SELECT count(*) FROM exhibit") == 0
    assert past_imports(store)[0].undone_by
    assert counts(run()) == counts(result)


def test_an_import_is_taken_back_only_once(run, store):
    result = run()
    undo_import(store, result.uid, who="test", at=AT)
    with pytest.raises(ImportFileError, match="was taken back before"):
        undo_import(store, result.uid, who="test", at=AT)


def test_an_import_that_was_worked_on_is_not_taken_back(run, store):
    result = run()
    uid = find_request(store, "DF-2").uid
    with write(store, who="test", why="", kind="amend", at=AT) as operation:
        operation.change("request", uid, {"division": "C"}, effective_at=0)
    before = contents(store)
    with pytest.raises(ImportFileError, match="1 of its records"):
        undo_import(store, result.uid, who="test", at=AT)
    assert contents(store) == before


@pytest.mark.parametrize(
    ("subject", "row"),
    [
        ("note", {"written_on": "2026-03-30", "text": "Asked."}),
        ("proceeding", {"accused": "A1"}),
    ],
)
def test_an_import_that_something_was_put_on_is_not_taken_back(
    run, store, subject, row
):
    result = run()
    row = {"request": find_request(store, "DF-2").uid, **row}
    with write(store, who="test", why="", kind="add", at=AT) as operation:
        operation.register(subject, row, effective_at=0)
    before = contents(store)
    with pytest.raises(ImportFileError, match="1 of its records"):
        undo_import(store, result.uid, who="test", at=AT)
    assert contents(store) == before


def test_an_import_is_not_undone_as_a_step(run, store):
    run()
    before = contents(store)
    with pytest.raises(InvalidRequest, match="An import is not undone"):
        undo(store, past_imports(store)[0].operation, who="test", at=AT)
    assert contents(store) == before
    assert verify(store).is_sound


@pytest.mark.parametrize("last", [(0, 7), (0, 4), (1, 1)])
def test_a_cancelled_import_leaves_the_store_as_it_was(run, store, last):
    before = contents(store)

    def progress(done, total):  # seven rows to check, four to write, one commit
        if (done, total) == last:
            raise Cancelled

    with pytest.raises(Cancelled):
        run(progress=progress)
    assert contents(store) == before


def test_an_import_that_fails_half_way_leaves_the_store_as_it_was(run, store):
    store.connection.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON import_row WHEN NEW.line = 9"
        " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    before = contents(store)
    with pytest.raises(StoreError):
        run()
    assert contents(store) == before


def test_a_file_that_is_refused_leaves_the_store_as_it_was(run, store):
    before = contents(store)
    for text in ("", "Ref,Received\n", "Ref,Phones\nDF-1,2\n", "Ref,In,Ref\n1,2,3\n"):
        with pytest.raises(ImportFileError):
            run(text)
    assert contents(store) == before


def test_how_days_are_written_is_asked_once_for_a_source(run, store, write_csv):
    unclear = "Ref,Received,Issued\nDF-7,03/02/2026,\n"
    with pytest.raises(ImportFileError, match="could be either"):
        run(unclear)
    table = read_table(write_csv(unclear))
    mapping = proposed_mapping(store, table, "requests")
    run(unclear, mapping=mapping.with_date("received_on", DateFormat.DAY_FIRST))
    run(unclear.replace("DF-7,03", "DF-8,04"), "later.csv")
    assert find_request(store, "DF-8").received_on == date(2026, 2, 4)


def test_exhibits_come_as_a_second_file(run, store):
    run()
    result = run(EXHIBITS, "exhibits.csv")
    assert result.kind == "exhibits"
    assert counts(result) == [2, 1, 2, 0]
    reasons = [row.reasons[0] for row in imported_rows(store, result.uid, ["rejected"])]
    assert "is no request in the store" in reasons[0]
    assert "is not known as a type" in reasons[1]
    exhibit = exhibits_of(store, find_request(store, "DF-1").uid)[-1]
    assert (exhibit.type, exhibit.access, exhibit.size) == (
        "PHONE_SMART",
        "LOCKED_OFF",
        128.0,
    )


def test_requests_with_later_exhibits_are_not_taken_back_first(run, store):
    requests, exhibits = run(), run(EXHIBITS, "exhibits.csv")
    with pytest.raises(ImportFileError, match="Take later imports back first"):
        undo_import(store, requests.uid, who="test", at=AT)
    undo_import(store, exhibits.uid, who="test", at=AT)
    undo_import(store, requests.uid, who="test", at=AT)
    assert store.value("SELECT count(*) FROM request") == 0


def test_a_workbook_is_imported_like_a_text_file(store, write_xlsx):
    rows = [["Ref", "Received", "Status"], ["DF-1", date(2026, 1, 13), "Waiting"]]
    path = write_xlsx([*rows, ["DF-2", date(2026, 1, 2), "Closed"]])
    result = import_file(store, path, as_at=AS_AT, who="test", at=AT)
    assert counts(result) == [1, 0, 1, 0]


def test_rejected_exhibits_are_taken_once_their_request_is_there(run):
    exhibits = "Request ref,Exhibit ref,Type\nDF-1,AB/1,iPhone\n"
    assert counts(run(exhibits, "exhibits.csv")) == [0, 0, 1, 0]
    run()
    assert counts(run(exhibits, "exhibits.csv")) == [1, 0, 0, 0]


def test_rows_that_an_undo_took_away_come_in_again_with_the_file(run, store):
    first = run("Ref,Received\nDF-1,2026-01-13\n", "one.csv")
    both = "Ref,Received\nDF-1,2026-01-13\nDF-2,2026-01-13\n"
    assert counts(run(both, "both.csv")) == [1, 1, 0, 0]
    undo_import(store, first.uid, who="test", at=AT)
    assert counts(run(both, "both.csv")) == [1, 1, 0, 0]
    assert find_request(store, "DF-1") is not None


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"kind": "x"}, "for 'x', which cannot be imported"),
        ({"columns": {"nonsense": "Ref"}}, "'nonsense', which is not a field"),
        ({"values": {"status": {"issued": "NO"}}}, "'NO', which is not a status"),
        ({"counts": {"NO": "Phones"}}, "'NO', which is not a type of exhibit"),
    ],
)
def test_a_mapping_that_names_what_there_is_not_is_refused(run, store, part, sentence):
    columns = {"reference": "Ref", "received_on": "Date received"}
    mapping = {"kind": "requests", "columns": columns, "values": {}, "dates": {}}
    with pytest.raises(ImportFileError, match=sentence):
        run(mapping=from_json({**mapping, **part}))
    assert past_imports(store) == []


def test_a_reference_that_was_rounded_to_a_number_is_refused(run):
    rows = "1.23457E+17,2026-01-13\n1E5,2026-01-13\n"
    result = run(f"Ref,Received\n{rows}")
    assert counts(result) == [1, 0, 1, 0]
    assert "was rounded by a spreadsheet program" in result.problems[0].message
