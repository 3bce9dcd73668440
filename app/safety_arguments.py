"""What the commands of safety take: copies, erasure, export, protection, salvage."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.command import add_command

if TYPE_CHECKING:
    from app.command import Commands


def add_safety_commands(commands: "Commands") -> None:
    """Add them in the order in which help lists them."""
    _add_export(commands)
    _add_erase(commands)
    _add_backup(commands)
    _add_restore(commands)
    _add_drill(commands)
    _add_installation(commands)
    _add_protection(commands)
    _add_salvage(commands)


def _add_protection(commands: "Commands") -> None:
    for name, summary, more, what in (
        (
            "protect",
            "encrypt a store: a passphrase opens it from then on",
            "The passphrase is asked for, or stands in the file that --passphrase-file"
            " names. The recovery key is printed once: put it into the unit's safe.",
            "plain store to encrypt; it is kept beside the new one",
        ),
        (
            "unprotect",
            "make a protected store a plain one",
            "Whoever gets at the file can read it from then on.",
            "protected store; it is kept beside the new one",
        ),
        (
            "passphrase",
            "give a protected store another passphrase",
            "The new one is typed at a terminal. Copies made before keep the old one.",
            "protected store",
        ),
    ):
        parser = add_command(commands, name, summary, more)
        parser.add_argument("store", type=Path, metavar="STORE", help=what)


def _add_export(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "export",
        "write everything in a store as plain files: CSV, JSON Lines and SQL",
        "With a README on each file and column. The files are not protected.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to read")
    parser.add_argument(
        "target", type=Path, metavar="TARGET", help="a new folder, or a name in .zip"
    )
    parser.add_argument(
        "--wellbeing", action="store_true", help="with what is about people's wellbeing"
    )


def _add_erase(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "erase",
        "lawfully erase a value: from records, history, imports, drafts and the file",
        "Without a basis only says where it stands. It cannot be undone.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to write")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--request", metavar="REF", help="request whose field is erased")
    what.add_argument("--text", metavar="TEXT", help="or a text, wherever it stands")
    parser.add_argument(
        "--field",
        default="summary",
        metavar="FIELD",
        help="field of the request, with all that it ever held (summary)",
    )
    parser.add_argument(
        "--basis", default="", metavar="TEXT", help="why it is lawful: then it is done"
    )


def _add_installation(commands: "Commands") -> None:
    add_command(
        commands,
        "installation",
        "compare the files of this program with the list of its release",
        "It only tells: other Qt libraries may be put in place of those shipped.",
    )


def _add_backup(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "backup",
        "make a copy of a store, check it in full, and put it in both places",
        "A window may have the store open meanwhile.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to copy")
    parser.add_argument(
        "--second",
        type=Path,
        metavar="FOLDER",
        help="from now on keep copies in this folder as well, on another disk",
    )


def _add_restore(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "restore",
        "put a copy in the place of a store, which is kept aside unchanged",
        "No window may have the store open. The restore stands in the history.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to replace")
    parser.add_argument(
        "--from",
        dest="copy",
        type=Path,
        required=True,
        metavar="COPY",
        help="copy to go back to; it is checked in full first",
    )
    parser.add_argument(
        "--why", default="", metavar="TEXT", help="why, for the history"
    )
    parser.add_argument(
        "--preview", action="store_true", help="only say what would be different"
    )


def _add_drill(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "drill",
        "restore the newest copy in memory and compute its headline measures anew",
        "What came of it is recorded in the history of the store.",
    )
    parser.add_argument("store", type=Path, metavar="STORE", help="store to rehearse")


def _add_salvage(commands: "Commands") -> None:
    parser = add_command(
        commands,
        "salvage",
        "make a new store of what is left of a damaged one, and say what came back",
        "The damaged file is only read. Status 2 if anything is doubtful or lost.",
    )
    parser.add_argument(
        "damaged", type=Path, metavar="DAMAGED", help="damaged file; it stays as it is"
    )
    parser.add_argument(
        "new", type=Path, metavar="NEW", help="store to make; no file may be there yet"
    )
