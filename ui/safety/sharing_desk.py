"""Does what the tab Sharing asks for."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.store.merge import Judged, Plan, Planned, Verdict
from ui.alerts import show_error
from ui.job import Job
from ui.page import Page
from ui.pen_state import PenState
from ui.safety.merge_dialog import MergeDialog
from ui.safety.sharing_tab import SharingTab
from ui.sharing import Sharing

LONGEST = 60
"""Characters of a value that are shown."""


class SharingDesk(QObject):
    """Between the tab, the pen and the branches."""

    def __init__(self, page: Page, tab: SharingTab) -> None:
        super().__init__(page)
        self._page, self._tab = page, tab
        self._known: Sharing | None = None
        self._branch = Path()
        self._plan: Plan | None = None
        self._job = Job(self)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._end)
        self._is_busy = False
        tab.wanted.connect(self.refresh)
        tab.way_wanted.connect(self._go)
        tab.merge_wanted.connect(self.preview)

    @Slot()
    def refresh(self) -> None:
        """Bring the tab up to date."""
        sharing = self._page.session.sharing
        if sharing is None:
            is_writer = not self._page.session.read_only
            self._tab.show_state(PenState(is_writer=is_writer, is_free=not is_writer))
            return
        if sharing is not self._known:
            self._known = sharing
            sharing.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._known is not None and self._tab.isVisible():
            self._tab.show_state(self._known.state())

    @Slot(str)
    def _go(self, way: str) -> None:
        if self._known is not None:
            self._known.wanted.emit(way)

    @Slot(object)
    def preview(self, branch: Path) -> None:
        """Find out what bringing in a branch would do, and show it."""
        from ui.share_work import plan

        path = self._page.session.path
        if path is not None and not self._is_busy:
            self._is_busy, self._branch = True, branch
            self._job.start(partial(plan, path, branch))

    @Slot(object)
    def _take(self, found: "Plan | int") -> None:
        if isinstance(found, Plan):
            self._plan = found
            is_any = found.count(Verdict.TAKEN) > 0
            dialog = MergeDialog(
                self._page,
                self._branch.name,
                found.sentence,
                [*_rows(found)],
                is_any=is_any,
            )
            self._page.open_form(dialog, self._bring_in)
            return
        if self._page.opened is not None:
            self._page.opened.accept()
        self._page.session.refresh()
        words = "1 change" if found == 1 else f"{found:,} changes"
        self._page.toast_wanted.emit(f"{words} brought in from the branch", None)

    @Slot(object)
    def _bring_in(self, _value: object) -> None:
        if self._plan is not None and not self._is_busy:
            from ui.share_work import bring_in

            self._is_busy = True
            store, name = self._page.session.store, self._branch.name
            self._job.start(partial(bring_in, store, self._plan, name))

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        show_error(self._page, error)

    @Slot()
    def _end(self) -> None:
        self._is_busy = False


def _rows(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Yield a row for each change, what is refused first."""
    order = (Verdict.REFUSED, Verdict.TAKEN, Verdict.THERE)
    for verdict in order:
        for planned in plan.operations:
            for judged in planned.events:
                if judged.verdict is verdict:
                    yield _row(planned, judged)


def _row(planned: Planned, judged: Judged) -> tuple[str, ...]:
    recorded = planned.recorded
    when = recorded.recorded_at.astimezone()
    return (
        judged.verdict.value.capitalize(),
        judged.name,
        _told(judged.theirs or judged.after),
        judged.reason or _told(judged.ours),
        f"{recorded.kind}, {recorded.who}, {when.day} {when:%b %H:%M}",
    )


def _told(values: Mapping[str, Any]) -> str:
    parts = (
        f"{name.replace('_', ' ')}: {'empty' if value is None else value}"
        for name, value in values.items()
    )
    text = "; ".join(parts)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
