"""The bill of materials of a build: CycloneDX 1.6, JSON, validated by its own tool.

The list of distributions is made by cyclonedx-bom from the environment that holds what
the program needs and no more, and cut to what is in the folder. What is inside other
libraries is added by hand, with the version that each library tells of itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ground import (
    HERE,
    MACHINE_PATH,
    ROOT,
    CannotBuildError,
    answer,
    build_day,
    commit,
    fixed,
    run,
    version,
)
from licences import packages_of, plain

NAME = "headroom.cdx.json"
INSIDE: tuple[tuple[str, str, str, str], ...] = (
    # name, key of the version that probe.py finds, licence, what it is inside of
    ("Python", "Python", "PSF-2.0", "the program"),
    ("PyInstaller boot loader", "PyInstaller", "GPL-2.0-or-later WITH "
     "Bootloader-exception", "the program"),
    ("SQLite", "SQLite", "blessing", "Python"),
    ("OpenSSL", "OpenSSL of Python", "Apache-2.0", "Python"),
    ("SQLCipher", "SQLCipher", "BSD-3-Clause", "sqlcipher3"),
    ("SQLite", "SQLite of SQLCipher", "blessing", "SQLCipher"),
    ("OpenSSL", "OpenSSL of SQLCipher", "Apache-2.0", "SQLCipher"),
    ("OpenSSL", "OpenSSL of cryptography", "Apache-2.0", "cryptography"),
    ("OpenBLAS", "OpenBLAS", "BSD-3-Clause", "numpy"),
    ("Qt", "Qt", "LGPL-3.0-only", "PySide6-Essentials"),
    ("ICU", "ICU", "Unicode-3.0", "PySide6-Essentials"),
    ("PCRE2", "PCRE2", "BSD-3-Clause", "Qt"),
    ("HarfBuzz", "HarfBuzz", "MIT", "Qt"),
    ("libpng", "libpng", "libpng-2.0", "Qt"),
    ("libjpeg-turbo", "libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", "Qt"),
    ("double-conversion", "", "BSD-3-Clause", "Qt"),
    ("MD4C", "", "MIT", "Qt"),
    ("Inter", "", "OFL-1.1", "the program"),
)  # fmt: skip
"""What is inside other files and has no metadata of its own."""


def make_bill(
    folder: Path, shipped: Path, tools: Path, runtime: Path
) -> tuple[Path, int]:
    """Write and validate the bill of a build; return its place and its components.

    Args:
        folder: The frozen program; the bill is laid into it.
        shipped: What the specification wrote.
        tools: The Python of the environment with cyclonedx-bom.
        runtime: The Python of the environment with what the program needs.
    """
    told = json.loads(shipped.read_text("utf-8"))
    path = folder / NAME
    run(
        *(tools, "-m", "cyclonedx_py", "environment", "--spec-version", "1.6"),
        *("--output-format", "JSON", "--output-reproducible", "--validate"),
        *("--mc-type", "application", "--pyproject", ROOT / "pyproject.toml"),
        *("--output-file", path, runtime),
        settings=fixed(),
    )
    bill = json.loads(path.read_text("utf-8"))
    versions = json.loads(answer(tools, HERE / "probe.py"))
    _cut(bill, told["distributions"])
    bill["components"] += _by_hand(versions) + _of_system(told["system"])
    bill["components"].sort(key=lambda part: (part["name"].lower(), part["bom-ref"]))
    _name_build(bill)
    path.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", "utf-8")
    check(path, tools)
    return path, len(bill["components"])


def check(path: Path, tools: Path) -> None:
    """Validate a bill strictly and look for paths of this machine.

    Raises:
        CannotBuildError: It is not valid CycloneDX 1.6, or names such a path.
    """
    found = MACHINE_PATH.search(path.read_bytes())
    if found or str(ROOT) in path.read_text("utf-8"):
        raise CannotBuildError(f"{path.name} names a path of this machine")
    run(tools, HERE / "validate_bill.py", path)


def _cut(bill: dict[str, Any], shipped: Mapping[str, str]) -> None:
    """Leave out what is installed and not in the folder, and the links to it."""
    names = {plain(name) for name in shipped}
    known = {plain(part["name"]) for part in bill["components"]}
    if missing := names - known:
        raise CannotBuildError(f"not in the bill: {', '.join(sorted(missing))}")
    bill["components"] = [
        part for part in bill["components"] if plain(part["name"]) in names
    ]
    kept = {part["bom-ref"] for part in bill["components"]}
    root = bill["metadata"].get("component", {}).get("bom-ref")
    links = []
    for link in bill.get("dependencies", []):
        if link["ref"] in kept or link["ref"] == root:
            on = [ref for ref in link.get("dependsOn", []) if ref in kept]
            links.append({"ref": link["ref"], **({"dependsOn": on} if on else {})})
    bill["dependencies"] = links


def _by_hand(versions: Mapping[str, str]) -> list[dict[str, Any]]:
    parts = []
    for name, key, licence, inside in INSIDE:
        number = versions.get(key, "")
        part: dict[str, Any] = {
            "type": "library" if name != "Python" else "platform",
            "name": name,
            "bom-ref": f"inside {inside}: {name}",
            "licenses": [_licence(licence)],
            "properties": [{"name": "headroom:inside", "value": inside}],
        }
        if number:
            part["version"] = number
        parts.append(part)
    return parts


def _licence(words: str) -> dict[str, Any]:
    return {"expression": words} if " " in words else {"license": {"id": words}}


def _of_system(libraries: list[str]) -> list[dict[str, Any]]:
    """Return the system's libraries that are shipped, by the package they are from."""
    packages: dict[tuple[str, str], list[str]] = {}
    for library, package in packages_of(libraries).items():
        packages.setdefault(package, []).append(Path(library).name)
    return [
        {
            "type": "library",
            "name": name.partition(":")[0],
            "version": number,
            "bom-ref": f"system: {name.partition(':')[0]}",
            "purl": f"pkg:deb/debian/{name.partition(':')[0]}@{number}",
            "properties": [
                {"name": "headroom:files", "value": ", ".join(sorted(files))}
            ],
        }
        for (name, number), files in sorted(packages.items())
    ]


def _name_build(bill: dict[str, Any]) -> None:
    """Say in the bill which build it is of: the commit and its day."""
    component = bill["metadata"].setdefault("component", {"type": "application"})
    component["name"] = "headroom"
    component["version"] = version()
    component["properties"] = [
        *component.get("properties", ()),
        {"name": "headroom:commit", "value": commit()},
        {"name": "headroom:day", "value": build_day()},
    ]
