"""What the command prints of a forecast."""

import pytest

from app.errors import AppError
from app.reports.expected_text import expected_lines
from app.reports.facts import read_facts
from tests.demands import AS_AT, demand_unit, tell_outlook


@pytest.fixture(scope="module")
def facts():
    store = demand_unit(":memory:")
    tell_outlook(store)
    yield read_facts(store, AS_AT)
    store.close()


@pytest.fixture(scope="module")
def lines(facts):
    return list(expected_lines(facts, 8))


def test_each_week_has_its_middle_and_three_bands_in_columns(lines):
    assert lines[1].split() == [
        *("Week", "from", "Middle", "50%", "between"),
        *("80%", "between", "90%", "between"),
    ]
    rows = lines[2:10]
    assert all(row.count(" to ") == 3 for row in rows)
    assert {len(row) for row in rows} == {len(lines[1])}
    assert lines[10] == ""


def test_it_says_what_is_expected_what_it_was_worth_and_how_it_was_made(lines):
    text = "\n".join(lines)
    assert "In the next 8 weeks about" in text
    assert "Rests on" in text
    assert "Level, trend and season" in text
    assert text.count("M36. ") == 1
    assert "Error 26 weeks ahead" in text


def test_the_same_seed_gives_the_same_lines_and_another_one_others(facts, lines):
    assert list(expected_lines(facts, 8)) == lines
    other = list(expected_lines(facts, 8, seed=5))
    assert other[2:10] != lines[2:10]
    assert other[-1].startswith("Seed 5, 1,000 futures, history ")


@pytest.mark.parametrize("weeks", [0, -1, 53])
def test_weeks_that_cannot_be_are_refused(facts, weeks):
    with pytest.raises(AppError) as refused:
        list(expected_lines(facts, weeks))
    assert refused.value.remedy == "Give from 1 to 52 weeks."
