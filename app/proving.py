"""What the commands tell of proofs: a check, printed heads, and lawful erasure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from app.errors import InvalidRequest
from app.reports.head_words import read_head
from app.store import Store, open_store, reading
from app.store.anchor import clock_steps, match_head, read_anchors
from app.store.erasable import Place, Scope, find_texts, scope_of, values_ever
from app.store.erase import Erased, erase_texts
from app.store.request import find_request
from app.store.verify import verify


def verdict_told(path: Path, heads: Sequence[str] = ()) -> tuple[list[str], bool]:
    """Return what a check of a store found, and whether all of it is as it should be.

    Args:
        path: The store.
        heads: Printed heads, in characters or in words; each must be in the chain.

    Raises:
        InvalidRequest: A head cannot be read.
    """
    printed = [read_head(text) for text in heads]
    with reading(path) as store:
        verdict = verify(store)
        lines = [
            f"{verdict.operations:,} operations, {verdict.events:,} events and "
            f"{verdict.records:,} records checked; head {verdict.fingerprint}.",
            verdict.fault or "The store is sound.",
        ]
        if not verdict.is_sound:
            if printed:
                lines.append("No printed head proves anything of a store at fault.")
            return lines, False
        found = [match_head(store, head.sequence, head.short) for head in printed]
        lines += [match.words for match in found]
        anchors = list(_anchors_told(store)) if printed else []
        lines += [*anchors, *_clock_told(store)]
    return lines, all(match.is_match for match in found)


def _anchors_told(store: Store) -> Iterator[str]:
    anchors = read_anchors(store)
    matching = sum(anchor.is_match for anchor in anchors)
    yield (
        f"Of {len(anchors):,} heads noted when they were printed from the window,"
        f" {matching:,} match."
    )
    for anchor in anchors:
        said = "matches" if anchor.is_match else "DOES NOT MATCH"
        head = f"{anchor.sequence}-{anchor.head[:16]}"
        yield f"  {head}  {anchor.printed_on}  {said}  {anchor.document}"


def _clock_told(store: Store) -> Iterator[str]:
    steps = clock_steps(store)
    if steps:
        last = steps[0]
        times = "once" if len(steps) == 1 else f"{len(steps):,} times"
        yield (
            f"Note: the clock of the computer went backwards {times}, last"
            f" before operation {last.operation:,} ({last.before} to"
            f" {last.recorded_at}). The order is by number and is not touched."
        )


def erasure_told(
    path: Path,
    asked: tuple[str, str, str],
    *,
    basis: str,
    who: str,
    at: datetime,
) -> Iterator[str]:
    """Yield where a value stands, and erase it if there is a basis.

    Args:
        path: The store.
        asked: Reference of a request and one of its fields, or a text of its own.
        basis: Why it is lawful; empty only to look.
        who: Who does it.
        at: The moment, with time zone.

    Raises:
        InvalidRequest: There is no such value.
    """
    if not basis:
        with reading(path) as store:
            texts, scope = _asked(store, asked)
            yield from _places_told(find_texts(store, texts, scope))
        yield "Nothing was erased. Give --basis to erase it; it cannot be undone."
        return
    store = open_store(path)
    try:
        texts, scope = _asked(store, asked)
        erased = erase_texts(
            store,
            texts,
            basis=basis,
            on=at.astimezone().date(),
            who=who,
            at=at,
            scope=scope,
        )
    finally:
        store.close()
    yield from _places_told(erased.places)
    yield from erased_told(erased)


def erased_told(erased: Erased) -> Iterator[str]:
    """Yield what an erasure came to, and what it could not reach."""
    count = sum(place.count for place in erased.places)
    yield f"Erased at {count:,} places; the history is whole and shows the erasure."
    if erased.elsewhere:
        yield (
            f"The same words stand at {erased.elsewhere:,} places of other requests,"
            " which were left as they are."
        )
    if erased.is_gone is False:
        yield (
            "Some bytes of the file still hold it: in a code or a name that is not"
            " erased, or as another window has the file open. Close it and look again."
        )
    yield (
        "Copies made before still hold it until they age out or are deleted, and so do"
        " papers, exports and backups of the computer."
    )


def _places_told(places: Sequence[Place]) -> Iterator[str]:
    if not places:
        yield "It stands nowhere in the store."
    for place in places:
        yield f"{place.count:>6,}  {place.words}"


def _asked(store: Store, asked: tuple[str, str, str]) -> tuple[list[str], Scope | None]:
    """Return the texts asked for, and the request within which, if one is named."""
    reference, field, text = asked
    if text:
        return [text], None
    request = find_request(store, reference.strip())
    if request is None:
        raise InvalidRequest(
            f"There is no request {reference.strip()} in this store.",
            remedy="Look at how its reference is written in the register.",
        )
    texts = values_ever(store, "request", request.uid, field)
    return texts, scope_of(store, request.uid)
