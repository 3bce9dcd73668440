"""A disk that fails at a call of our choice: once, or from then on for good.

``Faulty`` counts the calls of SQLite to its files, while it is armed, and raises at the
``wanted`` one: an open, read, write, sync, truncation, size, lock, access or deletion.
"""

from typing import Any

import apsw

KINDS = ("error", "full", "memory", "denied", "late", "torn")
"""What goes wrong: the error of the call, no room, no memory, no right, an error though
the call was done, and a write of which half was done."""

_CODES = {
    "open": apsw.SQLITE_CANTOPEN,
    "read": apsw.SQLITE_IOERR_READ,
    "write": apsw.SQLITE_IOERR_WRITE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "truncate": apsw.SQLITE_IOERR_TRUNCATE,
    "size": apsw.SQLITE_IOERR_FSTAT,
    "lock": apsw.SQLITE_IOERR_LOCK,
    "unlock": apsw.SQLITE_IOERR_UNLOCK,
    "reserved": apsw.SQLITE_IOERR_CHECKRESERVEDLOCK,
    "access": apsw.SQLITE_IOERR_ACCESS,
    "delete": apsw.SQLITE_IOERR_DELETE,
}
_OF_KIND = {
    "full": apsw.SQLITE_FULL,
    "memory": apsw.SQLITE_NOMEM,
    "denied": apsw.SQLITE_PERM,
}


class Faulty(apsw.VFS):
    """The machine's own files, one call to which fails.

    Attributes:
        wanted: Which call fails, from 1, or the first of this name; 0 for none.
        kind: What goes wrong, one of ``KINDS``.
        is_lasting: Whether every call after it fails as well.
        calls: The calls so far, by name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.disarm()

    def arm(self, wanted: int | str, kind: str, is_lasting: bool) -> None:
        """Count from now on and fail."""
        self.calls: list[str] = []
        self.wanted, self.kind, self.is_lasting = wanted, kind, is_lasting
        self.is_armed = True

    def disarm(self) -> None:
        """Let every call be done."""
        self.arm(0, "error", False)
        self.is_armed = False

    def call(self, name: str, act: Any, torn: Any = None) -> Any:
        """Do a call, or fail it."""
        if not self.is_armed:
            return act()
        self.calls.append(name)
        number = len(self.calls)
        if self.wanted == name:
            self.wanted = number
        if isinstance(self.wanted, str):
            return act()
        fails = number == self.wanted or (self.is_lasting and number > self.wanted > 0)
        if not fails:
            return act()
        if self.kind == "late":
            act()
        elif self.kind == "torn" and torn is not None:
            torn()
        raise apsw.exception_for(_OF_KIND.get(self.kind, _CODES[name]))

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        return self.call("open", lambda: FaultyFile(self, name, flags))

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return self.call("access", lambda: super(Faulty, self).xAccess(pathname, flags))

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.call("delete", lambda: super(Faulty, self).xDelete(filename, syncdir))

    def excepthook(self, *_about: Any) -> bool:
        """SQLite took no notice of the error, so nor does anybody."""
        return True


class FaultyFile(apsw.VFSFile):
    """A file of such a disk."""

    def __init__(self, vfs: Faulty, name: Any, flags: list[int]) -> None:
        self._vfs = vfs
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        own = super()
        return self._vfs.call("read", lambda: own.xRead(amount, offset))

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        own = super()
        half = bytes(data)[: len(data) // 2]
        self._vfs.call(
            "write",
            lambda: own.xWrite(data, offset),
            lambda: own.xWrite(half, offset),
        )

    def xSync(self, flags: int) -> None:  # noqa: N802
        own = super()
        self._vfs.call("sync", lambda: own.xSync(flags))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        own = super()
        self._vfs.call("truncate", lambda: own.xTruncate(newsize))

    def xFileSize(self) -> int:  # noqa: N802
        own = super()
        return self._vfs.call("size", own.xFileSize)

    def xLock(self, level: int) -> None:  # noqa: N802
        own = super()
        self._vfs.call("lock", lambda: own.xLock(level))

    def xUnlock(self, level: int) -> None:  # noqa: N802
        own = super()
        self._vfs.call("unlock", lambda: own.xUnlock(level))

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        own = super()
        return self._vfs.call("reserved", own.xCheckReservedLock)

    def excepthook(self, *_about: Any) -> bool:
        """SQLite took no notice of the error, so nor does anybody."""
        return True
