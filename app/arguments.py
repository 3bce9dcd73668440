"""What the command line takes: commands, their words, and what each word may be."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.command import add_command
from app.key_commands import add_key_options
from app.safety_arguments import add_safety_commands

if TYPE_CHECKING:
    from app.command import Commands

MOST = 1_000_000
"""Requests that a demonstration can be multiplied to."""

YEARS = range(1990, 2100)
"""Years of which figures can be asked."""

MOST_SEED = 2**63 - 1
"""The largest seed that a store can keep."""


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the command and what was said with it; leave where it cannot be read."""
    return _parser().parse_args(argv)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="headroom",
        description="Demand, capacity and backlog of a digital forensics unit.",
    )
    parser.add_argument(
        "--version", action="version", version=f"Headroom {__version__}"
    )
    add_key_options(parser)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_demo(commands)
    _add_open(commands)
    _add_import(commands)
    _add_backlog(commands)
    _add_clocks(commands)
    _add_capacity(commands)
    _add_forecast(commands)
    _add_plan(commands)
    _add_report(commands)
    _add_verify(commands)
    add_safety_commands(commands)
    return parser


def _add_demo(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "demo",
        "make the store of the fictional demonstration unit",
        "Four years of history of Strathmore DFU, the same in every run.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="new file to make")
    parser.add_argument(
        "--requests",
        type=_number,
        metavar="N",
        help="the same unit multiplied, such as 100000: a nation's twenty years",
    )


def _add_open(commands: "Commands") -> None:
    parser = add_command(commands, "open", "open a store in the window")
    parser.add_argument(
        "store", type=Path, metavar="STORE", nargs="?", help="store to open"
    )


def _add_import(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "import",
        "bring a file (CSV, XLSX or iCalendar) into a store",
        "Prints how many rows ended in each bin; every row ends in exactly one.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to add to")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or ICS file")
    parser.add_argument(
        "--create", action="store_true", help="make STORE, where there is none yet"
    )
    parser.add_argument(
        "--mapping", type=Path, metavar="JSON", help="mapping to use, not the guess"
    )
    parser.add_argument(
        "--dates",
        metavar="FORM",
        help="how days are written where the file leaves it open, such as dd/mm/yyyy",
    )
    holds = parser.add_mutually_exclusive_group()
    holds.add_argument(
        "--exhibits", action="store_true", help="FILE holds one exhibit in each row"
    )
    holds.add_argument(
        "--absences",
        action="store_true",
        help="FILE holds absences of people; a calendar always does",
    )
    parser.add_argument(
        "--person", metavar="NAME", help="whose absences they are, in every row"
    )
    parser.add_argument(
        "--kind", metavar="KIND", help="what they are in every row: A_LEAVE, court..."
    )
    parser.add_argument(
        "--rejected", type=Path, metavar="CSV", help="write the rejected rows here"
    )
    parser.add_argument(
        "--problems", type=int, default=20, metavar="N", help="problems shown (20)"
    )
    _add_as_of(parser)


def _add_backlog(commands: "Commands") -> None:
    parser = add_command(
        commands, "backlog", "print the backlog by its definitions B1 to B6"
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    _add_as_of(parser)
    parser.add_argument(
        "--known-on",
        type=_day,
        metavar="DAY",
        help="B1 to B3 as they came out on that day, before what was recorded later",
    )


def _add_clocks(commands: "Commands") -> None:
    parser = add_command(commands, "clocks", "list the requests at risk of a limit")
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    _add_as_of(parser)


def _add_capacity(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "capacity",
        "print the hours from contract to casework, week by week",
        "As recorded in the past, as planned with an allowance for sickness ahead.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    parser.add_argument(
        "--from",
        dest="first",
        type=_day,
        metavar="DAY",
        help="a day of the first week; without it, the week after the day shown",
    )
    parser.add_argument(
        "--weeks", type=int, default=8, metavar="N", help="how many weeks (8)"
    )
    parser.add_argument(
        "--by",
        choices=("group", "kind", "person", "skill"),
        default="group",
        help="by groups of what takes hours (as usual), each kind, person or skill",
    )
    _add_as_of(parser)


def _add_forecast(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "forecast",
        "print what is expected to arrive, week by week, and how such forecasts held",
        "The same seed on the same records gives the same lines.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    parser.add_argument(
        "--weeks", type=int, default=26, metavar="N", help="how many weeks (26)"
    )
    _add_seed(parser)
    _add_as_of(parser)


def _add_plan(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "plan",
        "print what comes of the base, or of a scenario that is kept",
        "The same seed on the same records gives the same answer.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    parser.add_argument(
        "--scenario", default="", metavar="NAME", help="a scenario of the Plan page"
    )
    _add_seed(parser)
    parser.add_argument(
        "--replications",
        type=int,
        metavar="N",
        help="how often it is played (1000, or as often as when it was kept)",
    )
    _add_as_of(parser)


def _add_seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed",
        type=_seed,
        metavar="S",
        help="what is drawn from; without it, what the window draws from",
    )


def _add_report(commands: "Commands") -> None:
    parser = add_command(commands, "report", "write a report as PDF or accessible HTML")
    kinds = ["capacity-summary", "demand-note", "wellbeing-note", "notice"]
    parser.add_argument("kind", choices=kinds, help="which report")
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    parser.add_argument(
        "--output", type=Path, required=True, metavar="FILE", help="a .pdf or .html"
    )
    parser.add_argument(
        "--png", action="store_true", help="also write each page as a PNG beside it"
    )
    parser.add_argument(
        "--request",
        metavar="REF",
        help="the returned or rejected request that a notice is about",
    )
    _add_as_of(parser, "the last whole month")


def _add_verify(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "verify",
        "check a store: its file, its chain, its history against its present",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to check")
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="HEAD",
        help="a head that was printed, in characters or in words in quotes: proves that"
        " history up to it is unchanged; may be given more than once",
    )


def _add_as_of(parser: argparse.ArgumentParser, otherwise: str = "today") -> None:
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="DAY",
        help=f"day such as 2026-10-31, counted at its end; without it, {otherwise}",
    )


def _number(text: str) -> int:
    if not text.isdecimal() or not 100 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"give a number from 100 to {MOST:,}")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_SEED:
        raise argparse.ArgumentTypeError(f"give a whole number from 0 to {MOST_SEED:,}")
    return int(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text} is not a day; write it as 2026-10-31"
        ) from error
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(
            f"{text} is not in the years {YEARS[0]} to {YEARS[-1]}"
        )
    return day
