"""The whole program works on a protected store, and nothing differs from a plain one.

A plain store and a protected one of the same content are used through the main flows,
by the same chance; what they tell and what they then hold must be the same.
"""

import random
from argparse import Namespace
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from app.bringing_in import bring_in
from app.errors import LockedStore, StoreError
from app.keeping.copy_note import read_note
from app.keeping.drill import rehearse
from app.keeping.make import keep_copy
from app.keeping.recheck import check_copy
from app.keeping.restore import restore
from app.leaving.export import export_all
from app.protection.convert import renew_key, unprotect
from app.protection.locking import has_key, lock_store, resume_store
from app.protection.unlock import unlock
from app.reports.plan_text import PlanQuestion
from app.store import another, open_store, partner, reading
from app.store.copy import copy_store
from app.store.engine import PLAIN_HEADER, forget_engine, key_file
from app.store.event import write
from app.store.in_memory import in_memory
from app.store.ledger import extend_ledger, same_ledger
from app.store.record import RECORDS
from app.store.snapshot import read_ledger, save_snapshot
from app.store.undo import undo_operation
from app.store.verify import verify
from app.telling import backlog_told, clocks_told, plan_told, report_of
from tests.protection.conftest import CHEAP, PASSPHRASE, PERSON

AT = datetime(2026, 11, 29, 10, tzinfo=UTC)
DAY = date(2026, 11, 29)
FIRST = "SELECT uid FROM request ORDER BY id LIMIT 1"
KEPT = sorted({*RECORDS} - {"safety_act", "setting"})
"""Tables in which both stores hold the same at the end."""


def at(minutes):
    return AT + timedelta(minutes=minutes)


def change(store, minutes):
    uid = store.value(FIRST)
    summary = {"summary": f"Changed {minutes} \N{POUND SIGN}"}
    with write(store, who="T. Est", why="", kind="amend", at=at(minutes)) as operation:
        operation.change("request", uid, summary, effective_at=1_700_000_000)
    return operation.uid


def refuse(store):
    """A rule of the schema is broken: the store says so and stays as it is."""
    with (
        pytest.raises(StoreError, match="as it was"),
        write(store, who="T. Est", why="", kind="amend", at=AT) as operation,
    ):
        no_day = {"received_on": "no day"}
        operation.change("request", store.value(FIRST), no_day, effective_at=0)


def legacy(folder):
    path = folder / "legacy.csv"
    rows = "Reference,Received,Priority\nNEW-1,02/03/2026,P1\nNEW-2,31/13/2026,P2\n"
    path.write_text(rows, "utf-8")
    options = dict.fromkeys(("mapping", "person", "kind", "rejected"))
    options |= {"dates": "dd/mm/yyyy", "exhibits": False, "absences": False}
    options["problems"] = 5
    return Namespace(file=path, **options)


def write_and_read(path, folder):
    """Write and read a store in every way that the program has; return what is told."""
    with closing(open_store(path)) as store:
        store.entropy = random.Random(7)  # noqa: S311 - the same in both stores
        uid = change(store, 1)
        with write(store, who="T. Est", why="", kind="undo", at=at(2)) as operation:
            undo_operation(operation, uid)
        told = [*bring_in(store, legacy(folder), as_at=DAY, who="T. Est", at=at(3))]
        refuse(store)
        with closing(partner(store)) as second:
            change(second, 4)
        ledger = read_ledger(store)
        assert save_snapshot(store, ledger, worth=1)
        change(store, 5)
        extended = extend_ledger(ledger, store)
        assert same_ledger(extended, read_ledger(store))
        with closing(another(store)) as other:
            told.append(other.value("SELECT count(*) FROM request"))
        assert verify(store).fault == ""
    with closing(in_memory(path)) as memory, closing(another(memory)) as third:
        told.append(third.value(f"SELECT json_array(({FIRST}))"))
    return told


def tell(path):
    """Return what the commands and a report say of the store."""
    told = [*backlog_told(path, None, None, DAY), *clocks_told(path, None, DAY)]
    question = PlanQuestion(name="", seed=3, replications=20)
    told += plan_told(path, None, question, DAY)
    report = report_of(
        path, "capacity-summary", DAY, reference="", made_at=AT, made_by="", today=DAY
    )
    return [*told, *(f"{one.label} {one.value}" for one in report.headlines())]


def contents(path):
    with reading(path) as store:
        return {name: store.columns(f"SELECT * FROM {name}") for name in KEPT}


@pytest.fixture
def twin(plain, tmp_path):
    """A plain store of the same content."""
    path = tmp_path / "twin" / "unit.db"
    path.parent.mkdir()
    with reading(plain) as store:
        copy_store(store, path)
    return path


def test_it_is_used_as_a_plain_one_and_holds_the_same(twin, protected, tmp_path, capfd):
    unlock(protected, PASSPHRASE)
    for work in (lambda path: write_and_read(path, tmp_path), tell):
        assert [str(line) for line in work(protected)] == [
            str(line) for line in work(twin)
        ]
    unprotect(protected, PASSPHRASE, PERSON)
    assert protected.read_bytes().startswith(PLAIN_HEADER)
    assert contents(protected) == contents(twin)
    assert capfd.readouterr().err == ""


def test_its_copies_are_made_checked_rehearsed_and_gone_back_to(protected):
    unlock(protected, PASSPHRASE)
    with reading(protected) as store:
        made = keep_copy(store, reason="asked", at=AT)
    assert not made.path.read_bytes().startswith(PLAIN_HEADER)
    assert key_file(made.path).read_bytes() == key_file(protected).read_bytes()
    assert key_file(made.path).stat().st_mode & 0o777 == 0o600
    assert check_copy(made.path, of=protected, at=AT).fault == ""
    assert rehearse(protected).is_passed
    with closing(open_store(protected)) as store:
        change(store, 6)
    restored = restore(protected, made.path, who="T. Est", why="tried", at=at(7))
    assert not restored.aside.read_bytes().startswith(PLAIN_HEADER)
    with reading(protected) as store:
        assert verify(store).is_sound
    forget_engine(protected)
    unlock(made.path, PASSPHRASE)  # a copy opens by itself, beside its own key file
    with reading(made.path) as store:
        assert verify(store).is_sound
    forget_engine(made.path)


def test_everything_can_be_taken_out_of_it(protected, tmp_path):
    unlock(protected, PASSPHRASE)
    with reading(protected) as store:
        done = export_all(store, tmp_path / "all.zip", with_wellbeing=False)
    assert done.path.is_file()


def test_locked_it_neither_reads_nor_writes_and_resumes_where_it_was(protected):
    unlock(protected, PASSPHRASE)
    with closing(open_store(protected)) as store:
        change(store, 1)
        assert has_key(store)
        lock_store(store)
        for act in (lambda: store.value(FIRST), lambda: change(store, 2)):
            with pytest.raises(StoreError):
                act()
        with pytest.raises(StoreError, match="locked"):
            resume_store(store)
        unlock(protected, PASSPHRASE)
        resume_store(store)
        change(store, 3)
        assert verify(store).is_sound


def test_a_locked_store_can_be_closed_and_gives_up_its_claim(protected):
    unlock(protected, PASSPHRASE)
    store = open_store(protected)
    lock_store(store)
    store.close()
    unlock(protected, PASSPHRASE)
    with closing(open_store(protected)) as again:
        assert again.owner is not None


def test_a_copy_under_the_earlier_key_is_told_as_such_and_not_as_damaged(
    protected, key
):
    unlock(protected, PASSPHRASE)
    store = open_store(protected)
    made = keep_copy(store, reason="asked", at=PERSON.at)
    store.close()
    renew_key(protected, bytes(range(32)), PASSPHRASE, PERSON, cost=CHEAP)
    with pytest.raises(LockedStore, match="another key"):
        check_copy(made.path, of=protected, at=PERSON.at)
    assert read_note(made.path).fault == ""
    unlock(made.path, PASSPHRASE)
    with closing(open_store(made.path, read_only=True)) as copy:
        assert verify(copy).is_sound
    forget_engine(made.path)
    content = bytearray(made.path.read_bytes())
    content[5] ^= 1
    made.path.write_bytes(content)
    assert check_copy(made.path, of=protected, at=PERSON.at).fault
