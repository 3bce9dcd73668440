"""What can be read without the key beside a protected store is told, all of it."""

from app.protection.aside import drop_aside, left_aside
from app.protection.convert import protect
from app.store import open_store
from app.store.copy import copy_store
from app.store.engine import forget_engine
from tests.protection.conftest import CHEAP, PASSPHRASE, PERSON

KEPT = (
    "unit before restore 20260331T130000Z.db",
    "unit before restore 20260331T130000Z (2).db",
    "unit-damaged-20260331-130000.db",
    "unit.before-upgrade-18.db",
)
LEFT = (
    "unit before protection 20260331T130000Z.db.part",
    "unit.db.converting",
    "unit.db.restoring",
    "unit.db.restoring.part",
)
OF_ANOTHER = ("unit2.db", "unit 2026.db")


def test_whatever_lies_about_in_clear_is_told_and_only_leavings_go(plain, key):
    store = open_store(plain)
    for name in (*KEPT, *LEFT, *OF_ANOTHER):
        copy_store(store, plain.with_name(name))
    store.close()
    assert left_aside(plain).others == ()  # nothing is hidden: the store is plain, too
    aside = protect(plain, key, PASSPHRASE, PERSON, cost=CHEAP).aside
    for name in LEFT:  # left by a program that died after that
        if not plain.with_name(name).exists():
            plain.with_name(name).write_bytes(aside.read_bytes())
    found = left_aside(plain)
    assert [one.name for one in found.others] == sorted(KEPT)
    assert {one.name for one in found.asides} == {*LEFT, aside.name}
    assert drop_aside(plain) == len(LEFT) + 1
    assert left_aside(plain).asides == ()
    for name in (*KEPT, *OF_ANOTHER):
        assert plain.with_name(name).is_file()
    forget_engine(plain)
