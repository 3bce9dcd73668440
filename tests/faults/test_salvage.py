"""P11: small damage loses nothing even without a copy; large damage loses the least.

Each record of the store before is looked for in the new store. One that came back other
than it was, or not at all, is a loss unless it was marked to be checked. The control is
salvage of the rows alone, without the history: it must lose some.
"""

import random
from datetime import UTC, datetime

import pytest

from app.salvage.found import Found
from app.salvage.gather import gather
from app.salvage.rescue import salvage
from app.store import reading
from app.store.record import RECORDS, everything
from app.store.verify import verify
from tests.faults import damage
from tests.faults.rounds import rounds, share
from tests.faults.tally import note
from tests.faults.varied_store import make_varied

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
PAGES = rounds(12, 1000)
PARTS = rounds(1, 4)
OWN = {"salvaged", "safety_act", "erasure"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("salvage")
    return make_varied(folder / "unit.db", requests=40, changes=60)


def records(path):
    """Return every record: its columns by table and uid, without row id and version."""
    with reading(path) as store:
        return {
            (subject, row["uid"]): {name: row[name] for name in RECORDS[subject]}
            for subject in RECORDS
            if subject not in OWN
            for row in store.query(everything(subject))
        }


def marked(path):
    with reading(path) as store:
        rows = store.query("SELECT subject, record FROM salvaged")
        return {(row["subject"], row["record"]) for row in rows}


class Trial:
    """One damaged copy of a store, and what came back of it."""

    def __init__(self, store, folder, spoil, number):
        content = bytearray(store.read_bytes())
        spoil(content, random.Random(number))  # noqa: S311 - repeatable
        self.damaged, self.new = folder / "damaged.db", folder / "new.db"
        self.damaged.write_bytes(content)
        self.new.unlink(missing_ok=True)
        self.outcome = salvage(self.damaged, self.new, who="test", at=NOW)
        assert self.damaged.read_bytes() == content
        self.back, self.marks = records(self.new), marked(self.new)
        with reading(self.new) as new:
            self.verdict = verify(new)

    def missing(self, before):
        return [key for key in before if key not in self.back]

    def wrong(self, before):
        """Return the records that came back otherwise and bear no mark."""
        unmarked = [key for key in self.back if key not in self.marks]
        return [key for key in unmarked if self.back[key] != before.get(key)]


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("part", range(PARTS))
def test_one_damaged_page_loses_no_record(store, tmp_path, part):
    before = records(store)
    tried, lost, doubtful, rows_alone = 0, [], 0, 0
    for number in share(PAGES, part, PARTS):
        spoil = damage.PAGES[number % len(damage.PAGES)]
        trial = Trial(store, tmp_path, spoil, number)
        tried += 1
        doubtful += bool(trial.marks)
        rows_alone += not before.keys() <= rows_of(trial.damaged)
        if trial.missing(before) or trial.wrong(before) or not trial.verdict.is_sound:
            lost.append((number, spoil.__name__, trial.missing(before)[:3]))
    note(
        fault="P11",
        what="one page or sector: every record is back",
        tried=tried,
        survived=tried - len(lost),
        lost=len(lost),
        control=f"rows without history lost some in {rows_alone} of {tried}",
    )
    assert lost == []
    assert rows_alone > 0  # the control
    assert doubtful < tried  # most damage leaves no doubt


LARGE = {
    # what may be missing of all records, by kind; all that is wrong bears a mark
    damage.header: 0.0,
    damage.first_page: 0.0,
    damage.ten_pages: 0.1,
    damage.cut_third: 0.6,
    damage.cut_tail: 0.8,
}


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("spoil", LARGE, ids=lambda spoil: spoil.__name__)
def test_large_damage_loses_the_least_and_marks_the_rest(store, tmp_path, spoil):
    before = records(store)
    tries, missing, unmarked = rounds(1, 100), 0, []
    for number in range(tries):
        trial = Trial(store, tmp_path, spoil, 5000 + number)
        missing += len(trial.missing(before))
        assert trial.verdict.is_sound
        assert not trial.missing(before) or not trial.outcome.is_proven
        if trial.wrong(before):
            unmarked.append((number, trial.wrong(before)[:3]))
    share_lost = missing / len(before) / tries
    note(
        fault="F9",
        what=f"salvage after {spoil.__name__.replace('_', ' ')}",
        tried=tries,
        survived=tries - len(unmarked),
        lost=len(unmarked),
        control=f"{100 - 100 * share_lost:.1f} % of records back",
    )
    assert unmarked == []
    assert share_lost <= LARGE[spoil]


@pytest.mark.timeout(3000)
def test_pages_of_another_store_bring_in_no_record_unmarked(store, tmp_path):
    other = make_varied(tmp_path / "other.db", requests=50, changes=30)
    before = records(store)
    for number in range(rounds(2, 100)):
        trial = Trial(store, tmp_path, damage.swapped(other), number)
        assert trial.wrong(before) == []
        assert trial.missing(before) == []
        assert trial.verdict.is_sound


def rows_of(path):
    found: Found = gather(path)
    return {(subject, uid) for subject, rows in found.rows.items() for uid in rows}
