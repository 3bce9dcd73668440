"""A file is written whole or not at all, and only for its owner."""

import os
import stat

import pytest

from app.errors import OutputError
from app.reports.file import write_file
from tests.rights import without_rights


def test_file_is_written_for_its_owner_alone(tmp_path):
    path = write_file(tmp_path / "a.pdf", b"new")
    assert path.read_bytes() == b"new"
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [*tmp_path.iterdir()] == [path]


def test_missing_folder_is_one_sentence(tmp_path):
    with pytest.raises(OutputError, match="folder does not exist"):
        write_file(tmp_path / "none" / "a.pdf", b"new")


def test_folder_in_place_of_a_file_is_refused(tmp_path):
    with pytest.raises(OutputError, match="it is a folder"):
        write_file(tmp_path, b"new")


def test_file_whose_name_the_disk_refuses_leaves_nothing_behind(tmp_path):
    with pytest.raises(OutputError, match="could not be written"):
        write_file(tmp_path / ("x" * 300), b"new")
    assert [*tmp_path.iterdir()] == []


def test_read_only_file_stays_as_it_was(open_folder):
    path = open_folder / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with without_rights(), pytest.raises(OutputError, match="you may not write there"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"


def test_write_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_file(path, "no bytes")
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]
