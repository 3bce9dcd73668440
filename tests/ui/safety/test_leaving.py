"""The tab Export all: what would be written, the writing, and where it went."""

import json
import zipfile

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QGuiApplication

from tests.ui.conftest import TODAY
from ui.look import refresh_look
from ui.safety.leaving_desk import STOPPED, LeavingDesk
from ui.safety.leaving_tab import WITH, WITHOUT
from ui.safety.page import SafetyPage
from ui.session import Session


@pytest.fixture
def page(qtbot, unit):
    refresh_look()
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = SafetyPage(session)
    qtbot.addWidget(page)
    page.resize(1194, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    page.tabs.setCurrentWidget(page.leaving)
    yield page
    page.stop_work()
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def desk(page):
    return next(desk for desk in page.desks if isinstance(desk, LeavingDesk))


def wait_for(qtbot, desk, target):
    with qtbot.waitSignal(desk.job.finished):
        desk.export(target)


def test_the_tab_says_what_would_be_written(page):
    rows = page.leaving.table.text_rows.rows
    assert [row[0] for row in rows][:4] == ["tables", "history", "history", "imports"]
    assert rows[1][2] == "2"
    assert page.header.accessibleDescription() or page.leaving.sentence()


def test_everything_goes_into_one_file_and_the_tab_says_where(
    qtbot, page, desk, tmp_path
):
    wait_for(qtbot, desk, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        manifest = json.loads(archive.read("all/manifest.json"))
    assert manifest["wellbeing"] == "left out"
    assert str(tmp_path / "all.zip") in page.leaving.outcome.text()
    assert page.leaving.look.isVisible()
    assert not page.leaving.progress.isVisible()
    assert page.leaving.button.isEnabled()


def test_wellbeing_goes_out_only_when_it_is_switched_on(qtbot, page, desk, tmp_path):
    assert not page.leaving.with_wellbeing.isChecked()
    assert page.leaving.told.text() == WITHOUT
    page.leaving.with_wellbeing.click()
    assert page.leaving.told.text() == WITH
    page.leaving.form.buttons()[1].click()
    assert not page.leaving.is_zip
    wait_for(qtbot, desk, tmp_path / "plain")
    manifest = json.loads((tmp_path / "plain" / "manifest.json").read_bytes())
    assert manifest["wellbeing"] == "included"
    assert "left out" not in page.leaving.outcome.text()


def test_a_user_who_stops_is_told_that_nothing_was_written(qtbot, page, desk, tmp_path):
    desk.job.progressed.connect(page.leaving.stop.click)
    wait_for(qtbot, desk, tmp_path / "all.zip")
    assert page.leaving.outcome.text() == STOPPED
    assert not (tmp_path / "all.zip").exists()
    assert not page.leaving.look.isVisible()


def test_a_place_that_is_taken_is_told_and_left_alone(
    qtbot, page, desk, tmp_path, monkeypatch
):
    told = []
    monkeypatch.setattr(
        "ui.safety.leaving_desk.show_error", lambda _page, error: told.append(error)
    )
    (tmp_path / "plain").mkdir()
    wait_for(qtbot, desk, tmp_path / "plain")
    assert "called plain already" in str(told[0])
    assert list((tmp_path / "plain").iterdir()) == []
    assert page.leaving.outcome.text() == ""


def test_the_path_can_be_pasted_where_it_is_needed(qtbot, page, desk, tmp_path):
    wait_for(qtbot, desk, tmp_path / "all.zip")
    page.leaving.look.click()
    assert QGuiApplication.clipboard().text() == str(tmp_path / "all.zip")


def test_the_keys_of_the_tab_are_of_one_control_each(page):
    from PySide6.QtWidgets import QAbstractButton

    said = [
        one.text()
        for one in page.leaving.findChildren(QAbstractButton)
        if "&" in one.text()
    ]
    keys = [text[text.index("&") + 1].casefold() for text in said]
    assert len(set(keys)) == len(keys) == 6
    assert not set(keys) & set("fevgha" + "cknox")
