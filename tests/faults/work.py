"""Work that a unit does, for harnesses that disturb it, and what must be so after it.

``Work(store)`` writes as the program does: requests with exhibits, changes, moves,
changes taken back, several changes at once, files brought in. Every act gives the uid
of its operation: what was confirmed to the user.
"""

import gzip
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from app.casework.request import Status
from app.conduct.amend import amend, undo
from app.conduct.intake import submit
from app.conduct.move import make_move
from app.errors import AppError
from app.intake.importer import check_table, import_table
from app.intake.source import proposed_mapping
from app.rules.intake import ExhibitAsked, Intake
from app.rules.move import Move
from app.spreadsheet.reader import read_table
from app.store import Store, open_store
from app.store.event import batch, was_saved
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.faults.rounds import dice

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = NOW.date()
ABOUT = {"who": "tester", "at": NOW}
FORM = Intake(
    requester="Team 4",
    division="DIV_A",
    offence="GROOM",
    legal_basis="L_WARRANT",
    summary="Recover the chats. " * 8,
    submitted_on=date(2026, 3, 20),
)
STORES = Path(__file__).parent.parent / "stores"


@dataclass(slots=True)
class Work:
    """A unit at work.

    Attributes:
        store: Where it writes.
        prefix: What its references begin with.
        number: How many acts it has begun.
        uids: The requests that it has submitted.
    """

    store: Store
    prefix: str = "DF"
    number: int = 0
    uids: list[str] = field(default_factory=list)

    def act(self) -> str:
        """Do the next act; return the uid of its operation."""
        self.number += 1
        acts = (self.submit, self.amend, self.move, self.submit, self.undo, self.many)
        acts[(self.number - 1) % len(acts)]()
        return self.confirmed

    @property
    def confirmed(self) -> str:
        """The uid of the operation that was saved last."""
        return self.store.last[1] if self.store.last else ""

    def submit(self) -> None:
        """Submit a request with exhibits."""
        exhibits = tuple(
            ExhibitAsked(reference=f"AB/{number}", type="PHONE_SMART", size=64.0)
            for number in range(1, 2 + self.number % 4)
        )
        reference = f"{self.prefix}-{self.number}"
        form = replace(FORM, reference=reference, exhibits=exhibits)
        uid, _ = submit(self.store, form, on=TODAY, **ABOUT)
        self.uids.append(uid)

    def amend(self) -> None:
        """Change a fact of the last request."""
        facts = {"summary": f"Act {self.number}. " * 20}
        amend(self.store, self.uids[-1], facts, on=TODAY, **ABOUT)

    def move(self) -> None:
        """Move the last request on."""
        move = Move(status=Status.ASSESSING, on=TODAY)
        make_move(self.store, self.uids[-1], move, **ABOUT)

    def undo(self) -> None:
        """Change a fact and take it back."""
        facts = {"requester": f"Team {self.number}"}
        done = amend(self.store, self.uids[-1], facts, on=TODAY, **ABOUT)
        undo(self.store, done, **ABOUT)

    def many(self) -> None:
        """Save several changes together."""
        with batch(self.store):
            for uid in self.uids[-3:]:
                facts = {"requester": f"Team {self.number}"}
                amend(self.store, uid, facts, on=TODAY, **ABOUT)

    def bring_in(self, file: Path) -> str:
        """Bring a file of requests in."""
        table = read_table(file)
        mapping = proposed_mapping(self.store, table, "requests")
        checked = check_table(self.store, table, mapping, as_at=TODAY)
        import_table(self.store, table, mapping, checked, **ABOUT)
        return self.confirmed


def write_rows(file: Path, rows: int, prefix: str = "IMP") -> Path:
    """Write a file of requests to bring in."""
    lines = [
        f"{prefix}-{number},{1 + number % 28:02}/02/2026,In progress,{number % 5}"
        for number in range(rows)
    ]
    head = "Ref,Date received,Status,Phones"
    file.write_text("\n".join([head, *lines, ""]), "utf-8")
    return file


def new_store(place: Path, acts: int = 6) -> Path:
    """Make the store of a unit that has begun to work."""
    entropy = dice(7)
    with closing(
        create_unit(place, Settings(), who="tester", at=NOW, entropy=entropy)
    ) as store:
        work = Work(store, "OLD")
        for _ in range(acts):
            work.act()
    return place


@cache
def old_store(name: str) -> bytes:
    """Return a golden store of an earlier version, such as ``schema_12``."""
    return gzip.decompress((STORES / f"{name}.db.gz").read_bytes())


def fault_of(place: Path, confirmed: Iterable[str] = ()) -> str:
    """Open a store as the program does and check everything.

    Returns what is wrong, beginning with ``damaged`` or ``lost``; empty for nothing.
    """
    return state_of(place, confirmed)[0]


def state_of(place: Path, confirmed: Iterable[str] = ()) -> tuple[str, int]:
    """Return what is wrong (see ``fault_of``) and the number of the last operation."""
    try:
        store = open_store(place)
    except AppError as error:
        return f"damaged: {error} {error.detail}", 0
    with closing(store):
        verdict = verify(store)
        if not verdict.is_sound:
            return f"damaged: {verdict.fault}", 0
        last = store.last[0] if store.last else 0
        lost = [uid for uid in confirmed if not was_saved(store, uid)]
        return f"lost: {len(lost)}" if lost else "", last
