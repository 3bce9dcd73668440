"""The copy on this computer on which the pen holder works, and what is known of it.

It lies in a folder of its own in the user's data, with a note beside it: which shared
folder it belongs to, which generation it goes on from, and how far it was published.
What is in the copy and not in the note is not published yet.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.keeping.private_file import write_private
from app.sharing.generation import Commit
from app.store import Store
from app.store.branch import last_sequence
from app.store.chain import last_head

NOTE = "share.json"
PEN = "pen"
"""Name of the pen in a shared folder; ``pen.owner`` says who has it."""
_READING = "reading"
_BRANCHES = "branches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The working copy of a shared store.

    Attributes:
        place: Its folder on this computer.
        folder: The shared folder.
        share: Identity of the shared store; empty before the first generation.
        number: The generation that the copy goes on from; 0 before the first.
        seen: The highest number seen in the shared folder, whole or not: the next
            one to claim is higher.
        sequence: Number of the last operation that is published.
        head: Head of the chain there, hexadecimal.
        published: ISO moment of that generation; empty before the first.
    """

    place: Path
    folder: Path
    share: str = ""
    number: int = 0
    seen: int = 0
    sequence: int = 0
    head: str = ""
    published: str = ""

    @property
    def name(self) -> str:
        """What the shared store is called: the name of its folder."""
        return self.folder.name or "share"

    @property
    def store(self) -> Path:
        """The file of the copy."""
        return self.place / f"{self.name}.db"

    @property
    def pen(self) -> Path:
        """What is claimed by who works on it."""
        return self.folder / PEN

    @property
    def reading(self) -> Path:
        """Folder of the copies that are only looked at."""
        return self.place / _READING

    @property
    def branches(self) -> Path:
        """Folder of the copies kept aside."""
        return self.place / _BRANCHES

    def copy_of(self, number: int) -> Path:
        """Return where the copy of a generation to look at is."""
        return self.reading / f"{self.name} generation {number:06d}.db"

    def going_on(self, commit: Commit, *, seen: int) -> "Working":
        """Return it as it is once it goes on from a generation."""
        return replace(
            self,
            share=commit.share,
            number=commit.number,
            seen=max(seen, commit.number),
            sequence=commit.sequence,
            head=commit.head,
            published=commit.when,
        )

    def save(self) -> None:
        """Write the note.

        Raises:
            OutputError: It cannot be written.
        """
        content = {
            "folder": str(self.folder),
            "share": self.share,
            "number": self.number,
            "seen": self.seen,
            "sequence": self.sequence,
            "head": self.head,
            "published": self.published,
        }
        write_private(self.place / NOTE, json.dumps(content, indent=1).encode())


def working_at(home: Path, folder: Path) -> Working:
    """Return the working copy of the store shared in ``folder``, made or not.

    Args:
        home: Where the user's data of this program lie.
        folder: The shared folder.
    """
    whole = folder.absolute()
    mark = sha256(str(whole).encode()).hexdigest()[:8]
    place = home / "shared" / f"{whole.name or 'share'}-{mark}"
    return read_note(place) or Working(place=place, folder=whole)


def read_note(place: Path) -> Working | None:
    """Return what the note in a folder says; None if there is none that can be read."""
    broken = OverflowError, RecursionError  # numbers and brackets beyond all measure
    with suppress(OSError, ValueError, KeyError, TypeError, *broken):
        found = json.loads((place / NOTE).read_text("utf-8"))
        return Working(
            place=place,
            folder=Path(found["folder"]),
            share=str(found["share"]),
            number=int(found["number"]),
            seen=int(found["seen"]),
            sequence=int(found["sequence"]),
            head=str(found["head"]),
            published=str(found["published"]),
        )
    return None


def shared_by(store: Path) -> Working | None:
    """Return the working copy that a file is, or lies beside; None for any other."""
    for place in (store.parent, store.parent.parent):
        found = read_note(place)
        if found is not None and store.absolute() in _files(found, store):
            return found
    return None


def _files(working: Working, store: Path) -> tuple[Path, ...]:
    place = working.place.absolute()
    return (place / working.store.name, place / _READING / store.name)


def unpublished(store: Store, working: Working) -> int:
    """Return how many operations of the copy are not published yet."""
    if last_head(store).hex() == working.head:
        return 0
    return max(last_sequence(store) - working.sequence, 1)
