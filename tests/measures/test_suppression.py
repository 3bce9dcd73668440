"""Small numbers about people, which nobody can work out from what is shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.measures.suppression import (
    HIDDEN,
    SMALL,
    safe_share,
    suppress_splits,
    suppress_table,
)

MOST = 14
"""The largest count that whoever works it out reckons with here."""


def may_be(text):
    """Return the numbers that a reader must reckon with for what is printed."""
    if text == SMALL:
        return range(1, 5)
    return range(MOST + 1) if text == HIDDEN else (int(text),)


def solutions(texts, fits):
    """Return every way to fill in what is printed that agrees with its totals."""
    return [found for found in product(*map(may_be, texts)) if fits(found)]


def can_be_had(texts, fits, truth):
    """Return the small true counts that all solutions agree on."""
    found = solutions(texts, fits)
    assert truth in found
    return [
        value
        for place, value in enumerate(truth)
        if 0 < value < 5 and len({one[place] for one in found}) == 1
    ]


counts = st.integers(min_value=0, max_value=7)


@given(
    st.lists(counts, min_size=2, max_size=2), st.lists(counts, min_size=2, max_size=2)
)
def test_no_small_count_of_a_table_follows_from_its_totals(first, second):
    made = suppress_table([first, second])
    (a, b), (c, d) = first, second
    cells = [text for row in made.cells for text in row]
    told = [*made.row_totals, *made.column_totals, made.total]

    def fits(found):
        p, q, r, s = found
        sums = (p + q, r + s, p + r, q + s, p + q + r + s)
        return all(
            0 < value < 5 if text == SMALL else text in (HIDDEN, str(value))
            for value, text in zip(sums, told, strict=True)
        )

    assert can_be_had(cells, fits, (a, b, c, d)) == []
    found = solutions(cells, fits)
    totals = [(a + b), (c + d), (a + c), (b + d), (a + b + c + d)]
    for place, value in enumerate(totals):
        if 0 < value < 5:
            assert told[place] in (SMALL, HIDDEN)
            ways = {
                (p + q, r + s, p + r, q + s, p + q + r + s)[place]
                for p, q, r, s in found
            }
            assert len(ways) > 1


@given(st.lists(st.lists(counts, min_size=1, max_size=2), min_size=1, max_size=3))
def test_no_small_count_follows_from_the_same_people_split_in_other_ways(splits):
    total = max(map(sum, splits))
    splits = [[*split, total - sum(split)] for split in splits]
    made = suppress_splits(splits)
    for one, shown in zip(splits, made.splits, strict=True):
        others = [way for way in made.splits if way is not shown]
        whole = set(may_be(made.total)) if made.total != HIDDEN else set(range(99))
        for way in others:
            whole &= {sum(found) for found in product(*map(may_be, way))}
        assert can_be_had(shown, lambda found: sum(found) in whole, tuple(one)) == []  # noqa: B023


@given(st.lists(st.lists(counts, min_size=3, max_size=3), min_size=1, max_size=4))
def test_what_is_shown_is_true(rows):
    made = suppress_table(rows)
    for row, shown in zip(rows, made.cells, strict=True):
        for value, text in zip(row, shown, strict=True):
            if text == SMALL:
                assert 0 < value < 5
            elif text != HIDDEN:
                assert text == str(value)
                assert not 0 < value < 5


def test_a_table_without_small_counts_stays_as_it_is():
    made = suppress_table([[5, 0], [12, 7]])
    assert made.cells == (("5", "0"), ("12", "7"))
    assert (made.row_totals, made.column_totals, made.total) == (
        ("5", "19"),
        ("17", "7"),
        "24",
    )


def test_one_small_count_takes_another_with_it():
    made = suppress_splits([[2, 10]])
    assert made.splits == ((SMALL, HIDDEN),)
    assert made.total == "12"


def test_two_small_counts_that_only_add_up_one_way_hide_their_total():
    assert suppress_splits([[4, 4]]).total == HIDDEN
    assert suppress_splits([[3, 4]]).total == "7"


def test_four_ones_are_not_told_as_four_small_counts_of_a_small_total():
    made = suppress_splits([[1, 1, 1, 1]])
    assert HIDDEN in (*made.splits[0], made.total)


def test_an_empty_table_has_a_total_of_nobody():
    assert suppress_splits([]).total == "0"
    assert suppress_table([]).total == "0"


def test_splits_of_different_people_are_a_mistake():
    with pytest.raises(ValueError, match="same total"):
        suppress_splits([[1, 2], [4]])


@pytest.mark.parametrize(
    ("part", "whole", "is_safe"),
    [
        (0, 3, False),
        (3, 12, False),
        (9, 12, False),
        (5, 10, True),
        (0, 9, True),
        (9, 9, True),
    ],
)
def test_a_share_is_not_shown_where_a_small_number_follows_from_it(
    part, whole, is_safe
):
    assert safe_share(part, whole) is is_safe
