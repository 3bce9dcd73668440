"""The long run in tables and words, and what it says where there is nothing to say."""

import math
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from app.measures.figure import Figure
from app.reports.chart import number_text
from app.reports.long_run import long_run
from app.reports.long_run_words import (
    beyond_words,
    intensity_words,
    people_words,
    pressure_words,
    wait_words,
)
from app.reports.queueing_figures import Both
from app.reports.report import Tone
from app.workforce.team import Team
from tests.measures.histories import ledger_of, request
from tests.reports.summaries import OCTOBER, S, facts, history, two_examiners

NOBODY = Team(people=(), patterns=(), skills=())


def figures_of(value):
    """Every figure in a value, however deep."""
    if isinstance(value, Figure):
        return [value]
    if isinstance(value, tuple):
        return [figure for each in value for figure in figures_of(each)]
    if isinstance(value, Both):
        return [value.requests, value.hours]
    return []


def all_figures(told):
    parts = [getattr(told.figures, each.name) for each in fields(told.figures)]
    return figures_of(tuple(parts))


def texts(told):
    tables = (told.demand, told.need, told.waits, told.stays)
    rows = [text for table in tables for row in table.rows for text in row.cells]
    return [told.finding, told.second_opinion, *told.notes, *rows]


def in_need(told, label):
    return next(row for row in told.need.rows if row.cells[0].startswith(label)).cells


def all_zero_hours():
    monday = OCTOBER - timedelta(days=200)
    return ledger_of(
        *(
            request(
                (S.ACCEPTED, monday + timedelta(days=7 * n)), priority=3, effort=0.0
            )
            for n in range(20)
        )
    )


def one_week():
    return ledger_of(request((S.ACCEPTED, date(2026, 10, 20)), priority=2, effort=12.0))


EDGES = {
    "whole": {},
    "no history": {"ledger": ledger_of()},
    "nobody": {"team": NOBODY},
    "no history and nobody": {"ledger": ledger_of(), "team": NOBODY},
    "one week": {"ledger": one_week()},
    "no hours": {"ledger": all_zero_hours()},
    "before all": {"as_at": date(2020, 1, 1)},
    "ended a year ago": {"as_at": date(2028, 6, 30)},
}


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_nothing_is_ever_infinite_and_every_figure_says_what_it_is(edge):
    told = long_run(facts(**edge))
    found = all_figures(told)
    assert len(found) > 15
    for figure in found:
        assert figure.value is None or math.isfinite(figure.value)
        assert figure.definition.endswith(".")
        assert figure.unit
        assert figure.coverage.used <= figure.coverage.scope
    for text in texts(told):
        assert not {"inf", "nan", "None"} & {*text.replace("%", " ").split()}
    assert len(told.behind) == len(told.need.rows)
    assert told.finding.endswith(".")


def test_figures_and_cells_agree():
    told = long_run(facts())
    figures = told.figures
    ratio = number_text(figures.intensity[1].hours.value)
    assert in_need(told, "Traffic intensity, 26")[2] == f"{ratio}%"
    assert f"{ratio}%" in told.finding
    need = figures.need
    assert in_need(told, "Target size")[2] == number_text(need.size_hours)
    assert figures.relief.hours.value == pytest.approx(
        max(need.hours + (figures.open.hours_left - need.size_hours) / 26, 0)
    )
    strength = figures.strength
    assert figures.sustaining_people.value == pytest.approx(
        (need.sustaining_hours - strength.coming) / strength.of_full_time
    )
    assert figures.clearance.hours.value == pytest.approx(
        figures.open.hours_left / strength.coming
    )


def test_an_overloaded_unit_grows_and_never_gets_to_its_target_size():
    one = replace(two_examiners(), people=two_examiners().people[:1])
    heavy = ledger_of(
        *(
            request(
                (S.ACCEPTED, OCTOBER - timedelta(days=days)),
                priority=days % 4 + 1,
                received=OCTOBER - timedelta(days=days),
                effort=30.0,
            )
            for days in range(1, 380)
        ),
        request(
            (S.SUBMITTED, OCTOBER - timedelta(days=379)),
            (S.REJECTED, OCTOBER - timedelta(days=379)),
        ),
    )
    told = long_run(facts(ledger=heavy, team=one))
    assert told.tone is Tone.BAD
    assert "so that the backlog grows" in told.finding
    row = in_need(told, "Time to target size")
    assert row[1:] == ("\N{EN DASH}", "\N{EN DASH}", "Never at this level")
    assert told.waits.rows[-1].cells[-1].startswith("Never caught up with")
    assert told.figures.in_time.value is None
    assert told.figures.records.gap is None


def test_a_unit_with_time_to_spare_is_told_so():
    told = long_run(facts(ledger=history(40)))
    light = long_run(facts(ledger=one_week()))
    assert told.figures.basis.weeks == 26
    assert "can keep up" in light.finding
    assert light.tone is Tone.GOOD
    assert "The history covers 1 of 26 weeks." in light.notes


def test_without_people_or_history_the_finding_says_what_is_missing():
    assert "whose hours are recorded" in long_run(facts(team=NOBODY)).finding
    assert "no history" in long_run(facts(ledger=ledger_of())).finding
    ended = long_run(facts(as_at=date(2028, 6, 30)))
    assert "Nothing was accepted" in ended.finding


def test_words_at_their_limits():
    assert intensity_words(100)[1] is Tone.BAD
    assert intensity_words(85)[1] is Tone.GOOD
    assert intensity_words(None) == ("Cannot be said", Tone.PLAIN)
    assert pressure_words(1)[1] is Tone.GOOD
    assert pressure_words(None)[1] is Tone.PLAIN
    assert people_words(-1.2)[0] == "1.2 FTE fewer would do"
    assert people_words(0.01)[0] == "As many people as are planned"
    assert people_words(None)[1] is Tone.PLAIN
    assert beyond_words(10, 10)[1] is Tone.GOOD
    assert beyond_words(15, 10)[1] is Tone.WATCH
    assert beyond_words(15, 0)[1] is Tone.PLAIN
    assert wait_words(1, 28)[1] is Tone.GOOD
    assert wait_words(1, 27)[1] is Tone.WATCH
    assert wait_words(1, 6)[1] is Tone.BAD


def test_time_to_issue_counts_what_is_open_and_says_so():
    told = long_run(facts())
    assert len(told.stays.rows) == len(told.stays_behind) == 4
    for row, figures in zip(told.stays.rows, told.stays_behind, strict=True):
        values = [each.value for each in figures if each.value is not None]
        assert values == sorted(values)
        shown = [cell.startswith("over ") for cell in row.cells[2:5]]
        assert shown == [each.value is None for each in figures]


def test_the_second_opinion_is_the_same_for_the_same_seed():
    known = facts()
    first, second = long_run(known, seed=3), long_run(known, seed=3)
    assert first.second_opinion == second.second_opinion
    assert "with 85% certainty" in first.second_opinion
    assert not long_run(facts(ledger=ledger_of())).second_opinion


def test_capacity_is_that_of_the_weeks_in_which_the_demand_came():
    # two examiners came when the records began, ten weeks ago
    began = OCTOBER - timedelta(days=70)
    both = tuple(replace(one, starts_on=began) for one in two_examiners().people)
    young = replace(two_examiners(), people=both)
    days = [began + timedelta(days=n) for n in range(70)]
    known = ledger_of(
        *(request((S.ACCEPTED, day), (S.ISSUED, day), effort=5.0) for day in days)
    )
    told = long_run(facts(ledger=known, team=young)).figures
    ten, half, year = told.strength.past
    assert [flow.weeks for flow in told.flows] == [10, 10, 10]
    assert ten == half == year > 0
    assert len({each.hours.value for each in told.intensity}) == 1


def test_one_week_and_an_empty_list_are_told_as_they_are():
    light = long_run(facts(ledger=one_week()))
    assert any(note.startswith("On 1 week the demand") for note in light.notes)
    day = OCTOBER - timedelta(days=10)
    done = ledger_of(request((S.ACCEPTED, day), (S.ISSUED, day), effort=4.0))
    said = long_run(facts(ledger=done)).second_opinion
    assert said.endswith("certainty; nothing is outstanding now.")


def test_hours_that_nothing_tells_are_not_taken_for_none():
    day = OCTOBER - timedelta(days=10)
    told = long_run(facts(ledger=ledger_of(request((S.ACCEPTED, day), priority=2))))
    assert "1 request arrived, with nothing that tells the hours" in told.finding
    assert told.tone is Tone.PLAIN
    assert told.figures.intensity[1].hours.value is None
    assert told.figures.sustaining_people.value is None
    assert in_need(told, "Sustaining capacity")[-1] == "Cannot be said"
