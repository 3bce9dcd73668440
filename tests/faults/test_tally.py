"""The table of faults: what each harness came to."""

from tests.faults import tally
from tests.faults.rounds import rounds, share


def test_nothing_is_kept_unless_a_tally_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.delenv("HEADROOM_FAULT_TALLY", raising=False)
    monkeypatch.chdir(tmp_path)
    tally.note(fault="F1", what="kill", tried=1, survived=1, lost=0)
    assert list(tmp_path.iterdir()) == []


def test_rows_of_one_fault_are_added_up_in_the_order_of_the_list(tmp_path, monkeypatch):
    place = tmp_path / "tally.jsonl"
    monkeypatch.setenv("HEADROOM_FAULT_TALLY", str(place))
    tally.note(fault="F10", what="copy", tried=1, survived=1, lost=0)
    tally.note(fault="F2", what="power", tried=1000, survived=999, lost=1)
    tally.note(fault="F2", what="power", tried=500, survived=500, lost=0, control="9")
    found = tally.rows(place)
    assert [row["fault"] for row in found] == ["F2", "F10"]
    assert (found[0]["tried"], found[0]["survived"], found[0]["lost"]) == (
        1500,
        1499,
        1,
    )
    assert "1,500" in tally.table(found)
    assert tally.main([str(place)]) == 1  # something was lost


def test_the_long_run_tries_more_often(monkeypatch):
    monkeypatch.delenv("HEADROOM_FAULTS", raising=False)
    assert rounds(50, 5000) == 50
    monkeypatch.setenv("HEADROOM_FAULTS", "long")
    assert rounds(50, 5000) == 5000


def test_the_parts_of_a_long_run_are_all_of_it():
    parts = [share(10, part, 3) for part in range(3)]
    assert sorted(number for part in parts for number in part) == list(range(10))
