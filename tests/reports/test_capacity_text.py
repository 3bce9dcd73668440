"""The hours from contract to casework, as the command line prints them."""

from dataclasses import replace
from datetime import date

import pytest

from app.capacity.by_week import capacity_by_week
from app.casework.working_time import weeks_between
from app.errors import CapacityError
from app.measures.definition import sentence_of
from app.reports.capacity_text import BY, Question, capacity_lines
from app.workforce.team import Team
from tests.reports.summaries import OCTOBER, busy_team, facts

FIRST = date(2026, 11, 2)


def lines(**asked):
    return list(capacity_lines(facts(team=busy_team()), Question(**asked)))


def numbers(line):
    text = line[34:].replace("\N{MINUS SIGN}", "-").replace(",", "")
    return [float(cell) for cell in text.split()]


def row(found, name):
    return numbers(next(line for line in found if line.startswith(name)))


def test_each_week_has_a_column_and_the_mean_comes_last():
    found = lines(first=date(2026, 11, 5), weeks=3)
    assert found[0].startswith("Test unit, hours a week in 3 weeks from 2 Nov 2026")
    assert found[0].endswith("as known at the end of 31 Oct 2026")
    assert found[1].split() == ["2", "Nov", "9", "Nov", "16", "Nov", "Mean"]
    mondays = weeks_between(FIRST, date(2026, 11, 16))
    net = capacity_by_week(busy_team(), mondays, OCTOBER).net
    expected = [*net.tolist(), net.mean()]
    assert row(found, "Net casework hours") == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize("by", ["group", "kind"])
def test_gross_less_all_that_is_named_is_net(by):
    found = lines(weeks=4, by=by)
    taken = [numbers(line) for line in found[2:] if line.startswith("  ")]
    gross, net = row(found, "Contracted hours"), row(found, "Net casework")
    for place in range(5):
        left = gross[place] + sum(cells[place] for cells in taken)
        assert left == pytest.approx(net[place], abs=0.3)


def test_welfare_time_is_named_as_protected():
    assert any("Protected welfare time" in line for line in lines())


def test_people_are_told_by_what_they_are_shown_as_and_add_up():
    found = lines(weeks=2, by="person")
    both = zip(row(found, "Examiner 1"), row(found, "Examiner 2"), strict=True)
    assert [sum(pair) for pair in both] == pytest.approx(
        row(found, "Net casework"), abs=0.15
    )


def test_skills_are_told_with_the_people_who_have_hours_in_them():
    found = lines(weeks=2, by="skill")
    place = next(n for n, line in enumerate(found) if line.startswith("Mobile level 3"))
    assert numbers(found[place + 1]) == [1, 0, 0.5]  # Examiner 1 is on leave then


@pytest.mark.parametrize("by", BY)
def test_every_way_says_how_the_figures_are_made_and_of_how_many(by):
    found = lines(by=by)
    assert any(sentence_of("M31") in line for line in found)
    assert found[-1].startswith("Of 2 people whose hours count 2 are")


@pytest.mark.parametrize("weeks", [0, -3, 261])
def test_weeks_that_cannot_be_are_refused_with_what_to_do(weeks):
    with pytest.raises(CapacityError, match="weeks cannot be asked for"):
        lines(weeks=weeks)


def test_unit_without_people_is_told_where_to_enter_them():
    with pytest.raises(CapacityError) as refused:
        list(capacity_lines(facts(team=Team(people=())), Question()))
    assert "People page" in refused.value.remedy


def test_two_who_are_called_the_same_one_after_the_other_have_a_line_each():
    team = busy_team()
    same = tuple(replace(one, name="Same", alias="") for one in team.people)
    found = list(
        capacity_lines(facts(team=replace(team, people=same)), Question(by="person"))
    )
    assert len(found) == len(lines(by="person"))
    assert sum(line.startswith("Same") for line in found) > 1
