"""The Intake page on a small unit with one request at the gate."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QThreadPool

from app.conduct.intake import submit
from app.rules.intake import ExhibitAsked, Intake
from ui.intake.page import NEW, IntakePage
from ui.session import Session

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
THERE = Intake(
    reference="DF-2026-0007",
    case_reference="CR/1234-26",
    requester="Team 4",
    division="DIV_A",
    offence="FRAUD",
    legal_basis="L_WARRANT",
    summary="Recover the invoices.",
    submitted_on=date(2026, 3, 2),
    exhibits=(ExhibitAsked(reference="AB/1", type="PHONE_SMART"),),
)


def open_page(qtbot, store):
    session = Session(store, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = IntakePage(session)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    page.refresh()
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


@pytest.fixture
def unit_with_one(unit):
    submit(unit, THERE, who="test", at=NOON, on=TODAY)
    return unit


@pytest.fixture
def page(qtbot, unit_with_one):
    page = open_page(qtbot, unit_with_one)
    page.tabs.setCurrentIndex(NEW)
    yield page
    page.stop_work()
    page.session.stop_work()
    QThreadPool.globalInstance().waitForDone()
