import hashlib
import sys

import pytest

from app import __version__
from app.__main__ import main
from app.errors import AppError
from app.installation import (
    check_files,
    installation_in,
    present_installation,
    told,
)
from tests.releases import QT, make_release


@pytest.fixture
def folder(tmp_path):
    return make_release(tmp_path / "headroom")


def test_a_folder_as_released_is_told_so_with_the_digest_of_its_list(folder):
    checked = check_files(folder)
    assert checked.is_as_released
    assert checked.listed == 4
    digest = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    words = "\n".join(told(checked))
    assert "4 files compared" in words
    assert "Every file is as it was released." in words
    assert digest in words


def test_changed_missing_and_added_files_are_named(folder):
    (folder / "headroom").write_bytes(b"another")
    (folder / "lib/resources/norms.csv").unlink()
    (folder / "lib/extra.py").write_text("", "utf-8")
    checked = check_files(folder)
    assert checked.changed == ("headroom",)
    assert checked.missing == ("lib/resources/norms.csv",)
    assert checked.added == ("lib/extra.py",)
    words = told(checked)
    assert "1 changed, 1 missing, 1 added" in words[0]
    assert {"changed: headroom", "not in the list: lib/extra.py"} <= set(words)
    assert any(line.startswith("Install it again") for line in words)


def test_other_libraries_of_qt_are_told_as_what_anybody_may_do(folder):
    (folder / QT).write_bytes(b"my own")
    words = "\n".join(told(check_files(folder)))
    assert "you may replace those" in words
    assert "Install it again" not in words


def test_a_link_that_leads_out_of_the_folder_is_an_added_file(folder, tmp_path):
    (tmp_path / "outside.so").write_bytes(b"")
    (folder / "lib" / "inside").symlink_to(folder / "headroom")
    (folder / "lib" / "out.so").symlink_to(tmp_path / "outside.so")
    assert check_files(folder).added == ("lib/out.so",)


def test_without_a_list_the_user_is_told_what_to_do(tmp_path):
    with pytest.raises(AppError, match="list of the release") as raised:
        check_files(tmp_path)
    assert "Install the program again" in raised.value.remedy


def test_long_lists_of_differences_end_with_a_count(folder):
    for number in range(30):
        (folder / f"added-{number:02}").write_bytes(b"")
    assert "not in the list: 10 more" in told(check_files(folder))


def test_from_source_there_is_a_version_and_no_folder():
    present = present_installation()
    assert present.version == __version__
    assert not present.is_frozen


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff"])
def test_a_build_note_that_cannot_be_read_leaves_the_version(folder, content):
    (folder / "build.json").write_bytes(content)
    assert installation_in(folder).commit == ""


def test_a_build_says_what_it_was_built_from(folder):
    installation = installation_in(folder)
    assert (installation.commit, installation.built_on) == ("0123abcd", "2026-11-29")
    assert len(installation.fingerprint) == 64


def test_the_command_says_that_the_source_has_no_list(capsys):
    assert main(["installation"]) == 0
    assert "runs from its source" in capsys.readouterr().out


def test_the_command_compares_what_lies_beside_the_frozen_program(
    folder, capsys, monkeypatch
):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "headroom"))
    assert main(["installation"]) == 0
    assert "Every file is as it was released." in capsys.readouterr().out
    (folder / "headroom").write_bytes(b"another")
    assert main(["installation"]) == 2
    assert "changed: headroom" in capsys.readouterr().out
