"""A second writing connection for work in another thread."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from app.errors import PenTaken, ReadOnlyStore, StoreError
from app.store import open_store, partner
from app.store.lock import holder_of, take_over
from app.store.setting import Settings, change_settings, read_settings
from app.store.unit import create_unit

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def unit(tmp_path):
    store = create_unit(tmp_path / "unit.db", Settings(), who="test", at=NOON)
    yield store
    store.close()


def rename(store):
    second = partner(store)
    try:
        change_settings(second, Settings(unit="Renamed"), who="test", at=NOON)
    finally:
        second.close()


def test_what_another_thread_writes_is_seen_here(unit):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(rename, unit).result()
    assert read_settings(unit).unit == "Renamed"


def test_the_claim_stays_with_the_first_connection(unit):
    partner(unit).close()
    with pytest.raises(StoreError, match="in another window"):
        open_store(unit.path)


def test_a_store_open_for_reading_has_no_writing_partner(unit):
    reader = open_store(unit.path, read_only=True)
    with pytest.raises(ReadOnlyStore, match="nothing was changed"):
        partner(reader)
    reader.close()


def test_a_store_in_memory_has_no_partner(store):
    with pytest.raises(StoreError, match="one connection only"):
        partner(store)


def test_when_the_pen_was_taken_over_a_partner_saves_nothing_either(unit):
    second = partner(unit)
    take_over(unit.path, holder_of(unit.path)).release()
    with pytest.raises(PenTaken):
        change_settings(second, Settings(unit="Renamed"), who="test", at=NOON)
    second.close()
    assert read_settings(unit).unit != "Renamed"
