"""The demo unit multiplied, as benchmarks use it; small here."""

from hashlib import sha256

import pytest

from app.demo.profile import DEMO_AS_AT
from app.demo.scale import make_scale
from app.measures.backlog import Backlog, open_requests
from app.store.ledger import build_ledger
from app.store.verify import verify


@pytest.fixture
def nation(tmp_path):
    store = make_scale(tmp_path / "nation.db", requests=1500)
    yield store
    store.close()


def test_nation_is_sound_and_as_large_as_asked(nation):
    assert verify(nation).fault == ""
    assert nation.value("SELECT count(*) FROM request") == 1500
    exhibits = nation.value("SELECT count(*) FROM exhibit")
    assert 2.5 < exhibits / 1500 < 3.2


def test_nation_has_twenty_years_and_a_backlog(nation):
    first = nation.value("SELECT min(submitted_on) FROM request")
    assert first < "2006-12-31"
    ledger = build_ledger(nation)
    assert open_requests(ledger, Backlog.B3, DEMO_AS_AT).value > 5


def test_nation_has_about_eight_events_a_request(nation):
    events = nation.value(
        "SELECT count(*) FROM event WHERE subject IN ('request', 'exhibit')"
    )
    assert 7 < events / 1500 < 9


def test_same_seed_gives_the_same_bytes(nation, tmp_path):
    again = tmp_path / "again.db"
    make_scale(again, requests=1500).close()
    nation.close()
    assert digest(again) == digest(tmp_path / "nation.db")


def digest(path):
    return sha256(path.read_bytes()).hexdigest()
