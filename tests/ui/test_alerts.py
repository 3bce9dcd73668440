import logging
import stat

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget

from app.errors import StoreError
from ui import alerts


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_error_of_the_user_is_shown_in_its_own_words(parent):
    error = StoreError("The disk is full.", remedy="Make room.", detail="/home/x/y.db")
    alerts.show_error(parent, error)
    box = parent.findChild(QMessageBox)
    assert box.text() == "The disk is full."
    assert box.informativeText() == "Make room."
    box.close()


def test_bug_is_shown_without_its_values(parent, caplog):
    with caplog.at_level(logging.ERROR, logger="headroom"):
        alerts.show_error(parent, raised(ValueError("DF-2026-0142")))
    box = parent.findChild(QMessageBox)
    assert "ValueError at" in box.informativeText()
    assert "DF-2026-0142" not in box.text() + box.informativeText() + caplog.text
    assert "test_alerts" in caplog.text
    box.close()


def test_log_can_be_read_by_its_owner_alone(qapp):
    path = alerts.log_to_file()
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0
    for handler in list(alerts.LOG.handlers):
        alerts.LOG.removeHandler(handler)
        handler.close()
