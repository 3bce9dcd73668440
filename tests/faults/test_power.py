"""F2, P2: the power fails at any moment of the work.

Nothing is damaged and nothing that was confirmed is lost, with the settings of
``app.store.pragmas``. The controls are the library's own settings: they lose changes
that were confirmed, or leave a damaged file, so such a loss would be seen.
"""

import shutil
from contextlib import closing

import pytest

from app.store import open_store
from tests.faults.apsw_files import on_vfs
from tests.faults.power import Disk, File, Recorder
from tests.faults.rounds import dice, rounds
from tests.faults.tally import note
from tests.faults.work import Work, fault_of, old_store, write_rows

CUTS = 40
"""Power cuts in the record of one day's work."""

RUNS = rounds(10, 250)


@pytest.fixture
def recorder():
    vfs = Recorder("recorded")
    yield vfs
    vfs.unregister()


def work_on(place, recorder, settings=(), acts=12):
    """Work on the store at ``place`` and note all that happens to its files."""
    recorder.steps.clear()
    with on_vfs(place, "recorded"), closing(open_store(place)) as store:
        for statement in settings:
            store.connection.execute(statement)
        work = Work(store)
        recorder.note(work.confirmed)
        for _ in range(acts):
            recorder.note(work.act())
        if not settings:
            recorder.note(work.bring_in(write_rows(place.with_name("r.csv"), 60)))
    return tuple(recorder.steps)


def faults_after(steps, before, folder, cuts, chance):
    """Cut the power at moments of the record; yield what is wrong after each."""
    disk = Disk({"unit.db": File(lasting=bytearray(before))})
    moments = sorted(chance.randrange(len(steps) + 1) for _ in range(cuts))
    done = 0
    for moment in moments:
        for step in steps[done:moment]:
            disk.do(step)
        done = moment
        place = folder / "unit.db"
        for old in folder.glob("unit.db*"):
            if old.suffix != ".reserve":  # 2 MB that need not be made each time
                old.unlink()
        for name, content in disk.after_cut(chance).items():
            (folder / name).write_bytes(content)
        yield fault_of(place, disk.confirmed)


def cut(fresh, recorder, folder, runs, cuts, settings=()):
    """Return how many cuts were damaged and how many lost what was confirmed."""
    folder.mkdir()
    damaged, lost = [], []
    before = fresh.read_bytes()
    for run in range(runs):
        place = folder / "unit.db"
        for old in folder.glob("unit.db*"):
            old.unlink()
        shutil.copyfile(fresh, place)
        steps = work_on(place, recorder, settings)
        checked = folder / "checked"
        checked.mkdir(exist_ok=True)
        for fault in faults_after(steps, before, checked, cuts, dice(run)):
            if fault.startswith("damaged"):
                damaged.append(fault)
            elif fault:
                lost.append(fault)
    return damaged, lost


CONTROLS = {
    "DELETE and FULL loses": ("PRAGMA journal_mode = DELETE",),
    "OFF damages": ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = OFF"),
}


def test_nothing_confirmed_is_lost_when_the_power_fails(fresh, recorder, tmp_path):
    damaged, lost = cut(fresh, recorder, tmp_path / "ours", RUNS, CUTS)
    seen = []
    for words, settings in CONTROLS.items():
        folder = tmp_path / words.split()[0]
        bad = cut(fresh, recorder, folder, 2, CUTS, settings)
        hits = len(bad[0]) if "damages" in words else len(bad[1])
        assert hits, f"the control is blind: {words}"
        seen.append(f"{words} in {hits} of {2 * CUTS}")
    tried, bad = RUNS * CUTS, len(damaged) + len(lost)
    about = {"tried": tried, "survived": tried - bad, "lost": bad}
    note(fault="F2", what="power cut at work", **about, control="; ".join(seen))
    assert damaged + lost == []


def test_an_upgrade_is_whole_or_not_begun_when_the_power_fails(recorder, tmp_path):
    """The store is of this version afterwards, since the check brings it there."""
    before, bad = old_store("schema_12"), []
    cuts = rounds(20, 400)
    place = tmp_path / "unit.db"
    place.write_bytes(before)
    with on_vfs(place, "recorded"):
        open_store(place, before_upgrade=make_no_copy).close()
    folder = tmp_path / "checked"
    folder.mkdir()
    for fault in faults_after(tuple(recorder.steps), before, folder, cuts, dice(3)):
        bad += [fault] if fault else []
    about = {"tried": cuts, "survived": cuts - len(bad), "lost": len(bad)}
    note(fault="F2", what="power cut in an upgrade", **about)
    assert bad == []


def make_no_copy(_store):
    """It is not what is tried here."""
