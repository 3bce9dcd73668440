"""A program whose store holds a marker in every free text, used as it is used.

    python -m tests.faults.canary FOLDER [leak]

FOLDER holds all that the account owns: home, settings, temporary files. The real window
is started with its log, its mask of rights and its handler of errors, taken to every
room and tab, and made to fail in the ways in which texts get into messages. What was
asked for goes to ``FOLDER/asked``. With ``leak`` the text of one error is logged on
purpose: the control that the search would find it.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

MARK = "CANARY"
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY, FIRST = "2026-03-31", 1_700_000_000
CHANGED: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "site", "alias", "account"),
    "skill": ("evidence",),
    "request": (
        *("reference", "requester", "summary", "case_reference", "operation_name"),
        *("override_reason", "decided_by", "division"),
    ),
    "exhibit": ("reference", "location", "seal"),
    "term": ("label", "guidance"),
    "norm": ("source",),
}
"""Free texts of records that the demonstration has."""

TYPE = "SELECT code FROM term WHERE list = 'examination_type' ORDER BY id LIMIT 1"
WANTED = 300.0
"""Seconds after which the worker gives up."""


def marker(table: str, column: str) -> str:
    """Return the marker of one field."""
    return f"{MARK}-{table}-{column}"


def new_rows(
    person: str, request: str, types: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a record of each table that the demonstration leaves empty."""
    yield "absence", {"person": person, "kind": "A_AL", "first_on": DAY,
                      "last_on": DAY, "note": marker("absence", "note")}  # fmt: skip
    yield "post", {"label": marker("post", "label"), "role": "examiner",
                   "weekly_hours": 35.0, "valid_from": DAY,
                   "note": marker("post", "note")}  # fmt: skip
    yield "equipment", {"label": marker("equipment", "label"), "kind": "Q_OTHER",
                        "quantity": 1, "weekly_limit": 5.0, "unit": "hours",
                        "types": types, "valid_from": DAY,
                        "note": marker("equipment", "note")}  # fmt: skip
    yield "provider", {"name": marker("provider", "name"), "types": types,
                       "monthly_items": 3.0, "valid_from": DAY,
                       "note": marker("provider", "note")}  # fmt: skip
    yield "proceeding", {"request": request, "accused": marker("proceeding", "accused"),
                         "charge": marker("proceeding", "charge"),
                         "limit_source": marker("proceeding", "source"),
                         "met": "[]"}  # fmt: skip
    yield "note", {"request": request, "written_on": DAY,
                   "text": marker("note", "text")}  # fmt: skip
    yield "sending", {"request": request, "sent_on": DAY, "items": 1, "defects": 0,
                      "note": marker("sending", "note")}  # fmt: skip
    yield "welfare_contact", {"person": person, "kind": "W_MANAGER", "held_on": DAY,
                              "is_kept": 1}  # fmt: skip
    yield "exposure", {"person": person, "done_on": DAY, "hours": 3.0,
                       "request": request}  # fmt: skip
    yield "driver", {"name": marker("driver", "name"), "first_on": "2026-03-01",
                     "months": 1, "value": 4.0,
                     "source": marker("driver", "source")}  # fmt: skip
    yield "operation_plan", {"name": marker("operation_plan", "name"), "first_on": DAY,
                             "weeks": 2, "extra": 3.0, "unit": "requests",
                             "note": marker("operation_plan", "note")}  # fmt: skip
    yield "change_point", {"day": DAY, "words": marker("change_point", "words")}
    yield "commentary", {"report": "summary", "month": "2026-03",
                         "text": marker("commentary", "text")}  # fmt: skip
    yield "safety_act", {"kind": "drill", "source": marker("safety_act", "source"),
                         "outcome": marker("safety_act", "outcome"), "detail": "{}",
                         "done_on": DAY}  # fmt: skip


def plant(path: Path) -> int:
    """Make a store and put the markers into it; return how many."""
    from app.demo.scale import make_scale
    from app.store import open_store
    from app.store.draft import save_draft
    from app.store.event import write
    from app.store.setting import change_settings, read_settings

    make_scale(path, requests=60).close()
    with closing(open_store(path)) as store:
        first = {
            table: store.value(f"SELECT uid FROM {table} ORDER BY id LIMIT 1")
            for table in CHANGED
        }
        why = marker("operation", "why")
        with write(store, who=MARK, why=why, kind="amend", at=NOW) as operation:
            for table, columns in CHANGED.items():
                changes = {column: marker(table, column) for column in columns}
                operation.change(table, first[table], changes, effective_at=FIRST)
            types = f'["{store.value(TYPE)}"]'
            for table, row in new_rows(first["person"], first["request"], types):
                operation.register(table, row, effective_at=FIRST)
        save_draft(store, "canary", {"summary": marker("draft", "summary")}, at=NOW)
        from dataclasses import replace

        words = replace(
            read_settings(store),
            unit=marker("setting", "unit"),
            organisation=marker("setting", "organisation"),
            handling=marker("setting", "handling"),
        )
        change_settings(store, words, who=MARK, at=NOW)
        return store.value(
            "SELECT sum((length(after) - length(replace(after, :mark, ''))) / 6)"
            " FROM event",
            {"mark": MARK},
        )


def spreadsheet(folder: Path) -> Path:
    """Write a file to import with markers, good rows and rejected ones."""
    path = folder / "legacy.csv"
    rows = [
        f"{marker('import', f'ref{n}')},{'12/13/2026' if n > 3 else '02/03/2026'},"
        f"{marker('import', 'offence')},{marker('import', 'summary')}"
        for n in range(6)
    ]
    path.write_text("\n".join(["Reference,Received,Offence,Summary", *rows]), "utf-8")
    return path


class Driver:
    """Does in the window what a user does, then what goes wrong."""

    def __init__(self, folder: Path, *, leaks: bool) -> None:
        self._asked, self._leaks = folder / "asked", leaks
        self._end = time.monotonic() + WANTED
        self.told: list[str] = []

    def __call__(self) -> None:
        """Use the program from its first page to its end."""
        from PySide6.QtWidgets import QApplication

        from ui.main_window import MainWindow

        windows = QApplication.topLevelWidgets()
        self.window = next(one for one in windows if isinstance(one, MainWindow))
        try:
            self._use()
        except BaseException as error:  # the parent must see it
            self.told.append(f"FAILED {type(error).__name__}: {error}")
            raise
        finally:
            sys.stdout.write("\n".join(self.told) + "\n")
            sys.stdout.flush()
            self.window.close()
            QApplication.exit(0)

    def _use(self) -> None:
        self._wait(lambda: self.window.workspace is not None)
        session = self.window.workspace.session
        self._wait(lambda: session.facts is not None)
        begin = () if self._leaks else (self._go_everywhere, self._search, self._import)
        for step in (*begin, self._write, self._print, self._fail, self._lock):
            step()
            self.told.append(step.__name__)

    def _settle(self) -> None:
        from PySide6.QtCore import QThreadPool
        from PySide6.QtWidgets import QApplication

        for _ in range(3):
            QThreadPool.globalInstance().waitForDone()
            QApplication.processEvents()

    def _wait(self, is_so: Any) -> None:
        from PySide6.QtWidgets import QApplication

        while not is_so():
            if time.monotonic() > self._end:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.01)

    def _go_everywhere(self) -> None:
        from PySide6.QtWidgets import QTabWidget

        from ui.rooms import RAIL

        for room in RAIL:
            self.window.go(room.name)
            self._settle()
            for tabs in self.window.workspace.page().findChildren(QTabWidget):
                for place in range(tabs.count()):
                    tabs.setCurrentIndex(place)
                    self._settle()

    def _search(self) -> None:
        self.window.workspace.open_reference(marker("request", "reference"))
        self._settle()
        assert self.window.workspace.room == "request"
        self.window.go("register")
        self.window._find()
        field = self.window.focusWidget()
        if hasattr(field, "setText"):
            field.setText(MARK)
        self._settle()

    def _import(self) -> None:
        self.window.workspace.begin_import(spreadsheet(self._asked))
        self._settle()
        self._close_dialogs()

    def _write(self) -> None:
        from app.leaving.export import export_all
        from app.store import reading
        from app.telling import report_of
        from ui.printing.output import write_report

        path = self.window.workspace.session.path
        day = date(2026, 3, 31)
        report = report_of(
            path,
            "capacity-summary",
            day,
            reference="",
            made_at=NOW,
            made_by=MARK,
            today=day,
        )
        self.report = report
        for name in ("summary.pdf", "summary.html", "summary.csv"):
            write_report(report, self._asked / name, png=False)
        with reading(path) as store:
            export_all(store, self._asked / "all.zip", with_wellbeing=True)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from ui.printing.preview import PreviewDialog, page_printer, send_to

        preview = PreviewDialog(self.window, self.report, (self.report.marking,))
        preview.open()
        self._settle()
        preview.reject()
        printer = page_printer(self.report)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._asked / "printed.pdf"))
        send_to(printer, self.report)

    def _fail(self) -> None:
        """Fail with markers in the text of errors, as int() and the like put them."""
        from PySide6.QtCore import QTimer

        from app.errors import InvalidRequest, OutputError
        from ui.alerts import LOG, last_resort, show_error
        from ui.printing.output import write_report

        def raise_in_a_slot() -> None:
            int(marker("error", "slot"))

        QTimer.singleShot(0, raise_in_a_slot)
        self._settle()
        for text in ("int", "dict", "date"):
            try:
                self._stumble(text, marker("error", text))
            except Exception as error:  # noqa: BLE001 - that is what is tried
                last_resort(type(error), error, error.__traceback__)
        said = InvalidRequest(
            marker("error", "message"), detail=marker("error", "detail")
        )
        show_error(self.window, said)
        try:
            write_report(self.report, self._asked / "none" / "x.pdf", png=False)
        except OutputError as error:
            show_error(self.window, error)
        if self._leaks:
            LOG.error("leaked: %s", marker("error", "leak"))
        self._settle()
        self._close_dialogs()

    def _stumble(self, kind: str, text: str) -> None:
        if kind == "int":
            int(text)
        elif kind == "dict":
            {}[text]
        else:
            date.fromisoformat(text)

    def _lock(self) -> None:
        self.window.lock.lock()
        self._settle()
        self.window.lock.dialog.go_on.click()
        self._settle()

    def _close_dialogs(self) -> None:
        from PySide6.QtWidgets import QApplication, QDialog

        for one in QApplication.topLevelWidgets():
            if isinstance(one, QDialog) and one.isVisible():
                one.reject()
        self._settle()


def main(folder: Path, *, leaks: bool) -> int:
    """Plant the markers and use the program; return its exit status."""
    from app.__main__ import main as command
    from ui import __main__ as start

    os.umask(0o077)
    store = folder / "unit" / "unit.db"
    store.parent.mkdir(parents=True)
    (folder / "asked").mkdir()
    planted = plant(store)
    sys.stdout.write(f"planted {planted}\n")
    if not leaks:
        command(["verify", str(store)])
        command(["backlog", str(store)])
        command(["backup", str(store)])
        command(["import", str(store), str(spreadsheet(folder / "asked"))])
    start.LATER, start.load_the_rest = 0, Driver(folder, leaks=leaks)
    os.umask(0o022)  # the window sets its own
    return start.main([str(store)])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), leaks="leak" in sys.argv[2:]))
