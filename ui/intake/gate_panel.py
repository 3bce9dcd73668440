"""The gate: what is asked and what is agreed of one request, and the decision.

**How the page uses it.** The page gives the panel a ``GateSight`` and hears what the
user wants; the panel reads and writes nothing. Every signal that leads to a write
carries the version that the user saw.

* ``decided(uid, version, decision)``: call ``app.conduct.gate.decide(store, uid,
  decision, version=version, who=..., at=...)``; then ``panel.tell_decided()`` and show
  the sight anew; on an ``AppError`` call ``panel.show_error(error)``: what was typed
  stays.
* ``take_up_wanted(uid, version)``: ``gate.take_up(...)``.
* ``reply_wanted(uid, version, words)``: ``gate.receive_reply(...)``.
* ``lapse_wanted(uid, version)``: ``gate.lapse(...)``.
* ``priority_wanted(uid)``: after acceptance, and for any request accepted and not yet
  ranked: open the form of priority factors. It is a separate operation.
* ``notice_wanted(uid)``: show ``app.reports.notice.notice(store, uid, ...)`` in the
  preview of ``ui.printing``.
* ``norms_wanted()``: open ``ui.intake.norms_dialog``.
* ``outcomes_wanted()``: open ``ui.intake.gate_outcomes`` ("What the gate did").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casework.effort import Norm
from app.casework.register import CaseFile
from app.casework.vocabulary import Vocabulary
from app.errors import AppError


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSight:
    """What the panel shows.

    Attributes:
        case: The request chosen, with all that is known of it.
        words: Code lists by name.
        norms: The unit's norms of effort.
        deciders: Names of the people who hold a current skill in gatekeeping.
        today: The day on which a decision is taken unless another is given.
        lapse: Days after which a returned request may lapse.
        duplicates: References of requests that look like the same.
        is_read_only: Whether nothing can be decided.
    """

    case: CaseFile
    words: Mapping[str, Vocabulary]
    norms: tuple[Norm, ...]
    deciders: tuple[str, ...]
    today: date
    lapse: int = 28
    duplicates: tuple[str, ...] = ()
    is_read_only: bool = False


class GatePanel(QWidget):
    """Shows one request at the gate and takes the decision about it."""

    decided = Signal(str, int, object)  # uid, version seen, Decision
    take_up_wanted = Signal(str, int)  # uid, version seen
    reply_wanted = Signal(str, int, str)  # uid, version seen, words
    lapse_wanted = Signal(str, int)  # uid, version seen
    priority_wanted = Signal(str)  # uid
    notice_wanted = Signal(str)  # uid
    norms_wanted = Signal()
    outcomes_wanted = Signal()

    def show_sight(self, sight: GateSight | None) -> None:
        """Show a request; None for none chosen. What was typed for it stays."""
        self._sight = sight

    def tell_decided(self) -> None:
        """Forget what was typed: it was saved."""

    def show_error(self, error: AppError) -> None:
        """Say beside its field what stands against a decision."""
        del error
