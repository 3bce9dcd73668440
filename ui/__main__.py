"""Starts the window."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

NO_DISPLAY = (
    "Headroom has no display to open its window on; the commands of `headroom --help`"
    " work without one."
)

WALK = "HEADROOM_WALK"
"""Environment variable of ``ui.walk``, by which a build shows that it works."""
LATER = 4000
"""Milliseconds after which the slow libraries are loaded: the first figures are there.

To load them sooner would take time from the thread that makes those figures.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, on the store named in ``argv`` if there is one.

    Returns:
        The exit status: 0 when the window was closed, 2 when there is no display.
    """
    paths = [Path(name) for name in (sys.argv[1:] if argv is None else argv)]
    if not has_display(sys.platform, os.environ):
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return 2
    os.umask(0o077)
    return run(paths[0] if paths else None)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Return whether there is something to open a window on."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform != "linux" or any(environment.get(name) for name in names)


def run(path: Path | None) -> int:
    """Show the window, then open the store: the window is painted first."""
    from PySide6.QtCore import QLocale, QTimer
    from PySide6.QtWidgets import QApplication

    from ui import alerts, style
    from ui.collector import Collector
    from ui.look import refresh_look
    from ui.main_window import MainWindow

    application = QApplication([sys.argv[0]])
    application.setOrganizationName("Headroom")
    application.setApplicationName("Headroom")
    Collector(application)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    alerts.log_to_file()
    alerts.catch_everything()
    style.load_fonts()
    hints = application.styleHints()  # kept: its parts live as long as it
    needs = hints.accessibility()
    refresh_look()
    window = MainWindow()
    hints.colorSchemeChanged.connect(lambda _scheme: refresh_look())
    needs.contrastPreferenceChanged.connect(lambda _preference: refresh_look())
    window.show()
    window.activateWindow()
    if path is not None:
        QTimer.singleShot(0, lambda: window.open(path))
    QTimer.singleShot(LATER, load_the_rest)
    if file := os.environ.get(WALK):
        from ui.walk import Walk

        QTimer.singleShot(0, Walk(window, Path(file), load_the_rest).start)
    return application.exec()


def load_the_rest() -> None:
    """Import what only exploring a chart needs, so that its first use is quick."""
    import pyqtgraph  # noqa: F401

    gc.freeze()  # what is there now stays: nobody need look through it again


if __name__ == "__main__":
    sys.exit(main())
