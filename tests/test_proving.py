"""What the commands verify and erase tell, as a user gets it."""

import pytest

from app.__main__ import main
from app.reports.head_words import head_of
from app.store import open_store, reading
from app.store.anchor import record_anchor
from app.store.chain import fingerprint
from app.store.event import write
from app.store.request import find_request
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.store.conftest import NOON, add

BASIS = "Decision 12"


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "unit.db"
    store = create_unit(path, Settings(), who="test", at=NOON)
    add(store, "DF-1", summary="Phone of a witness")
    add(store, "DF-2", summary="Phone of a witness")
    store.close()
    return path


def run(capsys, *words):
    status = main([*map(str, words)])
    said = capsys.readouterr()
    return status, said.out + said.err


def head(place):
    with reading(place) as store:
        return fingerprint(store)


def test_a_printed_head_is_proved_in_characters_and_in_words(place, capsys):
    printed = head(place)
    store = open_store(place)
    add(store, "DF-3")
    store.close()
    words = head_of(printed).words
    status, said = run(capsys, "verify", place, "--head", printed, "--head", words)
    assert status == 0
    assert said.count("matches: everything up to operation 3 is as it was") == 2
    assert said.count("1 operation came since") == 2


def test_a_head_of_another_history_is_refused_and_says_what_it_means(place, capsys):
    status, said = run(capsys, "verify", place, "--head", "3-0123456789abcdef")
    assert status == 2
    assert "written anew" in said
    status, said = run(capsys, "verify", place, "--head", "9-0123456789abcdef")
    assert status == 2
    assert "ends at operation 3, before the printed 9" in said


def test_a_head_that_cannot_be_read_says_so(place, capsys):
    status, said = run(capsys, "verify", place, "--head", "3 abandon")
    assert status == 2
    assert "A head has 7 words; these are 1." in said


def test_heads_noted_when_they_were_printed_are_listed(place, capsys):
    printed = head(place)
    store = open_store(place)
    record_anchor(store, 3, printed[2:], "Note", on=NOON.date(), who="t", at=NOON)
    store.close()
    status, said = run(capsys, "verify", place, "--head", printed)
    assert status == 0
    assert "Of 1 heads noted when they were printed from the window, 1 match." in said
    assert f"{printed}  2026-03-31  matches  Note" in said


def test_a_clock_set_back_is_noted_without_being_a_fault(place, capsys):
    store = open_store(place)
    early = NOON.replace(year=2020)
    with write(store, who="t", why="", kind="late", at=early) as operation:
        uid = find_request(store, "DF-1").uid
        operation.change("request", uid, {"priority": "P1"}, effective_at=1)
    store.close()
    status, said = run(capsys, "verify", place)
    assert status == 0
    assert "clock of the computer went backwards once, last before operation 4" in said


def test_without_a_basis_only_the_places_are_told(place, capsys):
    before = head(place)
    status, said = run(capsys, "erase", place, "--request", "DF-1")
    assert status == 0
    assert "1  request: summary, in the history" in said
    assert "Nothing was erased" in said
    assert head(place) == before


def test_a_field_of_a_request_is_erased_and_what_stays_is_told(place, capsys):
    words = ("--request", "DF-1", "--field", "summary", "--basis", BASIS)
    status, said = run(capsys, "erase", place, *words)
    assert status == 0
    assert "Erased at 2 places" in said
    assert "stand at 2 places of other requests" in said
    assert "Copies made before still hold it" in said
    with reading(place) as store:
        assert verify(store).is_sound
        assert find_request(store, "DF-2").summary == "Phone of a witness"


def test_a_text_is_erased_wherever_it_stands(place, capsys):
    words = ("--text", "Phone of a witness", "--basis", BASIS)
    status, said = run(capsys, "erase", place, *words)
    assert status == 0
    assert "Erased at 4 places" in said
    assert b"a witness" not in place.read_bytes()
    with reading(place) as store:
        assert verify(store).is_sound


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--request", "DF-9"), "no request DF-9"),
        (("--request", "DF-1", "--field", "status"), "no text that can be erased"),
        (("--text", "abc"), "too short"),
        (("--text", "never written"), "stands nowhere"),
    ],
)
def test_what_cannot_be_erased_is_told(place, capsys, words, said):
    before = head(place)
    status, told = run(capsys, "erase", place, *words, "--basis", BASIS)
    assert status == 2
    assert said in told
    assert head(place) == before
