"""Pictures of the window to look at: each page and tab in light and dark, off screen.

    python -m tests.pictures FOLDER [STORE] [--wide] [--contrast] [--room NAME ...]

Without a store the demonstration unit is made. The store is copied first, so that
nothing that a page keeps gets into it. Pages are asked for their tabs and for their
choices of view; a page that goes wrong is named and the others are drawn all the same.
Nothing is asserted: somebody looks.
"""

import argparse
import getpass
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.main_window import MainWindow

RICH = """
    SELECT request.uid FROM request JOIN proceeding ON proceeding.request = request.uid
     WHERE status IN ('IN_PROGRESS', 'ON_HOLD', 'ALLOCATED') AND score IS NOT NULL
  GROUP BY request.uid ORDER BY count(*) DESC, request.uid LIMIT 1
"""
USUAL, WIDE = (1366, 768), (1840, 1000)
THEMES = ("light", "dark")
STILL = 4
"""Times in a row that nothing may run until a page is taken to be still."""

VIEWS = {"calendar"}
"""Rooms whose choices (of a zoom, say) each make a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which pictures are asked for.

    Attributes:
        rooms: Names of the rooms; empty for all.
        sizes: Width and height of the window, in pixels.
        themes: Names of the themes.
    """

    rooms: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    themes: tuple[str, ...]


def write_pictures(folder: Path, store: Path, wanted: Wanted) -> int:
    """Write the pictures into ``folder``; return how many pages went wrong."""
    from PySide6.QtCore import QLocale, QSettings
    from PySide6.QtWidgets import QApplication

    from ui import style
    from ui.look import use_theme
    from ui.main_window import MainWindow

    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    application.setOrganizationName("headroom-pictures")
    wrong = 0
    with tempfile.TemporaryDirectory() as kept:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        scope = QSettings.Scope.UserScope
        QSettings.setPath(QSettings.Format.IniFormat, scope, kept)
        QLocale.setDefault(QLocale("en_GB"))
        style.load_fonts()
        use_theme(wanted.themes[0])
        copy = Path(kept) / store.name
        shutil.copyfile(store, copy)
        make_own(copy)
        make_scenarios(copy)
        window = MainWindow()
        window.show()
        window.open(copy)
        wait(lambda: window.workspace.session.ledger is not None)
        for size in wanted.sizes:
            window.resize(*size)
            for theme in wanted.themes:
                use_theme(theme)
                wrong += _write_theme(window, folder, wanted, f"{theme}-{size[0]}")
        window.close()
    return wrong


def make_own(path: Path) -> None:
    """Let somebody who is exposed be who looks, so that there is an own view."""
    from app.staffing.person import PersonEntry, change_person
    from app.store import open_store
    from app.store.team import read_team

    store = open_store(path)
    found = store.value("SELECT person FROM exposure ORDER BY done_on DESC, id LIMIT 1")
    team = read_team(store)
    for person in team.people:
        if person.uid == found:
            entry = PersonEntry(
                person=replace(person, account=getpass.getuser()),
                patterns=[one for one in team.patterns if one.person == found],
                skills=[one for one in team.skills if one.person == found],
            )
            now = datetime.now(UTC)
            change_person(store, entry, on=now.date(), who="pictures", at=now)
    store.close()


def make_scenarios(path: Path) -> None:
    """Keep two scenarios, so that the plan has something to set side by side."""
    from app.reports.facts import read_facts
    from app.reports.simulation_facts import situation_of
    from app.scenario.levers import Grows, Joins
    from app.scenario.scenario import Scenario
    from app.scenario.stored import SEED, to_store
    from app.staffing.scenario import add_scenario
    from app.store import open_store
    from app.telling import shown_day

    store, now = open_store(path), datetime.now(UTC)
    day = shown_day(store, None, now.date())
    situation = situation_of(store, read_facts(store, day))
    start, seen = situation.start, situation.fingerprint()
    levers = {
        "Two examiners more": Joins(
            fte=2.0, skills=("SK_MOB1", "SK_MOB2", "SK_WIN"), first_on=start
        ),
        "A tenth more demand": Grows(step=0.1, first_on=start),
    }
    for name, lever in levers.items():
        made = Scenario(name=name, levers=(lever,))
        kept = to_store(
            made, seed=SEED, replications=1000, as_at=day, fingerprint=seen, on=day
        )
        add_scenario(store, kept, on=day, who="pictures", at=now)
    store.close()


def _write_theme(window: "MainWindow", folder: Path, wanted: Wanted, end: str) -> int:
    wrong = 0
    for room in wanted.rooms or room_names():
        try:
            for name in shown(window, room):
                settle()
                window.grab().save(str(folder / f"{name}-{end}.png"))
        except Exception:  # noqa: BLE001 - the other pages are looked at all the same
            wrong += 1
            sys.stderr.write(f"{room} went wrong:\n{traceback.format_exc()}")
    return wrong


def room_names() -> tuple[str, ...]:
    """Return the names of the rooms, in the order of the rail."""
    from ui.rooms import ROOMS

    return tuple(room.name for room in ROOMS)


def shown(window: "MainWindow", room: str) -> Iterator[str]:
    """Go to a room and from tab to tab of it; tell the name of each."""
    workspace = window.workspace
    if room == "request":
        workspace.open_request(workspace.session.store.value(RICH))
    else:
        window.go(room)
    settle()
    page = workspace.page()
    yield from _tabs(room, page)
    if room in VIEWS:
        yield from _views(room, page)
    if room == "wellbeing":
        yield from _unlocked(room, page)
    if room == "plan":
        yield from _answered(room, page)


def _tabs(room: str, page: Any) -> Iterator[str]:
    """Bring each tab of a page to the front; a page without tabs is one."""
    from PySide6.QtWidgets import QTabWidget

    tabs = next((t for t in page.findChildren(QTabWidget) if t.isVisible()), None)
    if tabs is None or tabs.count() < 2:
        yield room
        return
    for place in range(tabs.count()):
        if tabs.isTabVisible(place) and tabs.isTabEnabled(place):
            tabs.setCurrentIndex(place)
            yield f"{room}-{slug(tabs.tabText(place))}"
    tabs.setCurrentIndex(0)


def _views(room: str, page: Any) -> Iterator[str]:
    """Choose each choice of the page in turn, such as the zoom of a calendar."""
    from ui.controls.button import Choice

    for choice in page.findChildren(Choice):
        before = choice.position
        for button in choice.buttons() if choice.isVisible() else ():
            button.click()
            yield f"{room}-{slug(button.text())}"
        if choice.isVisible():
            choice.buttons()[before].click()


def _answered(room: str, page: Any) -> Iterator[str]:
    """Ask what there is to be asked of the plan, and show each view of a scenario."""
    from ui.controls.button import Choice

    for tab, ask in (
        (page.need, page.need.form.find_button),
        (page.before, page.before.compare_button),
    ):
        page.tabs.setCurrentWidget(tab)
        ask.click()
        settle()
        yield f"{room}-{slug(page.tabs.tabText(page.tabs.currentIndex()))}-answered"
    page.tabs.setCurrentWidget(page.what_if)
    page.choose(page.portfolio.entries[-1].key)
    for choice in page.what_if.result.findChildren(Choice):
        for button in choice.buttons():
            button.click()
            yield f"{room}-scenario-{button.text().casefold().replace(' ', '-')}"
    page.choose(page.portfolio.base.key)


def _unlocked(room: str, page: Any) -> Iterator[str]:
    """Open what a passphrase guards, if the page can be asked to, and lock it again."""
    unlock: Callable[[], object] | None = getattr(page, "unlock", None)
    if unlock is None:
        return
    unlock()
    settle()
    yield from _tabs(f"{room}-open", page)
    if (lock := getattr(page, "lock", None)) is not None:
        lock()


def slug(text: str) -> str:
    """Return what a tab or a button says as a part of a file's name; no counts."""
    kept = (letter if letter.isalpha() else "-" for letter in text.replace("&", ""))
    return "-".join(part for part in "".join(kept).casefold().split("-") if part)


def settle() -> None:
    """Wait until the page has asked its threads and shows their answers.

    An answer may be the question of the next job, as when scenarios are run one after
    the other; so it is still only when nothing runs some times in a row.
    """
    from PySide6.QtCore import QThreadPool

    pool, still = QThreadPool.globalInstance(), 0
    wait(lambda: False, 400)
    while still < STILL:
        pool.waitForDone()
        wait(lambda: False, 100)
        still = still + 1 if pool.activeThreadCount() == 0 else 0


def wait(condition: Callable[[], bool], longest: int = 20_000) -> None:
    """Let the window work until a condition holds, or for some milliseconds."""
    from PySide6.QtTest import QTest

    for _ in range(longest // 50):
        if condition():
            return
        QTest.qWait(50)


def main() -> int:
    """Read the command line and write the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures")
    parser.add_argument("folder", type=Path, help="where to put the pictures")
    parser.add_argument("store", type=Path, nargs="?", help="default: the demo unit")
    parser.add_argument("--wide", action="store_true", help="1840 x 1000 as well")
    parser.add_argument("--contrast", action="store_true", help="high contrast too")
    parser.add_argument("--room", nargs="+", default=(), help="only these rooms")
    chosen = parser.parse_args()
    wanted = Wanted(
        rooms=tuple(chosen.room),
        sizes=(USUAL, WIDE) if chosen.wide else (USUAL,),
        themes=(*THEMES, "contrast") if chosen.contrast else THEMES,
    )
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.store is not None:
        return write_pictures(chosen.folder, chosen.store, wanted)
    from app.demo.build import make_demo

    with tempfile.TemporaryDirectory() as made:
        make_demo(Path(made) / "demo.db").close()
        return write_pictures(chosen.folder, Path(made) / "demo.db", wanted)


if __name__ == "__main__":
    sys.exit(main())
