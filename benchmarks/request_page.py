"""One request's page and the saving of a change, on a store of 100,000 requests.

``python -m benchmarks.request_page STORE`` works on a copy of the store and prints
medians and worst cases as JSON, in seconds. Saving is done through ``app.conduct``
with the disk synchronised, as the window does it. The peer of saving is one row
inserted into a bare SQLite file with the same settings and synchronised likewise.
"""

import json
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

TIMES = 60
"""How often each thing is measured."""

FOUND: dict[str, float] = {}


def measured(name: str, act: Callable[[Any], object], things: list[Any]) -> None:
    """Keep the median and the 95th percentile of doing something to each thing."""
    times = []
    for thing in things:
        begun = time.perf_counter()
        act(thing)
        times.append(time.perf_counter() - begun)
    FOUND[name] = statistics.median(times)
    FOUND[f"{name}_p95"] = statistics.quantiles(times, n=20)[-1]


def pages(store: Any, uids: list[str]) -> None:
    """Show the page of one request after another, and its tabs."""
    from PySide6.QtWidgets import QApplication

    from ui import style
    from ui.request.page import RequestPage
    from ui.session import Session

    application = QApplication.instance() or QApplication([])
    style.load_fonts()
    session = Session(store)
    ready = []
    session.ready.connect(lambda: ready.append(1))
    session.refresh()
    while not ready:
        application.processEvents()
    page = RequestPage(session)
    page.resize(1194, 680)
    page.show()

    def show(uid: str) -> None:
        page.show_request(uid)
        page.repaint()

    show(uids[0])
    measured("request_page", show, uids[1:])
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)  # built; now only filled
    for place in range(page.tabs.count()):
        words = page.tabs.tabText(place).replace("&", "").split()[0].lower()

        def show_tab(uid: str, place: int = place) -> None:
            page.show_request(uid)
            page.tabs.setCurrentIndex(place)
            page.repaint()

        measured(f"tab_{words}", show_tab, uids[1:])
    session.stop_work()


def saving(store: Any, uids: list[str]) -> None:
    """Save facts, moves, hours and custody moves."""
    from app.casework.examination import HoursLogged
    from app.casework.note import Note
    from app.casework.request import Status
    from app.conduct.amend import amend
    from app.conduct.examine import log_hours
    from app.conduct.move import make_move
    from app.conduct.note import add_note
    from app.rules.move import Move
    from app.store.case import case_of

    at = datetime.now(UTC)
    about: Any = {"who": "benchmark", "at": at}
    today = at.date() - timedelta(days=1)

    def fact(uid: str) -> None:
        amend(store, uid, {"requester": "Team 1"}, on=today, **about)

    def hours(uid: str) -> None:
        row = HoursLogged(uid="", request=uid, done_on=today, hours=1.0)
        log_hours(store, row, **about)

    def note(uid: str) -> None:
        text = "Asked for the passcode."
        add_note(store, Note(uid="", request=uid, written_on=today, text=text), **about)

    def hold(uid: str) -> None:
        move = Move(status=Status.ON_HOLD, on=today, reason="H_COPFS")
        make_move(store, uid, move, **about)

    measured("save_fact", fact, uids)
    measured("save_hours", hours, uids)
    measured("save_note", note, uids)
    able = [
        uid
        for uid in uids
        if case_of(store, uid).request.status in (Status.ACCEPTED, Status.ALLOCATED)
    ]
    measured("save_move", hold, able)


def peer(folder: Path) -> None:
    """Insert single rows into a bare file with the same care for the disk."""
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")

    def insert(text: str) -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO note (text) VALUES (?)", (text,))
        bare.execute("COMMIT")

    measured("bare_insert", insert, ["Asked for the passcode."] * TIMES)
    bare.close()


def main(source: Path) -> None:
    """Measure everything on a copy of a store."""
    from app.store import open_store
    from app.store.unit import complete_unit

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "copy.db"
        shutil.copy(source, path)
        store = open_store(path)
        complete_unit(store, who="benchmark", at=datetime.now(UTC))
        chance = random.Random(1)  # noqa: S311 - no secret
        every = [
            row[0]
            for row in store.query(
                "SELECT uid FROM request WHERE status IN"
                " ('ACCEPTED', 'ALLOCATED', 'IN_PROGRESS', 'CLOSED')"
                " ORDER BY status = 'CLOSED', id LIMIT 3000"
            )
        ]
        uids = chance.sample(every, TIMES)
        saving(store, uids)
        pages(store, uids)
        store.close()
        peer(Path(name))
    print(json.dumps(FOUND, indent=1), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
