"""What was done in this window, to be undone and done again."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app.errors import InvalidRequest

if TYPE_CHECKING:
    from app.store import Store

Step = tuple[str, str]
"""What was done in words, and the uid of its operation."""

MOST = 100
"""How many steps are remembered."""


class Steps:
    """Two piles of steps: those that can be undone, and those undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def last(self) -> str:
        """What would be undone; empty if nothing can be."""
        return self._done[-1][0] if self._done else ""

    @property
    def next(self) -> str:
        """What would be done again; empty if nothing can be."""
        return self._undone[-1][0] if self._undone else ""

    def remember(self, words: str, operation: str) -> None:
        """Put a step on the pile; what was undone before cannot be done again."""
        self._done = [*self._done[1 - MOST :], (words, operation)]
        self._undone.clear()

    def undo(self, store: "Store", *, who: str, at: datetime) -> str:
        """Take the last step back and return its words.

        Raises:
            InvalidRequest: There is none, or a record of it was changed since.
        """
        return _turn(self._done, self._undone, store, who, at)

    def redo(self, store: "Store", *, who: str, at: datetime) -> str:
        """Do the step undone last again and return its words.

        Raises:
            InvalidRequest: There is none, or a record of it was changed since.
        """
        return _turn(self._undone, self._done, store, who, at)


def name_steps(steps: Steps, undo: QAction, redo: QAction) -> None:
    """Say in the menu what would be undone or done again."""
    for action, verb, words in (
        (undo, "&Undo", steps.last),
        (redo, "&Redo", steps.next),
    ):
        action.setText(f"{verb}: {words.replace('&', '&&')}" if words else verb)
        action.setEnabled(bool(words))


def _turn(
    source: list[Step], target: list[Step], store: "Store", who: str, at: datetime
) -> str:
    from app.conduct.amend import undo

    if not source:
        raise InvalidRequest("There is nothing to undo or do again.")
    words, operation = source[-1]
    answer = undo(store, operation, who=who, at=at)
    source.pop()
    target.append((words, answer))
    return words
