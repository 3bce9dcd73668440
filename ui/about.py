"""About Headroom: version, build, licences, and whether its files are as released."""

from functools import partial
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.installation import (
    LICENCES,
    FilesChecked,
    Installation,
    check_files,
    present_installation,
    told,
)
from app.progress import Progress
from app.resource import RESOURCES
from ui.alerts import show_error
from ui.controls.button import button
from ui.controls.label import set_tone
from ui.job import Job

PURPOSE = (
    "Demand against capacity for a digital forensics unit. It runs on this computer"
    " alone and opens no network connection."
)
LGPL = (
    "Headroom uses Qt and PySide, © The Qt Company Ltd and other contributors, under"
    " the GNU Lesser General Public License, version 3. Their libraries are unmodified"
    " and lie in files of their own. You may put other compatible versions in their"
    " place, and take the program apart to find faults in what you changed."
)
REPLACE = (
    "To replace Qt or PySide: close Headroom and put your libraries in place of those"
    " of the same name in lib/PySide6 and lib/shiboken6. Headroom starts with them;"
    " Verify installation will name them as changed, and does no more."
)
FROM_SOURCE = "This runs from its source: there is no list of released files."
WIDTH = 72
"""Letters in a line of text."""


class AboutDialog(QDialog):
    """What this is, under which licences, and Verify installation."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Headroom")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._installation = present_installation()
        self._job = Job(self)
        self._job.progressed.connect(self._show_progress)
        self._job.succeeded.connect(self._show_checked)
        self._job.failed.connect(self._show_failure)
        self._job.finished.connect(self._end)
        self._is_running = self._is_leaving = False
        self.outcome = _text("")
        self.outcome.hide()
        self._progress = QProgressBar()
        self._progress.setAccessibleName("Files compared")
        self._progress.hide()
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        title = QLabel("Headroom")
        title.setObjectName("page_title")
        layout.addWidget(title)
        layout.addWidget(_text(PURPOSE))
        layout.addLayout(_facts(self._installation))
        layout.addWidget(_licence_box(self._installation))
        layout.addWidget(self._progress)
        layout.addWidget(self.outcome)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.verify = button("&Verify installation…")
        self.verify.clicked.connect(self.check)
        buttons.addButton(self.verify, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @Slot()
    def check(self) -> None:
        """Compare every file with the list of the release, in a thread of its own."""
        folder = self._installation.folder
        if folder is None:
            self._say(FROM_SOURCE, "")
            return
        self._is_running = True
        self.verify.setEnabled(False)
        self._progress.setValue(0)
        self._progress.show()
        self._job.start(partial(_checked, folder))

    def use(self, installation: Installation) -> None:
        """Speak of another installation than the one that runs."""
        self._installation = installation

    @Slot(int)
    def _show_progress(self, per_cent: int) -> None:
        self._progress.setValue(per_cent)

    @Slot(object)
    def _show_checked(self, checked: FilesChecked) -> None:
        self._say("\n".join(told(checked)), "" if checked.is_as_released else "watch")

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self, error)

    @Slot()
    def _end(self) -> None:
        self._is_running = False
        self._progress.hide()
        self.verify.setEnabled(True)
        if self._is_leaving:
            super().reject()

    def _say(self, words: str, tone: str) -> None:
        self.outcome.setText(words)
        set_tone(self.outcome, tone)
        self.outcome.show()
        self.adjustSize()

    def reject(self) -> None:
        """Close; a comparison that runs is stopped first, since its owner is here."""
        if self._is_running:
            self._is_leaving = True
            self._job.cancel()
        else:
            super().reject()


def _checked(folder: Path, progress: Progress) -> FilesChecked:
    return check_files(folder, progress)


def _facts(installation: Installation) -> QFormLayout:
    """Return what there is to know of the build, in two columns that can be copied."""
    rows = QFormLayout()
    rows.setVerticalSpacing(4)
    facts = {"Version": installation.version}
    if installation.commit:
        facts["Built from"] = f"{installation.commit} of {installation.built_on}"
    elif not installation.is_frozen:
        facts["Built from"] = "not built: it runs from its source"
    facts["Qt and PySide"] = f"Qt {qVersion()}, PySide {PySide6.__version__}"
    if installation.fingerprint:
        facts["SHA-256 of the list of files"] = installation.fingerprint
    for name, value in facts.items():
        rows.addRow(name, _text(value))
    return rows


def _licence_box(installation: Installation) -> QGroupBox:
    box = QGroupBox("Licences")
    layout = QVBoxLayout(box)
    folder = (
        installation.folder / LICENCES
        if installation.folder is not None
        else RESOURCES / "licences"
    )
    layout.addWidget(_text(LGPL))
    layout.addWidget(_text(REPLACE))
    layout.addWidget(
        _text(
            "Headroom itself is under the MIT licence. The texts of all licences, LGPL"
            f" 3 and GPL 3 among them, lie in {folder}."
        )
    )
    return box


def _text(words: str) -> QLabel:
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setMinimumWidth(made.fontMetrics().averageCharWidth() * WIDTH)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
