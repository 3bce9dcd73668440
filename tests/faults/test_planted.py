"""P35: faults planted into a copy of the program are noticed by its tests.

Each plant replaces one piece of the code. The tests named beside it are run on the copy
and must fail; the control is the copy without a plant, on which they must pass.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.faults.rounds import rounds
from tests.faults.tally import note

ROOT = Path(__file__).parent.parent.parent
PLANTS = tomllib.loads((Path(__file__).parent / "planted.toml").read_text("utf-8"))
EVERY = PLANTS["plant"]
CHOSEN = EVERY[: rounds(2, len(EVERY))]


@pytest.fixture
def program(tmp_path):
    """A copy of the program that may be spoilt; what is not spoilt is a link."""
    for name in ("resources", "tests", "dev.py", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("app", "ui"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path


def run_tests(program, tests):
    there = [name for name in tests if (program / name).exists()]
    environment = {
        **{key: value for key, value in os.environ.items() if "HEADROOM" not in key},
        "PYTHONPATH": str(program),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    words = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *there]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=program,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_every_plant_fits_the_code():
    missing = [
        plant["why"]
        for plant in EVERY
        if (ROOT / plant["file"]).read_text("utf-8").count(plant["was"]) != 1
    ]
    assert missing == []
    assert len(EVERY) >= 30


@pytest.mark.timeout(300)
@pytest.mark.parametrize("plant", CHOSEN, ids=lambda plant: plant["why"])
def test_a_planted_fault_is_noticed(program, plant):
    file = program / plant["file"]
    text = file.read_text("utf-8")
    file.write_text(text.replace(plant["was"], plant["is"]), "utf-8")
    done = run_tests(program, plant["tests"])
    is_noticed = done.returncode == 1
    note(fault="P35", what=plant["why"], tried=1, survived=is_noticed, lost=0)
    assert is_noticed, done.stdout[-2000:]


@pytest.mark.timeout(300)
def test_control_nothing_planted_is_no_fault(program):
    """Without this a copy that cannot run at all would pass for a fault noticed."""
    tests = sorted({name for plant in CHOSEN for name in plant["tests"]})
    done = run_tests(program, tests)
    assert done.returncode == 0, done.stdout[-2000:]
    assert str(program) in run_where(program)


def run_where(program):
    words = "import app; print(app.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=program, env=environment, capture_output=True
    )
    return done.stdout.decode()
