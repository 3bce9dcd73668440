import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ImportFileError
from app.spreadsheet.delimiter import DELIMITERS, find_delimiter, records

CELLS = st.text(st.sampled_from('ab1,;|\t"\n é'), max_size=8)


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_each_delimiter_is_found_under_a_title_line(delimiter):
    rows = [["Unit requests, 2026"], ["Ref", "Received", "Hours"], ["D-1", "x", "1,5"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert find_delimiter(text) == delimiter


def test_commas_inside_cells_do_not_win_over_semicolons():
    text = "Ref;Note;Day\n" + "D-1;phone, locked, broken;x\n" * 20
    assert find_delimiter(text) == ";"


def test_excels_own_hint_is_obeyed():
    assert find_delimiter("sep=|\nRef|a,b\n") == "|"


def test_a_quoted_newline_stays_in_its_cell_and_lines_still_count():
    found = list(records('Ref,Note\n1,"two\nlines"\n2,x', ","))
    assert found == [(1, ["Ref", "Note"]), (2, ["1", "two\nlines"]), (4, ["2", "x"])]


def test_lines_may_end_as_on_an_old_macintosh():
    assert list(records("a,b\r1,2\r", ",")) == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_a_quote_that_is_never_closed_is_refused_with_its_line():
    with pytest.raises(ImportFileError, match="line 2 is not closed"):
        list(records('Ref,Note\n1,"open\n2,x\n', ","))


def test_a_quote_that_swallows_a_hundred_lines_is_refused():
    text = '1,"open\n' + "2,x\n" * 150 + '3,"y"\n'
    with pytest.raises(ImportFileError, match="line 1 is not closed"):
        list(records(text, ","))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=8))
def test_what_the_csv_module_writes_comes_back(rows):
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells in records(stream.getvalue(), ",")] == rows
