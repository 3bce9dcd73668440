"""A second file brings the exhibits of the requests."""

from app.intake.check import Bin
from app.store.request import exhibits_of, find_request

REQUESTS = "Ref,Received\nDF-1,2026-01-03\nDF-2,2026-01-14\n"
EXHIBITS = (
    "Request ref,Exhibit ref,Device type\n"
    "DF-1,AB1,Smartphone\nDF-1,AB2,Laptop\nDF-9,CD1,Tablet\nDF-2,EF1,Smartphone\n"
)


def test_exhibits_come_as_a_second_file(wizard, settled, session, tmp_path, qtbot):
    for name, text in (("requests.csv", REQUESTS), ("exhibits.csv", EXHIBITS)):
        (tmp_path / name).write_text(text, "utf-8")
    counts = []
    for name in ("requests.csv", "exhibits.csv"):
        again = type(wizard)(session)
        qtbot.addWidget(again)
        again.begin_with(tmp_path / name)
        for _ in range(5):
            qtbot.waitUntil(lambda one=again: not one.is_busy, timeout=30_000)
            again.go_on()
        qtbot.waitUntil(lambda one=again: not one.is_busy, timeout=30_000)
        assert again.step is again.finish
        counts.append(again.check.checked.counts)
    assert counts[1][Bin.TAKEN] == 3
    assert counts[1][Bin.REJECTED] == 1
    owner = find_request(session.store, "DF-1")
    labels = [exhibit.reference for exhibit in exhibits_of(session.store, owner.uid)]
    assert labels == ["AB1", "AB2"]
