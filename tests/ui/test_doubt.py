"""The window says how a store was left, and asks on about a change in doubt."""

import subprocess
import sys

import pytest

from app.store import open_store, partner
from app.store.latest import last_saved
from tests.store.conftest import add
from ui.doubt import Doubt
from ui.session import Session

KILLED = """
import os, sys
from app.store import open_store
from tests.store.conftest import add
add(open_store(sys.argv[1]), "DF-99")
os._exit(9)
"""


@pytest.fixture
def session(qapp, unit, monkeypatch):
    """A session on the small unit; that it reads anew is noted and not waited for."""
    session = Session(unit)
    session.asked = []
    monkeypatch.setattr(session, "refresh", lambda: session.asked.append("refresh"))
    return session


def test_after_an_unclean_stop_the_last_change_is_named(qapp, unit_path):
    subprocess.run([sys.executable, "-c", KILLED, str(unit_path)], check=False)
    store, said = open_store(unit_path), []
    session = Session(store)
    Doubt(session, said.append)
    assert said == [
        "Headroom was not closed properly last time. The last change in the store is"
        " “add request” (DF-99) by test at 13:00 on 31 March 2026."
    ]
    store.close()


def test_a_store_that_was_closed_well_is_opened_without_a_word(qapp, unit_path):
    store, said = open_store(unit_path), []
    Doubt(Session(store), said.append)
    assert said == []
    store.remark = "It is read only."
    Doubt(Session(store), said.append)
    assert said == ["It is read only."]
    store.close()


def test_a_change_in_doubt_is_asked_about_until_it_is_known(qtbot, unit, session):
    said = []
    doubt = Doubt(session, said.append)
    add(unit, "DF-50")
    unit.uncertain = last_saved(unit).uid
    away = unit.path.with_name("away.db")
    unit.path.rename(away)
    with qtbot.waitSignal(doubt.arisen):
        unit.on_uncertain()
    doubt.ask()
    assert said == []  # the disk is not there
    assert unit.uncertain
    away.rename(unit.path)
    doubt.ask()
    assert said == ["The change that was in doubt was saved."]
    assert session.asked == ["refresh"]
    doubt.ask()
    assert len(said) == 1


def test_a_change_that_was_not_saved_is_to_be_entered_again(unit, session):
    said = []
    unit.uncertain = "no such operation"
    Doubt(session, said.append).ask()
    assert said == [
        "The change that was in doubt was not saved: please enter it again."
    ]


def test_the_doubt_of_work_in_the_background_comes_to_the_window(qtbot, unit, session):
    doubt = Doubt(session, print)
    second = partner(unit)
    second.uncertain = "some operation"
    with qtbot.waitSignal(doubt.arisen):
        second.on_uncertain()
    assert unit.uncertain == "some operation"
    second.close()
    add(unit, "DF-51")  # which looks it up first
    assert not unit.uncertain
