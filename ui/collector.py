"""Collects garbage in the thread of the window, and nowhere else.

Python collects in whatever thread happens to allocate. In a pool thread it would now
and then destroy a widget that only a cycle kept, such as a dialog that was closed,
while the window's thread works on it: the program then ends without a word.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL = 500
"""Milliseconds between two looks at whether there is anything to collect."""


class Collector(QObject):
    """Takes the collecting over from Python for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @Slot()
    def _collect(self) -> None:
        collect_due()


def collect_due() -> int | None:
    """Collect what Python would have by itself; return the generation, if any."""
    pairs = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [place for place, (count, limit) in enumerate(pairs) if count > limit > 0]
    if not due:
        return None
    gc.collect(due[-1])
    return due[-1]
