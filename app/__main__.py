"""Command line: the same work as the window, for scripts and for checking.

Exit status 0 when done, 2 when the user can act on what is said.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.errors import AppError

DONE, CAN_ACT, STOPPED = 0, 2, 130
MOST = 1_000_000
"""Requests that a demonstration can be multiplied to."""

YEARS = range(1990, 2100)
"""Years of which figures can be asked."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 done, 2 the user can act."""
    os.umask(0o077)  # what we write is private to the user
    if argv is None and sys.argv[1:] == ["--read-file"]:  # frozen: we are the child
        from app.spreadsheet import child

        return child.main()
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except AppError as error:
        print(error, file=sys.stderr)
        return CAN_ACT
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # the reader of our output has had enough
        sys.stderr.close()
        return DONE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="headroom",
        description="Demand, capacity and backlog of a digital forensics unit.",
    )
    parser.add_argument(
        "--version", action="version", version=f"Headroom {__version__}"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_demo(commands)
    _add_open(commands)
    _add_import(commands)
    _add_backlog(commands)
    _add_clocks(commands)
    _add_capacity(commands)
    _add_report(commands)
    _add_verify(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def _command(
    commands: "Commands", name: str, summary: str, more: str = ""
) -> argparse.ArgumentParser:
    text = f"{summary[0].upper()}{summary[1:]}. {more}".strip()
    return commands.add_parser(name, help=summary, description=text)


def _add_demo(commands: "Commands") -> None:
    parser = _command(
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
    parser.set_defaults(run=make_demonstration)


def _add_open(commands: "Commands") -> None:
    parser = _command(commands, "open", "open a store in the window")
    parser.add_argument(
        "store", type=Path, metavar="STORE", nargs="?", help="store to open"
    )
    parser.set_defaults(run=open_window)


def _add_import(commands: "Commands") -> None:
    parser = _command(
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
    parser.set_defaults(run=import_spreadsheet)


def _add_backlog(commands: "Commands") -> None:
    parser = _command(
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
    parser.set_defaults(run=print_backlog)


def _add_clocks(commands: "Commands") -> None:
    parser = _command(commands, "clocks", "list the requests at risk of a limit")
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    _add_as_of(parser)
    parser.set_defaults(run=print_clocks)


def _add_capacity(commands: "Commands") -> None:
    parser = _command(
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
    parser.set_defaults(run=print_capacity)


def _add_report(commands: "Commands") -> None:
    parser = _command(commands, "report", "write a report as PDF or accessible HTML")
    kinds = ["capacity-summary", "wellbeing-note", "notice"]
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
    parser.set_defaults(run=write_report_file)


def _add_verify(commands: "Commands") -> None:
    parser = _command(
        commands,
        "verify",
        "check a store: its file, its chain, its history against its present",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to check")
    parser.set_defaults(run=verify_store)


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


def make_demonstration(arguments: argparse.Namespace) -> int:
    """Make the store of the demonstration unit."""
    from app.demo.build import make_demo
    from app.demo.profile import DEMO_AS_AT
    from app.demo.scale import make_scale

    if arguments.requests is None:
        make_demo(arguments.store).close()
    else:
        make_scale(arguments.store, requests=arguments.requests).close()
    print(f"{arguments.store}: the demonstration unit, history to {DEMO_AS_AT}.")
    return DONE


def open_window(arguments: argparse.Namespace) -> int:
    """Open the window, on a store if one is named."""
    from ui.__main__ import main as window

    return window([str(arguments.store)] if arguments.store else [])


def import_spreadsheet(arguments: argparse.Namespace) -> int:
    """Bring a spreadsheet into a store and say where every row went."""
    from app.bringing_in import bring_in
    from app.store import open_store
    from app.store.setting import Settings
    from app.store.unit import create_unit

    if not arguments.create:
        store = open_store(arguments.store)
    else:
        store = create_unit(arguments.store, Settings(), who=_who(), at=_now())
    as_at = arguments.as_of or date.today()
    try:
        _print(bring_in(store, arguments, as_at=as_at, who=_who(), at=_now()))
    except BaseException:
        if arguments.create:  # a new store that nothing came into
            store.discard()
        store.close()
        raise
    store.close()
    return DONE


def print_backlog(arguments: argparse.Namespace) -> int:
    """Print the backlog by each of its definitions."""
    from app.telling import backlog_told

    asked, known_on = arguments.as_of, arguments.known_on
    return _print(backlog_told(arguments.store, asked, known_on, date.today()))


def print_clocks(arguments: argparse.Namespace) -> int:
    """Print the requests at risk of missing a limit."""
    from app.telling import clocks_told

    return _print(clocks_told(arguments.store, arguments.as_of, date.today()))


def print_capacity(arguments: argparse.Namespace) -> int:
    """Print the hours from contract to casework, week by week."""
    from app.reports.capacity_text import Question
    from app.telling import capacity_told

    first, weeks, by = arguments.first, arguments.weeks, arguments.by
    question = Question(first=first, weeks=weeks, by=by)
    today = date.today()
    return _print(capacity_told(arguments.store, arguments.as_of, question, today))


def write_report_file(arguments: argparse.Namespace) -> int:
    """Write the capacity summary, the wellbeing note, or a notice about a request."""
    from app.telling import report_of

    report = report_of(
        arguments.store,
        arguments.kind,
        arguments.as_of,
        reference=arguments.request or "",
        made_at=_now(),
        made_by=_who(),
        today=date.today(),
    )
    from ui.printing.output import write_report

    return _print(map(str, write_report(report, arguments.output, png=arguments.png)))


def verify_store(arguments: argparse.Namespace) -> int:
    """Check a store and say what was found."""
    from app.telling import verdict_told

    lines, is_sound = verdict_told(arguments.store)
    _print(lines)
    return DONE if is_sound else CAN_ACT


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return DONE


def _now() -> datetime:
    return datetime.now(UTC)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name: a bare container
        return "unknown"


if __name__ == "__main__":
    sys.exit(main())
