import pytest

from app.errors import InvalidRequest, VocabularyError
from app.rules.effort import (
    Norm,
    Wanted,
    estimate_scope,
    examination_of,
    parse_norms,
)
from app.store.norm import shipped_norms

FAMILIES = {
    "PHONE_SMART": "mobile",
    "LAPTOP": "computer",
    "HDD_INT": "computer",
    "USB": "media",
    "CONSOLE": "console",
    "OTHER": "other",
}


def estimate(*wanted, is_online_abuse=False, norms=None):
    return estimate_scope(
        [
            Wanted(exhibit=str(place), device=device, level=level)
            for place, (device, level) in enumerate(wanted)
        ],
        norms=shipped_norms() if norms is None else norms,
        is_online_abuse=is_online_abuse,
        families=FAMILIES,
    )


@pytest.mark.parametrize(
    ("family", "level", "type_"),
    [
        ("mobile", "0", "KIOSK"),
        ("mobile", "1", "MOB_L1"),
        ("mobile", "2", "MOB_L2"),
        ("mobile", "3", "MOB_L3"),
        ("computer", "1", "COMP_PREV"),
        ("computer", "2", "COMP_TGT"),
        ("computer", "3", "COMP_FULL"),
        ("media", "1", "MEDIA"),
        ("media", "0", "KIOSK"),
        ("footage", "2", "VID"),
        ("cloud", "2", "CLOUD_X"),
        ("network", "3", "NET_LOG"),
        ("wallet", "3", "CRYPTO"),
        ("vehicle", "3", "VEH_IOT"),
        ("other", "1", "TRI_LAB"),
        ("mobile", "ONSITE", "ONSITE"),
    ],
)
def test_device_family_and_level_lead_to_the_examination(family, level, type_):
    assert examination_of(family, level) == (type_, level)


def test_without_a_level_the_usual_one_of_the_device_is_taken():
    assert examination_of("mobile", None) == ("MOB_L1", "1")
    assert examination_of("computer", "9") == ("COMP_TGT", "2")


def test_a_scope_is_its_examinations_and_one_report():
    found = estimate(("PHONE_SMART", "2"), ("USB", "1"))
    assert [line.type for line in found.lines] == ["MOB_L2", "MEDIA", "REPORT"]
    assert found.total == pytest.approx(6.5 + 1.8 + 5)
    assert [line.median for line in found.lines] == [5, 1.2, 4]


def test_online_abuse_is_graded_once():
    lines = estimate(("LAPTOP", "3"), ("PHONE_SMART", "1"), is_online_abuse=True).lines
    assert [line.type for line in lines if line.exhibit is None] == ["GRADE", "REPORT"]


def test_a_loose_drive_has_a_norm_of_its_own():
    assert estimate(("HDD_INT", "2")).lines[0].median == 6
    assert estimate(("LAPTOP", "2")).lines[0].median == 12


def test_the_frontline_alone_takes_no_examiner_hours():
    found = estimate(("PHONE_SMART", "0"))
    assert (found.total, found.unknown, len(found.lines)) == (0, (), 1)


def test_a_type_without_a_norm_is_named_and_not_guessed():
    norms = [norm for norm in shipped_norms() if norm.type != "MEDIA"]
    found = estimate(("USB", "1"), norms=norms)
    assert found.unknown == ("MEDIA",)
    assert found.lines[0].estimate is None


def test_four_in_five_of_a_request_lies_between_its_hours_and_the_sum_of_the_lines():
    found = estimate(("LAPTOP", "3"), ("LAPTOP", "2"), ("PHONE_SMART", "2"))
    assert found.total < found.p80 < sum(line.p80 for line in found.lines)


def test_a_single_line_has_its_own_norm():
    norm = Norm(type="MOB_L1", median=3, p80=5, source="typed")
    line = estimate(("PHONE_SMART", "1"), norms=[norm]).lines[0]
    assert (line.median, line.p80) == (3, 5)
    assert line.hours == pytest.approx(3.6, abs=0.05)


def test_main_type_is_the_one_that_takes_most_hours():
    assert estimate(("USB", "1"), ("LAPTOP", "2")).main_type == "COMP_TGT"
    assert estimate().main_type is None


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"median": -1}, "median"),
        ({"median": 0}, "median"),
        ({"median": float("nan")}, "median"),
        ({"median": 3, "p80": 2}, "below its median"),
        ({"median": 3, "mean": -2}, "mean"),
    ],
)
def test_a_norm_that_cannot_be_is_refused(facts, word):
    with pytest.raises(InvalidRequest, match=word):
        Norm(type="MOB_L1", source="typed", **facts)


def test_a_mistake_in_the_list_of_norms_is_named_with_its_line():
    head = "type,level,device,median,mean,p80,source\n"
    with pytest.raises(VocabularyError, match="Line 3"):
        parse_norms(f"{head}MOB_L1,1,,3,3.6,5,BK\nMOB_L2,2,,five,6,9,BK\n")
    with pytest.raises(VocabularyError, match=r"Line 2.*below"):
        parse_norms(f"{head}MOB_L1,1,,3,3.6,2,BK\n")
    with pytest.raises(VocabularyError, match="columns"):
        parse_norms("type,hours\nMOB_L1,3\n")
