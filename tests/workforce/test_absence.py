"""Absences and abstractions: what cannot be is refused when it is made."""

from datetime import date

import pytest

from app.errors import CapacityError
from app.workforce.absence import Absence, Abstraction

JANUARY, MARCH = date(2026, 1, 5), date(2026, 3, 31)
NAN = float("nan")


def absence(
    kind: str = "A_LEAVE", hours: float | None = None, share: float | None = None
) -> Absence:
    return Absence(
        person="p",
        kind=kind,
        first_on=JANUARY,
        last_on=MARCH,
        hours_per_day=hours,
        share_kept=share,
    )


def abstraction(
    kind: str = "B_QA", hours: float | None = None, share: float | None = None
) -> Abstraction:
    return Abstraction(kind=kind, valid_from=JANUARY, weekly_hours=hours, share=share)


def test_an_absence_counts_both_its_first_and_its_last_day() -> None:
    assert absence().days == 86


def test_a_phased_return_keeps_a_share() -> None:
    assert absence("A_PHASED", share=0.5).share_kept == 0.5


@pytest.mark.parametrize(
    ("kind", "hours", "share", "sentence"),
    [
        ("C_QA", None, None, "no kind of absence"),
        ("A_VACANT", None, None, "no kind of absence"),
        ("A_LEAVE", 0.0, None, "0 hours a day"),
        ("A_LEAVE", 25.0, None, "25 hours a day"),
        ("A_LEAVE", NAN, None, "nan hours a day"),
        ("A_LEAVE", None, 0.5, "cannot keep a share"),
        ("A_PHASED", None, None, "needs the share"),
        ("A_PHASED", None, 1.2, "a share of 120%"),
        ("A_RESTRICT", None, NAN, "a share of nan"),
        ("A_RESTRICT", 2.0, 0.5, "a share and no hours"),
    ],
)
def test_an_impossible_absence_is_refused(
    kind: str, hours: float | None, share: float | None, sentence: str
) -> None:
    with pytest.raises(CapacityError, match=sentence):
        absence(kind, hours, share)


def test_an_absence_cannot_end_before_it_begins() -> None:
    with pytest.raises(CapacityError, match="An absence ends on 5 Jan 2026 before"):
        Absence(person="p", kind="A_LEAVE", first_on=MARCH, last_on=JANUARY)


@pytest.mark.parametrize(
    ("kind", "hours", "share", "sentence"),
    [
        ("A_LEAVE", 2.0, None, "no kind of abstraction"),
        ("B_QA", None, None, "either hours a week or a share"),
        ("B_QA", 2.0, 0.1, "either hours a week or a share"),
        ("B_QA", -2.0, None, "-2 hours a week"),
        ("B_QA", 169.0, None, "169 hours a week"),
        ("B_QA", None, -0.1, "a share of -10%"),
        ("B_QA", None, 1.01, "a share of 101%"),
    ],
)
def test_an_impossible_abstraction_is_refused(
    kind: str, hours: float | None, share: float | None, sentence: str
) -> None:
    with pytest.raises(CapacityError, match=sentence):
        abstraction(kind, hours, share)


def test_an_abstraction_cannot_end_before_it_begins() -> None:
    with pytest.raises(CapacityError, match="An abstraction ends on"):
        Abstraction(kind="B_QA", valid_from=MARCH, valid_to=JANUARY, share=0.1)
