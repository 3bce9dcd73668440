"""What the frozen program runs first: the command line, or the window at once.

On Windows two programs are frozen from this: ``headroom`` with a console for commands,
and ``headroom-window``, which a double click opens without one. Elsewhere one is both.
"""

import sys
from pathlib import Path

from app.__main__ import main
from app.spreadsheet.reader import READ_FILE

WINDOW = "headroom-window"
"""Name of the program that has no console; Windows alone has it."""


def start() -> int:
    """Run what the program's name and its words ask for."""
    words = sys.argv[1:]
    if words != [READ_FILE] and Path(sys.executable).stem.lower() == WINDOW:
        return main(["open", *words[:1]])
    return main()


if __name__ == "__main__":
    sys.exit(start())
