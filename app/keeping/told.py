"""What the commands about copies tell, line by line."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.keeping.difference import Difference, compare
from app.keeping.drill import record_drill, rehearse
from app.keeping.make import keep_before_upgrade, keep_copy
from app.keeping.place import choose_second
from app.keeping.restore import restore
from app.store import open_store, reading
from app.store.branch import head_at

SHOWN = 20
"""How many changes and requests are told one by one."""


def backup_told(store: Path, second: Path | None, *, at: datetime) -> Iterator[str]:
    """Make a copy, choosing a second place first if one is given; tell where it is.

    Raises:
        AppError: No copy could be made.
    """
    with reading(store) as opened:
        if second is not None:
            first = head_at(opened, 1) or b""
            choose_second(store, second, history=first.hex())
        made = keep_copy(opened, reason="asked", at=at)
    note = made.note
    yield f"{made.path}: head {note.sequence}-{note.head[:16]}, every check passed."
    yield made.missing or f"It lies in {made.places} place{'s'[: made.places > 1]}."


def restore_told(
    store: Path, copy: Path, *, who: str, why: str, at: datetime
) -> Iterator[str]:
    """Go back to a copy and tell what differed and where the store as it was is kept.

    Raises:
        AppError: It could not be done; the store is as it was.
    """
    done = restore(store, copy, who=who, why=why, at=at)
    yield from difference_lines(done.difference)
    yield done.sentence


def preview_told(store: Path, copy: Path) -> Iterator[str]:
    """Tell what going back to a copy would change; nothing is changed.

    Raises:
        AppError: The copy cannot be read, or is of another store.
    """
    yield from difference_lines(compare(store, copy))
    yield "Nothing was changed."


def drill_told(store: Path, *, who: str, at: datetime) -> tuple[list[str], bool]:
    """Rehearse a restore in memory, record it, and tell whether it passed.

    Raises:
        AppError: There is no verified copy, or it cannot be recorded.
    """
    with closing(open_store(store, before_upgrade=keep_before_upgrade(at))) as opened:
        drill = rehearse(store)
        record_drill(opened, drill, who=who, why="", at=at)
    figures = [
        f"  {name:<44}{_number(drill.expected.get(name)):>18}{_number(value):>18}"
        for name, value in drill.found.items()
    ]
    head = f"  {'measure':<44}{'when made':>18}{'computed anew':>18}"
    return [head, *figures, drill.sentence], drill.is_passed


def difference_lines(difference: Difference) -> Iterator[str]:
    """Yield how a store and a copy differ."""
    yield difference.sentence
    for one in difference.lost[-SHOWN:]:
        why = f": {one.why}" if one.why else ""
        stamp = f"{one.recorded_at:%d %b %Y %H:%M}"
        yield f"  {one.sequence}  {stamp}  {one.who}  {one.kind}{why}"
    if len(difference.lost) > SHOWN:
        yield f"  … and {len(difference.lost) - SHOWN:,} before these."
    for request in difference.requests[:SHOWN]:
        if request.there is None:
            yield f"  {request.reference}: not in the copy"
        elif request.here is None:
            yield f"  {request.reference}: in the copy only"
        else:
            names = ", ".join(name.replace("_", " ") for name in request.columns)
            yield f"  {request.reference}: {names} differ"
    if len(difference.requests) > SHOWN:
        yield f"  … and {len(difference.requests) - SHOWN:,} requests more."


def _number(value: float | None) -> str:
    return "not known" if value is None else f"{value:.15g}"
