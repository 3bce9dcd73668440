"""How a command of the command line is made."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add_command(
    commands: "Commands", name: str, summary: str, more: str = ""
) -> argparse.ArgumentParser:
    """Add a command; ``summary`` is its line in the list, ``more`` follows in help."""
    text = f"{summary[0].upper()}{summary[1:]}. {more}".strip()
    return commands.add_parser(name, help=summary, description=text)
