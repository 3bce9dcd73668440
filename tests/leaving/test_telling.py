from app.__main__ import main


def test_the_command_writes_everything_and_says_what(unit, tmp_path, capsys):
    assert main(["export", str(unit), str(tmp_path / "all.zip")]) == 0
    said = capsys.readouterr().out
    assert "all.zip: " in said
    assert "--wellbeing takes them in" in said
    assert "not protected" in said
    assert main(["export", str(unit), str(tmp_path / "all"), "--wellbeing"]) == 0
    assert "left out" not in capsys.readouterr().out
    assert (tmp_path / "all" / "tables" / "exposure.csv").is_file()


def test_a_folder_that_is_there_is_refused_with_a_remedy(unit, tmp_path, capsys):
    (tmp_path / "all").mkdir()
    assert main(["export", str(unit), str(tmp_path / "all")]) == 2
    assert "Choose another name" in capsys.readouterr().err


def test_no_store_is_made_where_there_is_none(tmp_path, capsys):
    assert main(["export", str(tmp_path / "no.db"), str(tmp_path / "all")]) == 2
    assert "No store is at no.db" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left_as_it_is(unit, tmp_path, capsys):
    there = tmp_path / "all.zip"
    there.write_bytes(b"older")
    assert main(["export", str(unit), str(there)]) == 2
    assert "called all.zip already" in capsys.readouterr().err
    assert there.read_bytes() == b"older"
