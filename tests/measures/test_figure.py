import pytest

from app.measures.figure import Coverage


@pytest.mark.parametrize(
    ("used", "scope", "words"),
    [
        (480, 480, "all 480 records"),
        (0, 0, "all 0 records"),
        (475, 480, "475 of 480 records (99%)"),
        (9_999, 10_000, "9,999 of 10,000 records (99%)"),
        (1, 3, "1 of 3 records (33%)"),
    ],
)
def test_coverage_is_said_and_never_rounded_up_to_all(used, scope, words):
    assert str(Coverage(used=used, scope=scope)) == words


def test_nothing_in_scope_is_covered_wholly():
    assert Coverage(used=0, scope=0).share == 1.0
