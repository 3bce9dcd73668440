"""The process that examines one large copy; it writes nothing but its answer."""

import os
import sys
from dataclasses import asdict

import orjson

from app.errors import AppError
from app.keeping.examine import examine_here, from_json

_NICE = 10
"""How far it steps back behind whoever works meanwhile."""


def main() -> int:
    """Read one question from standard input, answer on standard output.

    Both are opened by number: a frozen program without a console has no ``sys.stdin``.
    """
    os.umask(0o077)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    with open(0, "rb", closefd=False) as stream:
        question = from_json(stream.readline())
    try:
        answer = asdict(examine_here(question))
    except AppError as error:
        answer = {"refused": error.message}
    with open(1, "wb", closefd=False) as stream:
        stream.write(orjson.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
