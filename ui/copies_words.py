"""Words for the copies of a store: what was read becomes what Safety shows."""

from datetime import datetime

from app.keeping.copy_note import REASONS
from app.keeping.difference import Difference
from app.keeping.drill import EVERY
from app.keeping.listing import BESIDE, Copy
from app.keeping.sight import Kept
from app.keeping.state import OLD, age_words
from app.reports.chart import day_text
from app.store.branch import Differing
from app.store.safety_act import SafetyAct
from ui.copies_sight import CopiesSight, CopyRow, Fact, Preview

NOT_KNOWN = "not checked yet"
FEW = 3
"""Columns of a request that are named one by one; the others are counted."""


def sight_of(kept: Kept, now: datetime) -> CopiesSight:
    """Return what the tab shows of what was read.

    Args:
        kept: All that is known of the copies.
        now: The present moment, with time zone.
    """
    newest = _newest(kept, now)
    return CopiesSight(
        newest=newest,
        places=_places(kept),
        rehearsal=_rehearsal(kept.drill, now),
        rows=_rows(kept),
        sentence=_sentence(kept, newest),
        has_second=kept.places.second is not None,
    )


def preview_of(row: CopyRow, difference: Difference) -> Preview:
    """Return what the dialog shows before a copy takes the place of the store."""
    lost = reversed(difference.lost)
    return Preview(
        copy=row.path,
        title=f"Copy of {row.when:%d %b %Y %H:%M}, up to change {row.sequence:,}",
        sentence=difference.sentence,
        is_same=difference.now is None or not (difference.lost or difference.gained),
        changes=tuple(
            (
                f"{one.recorded_at.astimezone():%d %b %Y %H:%M}",
                one.who,
                one.kind.capitalize(),
                one.why or "-",
            )
            for one in lost
        ),
        requests=tuple(_request(one) for one in difference.requests),
    )


def _newest(kept: Kept, now: datetime) -> Fact:
    state = kept.state
    if state.damage:
        return Fact(
            value="Paused",
            more=f"The store failed a check: {state.damage} No copy is made by itself"
            " until it is mended; the good ones stay.",
            tone="bad",
        )
    if state.proved_at is None:
        return Fact(
            value="None yet",
            more="The first one is made by itself after a short while.",
            tone="watch",
        )
    age = now - state.proved_at
    lacking = "The store has changed since." if state.is_changed else ""
    words = lacking or "It holds everything."
    return Fact(
        value=age_words(age),
        more=f"{words} Head {state.fingerprint}.",
        tone="watch" if age >= OLD else "plain",
    )


def _places(kept: Kept) -> Fact:
    places, state = kept.places, kept.state
    if places.second is None:
        return Fact(
            value="1 place",
            more="Only beside the store: one disk may fail. Choose another as well.",
            tone="watch",
        )
    where = f"Second place: {places.second.parent}."
    if state.proved_at is not None and state.places < 2:
        return Fact(
            value="Second place away",
            more=f"{where} Copies go there again when it can be reached.",
            tone="watch",
        )
    if kept.is_same_disk:
        more = f"{where} It is on the same disk as the store: choose another disk."
        return Fact(value="2 places, one disk", more=more, tone="watch")
    return Fact(value="2 places", more=where)


def _rehearsal(drill: SafetyAct | None, now: datetime) -> Fact:
    if drill is None:
        return Fact(
            value="Not yet",
            more="The newest copy is restored in memory once a month, and its measures"
            " must come out the same.",
            tone="watch",
        )
    day, is_passed = day_text(drill.done_on), bool(drill.detail.get("passed"))
    is_old = (now.date() - drill.done_on).days > 2 * EVERY
    return Fact(
        value=f"{'Passed' if is_passed else 'Failed'} on {day}",
        more=drill.outcome,
        tone="bad" if not is_passed else "watch" if is_old else "good",
    )


def _sentence(kept: Kept, newest: Fact) -> str:
    count = len({one.path.name for one in kept.copies})
    if not count:
        return "No copy of this store yet."
    copies = "1 copy" if count == 1 else f"{count:,} copies"
    size = sum(one.size for one in kept.copies) / 1e6
    words = f"{copies} of this store, {size:,.0f} MB in all"
    if kept.state.proved_at is None:
        return f"{words}; none has passed its check."
    went = ""
    if kept.restore is not None:
        went = f" Last gone back on {day_text(kept.restore.done_on)}."
    return f"{words}; the newest verified one: {newest.value.lower()}.{went}"


def _rows(kept: Kept) -> tuple[CopyRow, ...]:
    """Return a row for each copy; one that lies in both places has one."""
    by_name: dict[str, list[Copy]] = {}
    for one in kept.copies:
        by_name.setdefault(one.path.name, []).append(one)
    return tuple(_row(several, kept) for several in by_name.values())


def _row(several: list[Copy], kept: Kept) -> CopyRow:
    first = next((one for one in several if one.place == BESIDE), several[0])
    return CopyRow(
        path=first.path,
        when=first.made_at.astimezone(),
        kind=REASONS[first.reason].capitalize(),
        sequence=first.sequence,
        behind=kept.behind.get(first.path),
        size=first.size,
        places="Both places" if len(several) > 1 else first.place.capitalize(),
        verdict=_verdict(first),
        is_verified=first.is_verified,
    )


def _verdict(copy: Copy) -> str:
    note = copy.note
    if note is None:
        return NOT_KNOWN.capitalize()
    if note.fault:
        return f"✕ {note.fault}"
    if note.verified_at is None:
        return NOT_KNOWN.capitalize()
    return f"✓ Passed {note.verified_at.astimezone():%d %b %H:%M}"


def _request(one: Differing) -> tuple[str, str, str]:
    if one.there is None:
        return one.reference, "in the store", "not in the copy"
    if one.here is None:
        return one.reference, "not in the store", "in the copy"
    return one.reference, _values(one, one.here), _values(one, one.there)


def _values(one: Differing, values: object) -> str:
    named = dict(values) if isinstance(values, dict) else {}
    shown = [
        f"{name.replace('_', ' ')}: {'-' if named[name] is None else named[name]}"
        for name in one.columns[:FEW]
    ]
    more = len(one.columns) - FEW
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")
