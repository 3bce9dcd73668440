"""The passphrase of a store: set once, changed by who knows it."""

from datetime import UTC, datetime

import pytest

from app.errors import WelfareError
from app.staffing.welfare_lock import check_passphrase, is_locked, set_passphrase
from app.store.verify import verify

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
FIRST, SECOND = "otter lantern thirty gravel", "meadow copper window seven"
ALL_TEXT = "SELECT group_concat(coalesce(before, '') || after, ' ') FROM event"


def set_(store, new, old=""):
    set_passphrase(store, new, old=old, who="test", at=NOON)


def test_without_a_passphrase_nothing_opens(store):
    assert not is_locked(store)
    assert not check_passphrase(store, "")
    assert not check_passphrase(store, FIRST)


def test_a_passphrase_opens_from_when_it_is_set(store):
    set_(store, FIRST)
    assert is_locked(store)
    assert check_passphrase(store, FIRST)
    assert not check_passphrase(store, SECOND)
    assert FIRST not in store.value(ALL_TEXT)
    assert verify(store).is_sound


def test_it_is_changed_only_by_who_knows_it(store):
    set_(store, FIRST)
    for old in ("", SECOND):
        with pytest.raises(WelfareError, match="present passphrase is another"):
            set_(store, SECOND, old)
    assert check_passphrase(store, FIRST)
    set_(store, SECOND, FIRST)
    assert check_passphrase(store, SECOND)
    assert not check_passphrase(store, FIRST)


def test_a_passphrase_that_is_too_short_is_refused(store):
    with pytest.raises(WelfareError, match="fewer than 12"):
        set_(store, "short")
    assert not is_locked(store)
