"""The norms of effort: change them, and adopt those that the unit's own hours make.

The page opens it with what it read (``read_norms``, ``proposals(norms,
read_completed(store), read_unbegun(store))``, ``completions(...)``) and hears:

* ``save_wanted(norms)``: ``app.conduct.norm.change(store, norms, who=..., at=...)``;
* ``adopt_wanted(norms, re_estimates)``: ``app.conduct.norm.adopt(store, norms,
  re_estimates=re_estimates, who=..., at=...)``.

After either it calls ``show_state`` with what it read again, or ``show_error``.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.vocabulary import Vocabulary
from app.errors import AppError, InvalidRequest
from app.measures.effort import ENOUGH, Proposal
from app.reports.chart import number_text, signed_text
from app.reports.wording import counted
from app.rules.effort import Norm, norm_for
from app.rules.own_hours import Class
from ui.controls.button import button
from ui.controls.label import caption
from ui.intake.gate_scope import RoomyDelegate
from ui.intake.norm_table import (
    FIRST,
    TYPED,
    NormRow,
    NormTable,
    OwnTable,
    class_text,
)
from ui.style import present_look

ABOUT = (
    "Half of such examinations stay under the median, four in five under the P80."
    " Requests are estimated by the mean, so that the hours of a queue add up; without"
    " one it follows from the other two."
)
OWN_ABOUT = (
    f"Once {ENOUGH} examinations of a class are finished with their hours, the unit's"
    " own hours can take the place of its norm. Nothing changes until you adopt it."
)


class NormsDialog(QDialog):
    """Shows the norms in one tab and what own hours make of them in another."""

    save_wanted = Signal(object)  # tuple of Norm
    adopt_wanted = Signal(object, bool)  # tuple of Norm, whether to estimate anew

    def __init__(
        self,
        parent: QWidget | None,
        words: Mapping[str, Vocabulary],
        *,
        is_read_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Norms of effort")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words, self._is_fixed = words, is_read_only
        self._finished: Mapping[Class, int] = {}
        self.norms, self.own = NormTable(words), OwnTable(words)
        self.norms.is_fixed = is_read_only
        self.norm_view = _view(self.norms, "Norms of effort")
        self.own_view = _view(self.own, "Norms from our own hours")
        self.type, self.level, self.device = QComboBox(), QComboBox(), QComboBox()
        self.add_button = button("Add", "plus")
        self.save_button = button("Save norms", is_primary=True)
        self.adopt_button = button("Adopt", is_primary=True)
        self.again = QCheckBox("Estimate &anew what nobody has begun")
        self.again.setChecked(True)
        self.effect, self.problem = caption(), QLabel()
        self.problem.setObjectName("problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._norm_side(), "&Norms")
        self.tabs.addTab(self._own_side(), "From our own &hours")
        self._close_up()
        self._connect()

    # ---- Building -------------------------------------------------------------------

    def _norm_side(self) -> QWidget:
        row = QHBoxLayout()
        for name, box, words in (
            ("Examination", self.type, "examination_type"),
            ("Level", self.level, "examination_level"),
            ("Device", self.device, "exhibit_type"),
        ):
            if box is not self.type:
                box.addItem("Any", "")
            for term in self._words[words].terms:
                box.addItem(term.label, term.code)
            box.setAccessibleName(name)
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            row.addWidget(box, 1)
        row.addWidget(self.add_button)
        for part in (self.type, self.level, self.device, self.add_button):
            part.setEnabled(not self._is_fixed)
        return _side(ABOUT, self.norm_view, row, self.save_button)

    def _own_side(self) -> QWidget:
        row = QHBoxLayout()
        row.addWidget(self.effect, 1)
        row.addWidget(self.again)
        return _side(OWN_ABOUT, self.own_view, row, self.adopt_button)

    def _close_up(self) -> None:
        self.problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 14)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        look, room = present_look(), self.screen().availableSize()
        self.resize(
            min(look.pixels(900), room.width() - 40),
            min(look.pixels(620), room.height() - 60),
        )

    def _connect(self) -> None:
        self.norms.edited.connect(self._allow)
        self.own.edited.connect(self._allow)
        self.again.toggled.connect(self._allow)
        self.add_button.clicked.connect(self._add)
        self.save_button.clicked.connect(self._save)
        self.adopt_button.clicked.connect(self._adopt)

    # ---- Showing --------------------------------------------------------------------

    def show_state(
        self,
        norms: Sequence[Norm],
        proposals: Sequence[Proposal],
        finished: Mapping[Class, int],
    ) -> None:
        """Show what the store holds.

        Args:
            norms: The norms.
            proposals: What own hours make of them.
            finished: Finished examinations of each class.
        """
        self._finished = finished
        self.norms.show_norms(norms)
        self.own.show_proposals(proposals)
        for view in (self.norm_view, self.own_view):
            view.resizeColumnsToContents()
        self.problem.hide()
        self._allow()

    def show_error(self, error: AppError) -> None:
        """Say what the store has against it; what was typed stays."""
        self.problem.setText(str(error))
        self.problem.show()

    @Slot()
    def _allow(self) -> None:
        is_allowed = not self._is_fixed
        changed = sum(1 for _ in self.norms.changed())
        wrong = [row for row in self.norms.rows if row.problem]
        self.problem.setText("\n".join(self._wrong_text(row) for row in wrong[:2]))
        self.problem.setVisible(bool(wrong))
        self.save_button.setEnabled(is_allowed and changed > 0 and not wrong)
        chosen = self.own.chosen()
        self.adopt_button.setEnabled(is_allowed and bool(chosen))
        self.adopt_button.setText(
            f"Adopt {counted(len(chosen), 'norm')}" if chosen else "Adopt"
        )
        self.again.setEnabled(is_allowed and bool(chosen))
        self.effect.setText(self._effect_text(chosen))

    def _wrong_text(self, row: NormRow) -> str:
        return f"{class_text(self._words, row.norm)}: {row.problem}"

    def _effect_text(self, chosen: Sequence[Proposal]) -> str:
        if not self.own.rows:
            return self._nearest_text()
        before = sum(one.hours_before for one in chosen)
        after = sum(one.hours_after for one in chosen)
        waiting = sum(one.waiting for one in chosen)
        if not self.again.isChecked():
            return "Estimates made before stay as they are."
        return (
            f"{counted(waiting, 'examination')} of the open queue not begun:"
            f" {number_text(before, 1)} h become {number_text(after, 1)} h"
            f" ({signed_text(after - before, 1)} h)."
        )

    def _nearest_text(self) -> str:
        short = {k: n for k, n in self._finished.items() if n < ENOUGH}
        if not short:
            return "The norms in use are those of the unit's own hours."
        near = max(sorted(short), key=lambda one: short[one])
        named = Norm(type=near[0], level=near[1], device=near[2], median=1, source="")
        return (
            f"No other class has {ENOUGH} finished examinations; the nearest is"
            f" {class_text(self._words, named)} with {short[near]}."
        )

    # ---- Wishes ---------------------------------------------------------------------

    @Slot()
    def _add(self) -> None:
        type_, level, device = (
            str(box.currentData()) for box in (self.type, self.level, self.device)
        )
        known = {row.norm.uid: row.norm for row in self.norms.rows}
        wider = norm_for(known, type_, level, device)
        try:
            place = self.norms.add(
                Norm(
                    type=type_,
                    level=level,
                    device=device,
                    median=wider.median if wider else 1.0,
                    mean=wider.mean if wider else None,
                    p80=wider.p80 if wider else None,
                    source=TYPED,
                )
            )
        except InvalidRequest as error:
            self.show_error(error)
            return
        self.problem.hide()
        index = self.norms.index(place, FIRST)
        self.norm_view.setFocus()
        self.norm_view.setCurrentIndex(index)
        self.norm_view.scrollTo(index)

    @Slot()
    def _save(self) -> None:
        try:
            typed = tuple(row.value() for row in self.norms.changed())
        except AppError as error:
            self.show_error(error)
            return
        self.save_wanted.emit(typed)

    @Slot()
    def _adopt(self) -> None:
        chosen = tuple(one.new for one in self.own.chosen())
        self.adopt_wanted.emit(chosen, self.again.isChecked())


def _side(about: str, view: QTableView, row: QHBoxLayout, primary: QWidget) -> QWidget:
    """Return one side: what it is about, the table, a row of controls, the button."""
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 10, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(caption(about))
    layout.addWidget(view, 1)
    row.addWidget(primary)
    layout.addLayout(row)
    return side


def _view(table: NormTable | OwnTable, name: str) -> QTableView:
    view = QTableView()
    view.setModel(table)
    view.setItemDelegate(RoomyDelegate(view))
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    triggers = QAbstractItemView.EditTrigger
    view.setEditTriggers(
        triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
    )
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(present_look().row_height)
    heading = view.horizontalHeader()
    heading.setHighlightSections(False)
    heading.setStretchLastSection(isinstance(table, NormTable))
    if isinstance(table, OwnTable):
        heading.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return view
