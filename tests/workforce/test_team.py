"""A team: who is counted, and facts that cannot stand beside one another."""

from datetime import date

import pytest

from app.errors import CapacityError
from app.workforce.examiner import Person, full_time_pattern
from app.workforce.team import Team

START = date(2026, 1, 5)
ALDER = Person(uid="a", name="Alder", starts_on=START)
BIRCH = Person(uid="b", name="Birch", role="MANAGER", starts_on=START)


def test_only_examiners_are_counted_unless_the_unit_says_otherwise() -> None:
    people = (ALDER, BIRCH)
    assert Team(people=people).counted == (ALDER,)
    assert Team(people=people, roles=frozenset({"MANAGER"})).counted == (BIRCH,)


def test_two_patterns_on_one_day_are_refused_with_the_name_and_the_day() -> None:
    patterns = (full_time_pattern("a", START), full_time_pattern("a", date(2026, 2, 2)))
    with pytest.raises(CapacityError, match=r"Alder has two .* on 2 Feb 2026"):
        Team(people=(ALDER,), patterns=patterns)


def test_the_same_person_twice_is_refused() -> None:
    with pytest.raises(CapacityError, match="twice"):
        Team(people=(ALDER, ALDER))


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_an_impossible_sickness_allowance_is_refused(share: float) -> None:
    with pytest.raises(CapacityError, match="sickness allowance"):
        Team(people=(ALDER,), sickness_allowance=share)


@pytest.mark.parametrize("hours", [0, -35, 169, float("nan")])
def test_an_impossible_full_time_contract_is_refused(hours: float) -> None:
    with pytest.raises(CapacityError, match="full-time contract"):
        Team(people=(ALDER,), full_time=hours)
