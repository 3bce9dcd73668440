"""What an export tells: what it would hold, and what it held."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import OutputError
from app.leaving.export import Exported, export_all
from app.leaving.wellbeing import TABLES
from app.store import Store, reading
from app.store.plain import PLAIN_TABLES, size_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """How much an export of a store would hold.

    Attributes:
        records: Present records, without those about wellbeing.
        wellbeing: Present records about wellbeing.
        operations: Operations of the history.
        events: Events of the history.
        rows: Rows of imported files.
    """

    records: int
    wellbeing: int
    operations: int
    events: int
    rows: int


def content_of(store: Store) -> Content:
    """Return how much an export of ``store`` would hold."""
    sizes = {table: size_of(store, table) for table in PLAIN_TABLES}
    wellbeing = sum(sizes[table] for table in TABLES)
    return Content(
        records=sum(sizes.values()) - wellbeing,
        wellbeing=wellbeing,
        operations=size_of(store, "operations"),
        events=size_of(store, "events"),
        rows=size_of(store, "rows"),
    )


def export_told(path: Path, target: Path, *, with_wellbeing: bool) -> Iterator[str]:
    """Export the store at ``path`` and yield what to print.

    Raises:
        OutputError: Something is there already, or it cannot be written.
    """
    if target.exists():
        raise OutputError(
            f"There is something called {target.name} already; it was left as it is.",
            remedy="Choose another name, or another folder.",
            detail=str(target),
        )
    with reading(path) as store:
        done = export_all(store, target, with_wellbeing=with_wellbeing)
    yield f"{done.path}: {summary_of(done)}"
    if not with_wellbeing:
        yield (
            "Records about wellbeing were left out, and the text of"
            f" {events_words(done.left_out)} about it; --wellbeing takes them in."
        )
    yield "The files are not protected: whoever has them can read them."


def summary_of(done: Exported) -> str:
    """Return in a sentence what was written."""
    return (
        f"{done.files} files, {done.size / 1e6:,.1f} MB: {done.records:,} records and"
        f" {done.events:,} events. Head {done.sequence}-{done.head[:16]}."
    )


def events_words(count: int) -> str:
    """Return a number of events in words."""
    return "1 event" if count == 1 else f"{count:,} events"
