import pytest

from app.errors import ImportFileError
from app.spreadsheet.heading import column_names, find_heading, split_above

HEAD = ["Ref", "Received", "Priority", "Phones"]
ROW = ["DF-1", "03/04/2026", "P2", "3"]


def numbered(*rows):
    return list(enumerate(rows, start=1))


def test_the_heading_is_found_under_titles_and_blank_rows():
    start = numbered(["Digital Forensics"], [], ["As at", "31/03/2026"], HEAD, ROW, ROW)
    assert find_heading(start) == 3
    titles, blank = split_above(start[:3])
    assert titles == ((1, "Digital Forensics"), (3, "As at 31/03/2026"))
    assert blank == (2,)


def test_a_row_of_merged_group_names_is_not_the_heading():
    groups = ["Request", "Dates", "Dates", "Exhibits"]
    assert find_heading(numbered(groups, HEAD, ROW, ROW)) == 1


def test_a_table_of_nothing_but_text_starts_with_its_heading():
    rows = [["Ref", "State"], ["A", "Open"], ["B", "Shut"]]
    assert find_heading(numbered(*rows)) == 0


def test_rows_of_figures_alone_have_no_heading():
    with pytest.raises(ImportFileError, match="No row with column names"):
        find_heading(numbered(ROW[1:], ROW[1:], ROW[1:]))


def test_text_without_columns_is_no_table():
    with pytest.raises(ImportFileError, match="No table was found"):
        find_heading(numbered(["Dear all"], ["the requests are late"]))


def test_two_columns_of_one_name_are_refused_by_their_letters():
    with pytest.raises(ImportFileError) as refused:
        column_names(["Ref", "x", "Received", "y", "z", " received "])
    assert "Columns C and F are both called 'received'." in str(refused.value)


def test_a_column_without_a_name_is_named_by_its_letter():
    assert column_names(["Ref", "", "Date\nreceived", ""]) == (
        "Ref",
        "Column B",
        "Date received",
    )
