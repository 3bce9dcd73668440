import subprocess
import sys
from pathlib import Path

from app.store.setting import Settings
from app.store.unit import create_unit
from tests.ui.conftest import NOON
from ui.__main__ import WALK
from ui.rooms import RAIL

ROOT = Path(__file__).parents[2]


def walked(tmp_path, store):
    """Open the window on a store in a process of its own; return status and lines."""
    file = tmp_path / "walk.txt"
    done = subprocess.run(
        [sys.executable, "-m", "app", "open", str(store)],
        cwd=ROOT,
        env={
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
            WALK: str(file),
        },
        capture_output=True,
        check=False,
        timeout=110,
    )
    return done.returncode, file.read_text("utf-8").splitlines()


def test_a_walk_shows_every_room_ends_by_itself_and_writes_nothing(tmp_path):
    path = tmp_path / "unit.db"
    create_unit(path, Settings(unit="Test unit"), who="test", at=NOON).close()
    before = path.read_bytes()
    status, lines = walked(tmp_path, path)
    assert status == 0, lines
    assert lines[0] == "window painted"
    shown = {line.removeprefix("shown: ").partition("/")[0] for line in lines[1:-1]}
    assert shown == {room.name for room in RAIL}
    assert lines[-1].endswith("pages and tabs shown, no fault")
    assert path.read_bytes() == before
