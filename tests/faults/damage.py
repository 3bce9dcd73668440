"""Ways in which a disk, or a hand, spoils the bytes of a file."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from app.errors import AppError
from app.store import reading
from app.store.verify import verify

PAGE, SECTOR = 4096, 512
Spoil = Callable[[bytearray, random.Random], None]


def one_bit(content, rng):
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)


def one_byte(content, rng):
    content[rng.randrange(len(content))] ^= rng.randrange(1, 256)


def zeroed_sector(content, rng):
    _put(content, rng.randrange(len(content) // SECTOR) * SECTOR, bytes(SECTOR))


def random_sector(content, rng):
    place = rng.randrange(len(content) // SECTOR) * SECTOR
    _put(content, place, rng.randbytes(SECTOR))


def zeroed_page(content, rng):
    _put(content, _page(content, rng), bytes(PAGE))


def random_page(content, rng):
    _put(content, _page(content, rng), rng.randbytes(PAGE))


def moved_page(content, rng):
    """A page is written in the place of another: a misdirected write."""
    source, target = _page(content, rng), _page(content, rng)
    _put(content, target, bytes(content[source : source + PAGE]))


def ten_pages(content, rng):
    for _ in range(10):
        random_page(content, rng)


def cut_tail(content, rng):
    del content[int(len(content) * rng.uniform(0.5, 0.99)) :]


def cut_third(content, _rng):
    del content[len(content) * 7 // 10 :]


def header(content, rng):
    _put(content, 0, rng.randbytes(100))


def first_page(content, rng):
    _put(content, 0, rng.randbytes(PAGE))


def swapped(other: Path) -> Spoil:
    """Return what puts pages of another store in the place of some of this one."""
    strange = other.read_bytes()

    def spoil(content, rng):
        for _ in range(rng.randrange(1, 4)):
            place = _page(content, rng)
            _put(content, place, strange[place : place + PAGE])

    return spoil


SMALL: tuple[Spoil, ...] = (
    *(one_bit, one_byte, zeroed_sector, random_sector),
    *(zeroed_page, random_page, moved_page),
)
LARGE: tuple[Spoil, ...] = (ten_pages, cut_tail, header, first_page)
PAGES: tuple[Spoil, ...] = (zeroed_page, random_page, zeroed_sector, random_sector)


def content_of(path: Path) -> object:
    """Return all that the program reads of a store; an error where it cannot.

    Row ids of drafts are left out, which nothing refers to, and where tables begin.
    """
    try:
        with reading(path) as store:
            store.connection.row_factory = None
            return list(_dump(store.connection))
    except Exception as error:  # noqa: BLE001 - whatever a damaged file leads to
        return f"{type(error).__name__}"


def _dump(connection) -> Iterator[object]:
    yield connection.execute("PRAGMA user_version").fetchone()
    layout = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"
    for kind, name, table, sql in connection.execute(layout).fetchall():
        yield kind, name, table, sql
        if kind == "table":
            columns = "name, saved_at, content" if name == "draft" else "*"
            yield connection.execute(f"SELECT {columns} FROM {name}").fetchall()
        elif kind == "index":  # what is found by way of it
            with closing(connection.cursor()) as cursor:
                by_index = f"SELECT rowid FROM {table} INDEXED BY {name}"
                where = " WHERE corrects IS NOT NULL" if "corrects" in name else ""
                yield cursor.execute(by_index + where).fetchall()


def noticed(path: Path) -> str:
    """Return what opening and checking a store says is wrong; empty for nothing."""
    try:
        with reading(path) as store:
            return verify(store).fault
    except AppError as error:
        return error.message


def noticed_by_sqlite(path: Path) -> str:
    """Return what SQLite's own check says, as a harness without ours would have it."""
    try:
        with reading(path) as store:
            found = store.value("PRAGMA integrity_check(1)")
            return "" if found == "ok" else str(found)
    except AppError as error:
        return error.message


def _put(content, place, piece):
    content[place : place + len(piece)] = piece


def _page(content, rng):
    return rng.randrange(len(content) // PAGE) * PAGE
