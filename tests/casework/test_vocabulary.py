"""Code lists: the shipped ones are whole, and a faulty one says where it is faulty."""

from datetime import date
from pathlib import Path

import pytest

from app.casework.request import LEGAL_MOVES, STATUSES, Priority
from app.casework.vocabulary import Vocabulary, parse_moves, parse_vocabulary
from app.errors import VocabularyError

SHIPPED = Path(__file__).parents[2] / "resources" / "vocabulary"
LISTS = sorted(
    path.stem for path in SHIPPED.glob("*.csv") if path.stem != "status_moves"
)
HEAD = "code,label,guidance,valid_from,valid_to,order\n"
SIZES = {
    "request_status": 15,
    "exhibit_state": 13,
    "owner_role": 7,
    "access_state": 6,
    "exhibit_type": 29,
    "examination_type": 19,
    "examination_level": 5,
    "offence_category": 28,
    "priority": 4,
    "priority_factor": 14,
    "custody_status": 11,
    "return_reason": 8,
    "rejection_reason": 9,
    "hold_reason": 16,
    "closure_reason": 10,
    "skill": 22,
    "absence_kind": 23,
    "staff_role": 6,
}


def shipped(name: str) -> Vocabulary:
    text = (SHIPPED / f"{name}.csv").read_bytes().decode("utf-8")
    return parse_vocabulary(name, text)


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_every_list_of_the_domain_is_shipped_whole(name: str, size: int) -> None:
    assert len(shipped(name).terms) == size


@pytest.mark.parametrize("name", LISTS)
def test_every_shipped_code_has_a_label_and_one_line_of_guidance(name: str) -> None:
    for term in shipped(name).terms:
        assert term.guidance.endswith(".")
        assert "\n" not in term.guidance


@pytest.mark.parametrize(
    "path", sorted(SHIPPED.glob("*.csv")), ids=lambda path: path.stem
)
def test_shipped_lists_have_unix_line_ends_and_no_byte_order_mark(path: Path) -> None:
    assert b"\r" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_statuses_of_the_list_are_those_of_the_code_in_the_same_order() -> None:
    assert shipped("request_status").codes == tuple(STATUSES)


def test_the_moves_of_the_list_are_those_of_the_code() -> None:
    moves = parse_moves((SHIPPED / "status_moves.csv").read_text(encoding="utf-8"))
    pairs = {(move.from_code, move.to_code) for move in moves}
    assert len(pairs) == len(moves)
    assert pairs == {(a, b) for a, after in LEGAL_MOVES.items() for b in after}


def test_the_backlog_sets_of_the_list_are_those_of_the_domain() -> None:
    sets = {
        term.code: term.value("backlog_sets")
        for term in shipped("request_status").terms
    }
    assert {code for code in sets if "B1" in sets[code]} == {
        "SUBMITTED",
        "ASSESSING",
        "RETURNED",
    }
    assert {code for code in sets if "B2" in sets[code]} == {"ACCEPTED", "ALLOCATED"}
    assert {code for code in sets if "B3" in sets[code]} == {
        "ACCEPTED",
        "ALLOCATED",
        "IN_PROGRESS",
        "ON_HOLD",
        "EXTERNAL",
        "REVIEW",
        "READY",
    }


def test_the_priorities_are_those_of_the_code_with_targets_in_days() -> None:
    priorities = shipped("priority")
    assert priorities.codes == tuple(Priority)
    targets = [int(term.value("target_days")) for term in priorities.terms]
    assert targets == [1, 14, 60, 120]
    assert priorities.term("P1").value("start_hours") == "4"


def test_every_hold_reason_says_whose_side_it_is_on() -> None:
    sides = {term.value("side") for term in shipped("hold_reason").terms}
    assert sides == {"requester", "prosecutor", "technical", "unit", "external"}


def test_every_absence_kind_says_what_kind_it_is() -> None:
    for term in shipped("absence_kind").terms:
        is_abstraction = term.value("kind") == "abstraction"
        assert is_abstraction == term.code.startswith("B_")


def test_every_level_of_an_examination_type_is_a_level() -> None:
    levels = shipped("examination_level")
    for term in shipped("examination_type").terms:
        assert all(level in levels for level in term.value("level").split())


def test_every_value_of_a_factor_has_its_points() -> None:
    for term in shipped("priority_factor").terms:
        assert len(term.value("values").split()) == len(term.value("points").split())


def test_online_abuse_is_one_of_four_answers() -> None:
    answers = {term.value("online_abuse") for term in shipped("offence_category").terms}
    assert answers == {"yes", "no", "if_online", "maybe"}


def test_terms_come_in_the_order_of_the_list() -> None:
    vocabulary = parse_vocabulary("site", HEAD + "B,Second,,,,20\nA,First,,,,10\n")
    assert vocabulary.codes == ("A", "B")


def test_a_term_can_be_chosen_from_its_first_day_to_its_last() -> None:
    text = HEAD + "A,Old,,,2025-12-31,1\nB,New,,2026-01-01,,2\n"
    vocabulary = parse_vocabulary("site", text)
    assert [term.code for term in vocabulary.valid_on(date(2025, 12, 31))] == ["A"]
    assert [term.code for term in vocabulary.valid_on(date(2026, 1, 1))] == ["B"]


def test_a_code_that_is_not_in_the_list_is_shown_as_it_is() -> None:
    vocabulary = parse_vocabulary("site", HEAD + "A,First,,,,10\n")
    assert vocabulary.label("A") == "First"
    assert vocabulary.label("XYZ") == "XYZ"
    assert "XYZ" not in vocabulary


def test_asking_for_an_unknown_term_names_the_list_and_the_code() -> None:
    with pytest.raises(VocabularyError, match="list site has no code “XYZ”"):
        parse_vocabulary("site", HEAD + "A,First,,,,10\n").term("XYZ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "does not begin with the columns"),
        ("code,label\nA,First\n", "does not begin with the columns"),
        (HEAD.strip() + ",x,x\nA,First,,,,1,2,3\n", "two columns of the same name"),
        (HEAD + "A,First,,,\n", "Line 2 .* has 5 cells instead of 6"),
        (HEAD + "A,First,,,,1\nA,Again,,,,2\n", "has A twice"),
        (HEAD + "A,,,,,1\n", "Line 2 .* A has no label"),
        (HEAD + "a b,First,,,,1\n", "Line 2 .*“a b” is no code"),
        (HEAD + "A,First,,2025-02-29,,1\n", "Line 2 .* a day or an order"),
        (HEAD + "A,First,,2026-01-02,2026-01-01,1\n", "ends before it begins"),
        (HEAD + "A,First,,,,first\n", "Line 2 .* a day or an order"),
        (HEAD + 'A,"First,,,,1\n', "Line 2 .* cannot be read"),
    ],
)
def test_a_faulty_list_is_refused_with_what_and_where(text: str, sentence: str) -> None:
    with pytest.raises(VocabularyError, match=sentence):
        parse_vocabulary("site", text)


def test_a_faulty_list_of_moves_is_refused() -> None:
    with pytest.raises(VocabularyError, match="from_code,to_code"):
        parse_moves("from,to\nA,B\n")
