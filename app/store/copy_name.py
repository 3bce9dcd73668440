"""Names of copies: of which store, as of which moment, after which operation, why."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_FORM = re.compile(
    r"(?P<stem>.+)-(?P<moment>\d{8}T\d{6}Z)-(?P<sequence>\d{6,})"
    r"(?:-(?P<reason>[a-z][a-z0-9-]*))?\.db"
)
_MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyName:
    """What the name of a copy says; names sort by moment, then by sequence.

    Attributes:
        stem: Name of the store's file without its suffix.
        moment: When it was made, UTC, whole seconds. Before an upgrade, when the last
            change in it was recorded.
        sequence: Number of the last operation in it.
        reason: Why it was made, where the name says so (``before-import``); else empty.
    """

    stem: str
    moment: datetime
    sequence: int
    reason: str = ""

    @property
    def text(self) -> str:
        """The name of the file."""
        stamp = self.moment.astimezone(UTC).strftime(_MOMENT)
        reason = f"-{self.reason}" if self.reason else ""
        return f"{self.stem}-{stamp}-{self.sequence:06d}{reason}.db"


def read_name(text: str) -> CopyName | None:
    """Return what the name of a file says; None if it is not the name of a copy."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    try:
        moment = datetime.strptime(found["moment"], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return CopyName(
        stem=found["stem"],
        moment=moment,
        sequence=int(found["sequence"]),
        reason=found["reason"] or "",
    )


def folder_beside(store: Path) -> Path:
    """Return the folder of copies beside the store at ``store``."""
    return store.with_name(f"{store.name}.copies")
