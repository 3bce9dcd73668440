"""Pauses before somebody gets exposed work: the reason is said, and one may go on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from app.wellbeing.guard import Cautions
from ui.controls.form import Form
from ui.controls.label import caption, set_tone

MAY_GO_ON = "You may go on: this is a remark, not a refusal."


class CautionDialog(Form):
    """Says why to pause; ``wanted`` has the person's uid when the user goes on."""

    def __init__(
        self, parent: QWidget, uid: str, name: str, reasons: Sequence[str]
    ) -> None:
        super().__init__(parent, "Exposed work", "&Allocate all the same")
        self._uid = uid
        self.said = QLabel(caution_words(name, reasons))
        self.said.setWordWrap(True)
        set_tone(self.said, "watch")
        self.paper.insertWidget(0, self.said)
        self.paper.insertWidget(1, caption(MAY_GO_ON))
        self.close_up()
        self.setMinimumWidth(400)

    def value(self) -> str:
        return self._uid


class CautionLine(QLabel):
    """Stands under a choice of people and says what speaks against the one chosen."""

    def __init__(self, form: Form, people: QComboBox, cautions: Cautions) -> None:
        """Put the line into a form.

        Args:
            form: The form.
            people: Its choice of people, whose codes are uids.
            cautions: Why to pause, by uid.
        """
        super().__init__()
        self._form, self._people, self._cautions = form, people, cautions
        self.setObjectName("caption")
        self.setWordWrap(True)
        set_tone(self, "watch")
        form.rows.insertRow(_row_of(form.rows, people) + 1, "", self)
        people.currentIndexChanged.connect(self.show_reasons)
        for box in form.findChildren(QComboBox):
            if box is not people:
                box.currentIndexChanged.connect(self.show_reasons)
        self.show_reasons()

    def show_reasons(self) -> None:
        """Say the reasons of the person chosen; nothing where nobody is asked for."""
        is_asked = self._people.isVisibleTo(self._form)
        uid = self._people.currentData() if is_asked else ""
        reasons = self._cautions.get(uid or "", ())
        words = caution_words(self._people.currentText(), reasons)
        self.setText(f"{words} {MAY_GO_ON}" if reasons else "")
        self._form.rows.setRowVisible(self, bool(reasons))
        self._form.adjustSize()


def caution_words(name: str, reasons: Sequence[str]) -> str:
    """Return why to pause as a sentence."""
    return f"{name}: {'; '.join(reasons)}."


def _row_of(rows: QFormLayout, field: QWidget) -> int:
    for row in range(rows.rowCount()):
        item = rows.itemAt(row, QFormLayout.ItemRole.FieldRole)
        box = item.layout() if item else None
        if box is not None and box.indexOf(field) >= 0:
            return row
    return rows.rowCount() - 1
