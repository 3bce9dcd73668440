"""The script behind the README's two commands."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "dev.py"
TREE = ast.parse(SCRIPT.read_text("utf-8"))


@pytest.fixture(scope="module")
def dev():
    specification = importlib.util.spec_from_file_location("dev", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_it_needs_the_standard_library_only():
    imported = {
        name
        for node in ast.walk(TREE)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(each.name for each in node.names)]
        if name and (isinstance(node, ast.Import) or name == node.module)
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_a_python_too_old_for_us_can_still_read_it():
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 8))


def test_the_readme_names_its_two_commands():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    commands = [
        line.split("#")[0].strip() for line in lines if "    python3 dev.py" in line
    ]
    assert commands[:2] == ["python3 dev.py demo", "python3 dev.py test"]


def test_a_library_that_is_not_there_is_noticed(dev):
    assert not dev.loads("libnobody-has-this.so.9")


def test_a_window_is_only_opened_where_there_is_a_display(dev, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.has_display()


@pytest.mark.parametrize(("words", "status"), [(["nonsense"], 2), (["--help"], 0)])
def test_exit_status_says_whether_it_was_understood(words, status):
    command = [sys.executable, SCRIPT, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "demo" in done.stdout + done.stderr


def test_the_exit_status_of_a_program_is_passed_on(dev):
    assert dev.run(sys.executable, "-c", "raise SystemExit(4)") == 4


LOCK = Path(__file__).parent.parent / "benchmarks" / "requirements.lock"


def test_peers_of_the_benchmarks_lie_in_a_folder_of_their_own(
    dev, tmp_path, monkeypatch
):
    """Ciw brings a folder ``tests`` that must not stand beside the program's."""
    asked = []
    place = tmp_path / "peers"
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))

    def run(*words, **more):
        asked.append([str(word) for word in words])
        place.mkdir(exist_ok=True)
        return 0

    monkeypatch.setattr(dev, "run", run)
    assert dev.bring(place, LOCK) == 0
    assert asked[0][asked[0].index("--target") + 1] == str(place)
    assert "--require-hashes" in asked[0]
    assert dev.bring(place, LOCK) == 0
    assert len(asked) == 1  # they are there already


def test_peers_that_could_not_be_installed_are_tried_again(dev, tmp_path, monkeypatch):
    place = tmp_path / "peers"
    monkeypatch.setattr(dev, "run", lambda *words, **more: 1)
    assert dev.bring(place, LOCK) == 1
    assert dev.bring(place, LOCK) == 1


def test_each_reader_of_bytes_from_outside_is_fuzzed_in_its_turn(
    dev, tmp_path, monkeypatch
):
    from tests.faults.targets import TARGETS

    asked = []

    def run(*words, settings):
        asked.append([str(word) for word in words])
        assert settings["PYTHONPATH"].startswith(str(tmp_path / "library"))
        return 0

    monkeypatch.setattr(dev, "FUZZER", tmp_path)
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "bring", lambda place, wanted: 0)
    monkeypatch.setattr(dev, "run", run)
    assert dev.main(["fuzz", "--minutes", "0.5"]) == 0
    assert [words[3] for words in asked] == list(TARGETS)
    assert {words[-1] for words in asked} == {"-max_total_time=30"}
    assert dev.main(["fuzz", "--only", "calendar"]) == 0
    assert asked[-1][3] == "calendar"


@pytest.mark.parametrize(("words", "is_long"), [([], False), (["--long"], True)])
def test_the_faults_are_run_and_their_table_printed(
    dev, tmp_path, monkeypatch, words, is_long
):
    asked = []

    def run(*words, settings=None):
        asked.append(([str(word) for word in words], settings or {}))
        (tmp_path / "build" / "faults.jsonl").touch()
        return 0

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "run", run)
    assert dev.main(["faults", *words]) == 0
    (tests, settings), (table, _) = asked
    assert "tests/faults" in tests
    assert table[-1] == settings["HEADROOM_FAULT_TALLY"]
    assert (settings.get("HEADROOM_FAULTS") == "long") == is_long
