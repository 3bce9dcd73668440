"""Tells whoever listens that a report really went to paper or to a file."""

from PySide6.QtCore import QObject, Signal


class Printed(QObject):
    """Has one signal; a preview does not count."""

    done = Signal(object)  # the Report


PRINTED = Printed()
"""The one of the program: a window listens, a command does not."""
