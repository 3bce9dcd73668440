"""The form in which the factors of a priority are judged."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.casework.vocabulary import Vocabulary
from app.errors import AppError, InvalidRequest
from app.rules.policy import FACTORS
from ui.controls.factor_form import FactorForm
from ui.controls.form import Form
from ui.request.sight import CaseSight
from ui.style import present_look

NO_FACTORS = Vocabulary(name=FACTORS, terms=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Factors that were judged.

    Attributes:
        values: Value of each, by the code of the factor.
    """

    values: dict[str, str]


class RankDialog(Form):
    """Asks for the factors that are judged; the points follow while one chooses."""

    def __init__(self, parent: QWidget, sight: CaseSight) -> None:
        super().__init__(parent, f"Rank {sight.request.reference}", "&Rank")
        if sight.policy is None:
            raise InvalidRequest("There is no priority policy to rank under.")
        factors = sight.words.get(FACTORS, NO_FACTORS)
        self.factors = FactorForm(sight.policy, factors)
        self.factors.show_values(sight.request.factors, sight.automatic)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.factors)
        self.factors.setObjectName("scrolled")
        self.paper.addWidget(area, 1)
        self.close_up()
        for first in [*self.factors.choices.values()][:1]:
            first.buttons()[first.position].setFocus()
        look, room = present_look(), self.screen().availableSize()
        width = min(look.pixels(980), room.width() - 40)
        self.resize(width, min(look.pixels(520), room.height() - 60))

    def value(self) -> Judgement:
        return Judgement(values=self.factors.values())

    def place_of(self, error: AppError) -> str:
        del error
        return ""
