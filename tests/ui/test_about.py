import pytest
from PySide6.QtWidgets import QLabel

from app.installation import installation_in
from tests.releases import make_release, write_list
from ui.about import AboutDialog


@pytest.fixture
def folder(tmp_path):
    return make_release(tmp_path / "headroom")


@pytest.fixture
def dialog(qtbot):
    made = AboutDialog(None)
    made.show()
    yield made
    made.reject()
    qtbot.wait_until(lambda: not _is_there(made))


def _is_there(made):
    try:
        return made.isVisible()
    except RuntimeError:  # deleted on close
        return False


def words_of(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_qt_and_its_licence_are_named_with_how_to_replace_it(dialog):
    words = words_of(dialog)
    assert "GNU Lesser General Public License, version 3" in words
    assert "put your libraries in place" in words
    assert "Qt 6." in words


def test_from_source_there_is_nothing_to_verify_and_it_says_so(dialog):
    dialog.verify.click()
    assert "runs from its source" in dialog.outcome.text()


def test_verify_installation_tells_of_a_changed_file_and_does_no_more(
    dialog, folder, qtbot
):
    (folder / "headroom").write_bytes(b"another")
    dialog.use(installation_in(folder))
    dialog.verify.click()
    qtbot.wait_until(dialog.verify.isEnabled)
    assert "changed: headroom" in dialog.outcome.text()
    assert dialog.outcome.property("tone") == "watch"


def test_closing_while_files_are_compared_stops_that_first(qtbot, folder):
    for number in range(400):
        (folder / f"more-{number}").write_bytes(b"x" * 10_000)
    write_list(folder)
    made = AboutDialog(None)
    made.show()
    made.use(installation_in(folder))
    made.verify.click()
    made.reject()
    qtbot.wait_until(lambda: not _is_there(made))
