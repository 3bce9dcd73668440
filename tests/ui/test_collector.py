import gc
import threading

import pytest
from PySide6.QtCore import QObject

from ui.collector import Collector, collect_due
from ui.job import Job


class Closed(QObject):
    """Something of the window that only a cycle keeps."""

    def __init__(self, died_in):
        super().__init__()
        self.itself, self.died_in = self, died_in

    def __del__(self):
        self.died_in.append(threading.get_ident())


@pytest.fixture
def collecting(qapp):
    gc.enable()
    owner = QObject()
    yield Collector(owner)
    gc.disable()


def die(qtbot):
    """Return the threads in which something closed died while a job allocated."""
    died_in, kept = [], []

    def allocate(progress):
        progress(0, 1)
        kept.extend([number] for number in range(300_000))

    Closed(died_in)
    owner = QObject()
    job = Job(owner)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start(allocate)
    qtbot.waitUntil(lambda: bool(died_in), timeout=20_000)
    return died_in


def test_what_was_closed_dies_in_the_thread_of_the_window(collecting, qtbot):
    assert die(qtbot) == [threading.get_ident()]
    assert not gc.isenabled()


def test_without_the_collector_it_would_die_in_another(qapp, qtbot):
    gc.enable()
    try:
        assert die(qtbot) != [threading.get_ident()]
    finally:
        gc.disable()


def test_nothing_is_collected_before_it_is_due(collecting):
    gc.collect()
    assert collect_due() is None
    kept = [[number] for number in range(5_000)]
    assert collect_due() == 0
    assert len(kept) == 5_000
