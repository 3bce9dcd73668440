"""The commands on a protected store: the key from a file or a terminal, never told."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.__main__ import main
from app.errors import InvalidRequest
from app.key_commands import passphrase_told, protect_told, unprotect_told
from app.protection.recovery import recovery_key
from app.store.engine import forget_engine, is_protected
from tests.protection.conftest import PASSPHRASE

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


def said(path, **more):
    names = {"passphrase_file": None, "recovery_key_file": None}
    return SimpleNamespace(store=path, **{**names, **more})


def asking(*answers):
    left = list(answers)
    return lambda prompt: left.pop(0)


def test_a_protected_store_is_read_with_the_passphrase_in_a_file(
    protected, tmp_path, capsys
):
    (tmp_path / "words.txt").write_text(f"{PASSPHRASE}\n")
    words = ["--passphrase-file", str(tmp_path / "words.txt")]
    assert main([*words, "verify", str(protected)]) == 0
    assert "sound" in capsys.readouterr().out.casefold()


def test_without_one_the_sentence_says_how(protected, capsys):
    assert main(["verify", str(protected)]) == 2
    told = capsys.readouterr().err
    assert "protected" in told
    assert "--passphrase-file" in told


def test_a_wrong_passphrase_is_told_and_not_repeated(protected, tmp_path, capsys):
    (tmp_path / "words.txt").write_text("another one entirely")
    words = ["--passphrase-file", str(tmp_path / "words.txt")]
    assert main([*words, "backlog", str(protected)]) == 2
    told = capsys.readouterr()
    assert "not the passphrase" in told.err
    assert "another one entirely" not in told.err + told.out


def test_the_recovery_key_opens_it_too(protected, key, tmp_path):
    (tmp_path / "sheet.txt").write_text(recovery_key(key).replace("-", "\n"))
    words = ["--recovery-key-file", str(tmp_path / "sheet.txt")]
    assert main([*words, "verify", str(protected)]) == 0


def test_a_store_is_protected_and_the_key_told_this_once(plain, capsys):
    ask = asking("words of a unit", "words of a unit")
    lines = list(protect_told(said(plain), ask, who="t", at=NOW))
    assert is_protected(plain)
    printed = next(line.strip() for line in lines if line.count("-") == 12)
    forget_engine(plain)
    new = asking("other words of it", "other words of it")
    sheet = plain.with_name("sheet.txt")
    sheet.write_text(printed)
    list(passphrase_told(said(plain, recovery_key_file=sheet), new))
    list(unprotect_told(said(plain), asking("other words of it"), who="t", at=NOW))
    assert not is_protected(plain)


def test_where_nobody_can_type_the_sentence_says_how_to_protect(plain):
    with pytest.raises(InvalidRequest) as caught:
        list(protect_told(said(plain), None, who="t", at=NOW))
    assert "--passphrase-file" in caught.value.remedy
    assert not is_protected(plain)


def test_two_passphrases_that_differ_change_nothing(plain):
    ask = asking("words of a unit", "words of an unit")
    with pytest.raises(InvalidRequest, match="not the same"):
        list(protect_told(said(plain), ask, who="t", at=NOW))
    assert not is_protected(plain)
