"""Command line: the same work as the window, for scripts and for checking.

Exit status 0 when done, 2 when the user can act on what is said.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from app.arguments import read_arguments
from app.errors import AppError
from app.key_commands import (
    Ask,
    passphrase_told,
    protect_told,
    unlock_for,
    unprotect_told,
)

DONE, CAN_ACT, STOPPED = 0, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 done, 2 the user can act."""
    os.umask(0o077)  # what we write is private to the user
    if argv is None and sys.argv[1:] == ["--read-file"]:  # frozen: we are the child
        from app.spreadsheet import child

        return child.main()
    if argv is None and sys.argv[1:] == ["--check-copy"]:  # frozen, again
        from app.keeping import child as examiner

        return examiner.main()
    arguments = read_arguments(argv)
    try:
        if arguments.command not in UNLOCK_THEMSELVES:
            unlock_for(arguments, _ask())
        status = COMMANDS[arguments.command](arguments)
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
    from app.keeping.make import keep_before_upgrade
    from app.store import open_store
    from app.store.setting import Settings
    from app.store.unit import create_unit

    if not arguments.create:
        before = keep_before_upgrade(_now())
        store = open_store(arguments.store, before_upgrade=before)
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


def print_forecast(arguments: argparse.Namespace) -> int:
    """Print what is expected to arrive, with its bands and its back-test."""
    from app.telling import forecast_told

    question = arguments.weeks, arguments.seed
    today = date.today()
    return _print(forecast_told(arguments.store, arguments.as_of, question, today))


def print_plan(arguments: argparse.Namespace) -> int:
    """Print what comes of the base, or of a scenario that is kept."""
    from app.reports.plan_text import PlanQuestion
    from app.telling import plan_told

    question = PlanQuestion(
        name=arguments.scenario,
        seed=arguments.seed,
        replications=arguments.replications,
    )
    today = date.today()
    return _print(plan_told(arguments.store, arguments.as_of, question, today))


def write_report_file(arguments: argparse.Namespace) -> int:
    """Write the summary, a note, or a notice about a request."""
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
    """Check a store and its printed heads, and say what was found."""
    from app.proving import verdict_told

    lines, is_sound = verdict_told(arguments.store, arguments.head)
    _print(lines)
    return DONE if is_sound else CAN_ACT


def export_store(arguments: argparse.Namespace) -> int:
    """Write everything in a store as plain files."""
    from app.leaving.telling import export_told

    asked = arguments.store, arguments.target
    return _print(export_told(*asked, with_wellbeing=arguments.wellbeing))


def erase_value(arguments: argparse.Namespace) -> int:
    """Erase a value out of a store, or say where it stands."""
    from app.proving import erasure_told

    asked = arguments.request or "", arguments.field, arguments.text or ""
    store, basis = arguments.store, arguments.basis
    return _print(erasure_told(store, asked, basis=basis, who=_who(), at=_now()))


def verify_installation(_arguments: argparse.Namespace) -> int:
    """Compare the program's own files with the list of its release."""
    from app.installation import check_files, present_installation, told

    folder = present_installation().folder
    if folder is None:
        return _print(["This runs from its source: there is no list of its files."])
    checked = check_files(folder)
    _print(told(checked))
    return DONE if checked.is_as_released else CAN_ACT


def back_up(arguments: argparse.Namespace) -> int:
    """Make a copy of a store and check it in full."""
    from app.keeping.told import backup_told

    return _print(backup_told(arguments.store, arguments.second, at=_now()))


def restore_copy(arguments: argparse.Namespace) -> int:
    """Put a copy in the place of a store, or say what that would change."""
    from app.keeping.told import preview_told, restore_told

    store, copy = arguments.store, arguments.copy
    if arguments.preview:
        return _print(preview_told(store, copy))
    why = arguments.why or "restored from the command line"
    return _print(restore_told(store, copy, who=_who(), why=why, at=_now()))


def rehearse_restore(arguments: argparse.Namespace) -> int:
    """Restore the newest copy in memory and say whether it came out the same."""
    from app.keeping.told import drill_told

    lines, is_passed = drill_told(arguments.store, who=_who(), at=_now())
    _print(lines)
    return DONE if is_passed else CAN_ACT


def protect_store(arguments: argparse.Namespace) -> int:
    """Encrypt a store and tell its recovery key."""
    return _print(protect_told(arguments, _ask(), who=_who(), at=_now()))


def unprotect_store(arguments: argparse.Namespace) -> int:
    """Make a protected store a plain one."""
    return _print(unprotect_told(arguments, _ask(), who=_who(), at=_now()))


def give_passphrase(arguments: argparse.Namespace) -> int:
    """Give a protected store another passphrase."""
    return _print(passphrase_told(arguments, _ask()))


UNLOCK_THEMSELVES = frozenset(
    {"open", "demo", "protect", "unprotect", "passphrase", "salvage"}
)
"""Commands that ask for the key themselves, or need none."""


def salvage_store(arguments: argparse.Namespace) -> int:
    """Make a new store of what is left of a damaged one and say what came back."""
    from app.salvage.outcome import told
    from app.salvage.rescue import salvage

    outcome = salvage(arguments.damaged, arguments.new, who=_who(), at=_now())
    _print(told(outcome))
    return DONE if outcome.is_proven else CAN_ACT


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "demo": make_demonstration,
    "open": open_window,
    "import": import_spreadsheet,
    "backlog": print_backlog,
    "clocks": print_clocks,
    "capacity": print_capacity,
    "forecast": print_forecast,
    "plan": print_plan,
    "report": write_report_file,
    "verify": verify_store,
    "export": export_store,
    "erase": erase_value,
    "backup": back_up,
    "restore": restore_copy,
    "drill": rehearse_restore,
    "installation": verify_installation,
    "salvage": salvage_store,
    "protect": protect_store,
    "unprotect": unprotect_store,
    "passphrase": give_passphrase,
}
"""What is done for each command."""


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return DONE


def _ask() -> Ask | None:
    """Return what asks the person at the terminal; None where there is nobody."""
    return getpass.getpass if sys.stdin is not None and sys.stdin.isatty() else None


def _now() -> datetime:
    return datetime.now(UTC)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name: a bare container
        return "unknown"


if __name__ == "__main__":
    sys.exit(main())
