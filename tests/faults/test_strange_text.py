"""F15, P19 to P21: rows are accounted for, dates not swapped, letters kept."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime

from dateutil import parser as dateutil

from app.casework.plain_text import escaped_cell, unescaped_cell
from app.errors import ImportFileError
from app.intake.check import Bin
from app.intake.dates import DateFormat, Outcome, read_day, settle
from app.intake.importer import check_table, import_table
from app.intake.rejected import rejected_text
from app.intake.source import proposed_mapping
from app.spreadsheet.encoding import decode
from app.store.setting import Settings
from app.store.unit import create_unit
from tests.faults.rounds import rounds
from tests.faults.strange import (
    DOUBTFUL,
    SURE,
    chance_of,
    date_column,
    strange_file,
    table_of,
    text_file,
)
from tests.faults.tally import note

AS_AT = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 12, tzinfo=UTC)
LONGEST = 480.0
"""Seconds after which a long set says how far it came."""

PER_STORE = 500
"""Files that go into one store before another is begun."""


def each(count):
    """Yield the seeds of the rounds that fit into the time."""
    end = time.monotonic() + LONGEST
    for seed in range(count):
        if time.monotonic() > end:
            return
        yield seed


class Books:
    """Where the files of one store went."""

    def __init__(self, path):
        self.path, self.store = path, None
        self.files = self.refused = self.rejected = self.back = self.asked = 0

    def take(self, file):
        """Import a file; say whether every row is accounted for and comes back."""
        if self.files % PER_STORE == 0:
            self.close()
            self.store = create_unit(":memory:", Settings(), who="test", at=AT)
        self.files += 1
        table = table_of(self.path, file.content)
        if table is None:
            self.refused += 1
            return True
        assert table.size == file.rows
        try:
            mapping, checked = self._import(table)
        except ImportFileError:  # a column of dates is undecided: nothing is taken
            self.refused += 1
            return True
        assert sum(checked.counts.values()) == checked.rows == file.rows
        assert len({outcome.line for outcome in checked.outcomes}) == file.rows
        assert checked.counts[Bin.TAKEN] == len(checked.items)
        return self._bring_back(table, file, mapping, checked)

    def _import(self, table):
        mapping = proposed_mapping(self.store, table, "requests")
        checked = check_table(self.store, table, mapping, as_at=AS_AT)
        import_table(self.store, table, mapping, checked, who="test", at=AT)
        return mapping, checked

    def _bring_back(self, table, file, mapping, checked):
        """Correct the rejected rows as somebody would, and import them again."""
        bad = [each for each in checked.outcomes if each.bin is Bin.REJECTED]
        if not bad:
            return True
        self.rejected += len(bad)
        text = rejected_text(table.columns, bad)
        again = table_of(self.path, text.encode("utf-8-sig"))
        assert again is not None
        width, right = len(table.columns), []
        for row, outcome in zip(again.rows, bad, strict=True):
            cells = [unescaped_cell(cell) for cell in row[:width]]
            assert cells == list(outcome.cells)[:width]
            right.append(file.right.get(cells[0], cells) + row[width:])
        corrected = replace(again, rows=right)
        known = self._known(mapping, again)
        try:
            done = check_table(self.store, corrected, known, as_at=AS_AT)
        except ImportFileError:  # too few days are left to decide: the user is asked
            for name in ("received_on", "issued_on"):
                known = known.with_date(name, file.form)
            done = check_table(self.store, corrected, known, as_at=AS_AT)
            self.asked += 1
        self.back += done.counts[Bin.TAKEN]
        left = done.counts[Bin.REJECTED]
        spoilt = sum(1 for o in bad if o.cells[0] not in file.right)
        return left <= spoilt

    def _known(self, mapping, again):
        """Return the mapping kept for the source, as the import finds it."""
        kept = proposed_mapping(self.store, again, mapping.kind)
        assert kept.columns == mapping.columns
        return kept

    def close(self):
        if self.store is not None:
            self.store.close()


def test_every_row_of_any_file_ends_in_one_bin_and_comes_back(tmp_path):
    books, seeds = Books(tmp_path / "strange.csv"), each(rounds(60, 100_000))
    lost = [seed for seed in seeds if not books.take(strange_file(seed))]
    books.close()
    note(
        fault="P19",
        what="files whose rows are all accounted for",
        tried=books.files,
        survived=books.files - len(lost),
        lost=len(lost),
        control=f"{books.rejected} rejected, {books.back} back, {books.asked} asked",
    )
    assert lost == []
    assert books.refused < books.files / 3
    assert books.back > 0


def wrong_days(column, read):
    """Return how many cells ``read`` takes for another day than was meant."""
    days = zip(map(read, column.cells), column.days, strict=True)
    return sum(1 for found, meant in days if found is not None and found != meant)


def ours(cells):
    reading = settle(cells, AS_AT)
    form = reading.format
    if form is None:
        return reading, lambda cell: None
    return reading, lambda cell: read_day(cell, form)


def by_dateutil(cell):
    try:
        return dateutil.parse(cell).date()
    except (ValueError, OverflowError):
        return None


def test_no_date_is_ever_silently_swapped():
    silent, asked, swapped, tried = [], 0, 0, 0
    for seed in each(rounds(300, 20_000)):
        column = date_column(seed)
        reading, read = ours(column.cells)
        tried += 1
        asked += reading.format is None
        if wrong_days(column, read):
            silent.append(seed)
        if column.kind == "ambiguous" and reading.outcome is Outcome.UNDECIDED:
            assert len(reading.candidates) > 1
        swapped += bool(wrong_days(column, by_dateutil))
    note(
        fault="P20",
        what="columns of dates without a silent error",
        tried=tried,
        survived=tried - len(silent),
        lost=len(silent),
        control=f"dateutil swapped in {swapped}; {asked} asked about",
    )
    assert silent == []
    assert swapped > tried / 20, "the control must fail"
    assert asked < tried / 2


def test_a_column_that_reads_both_ways_always_asks():
    for seed in range(rounds(100, 5_000)):
        chance = chance_of(seed)
        days = [
            date(2025, chance.randint(1, 12), chance.randint(1, 12))
            for _ in range(chance.randint(1, 12))
        ]
        if all(day.day == day.month for day in days):
            continue
        reading = settle([f"{day:%d/%m/%Y}" for day in days], AS_AT)
        assert reading.outcome is Outcome.UNDECIDED
        assert DateFormat.DAY_FIRST in reading.candidates


def test_letters_are_kept_or_shown():
    wrong, shown, tried = [], 0, 0
    for seed in each(rounds(20, 1_700)):
        for codec in SURE:
            text, content = text_file(seed, codec)
            tried += 1
            if decode(content).text != text:
                wrong.append((seed, codec))
        for codec in DOUBTFUL:
            text, content = text_file(seed, codec)
            decoded = decode(content)
            tried += 1
            shown += not decoded.is_certain
            if decoded.text != text and (decoded.is_certain or not decoded.sample):
                wrong.append((seed, codec))
    note(
        fault="P21",
        what="files whose letters are kept, or shown for confirmation",
        tried=tried,
        survived=tried - len(wrong),
        lost=len(wrong),
        control=f"{shown} shown",
    )
    assert wrong == []


SIGNS = "=+-@\t\r\n\0'\uff1d\uff0b\uff0d\uff20 \"a0.5é"


def test_no_cell_that_goes_out_begins_like_a_formula_and_each_comes_back():
    chance = chance_of(24)
    runs, tried = [], 0
    for _ in each(rounds(2_000, 100_000)):
        text = "".join(chance.choices(SIGNS, k=chance.randint(0, 8)))
        written = escaped_cell(text)
        tried += 1
        if unescaped_cell(written) != text or begins_a_formula(written):
            runs.append(text)
    note(
        fault="P24",
        what="values that go out as text and come back",
        tried=tried,
        survived=tried - len(runs),
        lost=len(runs),
    )
    assert runs == []
    assert begins_a_formula("=1+1")


def begins_a_formula(cell):
    is_negative = cell[:1] == "-" and cell[1:].replace(".", "", 1).isdecimal()
    return cell[:1] in tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20") and not is_negative
