"""A disk that loses power: what was not synced is there or not, sector by sector.

``Recorder`` is a file system that notes what SQLite does to its files; ``Disk`` plays
the notes up to the moment of the cut and says what such a disk may hold then:

* a write reaches the disk in sectors of 512 bytes, each or not, until a sync;
* so does a truncation;
* a new name is lasting only after a sync of its file or its folder;
* a deleted name comes back unless the folder was synced after it.

It shows that our settings are right under this model; it cannot show that a disk keeps
its word about syncs.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
CHANCES = (0.0, 0.1, 0.5, 0.9, 1.0)
"""How likely what was not synced reached the disk; each cut takes one."""

Step = tuple[Any, ...]


class Recorder(apsw.VFS):
    """The machine's own files, with notes of what is done to them."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.steps: list[Step] = []

    def xOpen(self, name: Any, flags: list[int]) -> "Recorded":  # noqa: N802
        return Recorded(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self.steps.append(("delete", Path(filename).name, syncdir))

    def note(self, uid: str) -> None:
        """Note that a change was confirmed to the user."""
        self.steps.append(("confirmed", uid))


class Recorded(apsw.VFSFile):
    """A file whose changes are noted."""

    def __init__(self, vfs: Recorder, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._vfs, self._name = vfs, Path(path).name if path else ""
        is_new = bool(path) and not Path(path).exists()
        super().__init__("", name, flags)
        if is_new:
            vfs.steps.append(("create", self._name))

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self._vfs.steps.append(("write", self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        self._vfs.steps.append(("truncate", self._name, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._vfs.steps.append(("sync", self._name))


@dataclass(slots=True)
class File:
    """A file on the disk: what lasts, and what is on its way."""

    lasting: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)
    has_name: bool = True

    def sync(self) -> None:
        """Let everything last."""
        for step in self.pending:
            _apply(self.lasting, step)
        self.pending.clear()
        self.has_name = True

    def after_cut(self, chance: float, dice: random.Random) -> bytes:
        """Return what is in it when some of what was on its way arrived."""
        content = bytearray(self.lasting)
        for step in self.pending:
            for part in _sectors(step):
                if dice.random() < chance:
                    _apply(content, part)
        return bytes(content)


@dataclass(slots=True)
class Disk:
    """The files of a folder, as far as they would be there after a power cut.

    Attributes:
        files: By name.
        ghosts: Files that were deleted, which may come back.
        confirmed: Uids of the changes confirmed so far.
    """

    files: dict[str, File]
    ghosts: dict[str, File] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)

    def do(self, step: Step) -> None:
        """Do what was noted."""
        kind, name = step[:2]
        if kind == "confirmed":
            self.confirmed.append(name)
        elif kind == "create":
            self.files[name] = File(has_name=False)
        elif kind == "delete":
            self.ghosts[name] = self.files.pop(name)
            if step[2]:
                self.ghosts.pop(name)
        elif kind == "sync":
            self.files[name].sync()
            self.ghosts.pop(name, None)
        else:
            self.files[name].pending.append(step)

    def after_cut(self, dice: random.Random) -> dict[str, bytes]:
        """Return what is in each file after the power failed now."""
        chance = dice.choice(CHANCES)
        left = {}
        for name, file in self.ghosts.items():
            if dice.random() < 0.5:
                left[name] = file.after_cut(chance, dice)
        for name, file in self.files.items():
            if file.has_name or dice.random() < chance:
                left[name] = file.after_cut(chance, dice)
        return left


def _sectors(step: Step) -> list[Step]:
    if step[0] != "write":
        return [step]
    _, name, offset, data = step
    parts, at = [], 0
    while at < len(data):
        end = at + SECTOR - (offset + at) % SECTOR
        parts.append(("write", name, offset + at, data[at:end]))
        at = end
    return parts


def _apply(content: bytearray, step: Step) -> None:
    if step[0] == "truncate":
        size = step[2]
        content.extend(bytes(max(0, size - len(content))))
        del content[size:]
        return
    _, _, offset, data = step
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data
