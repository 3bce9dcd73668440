"""The rooms of the window, in the order in which the rail shows them."""

from dataclasses import dataclass
from importlib import import_module

from app.progress import Progress
from ui.page import Page
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One page of the window.

    Attributes:
        name: Name of the folder under ``ui`` and of the icon.
        text: What the rail says, with its access key.
        tip: The question that the page answers.
        in_rail: Whether it stands in the rail and the menu; others are come to.
    """

    name: str
    text: str
    tip: str
    in_rail: bool = True

    @property
    def keys(self) -> str:
        """The keys that lead there: Alt and the place in the rail, 0 for the tenth.

        Empty for a room after the tenth: the menu and the palette lead there.
        """
        place = RAIL.index(self) + 1
        return f"Alt+{place % 10}" if place <= 10 else ""

    @property
    def plain_text(self) -> str:
        """What the rail says, without the sign of the access key."""
        return self.text.replace("&", "")


ROOMS = (
    Room(name="today", text="&Today", tip="What needs me now?"),
    Room(name="register", text="&Register", tip="Everything about any request"),
    Room(name="intake", text="&Intake", tip="Should we do this, how much, how soon?"),
    Room(
        name="queue",
        text="&Queue",
        tip="In what order, by whom, and where does capacity run out?",
    ),
    Room(name="people", text="&People", tip="Who works here, and what can they do?"),
    Room(name="calendar", text="&Calendar", tip="Who is away when, and what is free?"),
    Room(name="capacity", text="C&apacity", tip="Where do the contracted hours go?"),
    Room(name="demand", text="De&mand", tip="What is coming, and how does it compare?"),
    Room(name="plan", text="P&lan", tip="What if? What do we need?"),
    Room(name="wellbeing", text="&Wellbeing", tip="Who carries exposure? Restricted"),
    Room(name="data", text="&Data", tip="Bring records in; can I trust the figures?"),
    Room(name="reports", text="R&eports", tip="Look at it as it prints, and print it"),
    Room(name="safety", text="&Safety", tip="Can this be lost, changed or read?"),
    Room(
        name="request",
        text="One request",
        tip="Everything about one request, and everything done to it",
        in_rail=False,
    ),
)
RAIL = tuple(room for room in ROOMS if room.in_rail)
"""The rooms of the rail, in its order."""


def import_rooms(progress: Progress) -> None:
    """Import the pages of all rooms: most of the time that going there takes."""
    for place, room in enumerate(ROOMS):
        progress(place, len(ROOMS))
        import_module(f"ui.{room.name}.page")


def build_page(room: Room, session: Session) -> Page:
    """Build the page of a room, importing it only now."""
    module = import_module(f"ui.{room.name}.page")
    page: Page = getattr(module, f"{room.name.capitalize()}Page")(session)
    return page
