"""Shows what went wrong: a sentence for what the user can act on, a log for a bug."""

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.errors import AppError

LOG = logging.getLogger("headroom")
BUG_SENTENCE = "Something went wrong inside the program."
BUG_REMEDY = "Your records are saved. If it happens again, report the line below."


def show_error(parent: QWidget | None, error: Exception) -> None:
    """Show a failure: an ``AppError`` in its own words, anything else as a bug.

    Exceptions from a ``Job`` come here too, so this is the one place that decides.
    """
    if isinstance(error, AppError):
        LOG.info("%s: %s", type(error).__name__, place_of(error))
        box = make_box(parent, error.message, error.remedy)
    else:
        place = f"{type(error).__name__} at {place_of(error)}"
        LOG.error(place)
        box = make_box(parent, BUG_SENTENCE, f"{BUG_REMEDY}\n\n{place}")
    box.open()


def make_box(parent: QWidget | None, message: str, remedy: str) -> QMessageBox:
    """Return a box that says what happened and what to do, and can be copied."""
    box = QMessageBox(parent or QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Headroom")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message)
    box.setInformativeText(remedy)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def place_of(error: BaseException) -> str:
    """Return module and line where an error was raised: never its values."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    module = trace.tb_frame.f_globals.get("__name__", "an unknown module")
    return f"{module}, line {trace.tb_lineno}"


def log_to_file() -> Path:
    """Send the log to a file that only the user can read; return its path."""
    folder = Path(
        QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.AppLocalDataLocation
        )
    )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "headroom.log"
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return path


def last_resort(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Log and show what nobody caught: type, module and line, no text and no values."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if isinstance(error, Exception):
        show_error(None, error.with_traceback(trace))


def catch_everything() -> None:
    """Make ``last_resort`` the end of every error that nothing else has caught."""
    sys.excepthook = last_resort
