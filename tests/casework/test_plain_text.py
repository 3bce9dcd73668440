import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.casework.plain_text import escaped_cell, plain_number, unescaped_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+44 141", "-x", "@SUM(A1)", "\t=1", "\r=1"]
)
def test_a_formula_comes_out_as_text(text):
    assert escaped_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["DF-2026-0001", "", "1.5", "-3", "-0.25", "it's"])
def test_harmless_text_and_numbers_stay_as_they_are(text):
    assert escaped_cell(text) == text


@pytest.mark.parametrize(
    "text", ["+5", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "\n=1"]
)
def test_what_only_some_programs_calculate_comes_out_as_text_too(text):
    assert escaped_cell(text) == f"'{text}"
    assert unescaped_cell(f"'{text}") == text


@given(st.text(alphabet="'=+-@\t\r\n\x00\uff1d\uff0ba1."))
@example("'=1")
@example("'-3")
def test_every_text_comes_back_as_it_was(text):
    assert unescaped_cell(escaped_cell(text)) == text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,036", "1036"),
        (" 1,234,567.5 ", "1234567.5"),
        ("3,5", "3.5"),
        ("1,03", "1.03"),
        ("12,3456", "12.3456"),
        ("7", "7"),
    ],
)
def test_commas_between_thousands_go_and_any_other_is_a_decimal_one(typed, read):
    assert plain_number(typed) == read
