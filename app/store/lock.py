"""Who has the store open for writing: one program at a time.

An owner file beside the store is made by exclusive create, which was the one kind of
lock without double winners in the trials (reliability reference, 5.1).
"""

import getpass
import json
import os
import platform
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import ReadOnlyStore, StoreInUse


@dataclass(slots=True)
class Owner:
    """The claim of this program to write a store; ``path`` is the owner file."""

    path: Path
    token: str

    def release(self) -> None:
        """Give the claim up, unless somebody else has taken it over."""
        if _read(self.path).get("token") == self.token:
            self.path.unlink(missing_ok=True)


def claim(store: Path) -> Owner:
    """Become the only writer of ``store``.

    Raises:
        StoreInUse: Another program that is still running has it.
        ReadOnlyStore: No file can be made beside the store.
    """
    path = store.with_name(f"{store.name}.owner")
    for _ in range(2):
        token = secrets.token_hex(8)
        try:
            _write_new(path, token)
        except FileExistsError:
            _refuse_unless_left_behind(store, path)
            continue
        except OSError as error:
            raise ReadOnlyStore(
                f"Nothing can be written in the folder of {store.name}.",
                remedy="Open it for reading, or ask for the right to write there.",
                detail=f"{path}: {error}",
            ) from error
        return Owner(path, token)
    raise StoreInUse(
        f"The store {store.name} is being opened by another window.",
        remedy="Try again in a moment.",
    )


def holder(store: Path) -> str:
    """Return in words who has ``store`` open for writing; empty if nobody."""
    found = _read(store.with_name(f"{store.name}.owner"))
    return f"{found['user']} on {found['computer']}" if found else ""


def _write_new(path: Path, token: str) -> None:
    content = {
        "token": token,
        "user": _user(),
        "computer": platform.node(),
        "process": os.getpid(),
    }
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name: a bare container
        return "unknown"


def _refuse_unless_left_behind(store: Path, path: Path) -> None:
    found = _read(path)
    if found and found["computer"] == platform.node() and not _runs(found["process"]):
        path.unlink(missing_ok=True)
        return
    who = f" by {found['user']} on {found['computer']}" if found else ""
    raise StoreInUse(
        f"The store {store.name} is open for writing in another window{who}.",
        remedy="Close that window, or open the store for reading."
        f" If no window has it, remove the file {path.name} beside it.",
        detail=str(path),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and "process" in content else {}


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent elsewhere
    handle = kernel.OpenProcess(0x1000, False, process)  # query limited information
    if handle:
        kernel.CloseHandle(handle)
    return bool(handle)
