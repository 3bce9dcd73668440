"""What the manager writes under a report, kept with its month."""

from datetime import date, datetime

from app.errors import StoreError
from app.store import Store
from app.store.event import write

_TEXT = "SELECT text FROM commentary WHERE report = :report AND month = :month"
_UID = "SELECT uid FROM commentary WHERE report = :report AND month = :month"
LONGEST = 20_000
"""Most characters of a commentary."""


def read_commentary(store: Store, report: str, month: date) -> str:
    """Return what was written under a report for the month of a day; "" for nothing."""
    return store.value(_TEXT, _key(report, month)) or ""


def write_commentary(
    store: Store, report: str, month: date, text: str, *, who: str, at: datetime
) -> bool:
    """Keep ``text`` with the month of a day; return whether anything changed.

    What was there before stays in the history.

    Raises:
        StoreError: The text is too long or holds what is no text, or it could not be
            saved.
    """
    text = text.strip()
    if text == read_commentary(store, report, month):
        return False
    _check(text)
    key, moment = _key(report, month), int(at.timestamp())
    uid = store.value(_UID, key)
    kind = f"commentary of {key['month']}"
    with write(store, who=who, why="", kind=kind, at=at) as operation:
        if uid is None:
            operation.register("commentary", {**key, "text": text}, effective_at=moment)
        else:
            operation.change("commentary", uid, {"text": text}, effective_at=moment)
    return True


def _check(text: str) -> None:
    if len(text) > LONGEST:
        raise StoreError(
            f"The commentary has {len(text):,} characters; {LONGEST:,} is the most.",
            remedy="Shorten it; it was not saved.",
        )
    if "\0" in text:
        raise StoreError(
            "The commentary holds a character that is no text; it was not saved.",
            remedy="Type it anew instead of pasting it.",
        )


def _key(report: str, month: date) -> dict[str, str]:
    return {"report": report, "month": f"{month:%Y-%m}"}
