"""Ages, bands, the oldest and over age, worked by hand and against a plain loop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.measures.age import (
    AGE_BANDS,
    PRIORITIES,
    Since,
    age_bands,
    ages,
    median_age,
    oldest_open,
    over_age,
    over_age_share,
)
from app.measures.backlog import Backlog
from tests.measures.histories import DAY, S, ledger_of, on, request

TODAY = on("2024-03-31")


def waiting(days, **facts):
    """A request accepted long ago whose last exhibit came in so many days ago."""
    received = None if days is None else TODAY - days * DAY
    return request((S.ACCEPTED, on("2020-01-01")), received=received, **facts)


def test_age_counts_calendar_days_over_a_leap_day_and_a_clock_change():
    ledger = ledger_of(
        request((S.ACCEPTED, on("2024-02-28")), received=on("2024-02-28"))
    )
    assert ages(ledger, on("2024-02-28")).days.tolist() == [0]
    assert ages(ledger, on("2024-03-01")).days.tolist() == [2]
    assert ages(ledger, on("2024-03-31")).days.tolist() == [32]


def test_a_request_not_received_or_received_later_is_in_scope_and_has_no_age():
    ledger = ledger_of(waiting(None), waiting(-1), waiting(10))
    found = ages(ledger, TODAY)
    assert found.rows.tolist() == [2]
    assert (found.coverage.used, found.coverage.scope) == (1, 3)


@pytest.mark.parametrize(
    ("since", "age", "words"),
    [
        (Since.SUBMITTED, 30, "since submission"),
        (Since.ACCEPTED, 20, "since acceptance"),
        (Since.RECEIVED, 10, "since the receipt of the last exhibit needed"),
    ],
)
def test_the_day_from_which_age_counts_can_be_chosen_and_is_said(since, age, words):
    ledger = ledger_of(
        waiting(10, submitted=TODAY - 30 * DAY, accepted=TODAY - 20 * DAY)
    )
    figure = median_age(ledger, TODAY, since=since)
    assert figure.value == age
    assert words in figure.definition


def test_each_band_ends_where_the_next_begins():
    edges = (0, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, 4000)
    table = age_bands(ledger_of(*(waiting(days) for days in edges)), TODAY)
    assert [figure.rows.tolist() for figure in table.requests] == [
        [0, 1],
        [2, 3],
        [4, 5],
        [6, 7],
        [8, 9],
        [10, 11],
    ]


def test_bands_count_open_exhibits_and_split_by_priority():
    table = age_bands(
        ledger_of(
            waiting(5, priority=1, exhibits=((None, 1.0), (None, 1.0))),
            waiting(5, exhibits=((TODAY, 1.0), (None, 1.0))),
            waiting(400, priority=4),
        ),
        TODAY,
    )
    assert [figure.value for figure in table.exhibits] == [3, 0, 0, 0, 0, 0]
    counts = {
        label: [figure.value for figure in row]
        for label, row in table.by_priority.items()
    }
    assert tuple(counts) == PRIORITIES
    assert counts["P1"] == [1, 0, 0, 0, 0, 0]
    assert counts["P4"] == [0, 0, 0, 0, 0, 1]
    assert counts["Not decided"] == [1, 0, 0, 0, 0, 0]


def test_the_oldest_is_named_with_what_one_asks_next():
    held = request(
        (S.ACCEPTED, on("2020-01-01")),
        (S.ON_HOLD, on("2024-03-01")),
        received=on("2023-03-31"),
        priority=3,
    )
    figure = oldest_open(ledger_of(waiting(10), held), TODAY)
    assert figure.value == 366
    assert figure.rows.tolist() == [1]
    assert figure.note == "DF-2, P3, no offence, on hold"


def test_nothing_open_has_no_oldest_and_no_median():
    assert oldest_open(ledger_of(), TODAY).value is None
    assert median_age(ledger_of(), TODAY).value is None
    assert over_age_share(ledger_of(), TODAY).value is None


def test_over_age_is_more_than_the_threshold():
    ledger = ledger_of(waiting(30), waiting(31), waiting(61), waiting(None))
    assert over_age(ledger, TODAY).value == 2
    assert over_age(ledger, TODAY, threshold=60).rows.tolist() == [2]
    assert (
        "more than 60 calendar days" in over_age(ledger, TODAY, threshold=60).definition
    )
    share = over_age_share(ledger, TODAY)
    assert share.value == pytest.approx(100 * 2 / 3)
    assert (share.unit, share.coverage.scope) == ("%", 4)


def test_ages_of_another_backlog_say_so():
    ledger = ledger_of(request((S.SUBMITTED, TODAY), received=TODAY))
    assert over_age(ledger, TODAY).coverage.scope == 0
    figure = over_age(ledger, TODAY, definition=Backlog.B1)
    assert figure.coverage.scope == 1
    assert "the backlog B1" in figure.definition


@given(st.lists(st.none() | st.integers(-5, 800)))
def test_bands_hold_every_request_of_known_age_once(found):
    ledger = ledger_of(*(waiting(days) for days in found))
    known = [days for days in found if days is not None and days >= 0]
    table = age_bands(ledger, TODAY)
    for band, figure in zip(AGE_BANDS, table.requests, strict=True):
        inside = [band.lowest <= days <= (band.highest or 10**6) for days in known]
        assert figure.value == sum(inside)
    by_priority = sum(f.value for row in table.by_priority.values() for f in row)
    assert by_priority == len(known)
    assert over_age(ledger, TODAY).value == sum(days > 30 for days in known)


@pytest.mark.parametrize(
    "measure", [median_age, oldest_open, over_age, over_age_share, age_bands]
)
def test_every_measure_of_age_follows_the_day_and_the_backlog_that_were_chosen(measure):
    """Accepted 800 days before it was received; the other waits for assessment."""
    ledger = ledger_of(
        request(
            (S.ACCEPTED, TODAY - 810 * DAY),
            received=TODAY - 10 * DAY,
            accepted=TODAY - 810 * DAY,
        ),
        request((S.SUBMITTED, TODAY - 5 * DAY), submitted=TODAY - 5 * DAY),
    )

    def read(**chosen):
        found = measure(ledger, TODAY, **chosen)
        figures = found.requests if measure is age_bands else (found,)
        return [(figure.value, figure.coverage.scope) for figure in figures], figures

    usual, figures = read()
    by_acceptance, _ = read(since=Since.ACCEPTED)
    of_the_gate, at_gate = read(since=Since.SUBMITTED, definition=Backlog.B1)
    assert usual != by_acceptance
    assert {scope for _, scope in of_the_gate} == {1}
    assert all("B3" in figure.definition for figure in figures)
    assert all("B1" in figure.definition for figure in at_gate)
    assert all("submission" in figure.definition for figure in at_gate)


def test_figures_of_age_have_labels_units_and_the_rows_behind_them():
    ledger = ledger_of(waiting(10), waiting(70), waiting(None))
    told = {
        median_age: ("Median age", "days", [0, 1]),
        oldest_open: ("Oldest open request", "days", [1]),
        over_age: ("Over-age backlog (B4)", "requests", [1]),
        over_age_share: ("Over-age share", "%", [1]),
    }
    for measure, (label, unit, rows) in told.items():
        figure = measure(ledger, TODAY)
        assert (figure.label, figure.unit) == (label, unit)
        assert figure.rows.tolist() == rows
        assert (figure.coverage.used, figure.coverage.scope) == (2, 3)
    band = age_bands(ledger, TODAY)
    assert [figure.unit for figure in band.exhibits] == ["exhibits"] * 6
    assert band.requests[2].label.endswith("61 to 90 days")
    assert band.by_priority["P1"][0].label != band.requests[0].label
