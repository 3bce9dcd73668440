"""One line of what needs attention."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.measures.figure import NO_ROWS
from app.measures.stays import Rows
from app.reports.report import Tone


class Subject(StrEnum):
    """What a line is about; the screen chooses its sign by it."""

    DATE = "date"
    AGE = "age"
    PEOPLE = "people"
    RECORDS = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """One line of the list.

    Attributes:
        title: What is the matter, with its number.
        detail: What else to know.
        tone: How serious it is.
        subject: What it is about.
        action: What the button says.
        rows: Requests to show; empty if the button leads to a page.
        room: Page to go to where no requests are shown; after a stroke its tab.
    """

    title: str
    detail: str
    tone: Tone
    subject: Subject
    action: str
    rows: Rows = field(default_factory=lambda: NO_ROWS, compare=False)
    room: str = ""


def line_on_people(
    title: str, detail: str, room: str, *, action: str = "Plan", tone: Tone = Tone.WATCH
) -> Attention:
    """Return a line about people and their hours that leads to a room."""
    return Attention(
        title=title,
        detail=detail,
        tone=tone,
        subject=Subject.PEOPLE,
        action=action,
        room=room,
    )
