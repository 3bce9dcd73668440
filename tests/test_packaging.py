"""What makes the packages, as far as it can be held without building any."""

import ast
import importlib.util
import json
import re
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from app import __version__
from app.installation import check_files

ROOT = Path(__file__).parent.parent
HERE = ROOT / "packaging"
SCRIPTS = sorted(HERE.glob("*.py"))
INNO = (HERE / "windows" / "headroom.iss").read_text("utf-8")
WIX = "{http://wixtoolset.org/schemas/v4/wxs}"
POWERSHELL = (HERE / "windows" / "build.ps1").read_text("utf-8")


@pytest.fixture(autouse=True)
def _beside(monkeypatch):
    """Let the scripts import one another, as they do when they are run."""
    monkeypatch.syspath_prepend(HERE)
    yield
    for script in SCRIPTS:
        sys.modules.pop(script.stem, None)


def script(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def pinned(name):
    text = (HERE / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", text, re.MULTILINE))


def msi():
    path = HERE / "windows" / "headroom.wxs"
    return ElementTree.parse(path).getroot()  # noqa: S314 - our own file


def setup_section():
    inside = INNO.partition("[Setup]")[2].partition("\n[Languages]")[0]
    lines = (line.partition("=") for line in inside.splitlines() if "=" in line)
    return {name: value for name, _, value in lines if not name.startswith(";")}


def test_the_version_is_the_same_wherever_it_stands():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__ == script("ground").version()


@pytest.mark.parametrize("path", [*SCRIPTS, HERE / "headroom.spec"], ids=str)
def test_each_script_and_the_specification_can_be_read(path):
    ast.parse(path.read_text("utf-8"))


def test_the_scripts_that_make_the_environment_need_nothing_but_python():
    inside = {"probe", "validate_bill", "start"}  # run by the environment that is made
    ours = {path.stem for path in SCRIPTS}
    for path in SCRIPTS:
        if path.stem in inside:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in getattr(node, "names", ())]
            if isinstance(node, ast.ImportFrom):
                names = [node.module]
            elif not isinstance(node, ast.Import):
                continue
            tops = {name.split(".")[0] for name in names}
            assert tops <= {*sys.stdlib_module_names, *ours, "__future__"}, path.name


def test_every_file_that_a_script_names_is_there():
    for path in (*HERE.glob("*.py"), HERE / "headroom.spec", *HERE.glob("windows/*")):
        if path.suffix in {".py", ".spec", ".ps1", ".iss", ".wxs"}:
            named = re.findall(
                r"packaging[/\\][\w./\\-]+\.(?:py|iss|wxs|ps1|spec|txt)",
                path.read_text("utf-8"),
            )
            for name in named:
                assert (ROOT / name.replace("\\", "/")).is_file(), f"{path}: {name}"


def test_what_is_left_out_does_not_leave_out_what_pyqtgraph_imports():
    tree = ast.parse((HERE / "headroom.spec").read_text("utf-8"))
    left_out = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "LEFT_OUT_MODULES"
    )
    needed = {"pydoc", "unittest", "colorama"}
    needed |= {f"PySide6.Qt{part}" for part in ("OpenGL", "OpenGLWidgets", "Test")}
    assert needed & {*left_out} == set()
    assert {"ssl", "PySide6.QtNetwork", "pip", "tabulate"} <= {*left_out}


def test_the_specification_never_strips_nor_packs_into_one_file():
    text = (HERE / "headroom.spec").read_text("utf-8")
    assert '"strip": False' in text
    assert '"exclude_binaries": True' in text
    assert "COLLECT(" in text


def test_only_libraries_that_are_not_of_qt_lose_their_debugging_information():
    assert script("freeze").WITH_DEBUG == ("libpython", "_sqlite3.")


def test_the_locks_of_packaging_have_a_hash_for_every_package():
    for name in ("runtime.lock", "requirements.lock"):
        text = (HERE / name).read_text("utf-8").replace("\\\n", " ")
        for line in text.splitlines():
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line


def test_the_lock_of_what_is_shipped_has_all_that_the_program_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = [*project["dependencies"], *project["optional-dependencies"]["protected"]]
    names = {re.match(r"[\w-]+", need)[0].lower() for need in needs}
    assert names <= {*pinned("runtime.lock")}


def test_no_package_whose_wheel_has_no_licence_lacks_a_text_of_ours():
    licences = script("licences")
    texts = {text for names in licences.WITHOUT_TEXT.values() for text in names}
    texts |= {*licences.INSIDE.values()} - {"Inter-OFL.txt"}
    for text in texts:
        assert (ROOT / "resources" / "licences" / text).stat().st_size > 100, text
    assert {*licences.WITHOUT_TEXT} <= {*pinned("runtime.lock")}


def test_everything_inside_other_libraries_names_its_licence():
    for name, _, licence, inside in script("bill").INSIDE:
        assert licence, name
        assert inside, name


def test_the_sums_of_a_folder_are_what_verify_installation_compares(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "one.so").write_bytes(b"one")
    (tmp_path / "headroom").write_bytes(b"program")
    (tmp_path / "lib" / "link").symlink_to("one.so")
    digest = script("sums").write_sums(tmp_path)
    checked = check_files(tmp_path)
    assert checked.is_as_released
    assert (checked.listed, checked.fingerprint) == (2, digest)


def test_two_builds_that_differ_in_a_byte_a_right_or_a_name_are_told(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        for file in ("same", "byte", "right"):
            (tmp_path / name / file).write_bytes(b"x")
    (tmp_path / "other" / "byte").write_bytes(b"y")
    (tmp_path / "other" / "right").chmod(0o700)
    (tmp_path / "other" / "more").write_bytes(b"")
    compare = script("compare_builds").differences
    compared, lines = compare(tmp_path / "one", tmp_path / "other")
    assert compared == 4
    assert len(lines) == 3
    assert compare(tmp_path / "one", tmp_path / "one")[1] == []


def test_the_portable_archive_is_the_same_whenever_it_is_packed(tmp_path, monkeypatch):
    archive = script("archive")
    monkeypatch.setattr(archive, "commit_time", lambda: 1_700_000_000)
    folder = tmp_path / "headroom"
    folder.mkdir()
    (folder / "headroom").write_bytes(b"program")
    (folder / "link").symlink_to("headroom")
    archive.write_tar(folder, tmp_path / "a.tar.xz", "headroom-1")
    (folder / "headroom").touch()
    folder.chmod(0o700)
    archive.write_tar(folder, tmp_path / "b.tar.xz", "headroom-1")
    assert (tmp_path / "a.tar.xz").read_bytes() == (tmp_path / "b.tar.xz").read_bytes()
    with tarfile.open(tmp_path / "a.tar.xz") as packed:
        entry = packed.getmember("headroom-1/headroom")
        assert (entry.mode, entry.uid, entry.mtime) == (0o755, 0, 1_700_000_000)


def test_a_bill_that_names_a_path_of_this_machine_is_refused(tmp_path):
    bill = script("bill")
    path = tmp_path / "bill.json"
    path.write_text(json.dumps({"name": "/home/somebody/wheel"}), "utf-8")
    with pytest.raises(Exception, match="path of this machine"):
        bill.check(path, Path(sys.executable))


def test_a_bill_keeps_what_is_shipped_and_the_links_between():
    bill = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {"name": name, "bom-ref": name} for name in ("Kept_One", "kept-two", "pip")
        ],
        "dependencies": [
            {"ref": "root", "dependsOn": ["Kept_One", "pip"]},
            {"ref": "pip"},
            {"ref": "kept-two", "dependsOn": ["pip"]},
        ],
    }
    script("bill")._cut(bill, {"kept-one": "1", "kept-two": "2"})
    assert [part["name"] for part in bill["components"]] == ["Kept_One", "kept-two"]
    assert bill["dependencies"] == [
        {"ref": "root", "dependsOn": ["Kept_One"]},
        {"ref": "kept-two"},
    ]


def test_the_debian_package_runs_no_script_and_names_what_qt_loads():
    control = (HERE / "linux" / "control").read_text("utf-8")
    assert sorted(path.name for path in (HERE / "linux").iterdir()) == [
        *("control", "headroom.desktop", "headroom.svg"),
    ]
    depends = re.search(r"^Depends: (.*)$", control, re.MULTILINE)[1]
    named = {"libegl1", "libgl1", "libxcb-cursor0", "libxcb-icccm4", "libdbus-1-3"}
    named |= {"libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"}
    assert named <= {name.strip() for name in depends.split(",")}


def test_the_installer_needs_no_rights_and_asks_for_none():
    setup = setup_section()
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["PrivilegesRequiredOverridesAllowed"] == "commandline dialog"
    assert setup["DefaultDirName"].startswith("{autopf}")
    assert setup["ArchitecturesAllowed"] == "x64compatible"


def test_the_installer_has_the_identity_that_it_always_had():
    identity = "{{6E0B3C52-8C0F-4B2E-9C1D-6B5B6F0F5A31}"
    assert setup_section()["AppId"] == identity


def test_the_installer_leaves_what_is_the_users_alone():
    sections = re.findall(r"^\[(\w+)\]", INNO, re.MULTILINE)
    assert sections == ["Setup", "Languages", "InstallDelete", "Files", "Icons"]
    deleted = re.findall(r"^Type: .*$", INNO, re.MULTILINE)
    assert deleted
    for line in deleted:  # only of a version of ours that is there
        assert "Check: FileExists(" in line
        assert re.search(r'Name: "\{app\}\\(lib|licences)"', line)


def test_the_installer_signs_its_uninstaller_where_it_signs_at_all():
    signed = INNO.partition("#ifdef Signed")[2].partition("#endif")[0]
    assert "SignTool=" in signed
    assert "SignedUninstaller=yes" in signed


def test_the_msi_is_for_the_machine_and_has_the_code_it_always_had():
    package = msi().find(f"{WIX}Package")
    assert package.get("Scope") == "perMachine"
    assert package.get("UpgradeCode") == "B1B7A2C4-3E0D-4B57-9D7B-0D1F1C8E7A54"
    assert package.get("Version") == "$(Version)"
    upgrade = package.find(f"{WIX}MajorUpgrade")
    assert upgrade.get("Schedule") == "afterInstallValidate"
    assert upgrade.get("DowngradeErrorMessage")


def test_the_msi_runs_nothing_and_takes_every_file_once():
    root = msi()
    kinds = {element.tag.removeprefix(WIX) for element in root.iter()}
    runs = {"CustomAction", "Custom", "SetProperty", "ServiceInstall", "File"}
    assert kinds & runs == set()
    assert [files.get("Include") for files in root.iter(f"{WIX}Files")] == [
        "!(bindpath.Frozen)\\**"
    ]


def test_the_shortcut_of_the_msi_has_the_key_path_that_windows_wants():
    shortcut = msi().find(f".//{WIX}Component[@Id='StartMenu']")
    assert shortcut.find(f"{WIX}Shortcut").get("Advertise") is None  # ICE43
    key = shortcut.find(f"{WIX}RegistryValue")
    assert (key.get("Root"), key.get("KeyPath")) == ("HKCU", "yes")


def test_the_steps_of_windows_stop_at_the_first_that_fails():
    assert '$ErrorActionPreference = "Stop"' in POWERSHELL
    assert "if ($LASTEXITCODE -ne 0) { throw" in POWERSHELL
    started = re.findall(r"^\s*& (\S+)", POWERSHELL, re.MULTILINE)
    assert started == ["$Program"]  # nothing is started past that check


def test_sums_of_windows_are_written_after_the_signatures():
    order = [POWERSHELL.index(word) for word in ("sign $(", '"sums"', '"zip"', '"WiX"')]
    assert order == sorted(order)


def test_the_version_shown_by_windows_can_be_read_once_filled_in(tmp_path):
    freeze = script("freeze")
    text = freeze.write_version_file(tmp_path).read_text("utf-8")
    assert "@" not in text
    ast.parse(text)
    numbers = tuple(int(part) for part in __version__.split("."))
    assert f"filevers={(*numbers, 0)}" in text


def test_a_wheelhouse_says_how_it_is_used_on_each_system(monkeypatch):
    wheelhouse = script("wheelhouse")
    monkeypatch.setattr(wheelhouse, "commit", lambda: "0123abcd")
    for system, program in (("linux", "bin/headroom"), ("windows", "Scripts\\head")):
        text = wheelhouse.read_me(system)
        assert "--no-index --find-links . --require-hashes" in text
        assert program in text
        assert "{" not in text
