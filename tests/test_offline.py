"""The program opens no network connection: nothing in it could, and nothing does."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NETWORK = {
    *("socket", "ssl", "select", "selectors", "asyncio", "socketserver", "xmlrpc"),
    *("http", "urllib.request", "urllib.error", "urllib.robotparser", "webbrowser"),
    *("ftplib", "poplib", "imaplib", "smtplib", "nntplib", "telnetlib"),
    *("requests", "httpx", "urllib3", "aiohttp", "websockets", "paramiko", "pip"),
    *("multiprocessing.connection", "multiprocessing.managers"),
    *("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtHttpServer"),
    *("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtDBus"),
}
OPENERS = {"openUrl", "setOpenExternalLinks"}  # of Qt: hand an address to a browser

GUARD = '''
"""Ends any Python of this run that reaches for the network."""
import os, sys

REACHING = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg",
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
    "urllib.Request", "http.client.connect", "webbrowser.open",
}

def refuse(event, arguments):
    if event in REACHING:
        if getattr(arguments[0], "family", None) == 1:  # a pipe between own processes
            return
        with open(os.environ["HEADROOM_GUARD"], "a") as log:
            log.write(f"{event} {arguments[1:]}\\n")
        os._exit(86)

sys.addaudithook(refuse)
with open(os.environ["HEADROOM_GUARD"] + ".on", "a") as log:
    log.write("guarded\\n")
'''


def names_used(tree):
    """Every module imported and every member taken from one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_network(name):
    return any(f"{name}.".startswith(f"{each}.") for each in NETWORK)


def sources():
    return sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])


def test_no_module_can_open_a_connection():
    found = [
        f"{path.relative_to(ROOT).as_posix()} imports {name}"
        for path in sources()
        for name in names_used(ast.parse(path.read_text("utf-8")))
        if is_network(name)
    ]
    assert sources()
    assert found == []


def test_no_page_hands_an_address_to_a_browser():
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "attr", "")
            assert name not in OPENERS, f"{path.name}, line {node.lineno}"


@pytest.mark.parametrize(
    "line",
    ["import socket", "from http import client", "from PySide6 import QtNetwork"],
)
def test_a_module_that_could_is_found(line):
    assert [name for name in names_used(ast.parse(line)) if is_network(name)]


@pytest.fixture
def guarded(tmp_path):
    """Run Python in a child that dies when it, or a child of its own, reaches out."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, "utf-8")
    log = tmp_path / "reached.txt"
    surroundings = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(guard), str(ROOT)]),
        "HEADROOM_GUARD": str(log),
    }

    def run(*words):
        done = subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        reached = log.read_text("utf-8") if log.exists() else ""
        assert (tmp_path / "reached.txt.on").exists(), "the guard was not there"
        return done, reached

    return run


def test_the_guard_stops_a_connection(guarded):
    done, reached = guarded("-c", "import socket; socket.create_connection(('::1', 9))")
    assert done.returncode == 86
    assert reached.startswith("socket.getaddrinfo")


def test_demo_and_its_report_reach_for_no_network(guarded, tmp_path):
    done, reached = guarded("-m", "app", "demo", tmp_path / "demo.db")
    assert (done.returncode, reached) == (0, ""), done.stderr
    paper = tmp_path / "summary.pdf"
    report = ("report", "capacity-summary", tmp_path / "demo.db", "--output", paper)
    done, reached = guarded("-m", "app", *report)
    assert (done.returncode, reached) == (0, ""), done.stderr
    assert paper.read_bytes().startswith(b"%PDF")
