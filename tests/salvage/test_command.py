"""The command that salvages: what it prints and with which status it ends."""

from app.__main__ import main
from app.store import reading
from app.store.verify import verify
from tests.salvage.conftest import PAGE


def test_all_that_is_proven_ends_well(place, capsys):
    content = bytearray(place.read_bytes())
    content[:100] = b"\x99" * 100  # SQLite opens it no more
    place.write_bytes(content)
    new = place.with_name("new.db")
    assert main(["salvage", str(place), str(new)]) == 0
    assert "all of them are proven" in capsys.readouterr().out
    assert place.read_bytes() == content
    with reading(new) as store:
        assert verify(store).is_sound


def test_what_is_doubtful_or_lost_ends_with_2_and_its_counts(place, capsys):
    content = place.read_bytes()
    place.write_bytes(content[: len(content) * 7 // 10 // PAGE * PAGE])
    assert main(["salvage", str(place), str(place.with_name("new.db"))]) == 2
    out = capsys.readouterr().out
    assert "to check" in out
    assert "The end of the file was missing" in out


def test_no_file_is_written_over(place, capsys):
    assert main(["salvage", str(place), str(place)]) == 2
    assert "there already" in capsys.readouterr().err
