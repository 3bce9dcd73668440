"""The preview: moved by keys, marked higher for one print, asked to save."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from tests.reports.summaries import summary
from ui.printing.preview import PreviewDialog, page_printer, send_to
from ui.style import Look, apply_look


@pytest.fixture
def dialog(qapp, qtbot):
    apply_look(qapp, Look())
    made = PreviewDialog(None, summary(), ("OFFICIAL-SENSITIVE", "SECRET"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.view.pageCount() == 2)
    return made


def test_pages_are_turned_by_keys(dialog, qtbot):
    assert dialog.number.text() == "Page 1 of 2"
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.number.text() == "Page 2 of 2"
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    assert dialog.number.text() == "Page 1 of 2"


def test_page_comes_closer_and_goes_away_by_keys(dialog, qtbot):
    before = dialog.view.zoomFactor()
    qtbot.keyClick(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert dialog.view.zoomFactor() > before
    qtbot.keyClick(dialog, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert dialog.view.zoomFactor() == pytest.approx(before)


def test_marking_may_be_raised_for_one_print(dialog, qtbot):
    dialog.marking.setCurrentText("SECRET")
    with qtbot.waitSignal(dialog.save_wanted) as asked:
        control = Qt.KeyboardModifier.ControlModifier
        qtbot.keyClick(dialog, Qt.Key.Key_S, control)
    assert asked.args[0].marking == "SECRET"


def test_escape_closes_it(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name_and_says_its_key(dialog):
    for made in dialog.buttons.values():
        assert made.text()
        assert made.toolTip()
    assert dialog.marking.accessibleName()
    assert dialog.view.accessibleName()


def test_printer_gets_the_pages_asked_for(qapp, tmp_path):
    report = summary()
    printer = page_printer(report)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    printer.setFromTo(2, 2)
    send_to(printer, report)
    import pdfplumber

    with pdfplumber.open(tmp_path / "p.pdf") as document:
        assert len(document.pages) == 1
        assert "Page 2 of 2" in document.pages[0].extract_text().replace("\t", " ")
