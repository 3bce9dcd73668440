"""Shows what bringing in a branch would do, before anything is written."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from ui.controls.form import Form
from ui.controls.label import caption
from ui.controls.text_table import TextTable

HEAD = ("What becomes of it", "About", "The branch has", "The store has", "Recorded")
WIDTH, HEIGHT = 980, 460
"""Size of the dialog, in pixels at 100 %."""


class MergeDialog(Form):
    """A list of every change of the branch; saving brings in what agrees."""

    def __init__(
        self,
        parent: QWidget,
        branch: str,
        sentence: str,
        rows: Sequence[Sequence[str]],
        *,
        is_any: bool,
    ) -> None:
        """Make the dialog.

        Args:
            parent: The page.
            branch: Name of the branch.
            sentence: What the merge comes to.
            rows: A row for each change, under ``HEAD``.
            is_any: Whether there is anything to bring in.
        """
        super().__init__(parent, "Bring in changes kept aside", "Bring in")
        title = QLabel(sentence)
        title.setObjectName("card_title")
        title.setWordWrap(True)
        self.table = TextTable("Changes of the branch", is_even=False)
        self.table.show_rows(HEAD, rows, numbers_from=len(HEAD))
        self.paper.addWidget(title)
        self.paper.addWidget(caption(branch))
        self.paper.addWidget(self.table, 1)
        self.paper.addWidget(
            caption(
                "What is refused differs in the store by now, or rests on what is not"
                " there: both values are shown. It stays in the branch, which is kept."
            )
        )
        self.close_up()
        self.save_button.setEnabled(is_any)
        self.resize(WIDTH, HEIGHT)

    def value(self) -> object:
        """Return nothing: what is to be done was settled by the preview."""
        return None
