import threading

import pytest
from PySide6.QtCore import QObject

from app.errors import AppError
from ui.job import Job


@pytest.fixture
def job(qtbot):
    owner = QObject()
    yield Job(owner)
    owner.deleteLater()


def test_result_arrives_and_then_the_end(job, qtbot):
    told: list[object] = []
    job.succeeded.connect(told.append)
    with qtbot.waitSignal(job.finished):
        job.start(lambda _: 42)
    assert told == [42]


def test_error_arrives_whole(job, qtbot):
    def fail(_):
        raise AppError("No room on the disk.", remedy="Make some.")

    told: list[AppError] = []
    job.failed.connect(told.append)
    with qtbot.waitSignal(job.finished):
        job.start(fail)
    assert [error.remedy for error in told] == ["Make some."]


def test_cancelled_work_only_ends(job, qtbot):
    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait(5)
        progress(1, 2)

    with qtbot.assertNotEmitted(job.succeeded), qtbot.waitSignal(job.finished):
        job.start(work)
        begun.wait(5)
        job.cancel()
        go_on.set()


def test_each_per_cent_is_told_once(job, qtbot):
    told: list[int] = []
    job.progressed.connect(told.append)
    with qtbot.waitSignal(job.finished):
        job.start(lambda progress: [progress(n, 5000) for n in range(5000)] and None)
    assert told == list(range(100))
