"""The rules of the house that a machine can hold."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_OURS = {".git", ".venv", "build", "dist", ".hypothesis", "__pycache__"}
NOT_OURS |= {".mypy_cache", ".ruff_cache", ".pytest_cache", "licences"}
TEXT = {".py", ".md", ".toml", ".csv", ".lock", ".qss", ".svg", ".txt", ".spec", ".iss"}
MACHINE = re.compile(r"(?<![\w.])/(root|tmp|work|farm|var/tmp)/")
MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|raise NotImplemented" r"Error)\b")
LEFTOVERS = {"utils", "helpers", "common", "misc", "manager", "handler", "service"}
LEFTOVERS |= {"controller", "base", "data", "info", "process"}


def texts():
    """Every text file of the project, whether or not git is there to ask."""
    for path in sorted(ROOT.rglob("*")):
        ours = NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)
        named = path.suffix in TEXT or path.name in {"run", "LICENSE", ".gitignore"}
        if ours and named and path.is_file():
            yield path, path.read_text("utf-8")


def code():
    for folder in ("app", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, path.read_text("utf-8")


def functions():
    for path, text in code():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT).as_posix()}: {node.name}", node


def test_no_file_names_a_path_of_somebodys_machine():
    found = [
        f"{path.relative_to(ROOT).as_posix()}, line {number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_packaging_is_never_a_package():
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_file_of_the_program_passes_400_lines():
    long = [path.name for path, text in code() if len(text.splitlines()) > 400]
    assert long == []


def test_no_function_of_the_program_passes_60_lines():
    long = [name for name, node in functions() if node.end_lineno - node.lineno >= 60]
    assert long == []


def test_no_mark_of_unfinished_work_is_left():
    left = [path.name for path, text in texts() if MARKS.search(text)]
    assert left == []


def test_no_module_is_a_drawer_for_leftovers():
    names = {path.relative_to(ROOT).as_posix(): path.stem for path, _ in code()}
    drawers = [name for name, stem in names.items() if {*stem.split("_")} & LEFTOVERS]
    assert drawers == []


def swallows(node):
    """Tell whether a handler catches everything and does not raise it again."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    broad = node.type is None or ast.unparse(node.type) in {
        "Exception",
        "BaseException",
    }
    return broad and not any(isinstance(step, ast.Raise) for step in node.body)


def test_only_two_places_catch_everything():
    places = {
        path.relative_to(ROOT).as_posix()
        for path, text in code()
        if any(swallows(node) for node in ast.walk(ast.parse(text)))
    }
    assert places <= {"ui/job.py", "ui/alerts.py"}


def test_the_wheel_holds_the_program_and_its_resources_and_no_more(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run([*map(str, build)], cwd=ROOT, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    folders = {name.partition("/")[0] for name in names}
    assert folders == {"app", "ui", "resources", "headroom-0.1.0.dist-info"}
    assert {"app/__init__.py", "resources/fonts/Inter-Regular.ttf"} <= set(names)
