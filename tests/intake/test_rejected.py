import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import OutputError
from app.intake.importer import import_file
from app.intake.rejected import rejected_text, write_rejected
from app.spreadsheet.reader import read_table
from app.store.imports import ImportedRow
from app.store.request import find_request

AS_AT = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
HEAD = "Ref,Received,Phones,Summary\n"
BAD = "DF-1,29/02/2025,1,=cmd|' /C calc'!A0\nDF-2,13/01/2026,-1,x\n"
GOOD = "DF-3,14/01/2026,1,x\n"


def rejected(*rows):
    return [
        ImportedRow(line=n, bin="rejected", reference="", reasons=("bad",), cells=row)
        for n, row in enumerate(rows, start=2)
    ]


@pytest.fixture
def run(store):
    def run(path):
        return import_file(store, path, as_at=AS_AT, who="test", at=AT)

    return run


def test_original_columns_come_first_and_formulas_as_text(
    run, store, write_csv, tmp_path
):
    result = run(write_csv(HEAD + GOOD + BAD))
    out = tmp_path / "rejected.csv"
    assert write_rejected(store, result.uid, out) == 2
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert rows[0] == ["Ref", "Received", "Phones", "Summary", "Line", "Problem"]
    assert rows[1][3:5] == ["'=cmd|' /C calc'!A0", "3"]
    assert rows[2][2] == "-1"
    assert "is a negative number" in rows[2][5]


def test_corrected_rows_are_taken_from_the_same_file(run, store, write_csv, tmp_path):
    out = tmp_path / "rejected.csv"
    write_rejected(store, run(write_csv(HEAD + GOOD + BAD)).uid, out)
    text = out.read_text("utf-8-sig").replace("29/02/2025", "01/02/2025")
    result = run(write_csv(text.replace(",-1,", ",1,"), "corrected.csv"))
    assert result.sentence == "2 rows: 2 taken, 0 duplicate, 0 rejected, 0 blank."
    assert find_request(store, "DF-1").summary == "=cmd|' /C calc'!A0"
    assert find_request(store, "DF-1").received_on == date(2025, 2, 1)


def test_a_row_with_cells_beyond_the_heading_stays_out_until_they_are_put_right(
    run, store, write_csv, tmp_path
):
    out = tmp_path / "rejected.csv"
    bad = "DF-9,15/02/2025,1,torn, apart\n"
    write_rejected(store, run(write_csv(HEAD + GOOD + bad)).uid, out)
    again = run(write_csv(out.read_text("utf-8-sig"), "again.csv"))
    assert again.sentence == "1 rows: 0 taken, 0 duplicate, 1 rejected, 0 blank."
    assert "still has cells beyond the heading" in again.problems[0].message


def test_cells_beyond_the_heading_are_not_lost():
    text = rejected_text(["Ref"], rejected(("DF-1", "a", "b")))
    assert text.splitlines()[0] == "Ref,Column B,Column C,Line,Problem"
    assert text.splitlines()[1] == "DF-1,a,b,2,bad"


def test_a_place_that_cannot_be_written_is_refused(run, store, write_csv, tmp_path):
    result = run(write_csv(HEAD + GOOD + BAD))
    with pytest.raises(OutputError, match="cannot be written there"):
        write_rejected(store, result.uid, tmp_path / "gone" / "rejected.csv")


def test_a_file_that_cannot_be_written_leaves_nothing_beside_it(
    run, store, write_csv, tmp_path
):
    folder = tmp_path / "out"
    (folder / "rejected.csv").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be written there"):
        write_rejected(store, run(write_csv(HEAD + BAD)).uid, folder / "rejected.csv")
    assert [path.name for path in folder.iterdir()] == ["rejected.csv"]


CELL = st.text(
    st.sampled_from("=+-@'\t;,|\"\n a0é£") | st.characters(codec="utf-8"), max_size=12
)
WIDTH = 3


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[CELL] * WIDTH), min_size=1, max_size=6))
def test_no_cell_begins_like_a_formula_and_every_cell_comes_back(rows):
    text = rejected_text(["Ref", "In", "Note"], rejected(*rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    from app.casework.plain_text import unescaped_cell

    for row, written in zip(rows, read[1:], strict=True):
        assert tuple(unescaped_cell(cell) for cell in written[:WIDTH]) == row
        for cell in written:
            is_number = cell[:1] in "+-" and cell[1:].replace(".", "", 1).isdigit()
            assert is_number or not cell.startswith(
                ("=", "+", "-", "@", "\t", "\r", "\0")
            )


def test_our_reader_gives_back_what_was_written(write_csv):
    rows = [
        ("DF-1", "=1+1", "two\nlines"),
        ("'x", "'=y", "a;b|c\t,d"),
        ("é", "£", "-5"),
    ]
    path = write_csv("\ufeff" + rejected_text(["Ref", "In", "Note"], rejected(*rows)))
    table = read_table(path)
    from app.casework.plain_text import unescaped_cell

    read = [tuple(unescaped_cell(cell) for cell in row[:3]) for row in table.rows]
    assert read == rows
