"""Makes a new store of what is left of a damaged one, which stays as it is."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.errors import StoreError
from app.progress import Progress, no_progress
from app.salvage.fitting import Fitting
from app.salvage.found import Found
from app.salvage.gather import gather
from app.salvage.outcome import Outcome, TableCount
from app.salvage.proof import Proof, prove
from app.salvage.reconcile import Reconciling
from app.salvage.retell import Retelling
from app.salvage.unbroken import erasures_before_the_gap, put_unbroken
from app.store import Store, create_store
from app.store.copy import sync_folder
from app.store.draft import keep_read_draft
from app.store.engine import PLAIN, engine_of, is_protected
from app.store.event import Operation, batch, write
from app.store.record import RECORDS
from app.store.replay import ERASE
from app.store.safety_act import SafetyAct, add_safety_act
from app.store.verify import verify

KIND = "salvage"
_COUNT = "SELECT count(*) FROM {}"
_STEPS = {"read": (0, 35), "prove": (35, 45), "tell": (45, 90)}


def salvage(
    damaged: Path,
    new: Path,
    *,
    who: str,
    at: datetime,
    progress: Progress = no_progress,
) -> Outcome:
    """Make the store ``new`` of what is left of the file ``damaged``.

    The damaged file is only read. What is proven comes back exactly as it was, history
    and all, up to the first gap in the chain; what comes after, and what only present
    rows say, is taken in by one operation, and each record that is not proven gets a
    mark. The new store passes every check, or there is none.

    Args:
        damaged: The damaged file.
        new: Where the new store shall be; there must be no file yet.
        who: Who does it.
        at: Moment of doing it, with time zone.
        progress: Told of each step; may stop it.

    Raises:
        StoreError: A file is at ``new``, nothing was found, or it is protected.
        Cancelled: ``progress`` asked to stop; no new store is left.
    """
    _refuse(damaged, new)
    found = gather(damaged, _part(progress, "read"))
    proof = prove(found, _part(progress, "prove"))
    if not proof.last and not any(found.rows.values()):
        raise StoreError(
            f"Nothing of a Headroom store was found in {damaged.name}.",
            remedy="Open a verified copy, or look for the file in another place.",
            detail=str(damaged),
        )
    part = new.with_name(f"{new.name}.part")
    part.unlink(missing_ok=True)
    store = create_store(part)
    try:
        act = _Salvage(store, found, proof, damaged.name)
        outcome = act.build(new, who=who, at=at, progress=_part(progress, "tell"))
        _check(store)
    except BaseException:
        store.discard()
        raise
    store.close()
    _name(part, new)
    progress(100, 100)
    return outcome


class _Salvage:
    """Builds the new store of what was found."""

    def __init__(self, store: Store, found: Found, proof: Proof, name: str) -> None:
        self._store, self._found, self._proof = store, found, proof
        self._name = name

    def build(
        self, new: Path, *, who: str, at: datetime, progress: Progress
    ) -> Outcome:
        store, found, proof = self._store, self._found, self._proof
        why = f"Salvaged from {self._name}"
        with batch(store):
            present = put_unbroken(store, found, proof)
            if erasures := erasures_before_the_gap(proof):
                with write(store, who=who, why=why, kind=ERASE, at=at) as operation:
                    for facts in erasures:
                        moment = int(at.timestamp())
                        operation.register("erasure", facts, effective_at=moment)
            with write(store, who=who, why=why, kind=KIND, at=at) as operation:
                fitting = Fitting(operation, set(present))
                retelling = Retelling(operation, found, proof, fitting)
                retelling.track_unbroken(present)
                retelling.tell(progress)
                reconciling = Reconciling(
                    operation, found, proof, fitting=fitting, retelling=retelling
                )
                reconciling.reconcile()
                outcome = self._outcome(new, fitting, retelling, reconciling.ignored)
                self._record(operation, fitting, outcome, at)
        for variants in found.drafts.values():
            keep_read_draft(store, variants[0])
        return outcome

    def _record(
        self, operation: Operation, fitting: Fitting, outcome: Outcome, at: datetime
    ) -> None:
        """Mark what is not proven, and record the salvage itself."""
        moment = int(at.timestamp())
        for (subject, uid), doubt in fitting.doubts.items():
            if (subject, uid) in fitting.there:
                mark = {
                    "subject": subject,
                    "record": uid,
                    "source": doubt.source,
                    "detail": " ".join(doubt.reasons),
                }
                operation.register("salvaged", mark, effective_at=moment)
        detail = {**outcome.counts(), "operations": self._behind_the_gap()}
        act = SafetyAct(
            kind=KIND,
            source=self._name,
            outcome=outcome.sentence,
            detail=detail,
            done_on=at.date(),
        )
        add_safety_act(operation, act)

    def _behind_the_gap(self) -> list[list[object]]:
        """Return who did what and when behind the gap: number, uid, when, who, why."""
        names = ("id", "uid", "recorded_at", "who", "why", "kind")
        rows = sorted(self._proof.operations.items())
        later = [row for number, row in rows if number > self._proof.unbroken]
        return [[_storable(row[name]) for name in names] for row in later]

    def _outcome(
        self, new: Path, fitting: Fitting, retelling: Retelling, ignored: int
    ) -> Outcome:
        proof, found = self._proof, self._found
        lost = [key[0] for key in fitting.refused if key not in fitting.there]
        lost += [subject for subject, _ in retelling.lost]
        doubted = [key[0] for key in fitting.doubts if key in fitting.there]
        tables = []
        for subject in RECORDS:
            held = int(self._store.value(_COUNT.format(subject)))
            doubtful, gone = doubted.count(subject), lost.count(subject)
            if held or gone:
                count = TableCount(
                    subject=subject, whole=held - doubtful, doubtful=doubtful, lost=gone
                )
                tables.append(count)
        behind = {n for n in proof.proven if n > proof.unbroken}
        return Outcome(
            path=new,
            tables=tuple(tables),
            kept=proof.unbroken,
            retold=len(behind),
            believed=len(proof.believed),
            lost=proof.last - proof.unbroken - len(behind),
            pages=found.pages,
            damaged=len(found.damaged),
            missing=found.missing,
            mended=proof.mended,
            ignored=ignored,
            unplaced=found.unplaced,
        )


def _storable(value: object) -> object:
    """Return a value as JSON can hold it: a text with bytes that are none is cut."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value


def _refuse(damaged: Path, new: Path) -> None:
    if not damaged.is_file():
        raise StoreError(
            f"No file is at {damaged.name}.",
            remedy="Check the name and the folder.",
            detail=str(damaged),
        )
    if engine_of(damaged) is not PLAIN or is_protected(damaged):
        raise StoreError(
            "A protected store cannot be salvaged: what is damaged is unreadable.",
            remedy="Restore a verified copy; this file is left as it is.",
        )
    if new.exists():
        raise StoreError(
            f"A file called {new.name} is there already; it was left as it is.",
            remedy="Choose another name for the new store.",
            detail=str(new),
        )


def _check(store: Store) -> None:
    verdict = verify(store)
    if not verdict.is_sound:
        raise StoreError(
            "What was salvaged did not pass the checks; no new store was made.",
            remedy="Restore a verified copy, and keep the damaged file.",
            detail=verdict.fault,
        )


def _name(part: Path, new: Path) -> None:
    """Give the new store its name, unless another file took it meanwhile."""
    if new.exists():
        part.unlink()
        _refuse(new, new)
    part.replace(new)
    with suppress(OSError):
        sync_folder(new.parent)


def _part(progress: Progress, step: str) -> Progress:
    """Return the progress of one step as a part of the whole in hundredths."""
    first, last = _STEPS[step]

    def tell(done: int, total: int) -> None:
        progress(first + (last - first) * done // max(total, 1), 100)

    return tell
