import re
from datetime import date

import pytest

from app.errors import VocabularyError
from app.resource import RESOURCES
from app.rules.clock import Verified
from app.rules.clock_file import parse_rules
from app.store.proceeding import shipped_rules
from app.store.setting import REGIONS

GOOD = """\
title = "Somewhere"
checked_on = 2026-11-22

[[rule]]
id = "TRIAL"
label = "Trial begun"
consequence = "Release."
starts = "petition_on"
months = 12
custody = ["PETITION_BAIL", "INDICTED"]
valid_from = 2025-12-01
source = "An Act"
verified = "background, check"

[[rule]]
id = "HEARING"
label = "Hearing"
consequence = "Release."
starts = "committal_on"
days = 80
custody = ["PETITION_BAIL"]
source = "An Act"
verified = "verified"
"""


def refused(text, codes=()):
    with pytest.raises(VocabularyError) as caught:
        parse_rules("somewhere", text, codes)
    return str(caught.value)


def test_a_file_is_read_as_it_stands():
    found = parse_rules("somewhere", GOOD)
    first = found.rules[0]
    assert (found.title, found.checked_on) == ("Somewhere", date(2026, 11, 22))
    assert (first.length, first.verified) == ("12 months", Verified.BACKGROUND)
    assert first.custody == ("PETITION_BAIL", "INDICTED")
    assert first.valid_from == date(2025, 12, 1)
    assert found.label("HEARING") == "Hearing"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("months = 12", "months = 12 month", 9, "cannot be read"),
        ('"An Act"\nverified = "v', '"An Act\nverified = "v', 22, "cannot be read"),
        ("months = 12", "month = 12", 9, "“month”, which is no word"),
        ("months = 12", 'months = "12"', 9, "wrong months: it must be a whole number"),
        ("months = 12", "months = -12", 9, "wrong months"),
        ("months = 12", "months = true", 9, "wrong months"),
        ("days = 80", "days = 80\nmonths = 2", 21, "days or months, not both"),
        ("days = 80\n", "", 15, "days or months"),
        ('"petition_on"', '"petiton_on"', 8, "wrong starts: it must be one of"),
        ("2025-12-01", '"2025-12-01"', 11, "wrong valid_from: write the day"),
        ("2025-12-01", "2025-13-01", 11, "cannot be read"),
        ("2025-12-01", "2025-12-01\nvalid_to = 2025-11-30", 12, "ends before it"),
        ('"verified"', '"certain"', 23, "wrong verified"),
        ('label = "Hearing"\n', "", 15, "has no label"),
        ('label = "Hearing"', 'label = ""', 17, "wrong label"),
        ('"HEARING"', '"TRIAL"', 16, "the rule TRIAL again"),
        ("days = 80", 'days = 80\nreplaces = "TRAIL"', 21, "TRAIL, which is no rule"),
        ("days = 80", 'days = 80\nin_use = "no"', 21, "true or false"),
        ('["PETITION_BAIL"]', '"PETITION_BAIL"', 21, "a list in square brackets"),
        ('title = "S', 'titel = "S', 1, "“titel”, which is no word"),
    ],
)
def test_an_error_is_named_with_file_and_line(right, wrong, line, words):
    assert right in GOOD
    place = GOOD.rindex(right) if "HEARING" in right or line > 14 else GOOD.index(right)
    text = GOOD[:place] + wrong + GOOD[place + len(right) :]
    said = refused(text)
    assert said.startswith(f"Line {line} of the clock file somewhere.toml")
    assert re.search(re.escape(words), said)


def test_a_custody_status_that_is_no_code_is_refused():
    said = refused(GOOD, ("PETITION_BAIL",))
    assert said.startswith("Line 10 ")
    assert "INDICTED, which is no custody status" in said


def test_a_remedy_names_the_words_that_may_stand():
    said = refused(GOOD.replace("months", "length"))
    assert "The words are: id, label" in said


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_rules_with_a_source(region):
    rules = shipped_rules(region)
    assert rules.rules
    for rule in rules.rules:
        assert rule.source
        assert rule.custody


def test_the_rules_of_england_and_wales_are_an_example():
    rules = shipped_rules("england_and_wales")
    assert rules.is_example
    assert {rule.verified for rule in rules.rules} == {Verified.BACKGROUND}


def test_the_shipped_files_say_what_they_are():
    for path in (RESOURCES / "clocks").glob("*.toml"):
        assert "planning aid, not legal advice" in path.read_text("utf-8")


def test_a_region_without_rules_is_said():
    with pytest.raises(VocabularyError, match="no file of clock rules for atlantis"):
        shipped_rules("atlantis")
