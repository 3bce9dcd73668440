"""Where the copies of shared stores lie on this computer."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def home() -> Path:
    """Return where the user's data of this program lie."""
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(location))
