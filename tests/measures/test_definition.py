"""The sentences under the figures."""

import pytest

from app.measures.definition import MEASURES, definitions, sentence_of


def test_every_measure_of_the_main_job_is_defined_once():
    codes = [measure.code for measure in definitions()]
    flow, people = (*range(1, 15), *range(19, 22), *range(25, 33)), range(50, 57)
    flow = (*flow[:14], 16, 17, *flow[14:])
    skills = ["M32S", "M32B", "M32Q", "M33"]
    expected = [
        *(f"M{n:02}" for n in flow if n <= 10),
        *("M10R", "M10H", "M10Y", "M10F", "M10C"),
        *(f"M{n:02}" for n in flow if n > 10),
        *skills,
        *("M36", "M36C", "M37"),
        *(f"M{n}" for n in (*people, 58, *range(60, 69))),
        "B6",
    ]
    assert codes == expected
    assert set(MEASURES) == set(expected)


@pytest.mark.parametrize("measure", definitions(), ids=lambda measure: measure.code)
def test_each_definition_is_one_sentence_with_a_unit(measure):
    assert measure.sentence.endswith(".")
    assert measure.sentence[0].isupper()
    assert not {"{", "}"} & set(measure.sentence)
    assert measure.label
    assert measure.unit


def test_a_choice_stands_in_the_sentence():
    assert "more than 90 calendar days" in sentence_of("M06", threshold=90)
