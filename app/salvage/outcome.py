"""What came back from a damaged store, in counts and in words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_NAMES = {
    "person": "people",
    "pattern": "working patterns",
    "abstraction": "other duties",
    "policy": "priority policies",
    "work": "entries of work",
    "exposure": "entries of exposure",
    "feedback": "feedback given",
    "driver": "driver values",
    "operation_plan": "planned operations",
    "term": "terms of lists",
    "commentary": "commentaries",
    "import_file": "imported files",
    "holiday": "changed holidays",
    "anchor": "printed heads",
    "salvaged": "marks of salvage",
    "safety_act": "acts of safety",
    "equipment": "kinds of equipment",
    "sending": "items sent out",
    "proceeding": "proceedings",
    "welfare_contact": "welfare contacts",
}


def records_named(subject: str) -> str:
    """Return what the records of a table are called, such as ``requests``."""
    return _NAMES.get(subject, f"{subject.replace('_', ' ')}s")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """What came back of one table.

    Attributes:
        subject: The table.
        whole: Records that are proven to be as they were.
        doubtful: Records that came back and are marked to be checked.
        lost: Records that there were and of which nothing could be kept.
    """

    subject: str
    whole: int
    doubtful: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came back from a damaged store.

    Attributes:
        path: The new store.
        tables: What came back, by table; those without any record are left out.
        kept: Operations whose history is exactly as it was.
        retold: Operations behind the first gap, told again by the salvage.
        believed: Of those kept, the last ones whose links of the chain are lost.
        lost: Operations that could not be proven or read.
        pages: Pages of the damaged file.
        damaged: Pages that could not be read whole.
        missing: Pages that the file says it has and has not.
        mended: Texts of which one changed byte was put right, with proof.
        ignored: Rows that were read and that the whole history does not know.
        unplaced: Rows of which nothing says what they are.
    """

    path: Path
    tables: tuple[TableCount, ...]
    kept: int
    retold: int
    believed: int
    lost: int
    pages: int
    damaged: int
    missing: int
    mended: int
    ignored: int
    unplaced: int

    @property
    def doubtful(self) -> int:
        """Records that came back and are marked to be checked."""
        return sum(table.doubtful for table in self.tables)

    @property
    def lost_records(self) -> int:
        """Records that there were and of which nothing could be kept."""
        return sum(table.lost for table in self.tables)

    @property
    def is_proven(self) -> bool:
        """Whether everything came back and all of it is proven."""
        doubts = self.doubtful, self.lost_records, self.lost, self.believed
        return not any((*doubts, self.missing))

    @property
    def sentence(self) -> str:
        """What came of it, in one sentence."""
        records = sum(table.whole + table.doubtful for table in self.tables)
        if self.is_proven:
            return f"All {records:,} records came back, and all of them are proven."
        if not (self.doubtful or self.lost_records or self.missing):
            return f"All {records:,} records came back; part of the history did not."
        told = (
            f"{records:,} records came back; {self.doubtful:,} of them are to be"
            f" checked, and {self.lost_records:,} are known to be lost."
        )
        if self.missing:
            told += " The end of the file was missing: what was recorded last may be."
        return told

    def counts(self) -> Mapping[str, Any]:
        """Return the counts as they are kept in the history of the new store."""
        found = asdict(self)
        del found["path"]
        return found


def told(outcome: Outcome) -> list[str]:
    """Return the report of a salvage, line by line."""
    lines = [outcome.sentence, ""]
    lines.append(f"{'':24}{'whole':>10}{'to check':>10}{'lost':>10}")
    for table in outcome.tables:
        name = records_named(table.subject)
        counts = (table.whole, table.doubtful, table.lost)
        cells = "".join(f"{count:>10,}" for count in counts)
        lines.append(f"{name[:1].upper() + name[1:]:24}{cells}")
    lines += ["", *history_told(outcome)]
    return [*lines, f"New store: {outcome.path.name}. The damaged file is as it was."]


def history_told(outcome: Outcome) -> list[str]:
    """Return what became of the history, in sentences."""
    damaged = f"{outcome.damaged:,} of {outcome.pages:,}"
    lines = [
        f"Operations whose history is exactly as it was: {outcome.kept:,}.",
        f"Operations after the first gap, told again: {outcome.retold:,}.",
        f"Operations lost or not proven: {outcome.lost:,}.",
        f"Pages that could not be read whole: {damaged}.",
    ]
    more = {
        "Last operations kept whose links of the chain are lost": outcome.believed,
        "Pages that are missing at the end of the file": outcome.missing,
        "Texts with one changed byte, put right with proof": outcome.mended,
        "Rows left out, since the whole history does not know them": outcome.ignored,
        "Rows left out, since nothing says what they are": outcome.unplaced,
    }
    return lines + [f"{name}: {count:,}." for name, count in more.items() if count]
