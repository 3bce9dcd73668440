"""The page of demand over a unit whose demand is known for some years."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool

from app.store import Store, open_store
from tests.demands import AS_AT, demand_unit, tell_outlook
from ui.demand.page import DemandPage
from ui.session import Session
from ui.style import Look, apply_look


@pytest.fixture(scope="session")
def whole_unit(tmp_path_factory) -> Path:
    """The file of a unit with all that can be known ahead, to be copied."""
    path = tmp_path_factory.mktemp("demand") / "whole.db"
    store = demand_unit(path)
    tell_outlook(store)
    store.close()
    return path


@pytest.fixture
def show_page(qapp, qtbot) -> Iterator[Callable[[Store], DemandPage]]:
    """What shows the page over a store, read and in sight."""
    apply_look(qapp, Look())
    made = []

    def show(store: Store) -> DemandPage:
        session = Session(store, today=lambda: AS_AT)
        with qtbot.waitSignal(session.ready):
            session.refresh()
        page = DemandPage(session)
        qtbot.addWidget(page)
        page.resize(1158, 650)
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        made.append((session, store, page))
        return page

    yield show
    for session, store, page in made:
        page.stop_work()
        session.stop_work()
        QThreadPool.globalInstance().waitForDone()
        store.close()


@pytest.fixture
def page(show_page, whole_unit, tmp_path) -> DemandPage:
    """The page over three and a half years with all that can be known ahead."""
    path = tmp_path / "unit.db"
    shutil.copyfile(whole_unit, path)
    return show_page(open_store(path))
