"""Equipment: what of it a week has only so much, and how much is asked for."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from app.capacity.bounds import bounds_by_week
from app.capacity.by_week import coming_weeks
from app.capacity.demand import ids_asked
from app.capacity.equipment_use import FULL, Use, asked_by_type, use_of_equipment
from app.casework.part import Parts
from app.measures.definition import sentence_of
from app.reports.chart import day_text
from app.reports.facts import Facts
from ui.capacity.equipment_content import SOON, Piece, equipment_columns, lapses_soon
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.empty_state import EmptyState
from ui.controls.label import caption
from ui.controls.rows import Rows, RowsView
from ui.controls.tab import Listing, Tab


class EquipmentTab(Tab):
    """Lists equipment; what is done with it is asked of the page."""

    title = "Equip&ment"

    parts_wanted = Signal(object)  # row ids of requests: answer with ``show_parts``
    add_wanted = Signal()
    change_wanted = Signal(object)  # the Equipment
    remove_wanted = Signal(object)  # the Equipment

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows[Piece] = Rows(equipment_columns({}, {}))
        self.view = RowsView(self.rows, "Equipment")
        self.add_button = button("Add equipment…", "plus")
        self.change_button = button("Change…", "edit")
        self.remove_button = button("Remove", "bin")
        self.requests_button = button("Show requests", "table")
        self.export_button = button("E&xport…", "export")
        self.words, self.meaning = QLabel(), caption(sentence_of("M32Q"))
        self._none = EmptyState(
            "No equipment is entered",
            "Enter benches, kiosks and licences of which a week has only so much: the"
            " queue then minds them.",
            "Add equipment…",
            is_primary=False,
        )
        self._stack = QStackedWidget()
        self._facts: Facts | None = None
        self._is_allowed = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        corner, row = QWidget(), QHBoxLayout()
        corner.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for one in (
            *(self.requests_button, self.export_button, self.remove_button),
            *(self.change_button, self.add_button),
        ):
            row.addWidget(one)
        card = Card("Equipment", corner=corner)
        card.body.addWidget(self.words)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.meaning)
        self._stack.addWidget(card)
        self._stack.addWidget(self._none)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_wanted)
        self._none.wanted.connect(self.add_wanted)
        self.change_button.clicked.connect(self._change)
        self.view.activated.connect(self._change)
        self.remove_button.clicked.connect(self._remove)
        self.requests_button.clicked.connect(self._open)
        self.export_button.clicked.connect(self._export)
        self.view.selectionModel().currentRowChanged.connect(self._allow)

    # ---- Showing --------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self.parts_wanted.emit(ids_asked(facts.ledger, facts.as_at))

    def show_parts(self, parts: Parts) -> None:
        """Show the equipment and its use; ``parts`` answers ``parts_wanted``."""
        if (facts := self._facts) is None:
            return
        kept, as_at = self.view.chosen(), facts.as_at
        bounds = bounds_by_week(facts.equipment, (), coming_weeks(as_at))
        uses = use_of_equipment(
            bounds, asked_by_type(facts.ledger, parts, as_at), as_at
        )
        by_uid = {use.bound.uid: use for use in uses}
        pieces = [
            Piece(item=item, use=by_uid.get(item.uid), as_at=as_at)
            for item in facts.equipment
        ]
        columns = equipment_columns(
            facts.names("equipment_kind"), facts.names("examination_type")
        )
        self.rows.show_values(pieces, columns)
        self.view.fit()
        self._choose(kept.item.uid if kept else "")
        self.words.setText(words_of(facts, uses))
        self._stack.setCurrentIndex(0 if pieces else 1)
        self._allow()
        self.sentence_changed.emit()

    def _choose(self, uid: str) -> None:
        every = self.rows.values()
        row = next((at for at, one in enumerate(every) if one.item.uid == uid), 0)
        self.view.setCurrentIndex(self.rows.index(row, 0))

    def sentence(self) -> str:
        if self._facts is None:
            return ""
        in_use = sum(one.is_in_use(self._facts.as_at) for one in self._facts.equipment)
        sorts = "1 sort" if in_use == 1 else f"{in_use:,} sorts"
        return f"{sorts} of equipment in use; at {day_text(self._facts.as_at)}."

    # ---- Acting ---------------------------------------------------------------------

    def allow(self, *, is_allowed: bool) -> None:
        self._is_allowed = is_allowed
        self._allow()

    @Slot()
    def _allow(self) -> None:
        one = self.view.chosen()
        self.add_button.setEnabled(self._is_allowed)
        for each in (self.change_button, self.remove_button):
            each.setEnabled(self._is_allowed and one is not None)
        use = one.use if one is not None else None
        self.requests_button.setEnabled(use is not None and len(use.share.rows) > 0)

    @Slot()
    def _change(self) -> None:
        if (one := self.view.chosen()) is not None and self._is_allowed:
            self.change_wanted.emit(one.item)

    @Slot()
    def _remove(self) -> None:
        if (one := self.view.chosen()) is not None and self._is_allowed:
            self.remove_wanted.emit(one.item)

    @Slot()
    def _open(self) -> None:
        if (one := self.view.chosen()) is not None and one.use is not None:
            self.rows_wanted.emit(
                one.use.share.rows, f"Accepted, asking for {one.item.label}"
            )

    @Slot()
    def _export(self) -> None:
        self.export_wanted.emit(
            Listing(
                name="equipment",
                head=[column.title for column in self.rows.columns],
                rows=[self.rows.words(row) for row in range(self.rows.rowCount())],
                words=f"{self.sentence()} {self.words.text()} {sentence_of('M32Q')}",
            )
        )


def words_of(facts: Facts, uses: tuple[Use, ...]) -> str:
    """Return what is to be minded: what is asked too much, and what ends soon."""
    day = facts.as_at
    over = [
        f"{use.bound.label} ({use.share.value:.0f}%)"
        for use in uses
        if use.share.value is not None and use.share.value > FULL
    ]
    gone = [use.bound.label for use in uses if use.share.value is None and use.asked]
    soon = [
        f"{item.label} ({day_text(item.valid_to)})"
        for item in facts.equipment
        if lapses_soon(item, day) and item.valid_to is not None
    ]
    parts = (
        ("Asked more than the limit: ", over),
        ("Asked for and not in use: ", gone),
        (f"Ends within {SOON} days: ", soon),
    )
    said = [f"{words}{', '.join(found)}." for words, found in parts if found]
    return " ".join(said) or "Nothing is over its limit, and nothing ends soon."
