"""Who has the pen: one program at a time has a store open for writing.

An owner file beside the store is made by exclusive create, which was the one kind of
lock without double winners in the trials (reliability reference, 5.1). Whoever ends
the time of an owner, the owner itself or somebody who takes over, must first create a
file whose name holds that owner's token: only one can, so nobody takes away a claim
that has become another's meanwhile.
"""

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.errors import PenTaken, ReadOnlyStore, StoreError, StoreInUse
from app.store.pen_file import (
    ROOM,
    Holder,
    content_of,
    holder_from,
    padded,
    parsed,
    read,
    write_new,
)

__all__ = ["Holder", "Owner", "claim", "hand_over", "holder_of", "take_over"]

ENDING = ".owner"
_TRIES = 20  # Windows refuses to rename over a file that somebody is reading
_PAUSE = 0.05


@dataclass(slots=True)
class Owner:
    """The claim of this program to write a store.

    Attributes:
        path: The owner file.
        token: Random words of this claim alone.
        took_over: Whether the program that had the claim before never gave it up.
        since: When the first beat was, as it is written; empty before.
        beats: How many there were.
    """

    path: Path
    token: str
    took_over: bool = False
    since: str = ""
    beats: int = 0

    def beat(self, at: datetime) -> bool:
        """Say that this program is alive, and since when it has the pen.

        Returns:
            Whether the pen is still its own.

        Raises:
            OSError: It cannot be said or told just now.
        """
        stamp = at.astimezone(UTC).isoformat(timespec="seconds")
        self.since = self.since or stamp
        self.beats += 1
        said = content_of(self.token) | {
            "since": self.since,
            "beat": self.beats,
            "beat_at": stamp,
        }
        try:
            with self.path.open("r+b", buffering=0) as file:
                # what was opened is what is written: a file that took its place
                # meanwhile is not touched
                if parsed(file.read(ROOM)).get("token") != self.token:
                    return False
                file.seek(0)
                file.write(padded(said))
        except FileNotFoundError:
            if not self.path.parent.is_dir():
                raise  # the share is away: nobody took anything
            return False
        return True

    @property
    def is_mine(self) -> bool:
        """Whether nobody has taken the pen over."""
        return bool(read(self.path).get("token") == self.token)

    def prove(self) -> None:
        """Refuse to go on when somebody else has taken the pen.

        Raises:
            PenTaken: Somebody has.
            StoreError: Nobody can tell just now: the file cannot be read.
        """
        if self.is_mine:
            return
        _refuse_unreadable(self.path)
        found = holder_from(read(self.path))
        who = found.name if found.token else "Somebody else"
        raise PenTaken(
            f"{who} has taken the pen over: nothing was changed.",
            remedy="What you saved before is kept. Open the store again to go on.",
            detail=str(self.path),
        )

    def release(self) -> None:
        """Give the pen up, unless somebody else has taken it over."""
        with suppress(OSError, StoreInUse):  # the folder is gone, or it is taken over
            fence = _fence(self.path, self.token, content_of(secrets.token_hex(8)))
            if fence is not None:
                self.path.unlink(missing_ok=True)
                fence.unlink(missing_ok=True)


def _refuse_unreadable(path: Path) -> None:
    """Refuse to go on without knowing whose the pen is; it is not lost by that."""
    try:
        if path.parent.is_dir() and not path.exists():
            return  # it was ended by somebody
        path.read_bytes()
    except OSError as error:
        raise StoreError(
            "It cannot be read who has the pen: nothing was changed.",
            remedy="Check the disk or the network drive, then try again.",
            detail=f"{path}: {error}",
        ) from error


_HANDED: dict[Path, Owner] = {}


def claim(store: Path) -> Owner:
    """Become the only writer of ``store``.

    What was handed over for it (``hand_over``) is the claim.

    Raises:
        StoreInUse: Another program that is still running has it.
        ReadOnlyStore: No file can be made beside the store.
    """
    path = owner_file(store)
    if (handed := _HANDED.pop(path.absolute(), None)) is not None:
        return handed
    try:
        return _claim(store, path, secrets.token_hex(8))
    except OSError as error:
        raise ReadOnlyStore(
            f"Nothing can be written in the folder of {store.name}.",
            remedy="Open it for reading, or ask for the right to write there.",
            detail=f"{path}: {error}",
        ) from error


def hand_over(owner: Owner) -> None:
    """Let ``owner`` be what the next ``claim`` of its store returns, once."""
    _HANDED[owner.path.absolute()] = owner


def take_over(store: Path, stale: Holder) -> Owner:
    """Become the writer of ``store`` in place of an owner that does not move any more.

    Only for an owner that was watched long enough, and after a human said so. Of
    several who try, one becomes it.

    Raises:
        StoreInUse: The pen is not that owner's any more.
    """
    path, token = owner_file(store), secrets.token_hex(8)
    if not _seize(path, stale.token, token):
        raise StoreInUse(
            "The pen has gone to somebody else meanwhile; it was not taken over.",
            remedy="Look who has it now.",
        )
    return Owner(path, token, took_over=True)


def holder_of(store: Path) -> Holder | None:
    """Return who has ``store`` open for writing; None if nobody."""
    path = owner_file(store)
    found = read(path)
    return holder_from(found) if found or path.is_file() else None


def holder(store: Path) -> str:
    """Return in words who has ``store`` open for writing; empty if nobody."""
    found = holder_of(store)
    return found.name if found else ""


def owner_file(store: Path) -> Path:
    """Return where it is said who has ``store`` open for writing."""
    return store.with_name(f"{store.name}{ENDING}")


def _claim(store: Path, path: Path, token: str) -> Owner:
    for _ in range(3):
        try:
            write_new(path, content_of(token))
        except FileExistsError:
            found = read(path)
            if not found and not path.is_file():
                continue  # it was given up just now
            if found.get("token") == token:  # a share that asked twice said it of ours
                return Owner(path, token)
            _refuse_alive(store, found)
            if _seize(path, str(found["token"]), token):
                return Owner(path, token, took_over=True)
        else:
            return Owner(path, token)
    raise StoreInUse(
        f"The store {store.name} is being opened by another window.",
        remedy="Try again in a moment.",
    )


def _refuse_alive(store: Path, found: dict[str, Any]) -> None:
    """Refuse a pen whose owner is not known to have ended."""
    owner = holder_from(found)
    if found and owner.is_gone:
        return
    since = f" since {owner.since.astimezone():%H:%M}" if owner.since else ""
    who = f": {owner.name} has the pen{since}" if owner.user else ""
    raise StoreInUse(
        f"The store {store.name} is open for writing in another window{who}.",
        remedy="Close that window, or open the store for reading."
        f" If no window has it, remove the file {owner_file(store).name} beside it.",
        detail=str(owner_file(store)),
    )


def _seize(path: Path, stale: str, token: str) -> bool:
    """Put a claim of ours in place of a stale one; return whether it was still there.

    Raises:
        StoreInUse: Somebody else is doing so.
    """
    fence = _fence(path, stale, content_of(token))
    if fence is None:
        return False
    _rename(fence, path)
    return True


def _fence(path: Path, token: str, content: dict[str, Any]) -> Path | None:
    """Become the one who may end the claim ``token`` that ``path`` holds.

    Returns:
        The file that says so, with ``content``; None when ``path`` holds another claim.

    Raises:
        StoreInUse: Somebody else is the one.
    """
    fence = path.with_name(f"{path.name}.after-{token or 'unread'}")
    try:
        write_new(fence, content)
    except FileExistsError as error:
        left = read(fence)
        if not left or not holder_from(left).is_gone:
            raise StoreInUse(
                "The pen is being taken over by another window.",
                remedy="Try again in a moment."
                f" If no window does so, remove the file {fence.name}.",
                detail=str(fence),
            ) from error
        if not _seize(fence, str(left["token"]), str(content["token"])):
            return None
    if str(read(path).get("token", "")) == token and path.is_file():
        return fence
    fence.unlink(missing_ok=True)
    return None


def _rename(source: Path, target: Path) -> None:
    for _ in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    source.replace(target)
