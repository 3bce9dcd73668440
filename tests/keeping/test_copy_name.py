"""Names of copies say when, after which operation and why, and sort by time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.copy_name import CopyName, read_name

MOMENT = datetime(2026, 11, 29, 3, 10, 42, tzinfo=UTC)

names = st.builds(
    CopyName,
    stem=st.sampled_from(["unit", "Strathmore DFU", "a-20260101", "ü"]),
    moment=st.integers(0, 4_000_000_000).map(
        lambda seconds: datetime.fromtimestamp(seconds, UTC)
    ),
    sequence=st.integers(0, 10**8),
    reason=st.sampled_from(["", "before-import", "before-upgrade-18"]),
)


def test_a_name_is_moment_and_sequence():
    name = CopyName(stem="unit", moment=MOMENT, sequence=1043)
    assert name.text == "unit-20261129T031042Z-001043.db"
    before = CopyName(
        stem="unit", moment=MOMENT, sequence=1043, reason="before-upgrade-18"
    )
    assert before.text == "unit-20261129T031042Z-001043-before-upgrade-18.db"


@given(names)
def test_what_a_name_says_is_read_back(name):
    assert read_name(name.text) == name


@given(st.lists(names, min_size=2))
def test_names_of_one_store_sort_by_their_moments(several):
    alike = [CopyName(stem="unit", moment=one.moment, sequence=7) for one in several]
    by_text = sorted(alike, key=lambda one: one.text)
    assert [one.moment for one in by_text] == sorted(one.moment for one in alike)


def test_the_hour_of_another_time_zone_is_the_same_name():
    from datetime import timezone

    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=5)))
    here = CopyName(stem="u", moment=MOMENT, sequence=1).text
    assert CopyName(stem="u", moment=elsewhere, sequence=1).text == here


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unit.db",
        "unit-20261129T0310Z-001043.db",
        "unit-20261399T031042Z-001043.db",
        "unit-20261129T031042Z-43.db",
        "unit-20261129T031042Z-001043.db.part",
        "unit-20261129T031042Z-001043.db.json",
        "unit-20261129T031042Z-001043-.db",
        "-20261129T031042Z-001043.db",
    ],
)
def test_other_files_are_no_copies(text):
    assert read_name(text) is None
