"""The file that says who has the pen: what is in it, and who this program is."""

import getpass
import json
import os
import platform
import re
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOM = 1024
"""Bytes of an owner file: always the same, so that a beat is one write in place."""

_TOKEN = re.compile(r"[0-9a-zA-Z-]{0,64}")
"""What a token may be: it becomes a part of the name of a file."""
_DENIED = 5
"""Windows: the process is there, and of another account."""
_LARGEST = 2**32 - 1  # number of a process


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What an owner file says of who has the pen.

    Attributes:
        token: Random words of this claim alone; empty when they cannot be read.
        user: The account.
        computer: Name of the computer.
        is_here: Whether it is this computer, by name and by its identity.
        process: Number of the process there.
        since: When the pen was taken, by the clock there; None if it was not said.
        beat: How often its window has said that it is alive.
        beat_at: When it did so last, by the clock there; None if never.
    """

    token: str
    user: str
    computer: str
    is_here: bool
    process: int
    since: datetime | None
    beat: int
    beat_at: datetime | None

    @property
    def is_gone(self) -> bool:
        """Whether its program is known to have ended: it ran on this computer."""
        return self.is_here and not _runs(self.process)

    @property
    def name(self) -> str:
        """Who it is, such as ``J. Smith on WS-17``."""
        return f"{self.user} on {self.computer}" if self.user else "Another window"


def account() -> str:
    """Return the account under which this program runs."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name: a bare container
        return "unknown"


def computer() -> str:
    """Return the name of this computer."""
    return platform.node() or "this computer"


@cache
def machine() -> str:
    """Return the identity of this computer, which its name alone is not.

    Where it has none it is that of its present run: after a restart nobody can tell
    then whether it is the same. Empty if there is not even that.
    """
    if sys.platform == "win32":
        import winreg

        place = r"SOFTWARE\Microsoft\Cryptography"
        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    for place in ("/etc/machine-id", "/proc/sys/kernel/random/boot_id"):
        with suppress(OSError, UnicodeDecodeError):
            if found := Path(place).read_text("utf-8").strip():
                return found
    return ""


def content_of(token: str) -> dict[str, Any]:
    """Return what this program writes of itself when it takes the pen."""
    return {
        "token": token,
        "user": account(),
        "computer": computer(),
        "machine": machine(),
        "process": os.getpid(),
        "beat": 0,
    }


def padded(content: dict[str, Any]) -> bytes:
    """Return what is said as the bytes of an owner file."""
    return json.dumps(content).encode().ljust(ROOM)


def write_new(path: Path, content: dict[str, Any]) -> None:
    """Write a file that must not be there yet.

    It gets its name when it is whole: a program killed in between must not leave a
    claim without a word in it, which nobody could take over.

    Raises:
        FileExistsError: It is.
    """
    whole = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    _write_exclusive(whole, content)
    try:
        os.link(whole, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        _write_exclusive(path, content)
    finally:
        with suppress(OSError):
            whole.unlink(missing_ok=True)


def _write_exclusive(path: Path, content: dict[str, Any]) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            file.write(padded(content))
    except OSError:  # no room: not a claim without a word in it
        path.unlink(missing_ok=True)
        raise


def read(path: Path) -> dict[str, Any]:
    """Return what an owner file says; empty when it is not there or unreadable."""
    for _ in range(2):  # the second time when a beat was being written
        try:
            content = path.read_bytes()
        except OSError:
            return {}
        if found := parsed(content):
            return found
    return {}


def parsed(content: bytes) -> dict[str, Any]:
    """Return what the bytes of an owner file say; empty when it is nothing."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    is_ours = isinstance(found, dict) and isinstance(found.get("process"), int)
    return found if is_ours and _is_token(found.get("token")) else {}


def _is_token(found: object) -> bool:
    return isinstance(found, str) and _TOKEN.fullmatch(found) is not None


def holder_from(found: dict[str, Any]) -> Holder:
    """Return what an owner file says; an unreadable one says nothing."""
    name, identity = str(found.get("computer", "")), found.get("machine", machine())
    return Holder(
        token=str(found.get("token", "")),
        user=str(found.get("user", "")),
        computer=name,
        is_here=name == computer() and identity == machine() != "",
        process=int(found.get("process", 0)),
        since=_moment(found.get("since")),
        beat=int(found["beat"]) if isinstance(found.get("beat"), int) else 0,
        beat_at=_moment(found.get("beat_at")),
    )


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _runs(process: int) -> bool:
    if not 0 < process <= _LARGEST:
        return True  # no number of a process: nobody can tell
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    import ctypes

    library = getattr(ctypes, "WinDLL")  # noqa: B009 - absent elsewhere
    kernel = library("kernel32", use_last_error=True)
    handle = kernel.OpenProcess(0x1000, False, process)  # query limited information
    if handle:
        kernel.CloseHandle(handle)
        return True
    return int(getattr(ctypes, "get_last_error")()) == _DENIED  # noqa: B009
