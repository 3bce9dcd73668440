from datetime import UTC, date, datetime

import pytest

from app.casework.history import as_it_was
from app.casework.note import Note
from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.note import MOST, add_note, change_note
from app.errors import ChangedMeanwhile, InvalidRequest
from app.store.case import case_of
from app.store.event import write
from app.store.past import entries_with
from app.store.request import add_request
from app.store.verify import verify

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
ABOUT = {"who": "test", "at": NOW}


@pytest.fixture
def case(store):
    request = Request(uid="", reference="DF-1", status=Status.ACCEPTED)
    with write(store, why="", kind="test", **ABOUT) as operation:
        return add_request(operation, request, effective_at=midday(MAY))


def note(case, text="Asked for the passcode.", day=MAY):
    return Note(uid="", request=case, written_on=day, text=text)


def test_a_note_is_kept_and_changed(store, case):
    add_note(store, note(case), **ABOUT)
    kept = case_of(store, case).notes[0]
    change_note(store, kept.uid, "Asked twice.", on=MAY, version=1, **ABOUT)
    assert case_of(store, case).notes[0].text == "Asked twice."
    with pytest.raises(ChangedMeanwhile):
        change_note(store, kept.uid, "Asked once.", on=MAY, version=1, **ABOUT)


def test_a_change_on_an_earlier_day_is_what_the_note_says_at_last(store, case):
    add_note(store, note(case), **ABOUT)
    kept = case_of(store, case).notes[0].uid
    for text, day in (("Asked twice.", 20), ("Asked once.", 10)):
        change_note(store, kept, text, on=date(2026, 5, day), **ABOUT)
    entries = entries_with(store, "note", kept)
    assert as_it_was(entries, midday(NOW.date()))["text"] == "Asked once."


def test_a_text_of_100_000_characters_is_kept_whole(store, case):
    text = "é\n<b>&" * (MOST // 6)
    add_note(store, note(case, text), **ABOUT)
    assert case_of(store, case).notes[0].text == text
    assert not verify(store).fault


@pytest.mark.parametrize(
    ("text", "words"),
    [(" \n\0", "needs words"), ("x" * (MOST + 1), "at most 100,000 characters")],
)
def test_a_note_without_words_or_too_long_is_refused(store, case, text, words):
    with pytest.raises(InvalidRequest, match=words):
        add_note(store, note(case, text), **ABOUT)


def test_a_note_of_a_day_to_come_is_refused(store, case):
    with pytest.raises(InvalidRequest, match="a day to come"):
        add_note(store, note(case, day=date(2026, 7, 1)), **ABOUT)
