import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.request import Request, Status
from app.errors import InvalidRequest, StoreError
from app.store import open_store, reading
from app.store.chain import digest_of
from app.store.commentary import write_commentary
from app.store.draft import save_draft
from app.store.erasable import find_texts, scope_of, values_ever
from app.store.erase import erase_texts
from app.store.event import write
from app.store.imports import (
    ImportedRow,
    add_import,
    add_rows,
    imported_rows,
    keep_mapping,
    saved_mapping,
)
from app.store.past import change_past, entries_with
from app.store.replay import ERASE
from app.store.request import add_request, find_request
from app.store.setting import Settings
from app.store.snapshot import read_ledger, save_snapshot
from app.store.undo import undo_operation
from app.store.unit import create_unit
from app.store.verify import verify
from tests.store.conftest import DAY, NOON, add

AT = int(NOON.timestamp())
ON = date(2026, 4, 2)
TEXT = 'Mr Ó\'Brien "Zeta" of 17 Elm Row'
BASIS = "Decision 12 of the data protection officer"


def erase(store, *texts, basis=BASIS):
    return erase_texts(store, texts, basis=basis, on=ON, who="test", at=NOON)


def change(store, uid, why="", **facts):
    with write(store, who="test", why=why, kind="amend", at=NOON) as operation:
        operation.change("request", uid, facts, effective_at=AT + DAY)
    return operation.uid


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A store that holds the text wherever people can write."""
    made = tmp_path_factory.mktemp("held") / "unit.db"
    store = create_unit(made, Settings(), who="test", at=NOON)
    uid = add(store, "DF-1", summary=f"Phone of {TEXT}, locked")
    add(store, "DF-2", summary="Another")
    change(store, uid, why=f"asked by {TEXT.upper()}", summary=TEXT)
    change(store, uid, summary="None of it")
    with write(store, who="test", why="", kind="import", at=NOON) as operation:
        facts = {"name": f"{TEXT}.csv", "source": "x", "sha256": "0" * 64}
        facts |= {"kind": "requests", "columns": ["Ref"], "mapping": {}}
        counts = {"rows": 2, "taken": 0, "duplicate": 0, "rejected": 2, "blank": 0}
        file = add_import(operation, facts | counts, effective_at=0)
        add_rows(operation, file, [row(2, f"DF-3 {TEXT}"), row(3, "DF-4")])
    save_draft(store, "d", {"summary": f"{TEXT}…"}, at=NOON)
    write_commentary(store, "summary", ON, f"A word of {TEXT}.", who="t", at=NOON)
    save_snapshot(store, read_ledger(store), worth=0)
    store.close()
    return made


@pytest.fixture
def held(template, place):
    shutil.copy(template, place)
    store = open_store(place)
    yield store
    store.close()


def row(line, cell):
    return ImportedRow(
        line=line, bin="rejected", reference="", reasons=(f"bad {cell}",), cells=(cell,)
    )


def forms(text):
    return {text.encode(), text.upper().encode(), text.replace('"', '\\"').encode()}


def bytes_of(place):
    return b"".join(path.read_bytes() for path in place.parent.glob(f"{place.name}*"))


def test_every_place_is_told_before_anything_is_erased(held):
    told = {place.words: place.count for place in find_texts(held, [TEXT])}
    assert told == {
        "commentary: text": 1,
        "commentary: text, in the history": 1,
        "drafts": 1,
        "import file: name": 1,
        "import file: name, in the history": 1,
        "reasons given with what was done": 1,
        "request: summary, in the history": 4,
        "rows of files brought in": 2,
    }
    assert verify(held).is_sound


def test_an_erased_text_is_in_no_byte_of_the_file_and_the_chain_holds(held, place):
    assert any(form in bytes_of(place) for form in forms(TEXT))
    erased = erase(held, TEXT)
    assert erased.is_gone
    assert not any(form in bytes_of(place) for form in forms(TEXT))
    assert verify(held).fault == ""
    held.close()
    assert not any(form in bytes_of(place) for form in forms(TEXT))
    with reading(place) as store:
        assert verify(store).is_sound


def test_what_is_left_of_a_record_says_that_something_was_erased(held):
    erase(held, "None of it")
    assert find_request(held, "DF-1").summary.startswith("[erased ")
    assert find_request(held, "DF-2").summary == "Another"


def test_an_erasure_is_recorded_with_its_basis_and_without_the_text(held):
    uid = erase(held, TEXT).operation
    found = held.one("SELECT * FROM operation WHERE uid = :uid", {"uid": uid})
    assert (found["kind"], found["why"], found["who"]) == (ERASE, BASIS, "test")
    assert find_texts(held, [TEXT]) == ()


def test_two_erasures_of_the_same_event_leave_a_sound_store(held):
    erase(held, "Phone of")
    assert verify(held).fault == ""
    erase(held, TEXT)
    assert verify(held).fault == ""


def test_every_text_that_a_column_ever_held_can_be_erased_at_once(held):
    uid = find_request(held, "DF-1").uid
    texts = values_ever(held, "request", uid, "summary")
    assert texts == [f"Phone of {TEXT}, locked", TEXT, "None of it"]
    assert erase(held, *texts).is_gone
    assert verify(held).fault == ""


def test_a_reference_is_erased_as_a_word_not_within_another(held):
    add(held, "DF-22")
    change(held, find_request(held, "DF-2").uid, division="DIV_A")
    erase(held, "DF-2")
    assert find_request(held, "DF-2") is None
    assert find_request(held, "DF-22") is not None
    assert verify(held).fault == ""


def test_an_operation_from_before_an_erasure_can_still_be_undone(held):
    uid = find_request(held, "DF-1").uid
    last = held.value("SELECT uid FROM operation WHERE kind = 'amend' ORDER BY id DESC")
    erase(held, TEXT)
    with write(held, who="t", why="", kind="undo", at=NOON) as operation:
        undo_operation(operation, last)
    assert held.one("SELECT * FROM request WHERE uid = :u", {"u": uid})[
        "summary"
    ].startswith("[erased ")
    assert verify(held).fault == ""


def test_the_past_and_its_corrections_still_work_after_an_erasure(held):
    uid = find_request(held, "DF-1").uid
    with write(held, who="t", why="", kind="correct", at=NOON) as operation:
        facts = {"summary": f"Early word of {TEXT}"}
        change_past(operation, "request", uid, facts, effective_at=AT + 60)
    erase(held, TEXT)
    entries = entries_with(held, "request", uid)
    assert len(entries) == 4
    assert TEXT not in str(entries)
    assert verify(held).fault == ""


def test_rows_brought_in_are_still_read_and_checked_after_an_erasure(held):
    file = held.value("SELECT uid FROM import_file")
    erase(held, TEXT)
    rows = list(imported_rows(held, file, ["rejected"]))
    assert [row.cells[0][:12] for row in rows] == ["DF-3 [erased", "DF-4"]
    assert verify(held).fault == ""


def test_an_erasure_cannot_be_undone(held):
    uid = erase(held, TEXT).operation
    with (
        pytest.raises(InvalidRequest, match="final"),
        write(held, who="t", why="", kind="undo", at=NOON) as operation,
    ):
        undo_operation(operation, uid)


@pytest.mark.parametrize(
    ("texts", "basis", "said"),
    [
        ((), BASIS, "nothing to erase"),
        (("abc",), BASIS, "too short"),
        (("nowhere at all",), BASIS, "nowhere"),
        ((TEXT,), "  ", "needs a basis"),
        ((TEXT,), f"about {TEXT}", "needs a basis"),
    ],
)
def test_an_erasure_that_cannot_be_is_refused_and_changes_nothing(
    held, texts, basis, said
):
    before = verify(held)
    with pytest.raises(InvalidRequest, match=said):
        erase(held, *texts, basis=basis)
    assert verify(held) == before


def test_a_column_of_codes_is_not_erased(held):
    uid = find_request(held, "DF-1").uid
    with pytest.raises(InvalidRequest, match="no text that can be erased"):
        values_ever(held, "request", uid, "status")


# ---- What may and what may not -------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("amend", "UPDATE event SET after = '{}' WHERE id = 2"),
        (ERASE, "UPDATE event SET digest = zeroblob(32) WHERE id = 2"),
        (ERASE, "UPDATE event SET effective_at = 1 WHERE id = 2"),
        (ERASE, "UPDATE operation SET who = 'x' WHERE id = 2"),
        (ERASE, "UPDATE import_row SET bin = 'blank'"),
        (ERASE, "DELETE FROM event WHERE id = 2"),
        (ERASE, "UPDATE erasure SET digest = was"),
        (ERASE, "DELETE FROM erasure"),
    ],
)
def test_history_changes_only_where_and_while_a_value_is_erased(held, kind, act):
    erase(held, TEXT)
    with (
        pytest.raises(StoreError, match="refused the change"),
        write(held, who="t", why="", kind=kind, at=NOON) as operation,
    ):
        operation.store.execute(act)
    assert verify(held).fault == ""


def test_outside_an_operation_nothing_of_history_changes(held, place):
    held.close()
    other = sqlite3.connect(place)
    with pytest.raises(sqlite3.DatabaseError, match="permanent"):
        other.execute("UPDATE event SET after = '{}' WHERE id = 2")
    other.close()


def tamper(place, *acts):
    other = sqlite3.connect(place)
    found = other.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for (name,) in found.fetchall():
        other.execute(f"DROP TRIGGER {name}")
    for act in acts:
        other.execute(act)
    other.commit()
    other.close()


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE event SET after = replace(after, '[erased', '[Erased')",
        "UPDATE event SET reason = 'x' WHERE id IN (SELECT row FROM erasure)",
        "UPDATE event SET effective_at = 9 WHERE id IN (SELECT row FROM erasure)",
        "UPDATE event SET digest = zeroblob(32) WHERE id IN (SELECT row FROM erasure)",
        "UPDATE operation SET why = 'x' WHERE why LIKE '%[erased%'",
        "UPDATE import_row SET cells = replace(cells, '[erased', '[Erased')",
        "UPDATE erasure SET digest = was",
        "UPDATE erasure SET basis = 'another'",
        "DELETE FROM erasure",
        "DELETE FROM erasure WHERE id = (SELECT max(id) FROM erasure)",
    ],
)
def test_whatever_is_changed_after_an_erasure_is_noticed(held, place, act):
    erase(held, TEXT)
    held.close()
    tamper(place, act)
    with reading(place) as store:
        assert verify(store).fault


def test_an_erasure_forged_without_an_operation_is_noticed(held, place):
    held.close()
    zeros = "'" + "0" * 64 + "'"
    tamper(
        place,
        "UPDATE event SET after = json_set(after, '$.summary', 'forged') WHERE id ="
        " (SELECT max(id) FROM event WHERE subject = 'request')",
        "INSERT INTO erasure SELECT 1, 'u', 1, 'event', max(id), '[]',"
        f" lower(hex(digest)), {zeros}, 'b', '2026-04-02'"
        " FROM event WHERE subject = 'request'",
    )
    with reading(place) as store:
        assert verify(store).fault


def test_a_value_erased_from_an_old_store_brought_up_to_date_is_gone(held, place):
    held.close()
    again = open_store(place)
    later = datetime.now(UTC) + timedelta(days=1)
    with write(again, who="t", why="", kind="add", at=later) as operation:
        made = Request(
            uid="", reference="DF-9", status=Status.SUBMITTED, summary="Soon gone"
        )
        add_request(operation, made, effective_at=AT)
    assert erase(again, "Soon gone").is_gone
    again.close()
    assert b"Soon gone" not in bytes_of(place)


# ---- One request only ----------------------------------------------------------------


def test_within_one_request_the_same_words_elsewhere_stay(held):
    one, other = add(held, "DF-7", summary=TEXT), add(held, "DF-8", summary=TEXT)
    erased = erase_texts(
        held,
        values_ever(held, "request", one, "summary"),
        basis=BASIS,
        on=ON,
        who="test",
        at=NOON,
        scope=scope_of(held, one),
    )
    told = {place.words: place.count for place in erased.places}
    assert told == {"request: summary": 1, "request: summary, in the history": 1}
    assert erased.elsewhere > 0
    assert erased.is_gone is None
    assert find_request(held, "DF-7").summary.startswith("[erased ")
    assert values_ever(held, "request", other, "summary") == [TEXT]
    assert verify(held).fault == ""


def test_within_one_request_even_a_short_text_is_erased(held):
    uid = add(held, "DF-7", requester="Bo")
    with pytest.raises(InvalidRequest, match="too short"):
        find_texts(held, ["Bo"])
    scope = scope_of(held, uid)
    erase_texts(held, ["Bo"], basis=BASIS, on=ON, who="t", at=NOON, scope=scope)
    assert find_request(held, "DF-7").requester.startswith("[erased ")
    assert verify(held).fault == ""


def test_an_erasure_that_took_nothing_out_is_noticed(held):
    with write(held, who="t", why="Decision 9", kind=ERASE, at=NOON) as operation:
        event = held.one(
            "SELECT * FROM event WHERE subject = 'request' AND before IS NOT NULL"
            " ORDER BY id LIMIT 1"
        )
        told = event["after"].replace(TEXT.split()[0], "Mrs")
        assert told != event["after"]
        held.execute(
            "UPDATE event SET after = :told WHERE id = :id",
            {"told": told, "id": event["id"]},
        )
        names = ("subject", "uid", "kind", "effective_at", "status", "reason")
        more = event["corrects"], event["asserts"]
        facts = {
            "place": "event",
            "row": event["id"],
            "columns": '["after"]',
            "was": event["digest"].hex(),
            "digest": digest_of(
                *(event[name] for name in names), event["before"], told, *more
            ).hex(),
            "basis": "Decision 9",
            "erased_on": ON.isoformat(),
        }
        operation.register("erasure", facts, effective_at=AT)
    assert f"Event {event['id']} (request amended) was changed" in verify(held).fault


def test_a_name_that_a_mapping_gives_a_meaning_to_is_erased_too(held, place):
    names = {"person": {"obrien j": "P-1", "smith k": "P-2"}}
    meant = {"kind": "absences", "columns": {}, "values": names, "dates": {}}
    with write(held, who="test", why="", kind="map", at=NOON) as operation:
        keep_mapping(operation, "rota", meant, effective_at=AT)
    assert b"obrien" in bytes_of(place)
    assert find_texts(held, ["O'Brien, J."])
    assert erase(held, "O'Brien, J.").is_gone
    found = saved_mapping(held, "rota")["values"]["person"]
    assert {code: key for key, code in found.items()}["P-2"] == "smith k"
    assert "erased" in {code: key for key, code in found.items()}["P-1"]
    assert verify(held).is_sound
    held.close()
    assert b"obrien" not in bytes_of(place)
