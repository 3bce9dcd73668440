from dataclasses import replace
from datetime import date

import pytest

from app.errors import InvalidRequest
from app.rules.intake import (
    LONGEST,
    MANDATORY,
    ExhibitAsked,
    Intake,
    faults,
    refuse_faulty,
)

TODAY = date(2026, 3, 31)
FILLED = Intake(
    reference="DF-2026-0001",
    requester="Team 4",
    division="DIV_A",
    offence="FRAUD",
    legal_basis="L_WARRANT",
    summary="Recover the invoices.",
    submitted_on=date(2026, 3, 30),
)


def exhibit(reference, **facts):
    return ExhibitAsked(**{"reference": reference, "type": "PHONE_SMART", **facts})


def messages(**facts):
    return [fault.message for fault in faults(replace(FILLED, **facts), TODAY)]


def test_a_filled_form_has_no_fault():
    assert faults(FILLED, TODAY) == ()


def test_an_empty_form_lacks_every_mandatory_field():
    assert {fault.field for fault in faults(Intake(), TODAY)} == MANDATORY


def test_text_of_100_000_characters_is_refused_at_a_stated_limit():
    said = messages(summary="x" * 100_000)
    assert said == [
        "What is to be answered has 100,000 characters; at most 10,000 can be kept."
        " Shorten it, and keep the whole in the case papers."
    ]
    assert messages(summary="x" * LONGEST) == []


@pytest.mark.parametrize("bad", ["\0", "\ud800"])
def test_characters_that_cannot_be_kept_are_refused(bad):
    assert "cannot be kept" in messages(operation_name=f"Op {bad}")[0]
    assert "cannot be kept" in messages(exhibits=(exhibit(f"A{bad}1"),))[0]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"submitted_on": date(2026, 4, 1)}, "The submission lies in the future"),
        ({"received_on": date(2026, 4, 1)}, "The receipt lies in the future"),
        ({"offence_on": date(2026, 4, 1)}, "The offence lies in the future"),
        ({"offence_on": date(2026, 3, 31)}, "It is submitted before the offence"),
        (
            {"offence_on": date(2026, 3, 1), "prosecutor_on": date(2026, 2, 1)},
            "The prosecutor's day lies before the offence of 1 Mar 2026",
        ),
        (
            {"exhibits": (exhibit("A1", received_on=date(2026, 4, 2)),)},
            "Exhibit 1: it is received in the future",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(facts, words):
    assert messages(**facts)[0].startswith(words)


def test_exhibits_may_be_received_before_the_request_is_submitted():
    assert messages(received_on=date(2026, 3, 1)) == []


def test_exhibits_with_the_same_reference_are_refused_with_their_lines():
    pair = exhibit("AB/1"), exhibit("ab 1")
    assert messages(exhibits=pair) == ["Exhibit 2: ab 1 stands in line 1 already."]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (exhibit(" - "), "give it a reference"),
        (exhibit("A1", type=""), "choose what it is"),
        (exhibit("A1", size=-1.0), "-1 GB cannot be"),
        (exhibit("A1", size=float("nan")), "nan GB cannot be"),
        (exhibit("A1", parent="B9"), "there is no exhibit B9 here"),
        (exhibit("A1", parent="A1"), "taken out of itself"),
    ],
)
def test_an_exhibit_that_cannot_be_is_refused(one, words):
    assert words in messages(exhibits=(one,))[0]


def test_more_exhibits_than_a_request_may_have_are_refused():
    many = tuple(exhibit(f"A{number}") for number in range(501))
    assert "more than the 500" in messages(exhibits=many)[0]


def test_the_last_exhibit_not_a_child_says_when_all_was_received():
    first = exhibit("A1", received_on=date(2026, 3, 2))
    child = exhibit("A1-SIM", parent="A1")
    last = exhibit("A2", received_on=date(2026, 3, 5))
    form = replace(FILLED, exhibits=(first, child, last))
    assert form.all_received_on == date(2026, 3, 5)
    assert replace(form, exhibits=(first, exhibit("A2"))).all_received_on is None


def test_the_refusal_says_the_first_fault_and_how_many_more():
    with pytest.raises(InvalidRequest, match=r"a reference. There are 6 more."):
        refuse_faulty(Intake(), TODAY)
