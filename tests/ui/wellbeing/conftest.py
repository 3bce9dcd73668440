"""The page of wellbeing on a unit of nine exposed people."""

import getpass
import shutil

import pytest
from PySide6.QtCore import QThreadPool

from app.store import open_store
from tests.exposed_unit import NOON, TODAY, exposed_unit
from ui.look import refresh_look
from ui.session import Session
from ui.wellbeing.page import WellbeingPage

PASSPHRASE = "otter lantern thirty gravel"  # noqa: S105 - of a store made here


def made_page(qtbot, store):
    """Return the page on a store, shown and read."""
    refresh_look()
    session = Session(store, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = WellbeingPage(session)
    session.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1194, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    return page


def put_away(page):
    page.stop_work()
    page.session.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """The file of the unit, made once and copied for each test."""
    path = tmp_path_factory.mktemp("exposed") / "unit.db"
    exposed_unit(path, account=getpass.getuser()).close()
    return path


@pytest.fixture
def store(tmp_path, kept):
    shutil.copy(kept, tmp_path / "unit.db")
    made = open_store(tmp_path / "unit.db")
    yield made
    made.close()


@pytest.fixture
def page(qtbot, store):
    made = made_page(qtbot, store)
    yield made
    put_away(made)


@pytest.fixture
def locked(qtbot, store):
    """The page of a store that has a passphrase."""
    from app.staffing.welfare_lock import set_passphrase

    set_passphrase(store, PASSPHRASE, old="", who="test", at=NOON)
    made = made_page(qtbot, store)
    made.tabs.setCurrentIndex(2)
    yield made
    put_away(made)


def settled(qtbot, page):
    qtbot.waitUntil(lambda: not page.session._is_reading)
