import pytest

from app.rules.numbering import Pattern, next_reference, pattern_of


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (["DF-2026-0141", "DF-2026-0142"], Pattern("DF-2026-", 4)),
        (["DF-2025-0941"], Pattern("DF-2026-", 4)),
        (["DF-1", "DF-12"], Pattern("DF-", 1)),
        (["X/12/7", "HTCU 0007", "HTCU 0008"], Pattern("HTCU ", 4)),
        (["2026/0007"], Pattern("2026/", 4)),
        ([], Pattern("DF-2026-", 4)),
        (["no number"], Pattern("DF-2026-", 4)),
    ],
)
def test_the_pattern_is_the_one_most_references_follow(references, expected):
    assert pattern_of(references, 2026) == expected


def test_the_next_reference_follows_the_highest():
    taken = ["DF-2026-0009", "DF-2026-0142", "DF-2026-0142a", "DF-2026-9999999999"]
    assert next_reference(Pattern("DF-2026-", 4), taken) == "DF-2026-0143"
    assert next_reference(Pattern("DF-2026-", 4), []) == "DF-2026-0001"
