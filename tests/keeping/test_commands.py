"""The commands backup, restore and drill, as a script uses them."""

import pytest

from app.__main__ import main
from app.keeping.listing import list_copies
from tests.keeping.units import add_requests, flip, references


def newest(unit):
    return list_copies(unit)[0].path


def test_a_backup_says_where_it_is_and_that_it_was_proved(unit, capsys):
    assert main(["backup", str(unit)]) == 0
    said = capsys.readouterr().out
    assert str(newest(unit)) in said
    assert "every check passed" in said
    assert "It lies in 1 place." in said


def test_a_second_place_is_kept_for_later_backups(unit, second, capsys):
    assert main(["backup", str(unit), "--second", str(second)]) == 0
    assert main(["backup", str(unit)]) == 0
    assert capsys.readouterr().out.count("It lies in 2 places.") == 2
    assert len(list_copies(unit)) == 4


def test_a_second_place_that_is_none_is_refused(unit, tmp_path, capsys):
    assert main(["backup", str(unit), "--second", str(tmp_path / "nowhere")]) == 2
    assert "cannot be reached or written" in capsys.readouterr().err
    assert list_copies(unit) == ()


def test_a_backup_of_nothing_is_refused(tmp_path, capsys):
    assert main(["backup", str(tmp_path / "unit.db")]) == 2
    assert "No store is at unit.db" in capsys.readouterr().err


def test_a_preview_says_what_would_be_lost_and_changes_nothing(unit, capsys):
    main(["backup", str(unit)])
    add_requests(unit, 1, who="J. Smith", why="late post")
    before = unit.read_bytes()
    capsys.readouterr()
    words = ["restore", str(unit), "--from", str(newest(unit))]
    assert main([*words, "--preview"]) == 0
    said = capsys.readouterr().out
    assert "1 change recorded since would be left behind" in said
    assert "J. Smith  add request: late post" in said
    assert "DF-4: not in the copy" in said
    assert unit.read_bytes() == before


def test_a_restore_says_what_was_left_behind_and_what_is_kept(unit, capsys):
    main(["backup", str(unit)])
    add_requests(unit, 1)
    capsys.readouterr()
    words = ["restore", str(unit), "--from", str(newest(unit))]
    assert main([*words, "--why", "a trial"]) == 0
    said = capsys.readouterr().out
    assert "The store as it was is kept as unit before restore" in said
    assert references(unit) == {"DF-1", "DF-2", "DF-3"}


@pytest.mark.parametrize("content", ["", "no store"])
def test_a_restore_from_a_file_that_is_no_copy_is_refused(unit, content, capsys):
    other = unit.with_name("other.db")
    other.write_text(content)
    assert main(["restore", str(unit), "--from", str(other)]) == 2
    assert "Headroom" in capsys.readouterr().err
    assert len(references(unit)) == 3


def test_a_drill_tells_each_measure_and_whether_it_passed(unit, capsys):
    main(["backup", str(unit)])
    capsys.readouterr()
    assert main(["drill", str(unit)]) == 0
    said = capsys.readouterr().out
    assert "9 measures came out the same to the last digit." in said
    assert "B3 Outstanding (requests)" in said


def test_a_drill_that_fails_ends_with_a_status_to_act_on(unit, capsys):
    main(["backup", str(unit)])
    flip(newest(unit))
    assert main(["drill", str(unit)]) == 2
    assert "did not pass the rehearsal" in capsys.readouterr().out


def test_a_drill_without_a_copy_is_refused(unit, capsys):
    assert main(["drill", str(unit)]) == 2
    assert "no verified copy" in capsys.readouterr().err
