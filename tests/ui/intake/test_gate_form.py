import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.store.vocabulary import vocabularies
from ui.intake.gate_form import DecisionForm


@pytest.fixture
def window(qtbot):
    """A window with the form, and a button that Tab must not come to."""
    whole = QWidget()
    whole.form, whole.after = DecisionForm(), QPushButton("After")
    layout = QVBoxLayout(whole)
    layout.addWidget(whole.form)
    layout.addWidget(whole.after)
    qtbot.addWidget(whole)
    whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    return whole


@pytest.mark.parametrize("times", [1, 2])
def test_tab_goes_from_the_decision_through_the_reasons_to_the_words(
    window, store, qtbot, times
):
    form, words = window.form, vocabularies(store)
    for name in ("return_reason", "rejection_reason")[:times]:
        form.show_reasons(words[name].terms)
    qtbot.waitUntil(form.reasons.chips()[-1].isVisible)
    form.verdict.buttons()[0].setFocus()
    for chip in form.reasons.chips():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is chip
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.words
