from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.request import Priority, Status
from app.errors import ImportFileError
from app.intake.check import Bin

HEAD = ("Ref", "Received", "Issued", "Priority", "Phones", "Est hours", "Summary")
GOOD = ("DF-1", "25/03/2026", "", "High", "2", "7.5", "Find messages")


def reasons(checked, place=0):
    return " ".join(checked.outcomes[place].reasons)


def spoilt(**cells):
    names = ("ref", "received", "issued", "priority", "phones", "hours", "summary")
    return tuple(cells.get(n, cell) for n, cell in zip(names, GOOD, strict=True))


def test_a_good_row_becomes_a_request_with_its_history(check):
    checked = check(HEAD, GOOD)
    item = checked.items[0]
    assert item.request.reference == "DF-1"
    assert item.request.received_on == date(2026, 3, 25)
    assert item.request.priority is Priority.URGENT
    assert (item.request.effort_estimated, item.exhibits) == (7.5, {"PHONE_SMART": 2})
    assert item.steps == ((Status.ACCEPTED, date(2026, 3, 25)),)
    assert checked.counts[Bin.TAKEN] == checked.rows == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (spoilt(ref=" "), "is missing"),
        (spoilt(received="29/02/2025"), "is a date that does not exist"),
        (spoilt(received="tbc"), "Received 'tbc': is not a date"),
        (spoilt(received=""), "no day on which it was received"),
        (spoilt(received="25/03/1926"), "before the year 2000"),
        (spoilt(received="25/04/2026"), "is after the day of the import"),
        (spoilt(issued="24/03/2026"), "before it was received on 25 Mar 2026"),
        (spoilt(phones="-1"), "Phones '-1': is a negative number"),
        (spoilt(phones="1.5"), "is not a whole number"),
        (spoilt(phones="two"), "is not a number"),
        (spoilt(phones="20000"), "is more than 10,000"),
        (spoilt(phones="9" * 40), "is more than 10,000"),
        (spoilt(hours="9" * 40), "is more than 100,000"),
        (spoilt(hours="nan"), "is not a number"),
        (spoilt(hours="1e5"), "is not a number"),
        (spoilt(hours="-4"), "is a negative number"),
        (spoilt(summary="x" * 10_001), "is longer than 10,000 characters"),
        (spoilt(summary="a\x00b"), "cannot be printed"),
        ((*GOOD, "too", "much"), "has 9 cells, the heading 7"),
    ],
)
def test_a_bad_row_is_rejected_with_its_reason(check, row, reason):
    checked = check(HEAD, spoilt(ref="DF-0"), row)
    assert checked.outcomes[1].bin is Bin.REJECTED
    assert reason in reasons(checked, 1)
    assert checked.counts[Bin.TAKEN] == 1


def test_every_fault_of_a_row_is_named(check):
    checked = check(HEAD, GOOD, spoilt(ref="DF-2", phones="-1", hours="x"))
    assert [problem.column for problem in checked.problems] == ["Phones", "Est hours"]
    assert {problem.line for problem in checked.problems} == {3}


def test_an_unknown_word_in_a_coded_column_is_left_empty_and_reported(check):
    checked = check(HEAD, spoilt(priority="Purple"))
    assert checked.items[0].request.priority is None
    assert checked.left_empty() == {"Priority": 1}
    assert reasons(checked) == "Priority 'Purple': is not known as a priority"


def test_an_unknown_offence_is_named_in_good_english(check):
    head = ("Ref", "Received", "Offence")
    checked = check(head, ("DF-1", "25/03/2026", "Purple"))
    assert "is not known as an offence" in reasons(checked)


def test_an_unknown_status_rejects_the_row(check):
    checked = check(("Ref", "Received", "Status"), ("DF-1", "25/03/2026", "Frozen"))
    assert "'Frozen': is not known as a status" in reasons(checked)


def test_a_status_without_its_date_rejects_the_row(check):
    checked = check(("Ref", "Received", "Status"), ("DF-1", "25/03/2026", "Closed"))
    assert "the status says closed" in reasons(checked)


def test_the_same_row_again_is_a_duplicate_of_its_line(check):
    checked = check(HEAD, GOOD, tuple(f" {cell} " for cell in GOOD))
    assert checked.outcomes[1].bin is Bin.DUPLICATE
    assert reasons(checked, 1) == "the same as line 2"


def test_the_same_reference_with_other_content_is_a_conflict(check):
    checked = check(HEAD, GOOD, spoilt(phones="3"))
    assert checked.outcomes[1].bin is Bin.REJECTED
    assert "DF-1 is also on line 2, with other content" in reasons(checked, 1)


def test_what_the_store_has_already_is_a_duplicate(check):
    stored = {"DF-1": check(HEAD, GOOD).items[0].request}
    checked = check(HEAD, GOOD, stored=stored)
    assert checked.outcomes[0].bin is Bin.DUPLICATE
    assert reasons(checked) == "in the store already"


def test_what_the_store_has_otherwise_is_shown_as_a_difference(check):
    request = replace(check(HEAD, GOOD).items[0].request, effort_estimated=9.0)
    checked = check(HEAD, GOOD, stored={"DF-1": request})
    assert checked.different == 1
    assert "Effort estimated: '7.5' in the file, '9.0' in the store" in reasons(checked)


def test_the_apostrophe_of_our_own_export_is_taken_off(check):
    checked = check(HEAD, spoilt(summary="'=cmd|' /C calc'!A0"))
    assert checked.items[0].request.summary == "=cmd|' /C calc'!A0"


def test_an_undecided_column_of_dates_stops_the_check(check):
    with pytest.raises(ImportFileError, match="'03/04/2025' could be either"):
        check(HEAD, spoilt(received="03/04/2025"))


def test_a_column_of_dates_in_two_orders_stops_the_check(check):
    with pytest.raises(ImportFileError, match="written in several ways"):
        check(HEAD, GOOD, spoilt(received="03/25/2026"))


def test_a_file_without_a_needed_column_is_refused(check):
    with pytest.raises(ImportFileError, match="no column for 'Received'"):
        check(("Ref", "Phones"), ("DF-1", "2"))


CELL = st.one_of(
    st.sampled_from(
        ("", " ", "DF-1", "DF-2", "25/03/2026", "2026-03-25", "-1", "High")
    ),
    st.text(max_size=5),
    st.integers().map(str),
    st.dates().map(str),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[CELL] * len(HEAD)), max_size=12))
def test_every_row_ends_in_exactly_one_bin(check, rows):
    try:
        checked = check(HEAD, *rows)
    except ImportFileError:
        return  # a column of dates is undecided: nothing is taken at all
    assert checked.rows == len(rows) == sum(checked.counts.values())
    assert [outcome.line for outcome in checked.outcomes] == list(
        range(2, 2 + len(rows))
    )
    assert checked.counts[Bin.TAKEN] == len(checked.items)
    for outcome in checked.outcomes:
        assert outcome.reasons or outcome.bin in (Bin.TAKEN, Bin.BLANK)
