"""Whose the pen is: known for sure, or nobody takes it."""

import ctypes
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.errors import PenTaken, StoreError, StoreInUse
from app.store import pen_file
from app.store.lock import claim, holder_of, owner_file, take_over
from app.store.pen_file import content_of, holder_from, padded, parsed

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
ENDED = 4_194_304
"""No process has this number: it is the first that Linux does not give."""


def put(place, **changes):
    content = content_of("0a1b2c3d") | {"process": ENDED} | changes
    owner_file(place).write_bytes(padded(content))


def test_the_pen_of_a_program_that_ended_on_this_computer_is_taken(place):
    put(place)
    claim(place).release()


def test_two_computers_without_an_identity_are_not_taken_for_one(monkeypatch, place):
    monkeypatch.setattr("app.store.pen_file.machine", lambda: "")
    put(place, machine="")
    with pytest.raises(StoreInUse):
        claim(place)


@pytest.mark.parametrize("machine", ["", "another"])
def test_a_program_on_another_computer_is_not_known_to_have_ended(place, machine):
    put(place, machine=machine)
    with pytest.raises(StoreInUse):
        claim(place)


@pytest.mark.parametrize(
    "token", ["../../x", "a/b", "C:b", "x" * 300, "\0", "a b", "…", None, 7]
)
def test_a_token_that_would_name_another_file_is_none(place, token):
    put(place, token=token)
    assert parsed(owner_file(place).read_bytes()) == {}
    with pytest.raises(StoreInUse):
        claim(place)
    stale = holder_of(place)
    assert stale.token == ""
    take_over(place, stale).release()
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("process", [0, -1, 2**70])
def test_what_is_no_number_of_a_process_does_not_say_that_one_ended(place, process):
    found = holder_from(content_of("0a1b2c3d") | {"process": process})
    assert not found.is_gone
    assert replace(found, process=ENDED).is_gone


@pytest.mark.parametrize(
    "content", [b"", b'{"token": "0a', b"[]", b"\xff", b"[" * 9999]
)
def test_an_owner_file_that_says_nothing_is_the_pen_of_somebody(place, content):
    owner_file(place).write_bytes(content)
    with pytest.raises(StoreInUse):
        claim(place)


def test_while_it_cannot_be_read_whose_it_is_the_pen_is_not_said_to_be_taken(place):
    owner = claim(place)
    content = owner.path.read_bytes()
    owner.path.unlink()
    owner.path.mkdir()  # reading it is an error, for root too
    with pytest.raises(StoreError, match="cannot be read who has the pen") as caught:
        owner.prove()
    assert not isinstance(caught.value, PenTaken)
    owner.path.rmdir()
    owner.path.write_bytes(content)
    owner.prove()
    owner.release()


def test_while_the_folder_is_away_a_beat_loses_nothing(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    owner = claim(folder / "unit.db")
    folder.rename(tmp_path / "away")
    with pytest.raises(OSError, match="No such file"):
        owner.beat(NOON)
    with pytest.raises(StoreError) as caught:
        owner.prove()
    assert not isinstance(caught.value, PenTaken)
    (tmp_path / "away").rename(folder)
    assert owner.beat(NOON)
    owner.release()


def test_a_pen_that_was_given_up_by_hand_is_not_ours(place):
    owner = claim(place)
    owner.path.unlink()
    assert not owner.beat(NOON)
    with pytest.raises(PenTaken):
        owner.prove()


def test_an_owner_file_is_plain_json(place):
    owner = claim(place)
    assert json.loads(owner.path.read_bytes())["token"] == owner.token
    owner.release()


class Windows:
    """The little of Windows that says whether a process runs."""

    def __init__(self, handle, error):
        self.handle, self.error, self.closed = handle, error, []
        self.kernel32 = self

    def OpenProcess(self, *_about):  # noqa: N802 - its name there
        return self.handle

    def CloseHandle(self, handle):  # noqa: N802 - likewise
        self.closed.append(handle)


@pytest.mark.parametrize(
    ("handle", "error", "runs"),
    [(7, 0, True), (0, 5, True), (0, 87, False)],
    ids=["ours", "of another account", "ended"],
)
def test_a_program_of_another_account_on_windows_is_not_said_to_have_ended(
    monkeypatch, handle, error, runs
):
    windows = Windows(handle, error)
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **_k: windows, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: error, raising=False)
    assert pen_file._runs_on_windows(4711) is runs
    assert windows.closed == ([7] if handle else [])
