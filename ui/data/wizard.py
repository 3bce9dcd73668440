"""The import, step by step: nothing is written before the last step but one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.intake.importer import ImportResult
from app.intake.mapping import ABSENCES, REQUESTS, Mapping
from app.progress import Progress
from app.spreadsheet.table import Reading, Table
from ui import importing
from ui.alerts import show_error
from ui.controls.button import button
from ui.data.rejected_dialog import ask_where
from ui.data.step import Step
from ui.data.step_check import CheckStep
from ui.data.step_columns import ColumnsStep
from ui.data.step_dates import DatesStep
from ui.data.step_done import DoneStep
from ui.data.step_file import FileStep
from ui.data.step_list import StepList
from ui.data.step_values import ValuesStep
from ui.data.working import Working
from ui.drop import dropped_file
from ui.import_questions import Questions
from ui.job import Job
from ui.session import Session

Work = Callable[[Progress], object]
Then = Callable[..., None]


class ImportWizard(QDialog):
    """Leads from a file to records in the store; long steps run in a job."""

    imported = Signal(object)  # what was brought in
    room_wanted = Signal(str)

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, kind: str = ""
    ) -> None:
        """Begin with the file; ``kind`` is what it holds, if that is known."""
        super().__init__(parent)
        is_file = kind != ABSENCES
        self.setWindowTitle("Import a file" if is_file else "Import absences")
        self._kind = kind or None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        room = self.screen().availableSize()
        self.resize(min(1160, room.width() - 40), min(670, room.height() - 60))
        self._session = session
        self._table: Table | None = None
        self._known: importing.Known | None = None
        self._mapped: importing.Known | None = None
        self._questions: Questions | None = None
        self._result: ImportResult | None = None
        self._then: Then | None = None
        self._is_busy = self._is_leaving = False
        self.is_untold = False  # whether rows came in while the user closed it
        self._job = Job(self)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._end)
        self.file, self.columns = FileStep(), ColumnsStep()
        self.values, self.dates = ValuesStep(), DatesStep()
        self.check, self.finish = CheckStep(), DoneStep()
        self.file.take_kind(kind or REQUESTS)
        self._steps: tuple[Step, ...] = (
            *(self.file, self.columns, self.values),
            *(self.dates, self.check, self.finish),
        )
        self._build()
        self._connect()
        self._show_step(self.file)

    # ---- How it looks ----------------------------------------------------------------

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._heading, self._problem = QLabel(), QLabel()
        self._heading.setObjectName("page_title")
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._working = Working()
        self._job.progressed.connect(self._working.show_progress)
        right = QVBoxLayout()
        right.setContentsMargins(18, 14, 18, 14)
        right.setSpacing(8)
        right.addWidget(self._heading)
        right.addWidget(self._stack, 1)
        right.addWidget(self._problem)
        right.addWidget(self._working)
        right.addLayout(self._build_buttons())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._list = StepList([step.title for step in self._steps])
        layout.addWidget(self._list)
        layout.addLayout(right, 1)
        for step in self._steps:
            self._stack.addWidget(step)

    def _build_buttons(self) -> QHBoxLayout:
        self._cancel = button("Cancel")
        self._back = button("&Back", "left")
        self._next = button("&Next", is_primary=True)
        self._next.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._cancel)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        return row

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        self.file.read_wanted.connect(self._read)
        self.file.kind_chosen.connect(self._learn)
        self.finish.next_wanted.connect(self._show_next)
        self.finish.rejected_wanted.connect(self._ask_save)
        for step in self._steps:
            step.changed.connect(self._allow)

    # ---- Where it stands -------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step in sight."""
        return self._steps[self._stack.currentIndex()]

    @property
    def is_busy(self) -> bool:
        """Whether a long step runs."""
        return self._is_busy

    def problem(self) -> str:
        """Return the sentence shown about what went wrong or is missing."""
        return self._problem.text()

    def _show_step(self, step: Step) -> None:
        place = self._steps.index(step)
        self._stack.setCurrentIndex(place)
        self._heading.setText(step.heading)
        self._list.show_place(place)
        self._allow()
        step.begin()

    @Slot()
    def _allow(self) -> None:
        """Say what is missing and enable what can be done."""
        step, is_free = self.step, not self._is_busy
        missing = step.missing() if is_free else ""
        is_first_look = step is self.file and self._table is None
        self._say("" if is_first_look else missing)
        self._next.setText(step.action)
        self._next.setEnabled(is_free and not missing)
        is_last = step is self.finish
        self._back.setVisible(not is_last)
        self._back.setEnabled(is_free and step is not self.file)
        self._cancel.setVisible(not is_last)
        step.setEnabled(is_free)
        self._working.setVisible(self._is_busy)

    # ---- Long steps ------------------------------------------------------------------

    def _start(self, words: str, work: Work, then: Then) -> None:
        if self._is_busy:
            return
        self._is_busy, self._then = True, then
        self._working.begin(words)
        self._allow()
        self._cancel.setFocus()
        self._job.start(work)

    @Slot(object)
    def _take(self, result: object) -> None:
        if self._then is not None:
            self._then = partial(self._then, result)

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self._then = partial(self._show_failure, error)

    @Slot()
    def _end(self) -> None:
        """Go on after a long step; it has no outcome if it was cancelled."""
        then, self._then = self._then, None
        self._is_busy = False
        if self._is_leaving:
            self.is_untold = self.step is self.check and isinstance(then, partial)
            super().reject()
        elif isinstance(then, partial):
            self._allow()
            then()
        else:
            self._show_stopped()

    def _show_failure(self, error: Exception) -> None:
        if self.step is self.file and self._known is not None:
            self.file.show_table(self._table, before=self._known.before)
        if isinstance(error, AppError):
            self._say(str(error))
        else:
            show_error(self, error)
        self.step.begin()

    def _show_stopped(self) -> None:
        self._allow()
        self._say("Stopped. Nothing was written.")
        self.step.begin()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def reject(self) -> None:
        """Stop what runs; when nothing runs, close without importing."""
        if self._is_busy:
            self._job.cancel()
        else:
            super().reject()

    def stop(self) -> None:
        """Close as soon as what runs has stopped: the window is about to close."""
        self._is_leaving = True
        self.reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_busy:
            event.ignore()
            self.stop()
        else:
            super().closeEvent(event)

    # ---- From step to step -----------------------------------------------------------

    def begin_with(self, path: Path) -> None:
        """Begin with a file that was dropped or named."""
        self.file.choose(path)

    @Slot(object, object)
    def _read(self, path: Path, reading: Reading) -> None:
        if reading == Reading():  # another file, not another way of reading this one
            self._table = self._known = None
        self._start(
            "Reading the file…",
            importing.read(self._session, path, reading),
            self._learn_of,
        )

    def _learn_of(self, table: Table) -> None:
        self._table = table
        self._start_learning(self._kind)

    @Slot(str)
    def _learn(self, kind: str) -> None:
        self._start_learning(kind)

    def _start_learning(self, kind: str | None) -> None:
        if self._table is not None:
            work = importing.learn(self._session, self._table, kind)
            self._start("Reading the file…", work, self._show_file)

    def _show_file(self, known: importing.Known) -> None:
        self._known, self._table = known, known.table
        self.file.take_kind(known.kind)
        self.file.show_table(self._table, before=known.before)
        self._show_step(self.file)

    @Slot()
    def go_on(self) -> None:
        """Do what the button that goes on says, unless something is missing."""
        if self._is_busy or self.step.missing():
            return
        {
            self.file: self._show_columns,
            self.columns: self._ask_words,
            self.values: self._ask_dates,
            self.dates: self._check_rows,
            self.check: self._bring_in,
            self.finish: self.accept,
        }[self.step]()

    @Slot()
    def go_back(self) -> None:
        """Go to the step before."""
        place = self._stack.currentIndex()
        if not self._is_busy and place > 0:
            self._show_step(self._steps[place - 1])

    def _show_columns(self) -> None:
        known, table = self._known, self._table
        if known is None or table is None:
            return
        if known is not self._mapped:  # else the user's choices stay as they are
            self._mapped = known
            self._questions = None
            self.columns.show_mapping(
                *(table, known.mapping, known.types),
                is_saved=known.is_saved,
                whole=known.whole,
            )
        self._show_step(self.columns)

    def _ask_words(self) -> None:
        if self._table is not None:
            work = importing.ask(self._session, self._table, self._answered())
            self._start("Looking at the words and dates…", work, self._show_words)

    def _answered(self) -> Mapping:
        """Return the columns with what was answered before the user went back."""
        mapping = self.columns.mapping
        if self._questions is None:
            return mapping
        said = self.dates.mapping if self.dates.mapping.dates else self.values.mapping
        values = {**mapping.values, **self.values.mapping.values}
        return replace(mapping, values=values, dates=said.dates, mixed=said.mixed)

    def _show_words(self, questions: Questions) -> None:
        self.values.show_questions(questions, self._answered())
        self._questions = questions
        self._show_step(self.values)

    def _ask_dates(self) -> None:
        if self._questions is not None:
            self.dates.show_questions(self._questions, self.values.mapping)
            self._show_step(self.dates)

    def _check_rows(self) -> None:
        if self._table is not None:
            work = importing.check(self._session, self._table, self.dates.mapping)
            self._start("Checking every row…", work, self._show_checked)

    def _show_checked(self, found: importing.Found) -> None:
        self.check.show_checked(found.checked, found.chart)
        self._show_step(self.check)

    def _bring_in(self) -> None:
        checked = self.check.checked
        if self._table is not None and checked is not None:
            work = importing.bring_in(
                self._session, self._table, self.dates.mapping, checked
            )
            self._start("Bringing in the rows…", work, self._show_done)

    def _show_done(self, result: ImportResult) -> None:
        self._result = result
        self.finish.show_result(result)
        self._show_step(self.finish)
        self.imported.emit(result)

    @Slot(str)
    def _show_next(self, room: str) -> None:
        self.accept()
        self.room_wanted.emit(room)

    @Slot()
    def _ask_save(self) -> None:
        if self._result is not None:
            dialog = ask_where(self, self._result.name)
            dialog.fileSelected.connect(self.save_rejected)

    @Slot(str)
    def save_rejected(self, name: str) -> None:
        """Write the rejected rows to a file."""
        if self._result is not None:
            work = importing.save_rejected(self._session, self._result.uid, Path(name))
            self._start("Saving the rejected rows…", work, self._show_saved)

    def _show_saved(self, rows: int) -> None:
        self.finish.show_saved(rows)
        self.finish.begin()

    # ---- Files dropped on it ---------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.step is self.file and dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if self.step is self.file and path is not None and not self._is_busy:
            event.acceptProposedAction()
            self.begin_with(path)
