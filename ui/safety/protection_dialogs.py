"""Asks before the protection of a store is taken off, and before files are removed."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.errors import WrongKey
from ui.controls.form import Form
from ui.controls.label import caption
from ui.style import present_look

PLAIN_AGAIN = (
    "The file becomes readable for everybody who gets at it. The protected store is"
    " kept beside it until you remove it. That the protection was taken off stands in"
    " the history."
)
FOR_CERTAIN = (
    "They are overwritten with zeros and removed. On a spinning disk they are gone"
    " then. An SSD, snapshots and backups of a server may keep what they held all the"
    " same: whoever runs those decides about them."
)


class UnprotectForm(Form):
    """Asks for the passphrase; ``wanted`` has it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Remove the protection", "&Remove the protection")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(256)
        self.add_field("passphrase", "&Passphrase", self.field)
        self.paper.addWidget(caption(PLAIN_AGAIN))
        self.close_up()
        self.setMinimumWidth(present_look().pixels(480))

    def value(self) -> str:
        if not self.field.text():
            raise WrongKey("The passphrase is needed.")
        return self.field.text()

    def place_of(self, error: Exception) -> str:
        return "passphrase" if isinstance(error, WrongKey) else ""


class DropForm(Form):
    """Says which files go; ``wanted`` comes when they are to go."""

    def __init__(self, parent: QWidget, names: str) -> None:
        super().__init__(parent, "Overwrite and remove", "Overwrite and &remove")
        said = QLabel(names)
        said.setWordWrap(True)
        self.paper.insertWidget(0, said)
        self.paper.addWidget(caption(FOR_CERTAIN))
        self.close_up()
        self.setMinimumWidth(present_look().pixels(480))

    def value(self) -> str:
        return ""
