"""The dependency rule, as a test: who may import whom, and who may read the clock."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EVERYBODY = ("app.errors", "app.progress", "app.resource", "app.__version__")
MAY_IMPORT = {  # each part of app may also import itself and what is for everybody
    "app/casework": ("numpy",),
    "app/workforce": ("app.casework", "numpy"),
    "app/rules": ("app.casework", "app.workforce", "numpy"),
    "app/measures": ("app.casework", "app.workforce", "app.rules", "numpy"),
    "app/wellbeing": ("app.casework", "app.workforce", "app.measures", "numpy"),
    "app/capacity": (
        *("app.casework", "app.workforce", "app.rules", "app.measures", "numpy"),
    ),
    "app/planning": (
        *("app.casework", "app.workforce", "app.rules", "app.measures"),
        *("app.wellbeing", "app.capacity", "numpy"),
    ),
    "app/queueing": ("app.casework", "app.measures", "numpy"),
    "app/forecast": ("app.casework", "app.measures", "numpy"),
    "app/simulation": (
        *("app.casework", "app.workforce", "app.rules", "app.measures", "app.capacity"),
        *("app.wellbeing", "app.planning", "app.queueing", "app.forecast", "numpy"),
    ),
    "app/scenario": (
        *("app.casework", "app.workforce", "app.rules", "app.measures", "app.capacity"),
        *("app.wellbeing", "app.planning", "app.queueing", "app.forecast"),
        *("app.simulation", "numpy"),
    ),
    "app/store": (
        *("app.casework", "app.workforce", "app.rules", "app.wellbeing"),
        *("app.scenario", "sqlite3", "sqlite_utils", "numpy"),
    ),
    "app/salvage": ("app.casework", "app.store", "sqlite3"),
    "app/protection": ("app.keeping", "app.store", "cryptography", "sqlcipher3"),
    "app/keeping": ("app.casework", "app.measures", "app.reports", "app.store"),
    "app/sharing": ("app.store", "app.keeping"),
    "app/leaving": ("app.casework", "app.reports", "app.store"),
    "app/conduct": ("app.casework", "app.workforce", "app.rules", "app.store"),
    "app/staffing": (
        *("app.casework", "app.workforce", "app.wellbeing", "app.scenario"),
        "app.store",
    ),
    "app/demo": (
        *("app.casework", "app.workforce", "app.rules", "app.wellbeing"),
        *("app.store", "numpy"),
    ),
    "app/spreadsheet": ("python_calamine", "icalendar", "dateutil"),
    "app/intake": (
        *("app.casework", "app.workforce", "app.rules", "app.spreadsheet"),
        "app.store",
    ),
    "app/reports": (
        *("app.casework", "app.workforce", "app.rules", "app.measures"),
        *("app.wellbeing", "app.capacity", "app.planning", "app.queueing"),
        *("app.forecast", "app.simulation", "app.scenario", "app.store", "numpy"),
    ),
}
WRITING = (  # for pages and their desks alone
    *("app/store", "app/conduct", "app/staffing"),
    *("app/salvage", "app/protection", "app/keeping", "app/sharing"),
    "app/leaving",
)
QT = ("PySide6", "shiboken6", "pyqtgraph", "numpy")
VALUES = (
    *EVERYBODY,
    *(part.replace("/", ".") for part in MAY_IMPORT if part not in WRITING),
)
STARTS = ("ui.main_window", "ui.__main__")  # they know everything
SHARED = ("charts", "controls", "printing")  # folders of ui that are no rooms
LATE = ("ui.__main__", "ui.printing")  # what the command line imports when it needs it
WATCHED = {
    "",
    "app",
    "ui",
    "tests",
    "dev",
    "sqlite3",
    "sqlite_utils",
    "python_calamine",
    "icalendar",
    "dateutil",
    "cryptography",
    "sqlcipher3",
    "apsw",
    *QT,
}


def files(folder):
    return sorted((ROOT / folder).rglob("*.py"))


def label(path):
    return path.relative_to(ROOT).as_posix()


def rooms():
    return {
        path.parent.name for path in files("ui") if path.parent.parent.name == "ui"
    } - {*SHARED}


def imports(tree):
    """Every module or member of one that is imported, inside functions too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] in WATCHED}


def within(name, allowed):
    return any(f"{name}.".startswith(f"{each}.") for each in allowed)


def window_files():
    """Return the files of the window itself: what starts, and what knows a room."""
    known = [f"ui.{room}" for room in rooms()]
    knowing = {
        f"ui.{path.stem}"
        for path in (ROOT / "ui").glob("*.py")
        for name in imports(ast.parse(path.read_text("utf-8")))
        if within(name, known)
    }
    return {*STARTS, *knowing}


def may_import(path):
    """Return what a file may import of what is watched."""
    folder, room = path.parent.relative_to(ROOT).as_posix(), path.parent.name
    if folder == "app":
        return ("app", *(LATE if path.stem == "__main__" else ()))
    if folder in MAY_IMPORT:
        return (*MAY_IMPORT[folder], folder.replace("/", "."), *EVERYBODY)
    if folder == "ui":
        return ("app", "ui", *QT)
    shared = [f"ui.{name}" for name in SHARED]
    single = {f"ui.{file.stem}" for file in (ROOT / "ui").glob("*.py")}
    around = [*QT, *shared, *(single - window_files())]
    if path.stem == "page" or path.stem.endswith("_desk"):
        return ("app", f"ui.{room}", *around)
    return (*VALUES, f"ui.{room}", *around)


def broken_rules(folder):
    for path in files(folder):
        allowed = may_import(path)
        for name in sorted(imports(ast.parse(path.read_text("utf-8")))):
            if not within(name, allowed):
                yield f"{label(path)} imports {name}"


@pytest.mark.parametrize("folder", ["app", "ui"])
def test_each_file_imports_only_what_its_part_may(folder):
    assert list(broken_rules(folder)) == []


def test_each_part_of_app_stands_in_the_rule():
    folders = {label(path.parent) for path in files("app")} - {"app"}
    assert folders - {*MAY_IMPORT} == set()


def test_the_shared_parts_know_no_room_and_no_window():
    known = [f"ui.{room}" for room in rooms()] + [*window_files()]
    for path in files("ui"):
        if path.parent.name in SHARED:
            for name in imports(ast.parse(path.read_text("utf-8"))):
                assert not within(name, known), f"{label(path)} imports {name}"


def test_command_line_starts_without_the_window():
    tree = ast.parse((ROOT / "app" / "__main__.py").read_text("utf-8"))
    at_once = [
        node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = imports(ast.Module(body=at_once, type_ignores=[]))
    assert not [name for name in names if within(name, ("ui", "PySide6"))]


def test_no_module_of_ours_hides_one_of_pythons():
    assert {"app", "ui", "resources", "packaging"} & sys.stdlib_module_names == set()


CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}


def clock_readings(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value).rpartition(".")[2]
            if node.func.attr in CLOCKS and owner in {"date", "datetime", "time"}:
                yield f"{label(path)}, line {node.lineno}"


def test_of_app_only_the_command_line_reads_the_clock():
    found = [line for path in files("app") for line in clock_readings(path)]
    assert [line for line in found if not line.startswith("app/__main__.py")] == []


def test_a_part_that_reaches_too_far_is_caught():
    tree = ast.parse("def late():\n    from app.reports import report\nimport sqlite3")
    far = [
        name for name in imports(tree) if not within(name, MAY_IMPORT["app/measures"])
    ]
    assert sorted(far) == ["app.reports.report", "sqlite3"]
