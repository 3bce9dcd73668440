"""The locks name the public index and nothing of the machine that wrote them."""

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
LISTS = ("requirements.lock", "benchmarks/requirements.lock")


def files_of(package):
    return [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]


def pinned(text):
    return set(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", text, re.MULTILINE))


def test_every_address_in_the_lock_is_on_a_public_host():
    text = (ROOT / "uv.lock").read_text("utf-8")
    hosts = {
        urlsplit(address).hostname for address in re.findall(r"\w+://[^\"']+", text)
    }
    assert hosts == PUBLIC_HOSTS


def test_every_package_comes_from_the_public_index_but_ours():
    sources = {package["name"]: package["source"] for package in LOCK["package"]}
    assert sources.pop("headroom") == {"editable": "."}
    public = {"registry": "https://pypi.org/simple"}
    assert [name for name, source in sources.items() if source != public] == []


def test_every_file_in_the_lock_has_a_hash_and_an_address():
    for package in LOCK["package"]:
        for file in files_of(package):
            assert file["hash"].startswith("sha256:"), package["name"]
            assert set(file) <= {"url", "hash", "size", "upload-time"}, package["name"]


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_a_list_for_pip_is_a_version_or_its_hash(name):
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        assert re.fullmatch(
            r"[a-z0-9.-]+==\S+ (; [^#]+?)?(\s*--hash=sha256:[0-9a-f]{64})+\s*", line
        ), line


@pytest.mark.parametrize("name", LISTS)
def test_a_list_for_pip_pins_the_versions_of_the_lock(name):
    locked = {(package["name"], package.get("version")) for package in LOCK["package"]}
    assert pinned((ROOT / name).read_text("utf-8")) - locked == set()


def test_the_list_for_pip_has_every_package_that_the_program_needs():
    names = {name for name, _ in pinned((ROOT / LISTS[0]).read_text("utf-8"))}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *settings["project"]["dependencies"],
        *settings["dependency-groups"]["dev"],
    ]
    wanted += settings["build-system"]["requires"]
    assert {re.match(r"[\w-]+", need)[0].lower() for need in wanted} <= names
