"""What belongs to the person at the desk: typed names over QSettings.

What belongs to the unit (marking, targets, working hours) is kept in its store.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT = 10
"""How many stores the list of recent ones holds."""
LONGEST_IDLE = 240
"""Most minutes without use after which the window is locked."""


def _text(name: str, default: str = "") -> str:
    value = QSettings().value(name, default)
    return value if isinstance(value, str) else default


def theme() -> str:
    """Return the theme chosen: system, light, dark or contrast."""
    return _text("look/theme", "system")


def set_theme(name: str) -> None:
    """Keep the theme."""
    QSettings().setValue("look/theme", name)


def text_factor() -> float:
    """Return the size of text, 1.0 as designed."""
    try:
        return float(_text("look/text_factor", "1.0"))
    except ValueError:
        return 1.0


def set_text_factor(factor: float) -> None:
    """Keep the size of text."""
    QSettings().setValue("look/text_factor", f"{factor:.2f}")


def is_compact() -> bool:
    """Return whether rows of tables stand close."""
    return _text("look/compact") == "yes"


def set_compact(compact: bool) -> None:
    """Keep how close rows of tables stand."""
    QSettings().setValue("look/compact", "yes" if compact else "no")


def recent_stores() -> tuple[Path, ...]:
    """Return the stores opened last, newest first, even if they are gone."""
    return tuple(Path(line) for line in _text("stores/recent").split("\n") if line)


def add_recent_store(path: Path) -> None:
    """Put a store at the top of the list."""
    _keep_recent([path, *(other for other in recent_stores() if other != path)])


def _keep_recent(paths: Sequence[Path]) -> None:
    lines = "\n".join(str(path) for path in paths[:RECENT])
    QSettings().setValue("stores/recent", lines)


def last_folder() -> str:
    """Return the folder in which a file was chosen last."""
    return _text("folders/last")


def set_last_folder(folder: Path) -> None:
    """Keep the folder in which a file was chosen."""
    QSettings().setValue("folders/last", str(folder))


def lock_minutes(*, is_protected: bool) -> int:
    """Return after how many minutes without use the window is locked; 0 for never."""
    kept = _text(f"lock/{_kind(is_protected)}", "15" if is_protected else "0")
    return min(int(kept), LONGEST_IDLE) if kept.isdecimal() else 0


def set_lock_minutes(minutes: int, *, is_protected: bool) -> None:
    """Keep after how many minutes without use the window is locked; 0 for never."""
    QSettings().setValue(f"lock/{_kind(is_protected)}", str(minutes))


def _kind(is_protected: bool) -> str:
    return "protected" if is_protected else "plain"


def window_place() -> QByteArray:
    """Return size and place of the window, empty if never kept."""
    value = QSettings().value("window/place")
    return value if isinstance(value, QByteArray) else QByteArray()


def set_window_place(place: QByteArray) -> None:
    """Keep size and place of the window."""
    QSettings().setValue("window/place", place)


def layout_of(name: str) -> QByteArray:
    """Return the kept state of a splitter or a table header, empty if none."""
    value = QSettings().value(f"layouts/{name}")
    return value if isinstance(value, QByteArray) else QByteArray()


def set_layout_of(name: str, state: QByteArray) -> None:
    """Keep the state of a splitter or a table header."""
    QSettings().setValue(f"layouts/{name}", state)
