"""The policy by which requests are ranked: its points, their effect, the drift."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from app.errors import AppError, PolicyError
from app.progress import Progress
from app.reports.chart import day_text
from app.reports.priority_board import PolicyBoard, PriorityBoard
from app.rules.effect import preview
from app.rules.policy import Policy
from ui.controls.form import Form
from ui.controls.text_table import TextTable
from ui.job import Job
from ui.queue.points_form import PointsForm
from ui.queue.policy_drift import PolicyDrift
from ui.queue.policy_effect import PolicyEffect
from ui.style import present_look

POINTS, EFFECT, DRIFT, EARLIER = range(4)
"""Places of the tabs."""

EARLIER_HEAD = ("Policy", "Holds from", "P1, P2, P3 from", "Why")


class PolicyDialog(Form):
    """Edits a policy; ``wanted`` has the new ``Policy`` when it is to be adopted.

    Connect ``drift_wanted`` to what calls ``read_drift``: the history is only read
    when somebody looks at that tab.
    """

    drift_wanted = Signal()

    def __init__(
        self, parent: QWidget, board: PolicyBoard, *, can_adopt: bool = True
    ) -> None:
        title = f"Priority policy {board.policy.number}"
        super().__init__(parent, title, "&Adopt this policy")
        self._owner, self._board = parent, board
        self._is_asked = False
        self.points = PointsForm(board.policy, board.factors)
        self.effect = PolicyEffect()
        self.drift = PolicyDrift()
        self.earlier = TextTable("Policies adopted so far", is_even=False)
        self.earlier.show_rows(EARLIER_HEAD, _earlier_rows(board), numbers_from=9)
        self.tabs = QTabWidget()
        for widget, name in (
            (self.points, "&Points"),
            (self.effect, "&Effect on the open queue"),
            (self.drift, "&Drift"),
            (self.earlier, "Policies &so far"),
        ):
            self.tabs.addTab(widget, name)
        self.paper.addWidget(self.tabs, 1)
        self.close_up()
        self.save_button.setEnabled(can_adopt)
        self.tabs.currentChanged.connect(self._show_tab)
        look, room = present_look(), self.screen().availableSize()
        self.resize(
            min(look.pixels(920), room.width() - 40),
            min(look.pixels(640), room.height() - 60),
        )

    def value(self) -> Policy:
        return self.points.policy()

    @Slot(Exception)
    def show_error(self, error: AppError) -> None:
        """Say what stands against the policy where its points are."""
        self.tabs.setCurrentIndex(POINTS)
        self.points.show_error(error)
        self.points.go_to_problem()

    def read_drift(self, work: Callable[[Progress], PriorityBoard]) -> None:
        """Show how priorities drift, as ``work`` finds it in another thread."""
        job = Job(self._owner)  # it may outlast the dialog
        job.succeeded.connect(self.show_drift)
        job.failed.connect(self._show_failure)
        job.finished.connect(job.deleteLater)
        job.start(work)

    @Slot(object)
    def show_drift(self, board: PriorityBoard) -> None:
        """Show how priorities drift."""
        self.drift.show_board(board)

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.drift.words.setText(str(error))

    @Slot(int)
    def _show_tab(self, tab: int) -> None:
        if tab == EFFECT:
            self._preview()
        elif tab == DRIFT and not self._is_asked:
            self._is_asked = True
            self.drift_wanted.emit()

    def _preview(self) -> None:
        board = self._board
        try:
            typed = self.points.policy()
        except PolicyError as error:
            self.effect.show_problem(str(error))
            return
        self.effect.show_effect(
            preview(
                board.requests,
                board.policy,
                typed,
                as_at=board.as_at,
                days_to_limit=board.days_to_limit,
            )
        )


def _earlier_rows(board: PolicyBoard) -> list[tuple[str, ...]]:
    """Return a row for each policy, the one in force first."""
    return [
        (
            f"{policy.number}, in force"
            if policy is board.policy
            else f"{policy.number}",
            day_text(policy.adopted_on),
            ", ".join(f"{points:g}" for points in policy.thresholds),
            policy.note or ("As shipped" if policy.number == 1 else ""),
        )
        for policy in reversed(board.policies)
    ]
