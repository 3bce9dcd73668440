import datetime
import sys

import pytest

from app.errors import ImportFileError
from app.progress import Cancelled
from app.spreadsheet.reader import READ_FILE, child_command, read_table
from app.spreadsheet.table import Limits, Reading

HEAD = ["Ref", "Received", "Phones"]
TEXT = "Unit list\n\nRef,Received,Phones\nDF-1,03/04/2026,2\n\nDF-2,x\nDF-3,y,1,z,\n"


def test_every_row_of_a_text_file_comes_with_its_line(write_csv):
    table = read_table(write_csv(TEXT))
    assert table.columns == ("Ref", "Received", "Phones")
    assert table.titles == ((1, "Unit list"),)
    assert (table.blank_lines, table.header_line) == ((2,), 3)
    assert list(zip(table.lines, table.rows, strict=True)) == [
        (4, ["DF-1", "03/04/2026", "2"]),
        (5, ["", "", ""]),
        (6, ["DF-2", "x", ""]),
        (7, ["DF-3", "y", "1", "z"]),
    ]
    assert table.size == 6


def test_the_digest_is_of_the_bytes(write_csv):
    first, second = write_csv(TEXT), write_csv(TEXT, "again.csv")
    assert read_table(first).origin.sha256 == read_table(second).origin.sha256


def test_a_workbook_gives_iso_days_plain_numbers_and_cached_values(write_xlsx):
    day = datetime.date(2026, 4, 3)
    moment = datetime.datetime.fromisoformat("2026-04-03 09:30")
    table = read_table(write_xlsx([HEAD, ["DF-1", day, 2], ["DF-2", moment, 1.5]]))
    assert table.rows == [
        ["DF-1", "2026-04-03", "2"],
        ["DF-2", "2026-04-03 09:30:00", "1.5"],
    ]
    assert (table.origin.kind, table.origin.sheet) == ("xlsx", "Sheet")


def test_a_sheet_without_a_table_is_passed_over_and_another_may_be_chosen(write_xlsx):
    path = write_xlsx(
        [["Read me"]], Open=[HEAD, ["A", "x", 1]], Shut=[HEAD, ["B", "y", 2]]
    )
    assert read_table(path).rows == [["A", "x", "1"]]
    table = read_table(path, reading=Reading(sheet="Shut"))
    assert table.rows == [["B", "y", "2"]]
    assert table.origin.sheets == ("Sheet", "Open", "Shut")


def test_a_table_that_starts_in_the_middle_of_a_sheet_keeps_its_lines(write_xlsx):
    path = write_xlsx([[], [], [None, *HEAD], [None, "A", "x", 1]])
    table = read_table(path)
    assert (table.header_line, table.lines, table.columns[0]) == (3, [4], "Column A")


def test_the_user_may_say_where_the_heading_is_and_how_the_text_is_written(write_csv):
    path = write_csv("a,b\nRéf,Jour\nD-1,é\n".encode("cp850"))
    table = read_table(path, reading=Reading(encoding="DOS (CP850)", header_line=2))
    assert table.columns == ("Réf", "Jour")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\n", "No table was found"),
        (b"Ref,Received,Phones\n", "column names but no rows"),
        (b"Ref,Received,Phones\n,,\n\n", "column names but no rows"),
        (b"Dear all,\nthe list follows.\n", "No table was found"),
        (b"%PDF-1.7 x", "is a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a picture"),
        (b"<html><table><tr><td>Ref</td></tr></table>", "is a web page"),
        (bytes(range(256)) * 40, "does not hold readable text"),
        (bytes(5000), "does not hold readable text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "old kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"PK\x03\x04 and no more", "damaged or was cut short"),
        (b"Ref,Day,ref\nA,1/2/2026,3\n", "Columns A and C are both called 'ref'"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    write_csv, content, sentence
):
    with pytest.raises(ImportFileError, match=sentence):
        read_table(write_csv(content, "list.xls"))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ImportFileError, match=r"gone\.csv cannot be opened"):
        read_table(tmp_path / "gone.csv")


def test_a_workbook_cut_short_is_refused(write_xlsx):
    path = write_xlsx([HEAD, *[["A", "x", n] for n in range(500)]])
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(ImportFileError, match="damaged or was cut short"):
        read_table(path)


def test_a_file_over_the_limit_of_size_is_not_read_at_all(write_csv):
    with pytest.raises(ImportFileError, match="the most that is taken"):
        read_table(write_csv(TEXT), limits=Limits(size=10))


def test_too_many_rows_are_refused(write_csv):
    with pytest.raises(ImportFileError, match="too large to import: 4 rows"):
        read_table(write_csv(TEXT), limits=Limits(rows=3))


def test_a_child_that_runs_out_of_memory_is_a_refusal(write_csv):
    path = write_csv("Ref,Received,Phones\n" + "DF,x,1\n" * 4_000_000)
    limits = Limits(memory=90_000_000)
    with pytest.raises(ImportFileError, match="could not be read"):
        read_table(path, limits=limits)


def test_a_child_that_takes_too_long_is_stopped(write_csv):
    with pytest.raises(ImportFileError, match="takes too long"):
        read_table(write_csv(TEXT), limits=Limits(seconds=0.0))


def test_a_user_who_cancels_is_heard_while_the_child_works(write_csv):
    def cancel(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        read_table(write_csv(TEXT), progress=cancel)


def test_the_frozen_program_reads_through_its_own_executable(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, READ_FILE]


def test_a_name_with_letters_outside_ascii_reaches_the_child(write_csv):
    assert read_table(write_csv(TEXT, "Ünïcode £ 文.csv")).size == 6
