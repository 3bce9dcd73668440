import json

import pytest

from app.errors import ImportFileError
from app.intake.dates import DateFormat
from app.intake.fields import FIELDS
from app.intake.mapping import (
    Mapping,
    check_mapping,
    fingerprint,
    from_json,
    guess_mapping,
    to_json,
    unused,
)

COLUMNS = ["DFU Ref", "Date rec'd", "Report issued", "Phones", "OIC", "Colour"]


@pytest.fixture
def guessed(dictionaries):
    return guess_mapping(COLUMNS, dictionaries["requests"])


def test_columns_are_guessed_from_their_names(guessed):
    assert guessed.columns == {
        "reference": "DFU Ref",
        "received_on": "Date rec'd",
        "issued_on": "Report issued",
        "requester": "OIC",
    }
    assert guessed.counts == {"PHONE_SMART": "Phones"}
    assert unused(guessed, COLUMNS) == ["Colour"]


def test_no_two_columns_go_to_one_field_and_no_field_to_two(dictionaries):
    columns = ["Ref", "Reference", "Date received", "Received", "Received date"]
    guessed = guess_mapping(columns, dictionaries["requests"])
    assert len(set(guessed.columns.values())) == len(guessed.columns) == 2


def test_every_word_of_the_dictionaries_belongs_to_a_field(dictionaries, contexts):
    for kind, words in dictionaries.items():
        names = {field.name: field for field in FIELDS[kind]}
        assert set(words.fields) == set(names)
        for name, synonyms in words.values.items():
            vocabulary = contexts[kind].vocabularies[names[name].vocabulary]
            assert set(synonyms) == set(vocabulary.codes)


def test_a_user_may_move_a_column_to_another_field(guessed):
    edited = guessed.with_column("closed_on", "Report issued")
    assert edited.columns["closed_on"] == "Report issued"
    assert "issued_on" not in edited.columns
    assert edited.with_column("closed_on", None).columns.get("closed_on") is None


def test_a_mapping_is_saved_and_read_again(guessed):
    mapping = guessed.with_value("priority", "Very High!", "P1")
    mapping = mapping.with_date("received_on", DateFormat.DAY_FIRST)
    assert from_json(json.loads(json.dumps(to_json(mapping)))) == mapping


def test_a_damaged_mapping_is_refused():
    with pytest.raises(ImportFileError, match="mapping of columns cannot be read"):
        from_json({"kind": "requests", "columns": 3})


def test_a_source_is_known_by_its_columns_in_any_order():
    assert fingerprint(["Ref No", "Received"]) == fingerprint(["received", "REF  no."])
    assert fingerprint(["Ref"]) != fingerprint(["Ref", "Received"])


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"reference": "Ref"}, "no column for 'Received'"),
        ({}, "no column for 'Reference' and 'Received'"),
        ({"reference": "Ref", "received_on": "Gone"}, "no column called 'Gone'"),
        ({"reference": "Ref", "received_on": "Ref"}, "'Ref' is used for two fields"),
    ],
)
def test_a_mapping_that_cannot_serve_is_refused(columns, sentence):
    with pytest.raises(ImportFileError, match=sentence):
        check_mapping(Mapping(columns=columns), ["Ref", "In"])


def test_a_name_in_other_words_is_left_to_the_user(dictionaries):
    columns = ["No. of mobiles", "Priority (P1-P4)", "Date", "Exam level"]
    guessed = guess_mapping(columns, dictionaries["requests"])
    assert unused(guessed, columns) == ["Date", "Exam level"]


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        (["Ref", "Received", "Date completed"], "issued_on"),
        (["Ref", "Received", "Date completed", "Date issued"], "completed_on"),
        (["Ref", "Received", "Date completed", "Closed"], "completed_on"),
        (["Ref", "Received", "Exam completed"], "completed_on"),
    ],
)
def test_a_lone_day_of_completion_ends_a_request(dictionaries, columns, field):
    assert guess_mapping(columns, dictionaries["requests"]).columns[field] == columns[2]
