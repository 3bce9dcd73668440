"""Forms for an exhibit: its facts, and a custody move."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.casework.exhibit import CustodyMove, Exhibit, ExhibitState
from app.errors import AppError
from ui.controls.form import Form, choice, day_field, day_of
from ui.request.fact_field import NOT_RECORDED, code_choice, number_of
from ui.request.sight import CaseSight

MOST_SIZE = 1_000_000
"""Gigabytes of an exhibit at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitDraft:
    """What the form was filled in with.

    Attributes:
        exhibit: The exhibit; its uid is empty for a new one.
        facts: Of an exhibit that is changed, the columns that differ.
        identifier: A serial number or IMEI that was typed; only its hash is kept.
        on: The day from which it holds.
    """

    exhibit: Exhibit
    facts: dict[str, Any]
    identifier: str
    on: date


class ExhibitDialog(Form):
    """Adds an exhibit, or changes facts of one."""

    def __init__(
        self, parent: QWidget, sight: CaseSight, exhibit: Exhibit | None = None
    ) -> None:
        title = f"Change {exhibit.reference}" if exhibit else "Add an exhibit"
        super().__init__(parent, title, "&Save" if exhibit else "&Add")
        self._sight, self._before = sight, exhibit
        self._start = exhibit or Exhibit(
            uid="",
            request=sight.request.uid,
            reference="",
            type="",
            state=ExhibitState.EXPECTED,
        )
        one = self._start
        self.reference = QLineEdit(one.reference)
        self.type = choice(sight.terms("exhibit_type"), one.type)
        self.parent_of = choice(self._parents(), one.parent or "")
        self.owner = self._codes("owner_role", one.owner_role)
        self.access = self._codes("access_state", one.access)
        self.size_of = QLineEdit("" if one.size is None else f"{one.size:g}")
        self.state = choice(sight.terms("exhibit_state"), one.state.value)
        self.location = QLineEdit(one.location or "")
        self.seal = QLineEdit(one.seal or "")
        self.agreed = choice([NOT_RECORDED, ("yes", "Yes"), ("no", "No")])
        self.agreed.setCurrentIndex({None: 0, True: 1, False: 2}[one.is_agreed])
        self.asked = self._codes("examination_level", one.level_requested)
        self.level = self._codes("examination_level", one.level_agreed)
        self.identifier = QLineEdit()
        self.on = day_field(sight.today)
        self._add_fields()

    def _add_fields(self) -> None:
        self.identifier.setPlaceholderText("Only a salted hash of it is kept")
        self.add_field("reference", "&Reference", self.reference)
        self.add_field("type", "&Type", self.type)
        self.add_field("parent", "Taken &out of", self.parent_of)
        self.add_field("owner", "O&wner", self.owner)
        self.add_field("access", "A&ccess", self.access)
        self.add_field("size", "Si&ze, GB", self.size_of)
        self.add_field("state", "S&tate", self.state)
        self.add_field("location", "&Location", self.location)
        self.add_field("seal", "S&eal", self.seal)
        self.add_field("agreed", "In a&greed scope", self.agreed)
        self.add_field("asked", "Level as&ked for", self.asked)
        self.add_field("level", "Le&vel agreed", self.level)
        self.add_field("identifier", "Serial or I&MEI", self.identifier)
        self.add_field("on", "So &from", self.on)
        for field in (self.state, self.location, self.seal):
            self.show_row(field, self._before is None)  # later they go by custody move
        self.close_up()
        self.setMinimumWidth(460)
        self.reference.setFocus()

    def value(self) -> ExhibitDraft:
        agreed = {"yes": True, "no": False}.get(self.agreed.currentData())
        facts: dict[str, Any] = {
            "reference": self.reference.text().strip(),
            "type": str(self.type.currentData()),
            "parent": self.parent_of.currentData() or None,
            "owner_role": self.owner.currentData(),
            "access": self.access.currentData(),
            "size": number_of(self.size_of.text(), "Size", MOST_SIZE),
            "is_agreed": agreed,
            "level_requested": self.asked.currentData(),
            "level_agreed": self.level.currentData(),
        }
        state = ExhibitState(self.state.currentData())
        if self._before is None:
            facts |= {
                "state": state,
                "location": self.location.text().strip() or None,
                "seal": self.seal.text().strip() or None,
            }
            if state is not ExhibitState.EXPECTED:
                facts["received_on"] = day_of(self.on)
        start = self._start
        return ExhibitDraft(
            exhibit=replace(start, **facts),
            facts={n: v for n, v in facts.items() if v != getattr(start, n)},
            identifier=self.identifier.text().strip(),
            on=day_of(self.on),
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        for name, word in (("size", "Size"), ("on", "a day to come")):
            if word in text:
                return name
        if "out of itself" in text:
            return "parent"
        return "reference" if "exhibit" in text.lower() else ""

    def _codes(self, name: str, taken: str | None) -> QComboBox:
        return code_choice(self._sight.terms(name), taken, self._sight, name)

    def _parents(self) -> list[tuple[str, str]]:
        own = self._before.uid if self._before else ""
        return [
            ("", "No other exhibit"),
            *(
                (one.uid, one.reference)
                for one in self._sight.case.exhibits
                if one.uid != own and one.parent is None
            ),
        ]


class CustodyDialog(Form):
    """Moves an exhibit to another state or place."""

    def __init__(self, parent: QWidget, sight: CaseSight, exhibit: Exhibit) -> None:
        super().__init__(parent, f"Move {exhibit.reference}", "&Move")
        self.state = choice(sight.terms("exhibit_state"), exhibit.state.value)
        self.on = day_field(sight.today)
        self.location = QLineEdit(exhibit.location or "")
        self.seal = QLineEdit(exhibit.seal or "")
        self.words = QLineEdit()
        self.words.setPlaceholderText("Who handed it over, receipt, condition")
        self.add_field("state", "&State", self.state)
        self.add_field("on", "&Day", self.on)
        self.add_field("location", "&Location", self.location)
        self.add_field("seal", "S&eal", self.seal)
        self.add_field("words", "&Note", self.words)
        self.close_up()
        self.setMinimumWidth(440)

    def value(self) -> CustodyMove:
        return CustodyMove(
            state=ExhibitState(self.state.currentData()),
            on=day_of(self.on),
            location=self.location.text().strip(),
            seal=self.seal.text().strip(),
            words=self.words.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        text = str(error)
        is_about_day = "day to come" in text or "before its last move" in text
        return "on" if is_about_day else "state"
