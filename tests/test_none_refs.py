"""PySide6 6.12.0 lost a reference to None with each pen, until the program died."""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

CHANGES = 20_000


class Switch(QObject):
    switched = Signal(bool)


def test_20000_pen_changes_lose_no_reference_to_none(qapp):
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pen, colour = QPen(Qt.GlobalColor.red), QColor("navy")
    before = sys.getrefcount(None)
    for _ in range(CHANGES):
        painter.setPen(pen)
        painter.fillRect(0, 0, 2, 2, colour)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert abs(lost) < 200


def test_2000_signals_lose_no_reference_to_true_or_false(qapp):
    switch = Switch()
    before = sys.getrefcount(True), sys.getrefcount(False)
    for number in range(2_000):
        switch.switched.emit(number % 2 == 0)
    assert abs(before[0] - sys.getrefcount(True)) < 100
    assert abs(before[1] - sys.getrefcount(False)) < 100
