"""Asks where the rejected rows of an import are to be saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui import settings


def ask_where(parent: QWidget, name: str) -> QFileDialog:
    """Open a dialog for the file of rejected rows; ``fileSelected`` has the answer.

    Args:
        parent: Over which it opens.
        name: Name of the file that was imported.
    """
    folder = Path(settings.last_folder() or Path.home())
    dialog = QFileDialog(parent, "Save rejected rows", str(folder), "CSV files (*.csv)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(f"{Path(name).stem}-rejected.csv")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
