"""What going back to a copy would change: shown before it is done, kept afterwards."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.errors import LockedStore, StoreError
from app.keeping.check import opened_copy
from app.store import Store
from app.store.branch import (
    Differing,
    Recorded,
    common_sequence,
    differing_requests,
    head_at,
    last_sequence,
    operations_after,
    records_after,
)
from app.store.chain import last_head
from app.store.in_memory import in_memory
from app.store.replay import ERASE


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a history goes.

    Attributes:
        sequence: Number of its last operation.
        head: Head of its chain, hexadecimal.
    """

    sequence: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A store beside a copy that may take its place.

    Attributes:
        copy: How far the copy goes.
        now: How far the store goes; None where it cannot be read.
        common: Number of the last operation that both have.
        lost: Operations of the store that the copy lacks, oldest first.
        gained: Operations of the copy that the store lacks, oldest first.
        records: Records that the lost operations touched, by table.
        requests: Requests that differ: ``here`` is the store, ``there`` the copy.
    """

    copy: State
    now: State | None
    common: int = 0
    lost: tuple[Recorded, ...] = ()
    gained: tuple[Recorded, ...] = ()
    records: Mapping[str, int]
    requests: tuple[Differing, ...] = ()

    @property
    def sentence(self) -> str:
        """What going back would mean, in one or two sentences."""
        if self.now is None:
            return (
                "The store cannot be read, so it cannot be compared. It is kept aside"
                " unchanged."
            )
        if not self.lost and not self.gained:
            return "The copy holds exactly what the store holds."
        words = (
            f"{_changes(len(self.lost))} recorded since would be left behind,"
            f" touching {_touched(self.records)}."
            if self.lost
            else "Nothing would be left behind."
        )
        if self.gained:
            words += (
                f" The copy holds {_changes(len(self.gained))} that the store does"
                " not have."
            )
        return words + self._erased_again()

    def _erased_again(self) -> str:
        """Return that lawfully erased values come back; empty where none would."""
        count = sum(one.kind == ERASE for one in self.lost)
        if not count:
            return ""
        times = "once" if count == 1 else f"{count:,} times"
        return (
            f" Values were lawfully erased since, {times}: they come back with the"
            " copy. Erase them again afterwards."
        )


def compare(store: Path, copy: Path) -> Difference:
    """Return how the store at ``store`` differs from a copy.

    Raises:
        StoreError: The copy cannot be read, or is of another store.
    """
    with opened_copy(copy, of=store) as there:
        return compare_opened(store, there)


def compare_opened(store: Path, there: Store) -> Difference:
    """Return how the store at ``store`` differs from a copy that was loaded.

    Raises:
        StoreError: The copy is of another store.
        LockedStore: The store is protected and its key was not given.
    """
    state = state_of(there)
    try:
        here = in_memory(store)
    except LockedStore:
        raise
    except StoreError:  # damaged or gone: this is when copies are needed
        return Difference(copy=state, now=None, records={})
    with closing(here):
        _refuse_other_unit(here, there)
        common = common_sequence(here, there)
        return Difference(
            copy=state,
            now=state_of(here),
            common=common,
            lost=operations_after(here, common),
            gained=operations_after(there, common),
            records=records_after(here, common),
            requests=differing_requests(here, there, common),
        )


def state_of(store: Store) -> State:
    """Return how far the history of a store goes."""
    return State(sequence=last_sequence(store), head=last_head(store).hex())


def _refuse_other_unit(here: Store, there: Store) -> None:
    first = head_at(here, 1), head_at(there, 1)
    if None not in first and first[0] != first[1]:
        raise StoreError(
            "That file is no copy of this store: their histories begin differently.",
            remedy="Choose a copy of this store, or open that file by itself.",
        )


def _changes(count: int) -> str:
    return f"{count:,} change" if count == 1 else f"{count:,} changes"


def _touched(records: Mapping[str, int]) -> str:
    parts = [
        f"{count:,} {subject.replace('_', ' ')}{'' if count == 1 else 's'}"
        for subject, count in records.items()
    ]
    return ", ".join(parts) or "no record"
