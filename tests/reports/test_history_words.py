from dataclasses import replace

from app.casework.history import Entry
from app.reports.history_words import recorded_text

IMPORTED = Entry(
    kind="registered",
    status="ACCEPTED",
    reason=None,
    after={},
    before={},
    effective_at=1_772_366_400,
    recorded_at="2026-03-02T09:30:00Z",
    who="Examiner 1",
    act="import",
    why="import of requests.csv",
)


def test_an_entry_says_once_what_was_done():
    said = "recorded 2 Mar 2026 09:30 UTC by Examiner 1, import of requests.csv"
    assert recorded_text(IMPORTED) == said
    assert recorded_text(replace(IMPORTED, why="")).endswith("Examiner 1, import")
