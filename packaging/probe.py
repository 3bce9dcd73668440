"""Prints, as JSON, the versions of what is inside other libraries.

Run by the Python of the environment that is frozen: each library is asked itself.
"""

import json
import platform
import re
import sqlite3
import ssl
import sys
import warnings
from contextlib import closing
from pathlib import Path

import numpy
import PyInstaller
import sqlcipher3
from cryptography.hazmat.backends.openssl import backend
from PySide6 import QtCore

warnings.simplefilter("ignore")  # numpy would like a prettier printer


def main() -> int:
    """Print the versions and return 0."""
    libraries = Path(QtCore.__file__).parent
    found = {
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "OpenSSL of Python": _number(ssl.OPENSSL_VERSION),
        "Qt": QtCore.qVersion(),
        "OpenSSL of cryptography": _number(backend.openssl_version_text()),
        "OpenBLAS": _blas(),
        "PyInstaller": PyInstaller.__version__,
        "ICU": _icu(libraries),
        **_cipher(),
        **_inside_qt(libraries),
    }
    json.dump({name: value for name, value in found.items() if value}, sys.stdout)
    return 0


def _number(text: str) -> str:
    found = re.search(r"\d+\.\d+\.\d+\w*", text)
    return found[0] if found else ""


def _blas() -> str:
    settings = numpy.show_config(mode="dicts")
    return str(settings["Build Dependencies"]["blas"]["version"])


def _cipher() -> dict[str, str]:
    """Return versions of SQLCipher and what it holds; it tells once it has a key."""
    with closing(sqlcipher3.connect(":memory:")) as connection:
        connection.execute("PRAGMA key = 'probe'")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        version = connection.execute("PRAGMA cipher_version").fetchone()
        provider = connection.execute("PRAGMA cipher_provider_version").fetchone()
        return {
            "SQLCipher": version[0].split()[0] if version else "",
            "SQLite of SQLCipher": sqlcipher3.sqlite_version,
            "OpenSSL of SQLCipher": _number(provider[0]) if provider else "",
        }


def _icu(libraries: Path) -> str:
    found = sorted(libraries.rglob("libicuuc.so.*"))
    return found[0].name.rpartition(".")[2] if found else ""


def _inside_qt(libraries: Path) -> dict[str, str]:
    """Return what Qt's libraries say of those compiled into them."""
    marks = {
        "PCRE2": (rb"(10\.\d+) \d{4}-\d\d-\d\d", "*Qt6Core*"),
        "libjpeg-turbo": (rb"libjpeg-turbo version (\d+\.\d+\.\d+)", "*qjpeg*"),
        "libpng": (rb"libpng version (\d+\.\d+\.\d+)", "*Qt6Gui*"),
        "HarfBuzz": (rb"HarfBuzz (\d+\.\d+\.\d+)", "*Qt6Gui*"),
    }
    versions = {}
    for name, (pattern, file) in marks.items():
        for path in sorted(libraries.rglob(file)):
            found = path.is_file() and re.search(pattern, path.read_bytes())
            if found:
                versions[name] = found[1].decode("ascii")
                break
    return versions


if __name__ == "__main__":
    sys.exit(main())
