"""Notes in the store which head was printed on which paper."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.errors import AppError
from ui.alerts import show_error
from ui.printing.printed import PRINTED

if TYPE_CHECKING:
    from app.reports.report import Report
    from ui.session import Session


class Anchoring(QObject):
    """Listens for prints while a session is open; it is no step of Undo."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session: Session | None = session
        PRINTED.done.connect(self._note)
        session.leaving.connect(self._stop)

    @Slot(object)
    def _note(self, report: "Report") -> None:
        from app.reports.head_words import head_of
        from app.store.anchor import record_anchor

        session, head = self._session, head_of(report.fingerprint)
        if session is None or session.read_only or head is None:
            return
        if report.store not in (session.name, ""):
            return  # of another window
        try:
            record_anchor(
                session.store,
                head.sequence,
                head.short,
                f"{report.title}, {report.period}",
                on=session.today,
                who=session.who,
                at=session.now(),
            )
        except AppError as error:
            show_error(None, error)
        else:
            session.refresh()

    @Slot()
    def _stop(self) -> None:
        self._session = None
