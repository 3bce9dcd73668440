"""A unit's store in a file, small spreadsheets, and the import opened on them."""

from datetime import UTC, date, datetime

import openpyxl
import pytest

HEAD = "Ref;Received;Accepted;Report issued;Status;Priority;Division;Phones;Notes"
ROWS = (
    "DF-1;03/01/2026;05/01/2026;20/02/2026;Result issued;P2;North;2;",
    "DF-2;14/01/2026;15/01/2026;;In progress;P3;South;1;=1+1",
    "DF-3;29/02/2025;;;Accepted, waiting;P3;North;1;no such day",
    "DF-2;14/01/2026;15/01/2026;;In progress;P3;South;1;=1+1",
    "DF-4;20/02/2026;21/02/2026;10/01/2026;Result issued;P1;North;1;too early",
    ";;;;;;;;",
    "DF-5;25/02/2026;26/02/2026;;with Dave;P9;East;-1;three faults",
    "DF-6;26/02/2026;27/02/2026;;Allocated;P9;East;;unknown priority",
)
TITLE = "Requests \u2013 working copy;;;;;;;;"


@pytest.fixture
def session(tmp_path, qapp):
    """A session on the store of a new unit."""
    from PySide6.QtCore import QThreadPool

    from app.store.setting import Settings
    from app.store.unit import create_unit
    from ui.session import Session

    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    store = create_unit(tmp_path / "unit.db", Settings(), who="test", at=now)
    session = Session(store, today=lambda: date(2026, 3, 31))
    yield session
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()
    store.close()


@pytest.fixture
def messy(tmp_path):
    """A spreadsheet with a title, a blank row, a duplicate and several faults."""
    path = tmp_path / "requests.csv"
    path.write_bytes("\r\n".join((TITLE, HEAD, *ROWS, "")).encode("cp1252"))
    return path


@pytest.fixture
def book(tmp_path):
    """A workbook of which the dates cannot be told apart."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Ref", "Received", "Accepted"])
    sheet.append(["DF-1", "03/04/2025", "05/04/2025"])
    sheet.append(["DF-2", "01/02/2026", "02/02/2026"])
    workbook.create_sheet("Other")
    workbook.save(tmp_path / "requests.xlsx")
    return tmp_path / "requests.xlsx"


@pytest.fixture
def wizard(session, qtbot):
    """The import, opened."""
    from ui.data.wizard import ImportWizard

    wizard = ImportWizard(session)
    qtbot.addWidget(wizard)
    with qtbot.waitActive(wizard, timeout=10_000):
        wizard.open()
        wizard.activateWindow()
    return wizard


@pytest.fixture
def settled(wizard, qtbot):
    """Return a function that waits until the import is waiting for the user."""

    def wait():
        qtbot.waitUntil(lambda: not wizard.is_busy, timeout=30_000)

    return wait
