from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casework.request import Priority, Request, Status
from app.casework.vocabulary import parse_vocabulary
from app.errors import PolicyError
from app.resource import RESOURCES
from app.rules.effect import preview, standing_under
from app.rules.policy import (
    NO_POINTS,
    check_policy,
    check_values,
    default_policy,
    parse_policy,
    policy_text,
)
from app.rules.priority import Source, factor_values, points_of, score_of

TODAY = date(2026, 3, 31)
FACTORS = parse_vocabulary(
    "priority_factor",
    (RESOURCES / "vocabulary" / "priority_factor.csv").read_text("utf-8"),
)
SHIPPED = default_policy(FACTORS, TODAY)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        code: st.sampled_from(list(points)) for code, points in SHIPPED.factors.items()
    },
)


def request(**facts):
    usual = {"uid": "1", "reference": "DF-1", "status": Status.ACCEPTED}
    return Request(**{**usual, **facts})


def with_points(code, value, points):
    changed = {**SHIPPED.factors[code], value: points}
    return replace(SHIPPED, factors={**SHIPPED.factors, code: changed})


@given(VALUES)
def test_a_score_is_the_sum_of_its_visible_lines(values):
    score = score_of(SHIPPED, values)
    assert score.total == sum(line.points for line in score.lines)
    assert score.total == points_of(SHIPPED, values)
    assert score.known == len(values)
    assert [line.factor for line in score.lines] == list(SHIPPED.factors)


@given(VALUES, st.sampled_from(list(SHIPPED.factors)), st.integers(0, 50), st.data())
def test_more_points_never_lower_the_priority(values, code, more, data):
    value = data.draw(st.sampled_from(list(SHIPPED.factors[code])))
    raised = with_points(code, value, SHIPPED.factors[code][value] + more)
    before, after = score_of(SHIPPED, values), score_of(raised, values)
    assert after.total >= before.total
    assert after.priority <= before.priority


@given(st.lists(VALUES, min_size=2, max_size=6), st.integers(1, 50))
def test_more_points_never_move_a_request_towards_the_back(every, more):
    requests = [
        request(uid=str(at), reference=f"DF-{at}", factors={"F_LIFE": "no", **values})
        for at, values in enumerate(every)
    ]
    ranked = [
        replace(one, priority=standing_under(
            one, SHIPPED, as_at=TODAY, days_to_limit=None).priority)
        for one in requests
    ]  # fmt: skip
    ranked[0] = replace(ranked[0], factors={**ranked[0].factors, "F_TRUST": "yes"})
    others = [
        replace(one, factors={**one.factors, "F_TRUST": "no"}) for one in ranked[1:]
    ]
    before = preview([ranked[0], *others], SHIPPED, SHIPPED, as_at=TODAY)
    raised = with_points("F_TRUST", "yes", 8 + more)
    after = preview([ranked[0], *others], SHIPPED, raised, as_at=TODAY)
    place = {one.uid: one.place_after for one in before.shifts}
    assert place["0"] >= next(one.place_after for one in after.shifts if one.uid == "0")


def test_thresholds_lead_to_priorities():
    assert [SHIPPED.priority_of(points) for points in (40, 39.5, 24, 10, 9)] == [
        *("P1", "P2", "P2", "P3", "P4"),
    ]


def test_what_is_shipped_fits_the_list_and_is_read_as_it_was_written():
    check_policy(SHIPPED, FACTORS)
    again = parse_policy(policy_text(SHIPPED), number=1, adopted_on=TODAY)
    assert again == SHIPPED


def test_facts_give_their_factors_a_value():
    found = factor_values(
        request(
            custody="PETITION_CUSTODY",
            received_on=TODAY - timedelta(days=91),
            victim_device=True,
            risk_band="VERY_HIGH",
            urgency="Hearing brought forward",
            factors={"F_LIFE": "no", "F_MEDIA": "yes"},
        ),
        as_at=TODAY,
        days_to_limit=30,
    )
    assert found == {
        "F_LIFE": "no",
        "F_MEDIA": "yes",
        "F_CUSTODY": "custody",
        "F_AGE": "91_to_180",
        "F_VICTIM_DEV": "yes",
        "F_SUSPECT": "very_high",
        "F_DECLARED": "with_reason",
        "F_LIMIT": "15_to_30",
    }


@pytest.mark.parametrize(
    ("days", "value"),
    [
        *[(-3, "14_or_less"), (14, "14_or_less"), (15, "15_to_30"), (31, "31_to_90")],
        *[(90, "31_to_90"), (91, "over_90")],
    ],
)
def test_days_to_the_limit_fall_into_bands(days, value):
    found = factor_values(request(), as_at=TODAY, days_to_limit=days)
    assert found["F_LIMIT"] == value


def test_what_is_not_recorded_stays_unknown():
    values = factor_values(request(), as_at=TODAY)
    assert values == {"F_DECLARED": "no"}
    score = score_of(SHIPPED, values)
    assert (score.known, score.of, score.total) == (1, 14, 0)
    assert score.lines[0].source is Source.UNKNOWN


def test_a_court_without_a_recorded_limit_does_not_mean_that_there_is_none():
    assert "F_LIMIT" not in factor_values(request(custody="INDICTED"), as_at=TODAY)
    known = factor_values(request(custody="NO_ACCUSED"), as_at=TODAY)
    assert known["F_LIMIT"] == "none"


def test_a_risk_band_counts_as_supplied_and_is_never_computed():
    judged = request(factors={"F_CHILD": "identified", "F_REPEAT": "yes"})
    assert "F_SUSPECT" not in factor_values(judged, as_at=TODAY)


def test_media_interest_and_urgency_without_a_reason_carry_no_points():
    values = factor_values(request(urgency=" "), as_at=TODAY)
    assert values["F_DECLARED"] == "without_reason"
    assert score_of(SHIPPED, {**values, "F_MEDIA": "yes"}).total == 0


def test_a_policy_gives_no_points_to_what_never_carries_any():
    for code, value in NO_POINTS:
        with pytest.raises(PolicyError, match="never carries points"):
            check_policy(with_points(code, value, 5), FACTORS)


@pytest.mark.parametrize("points", [-1, float("nan"), float("inf"), 1000])
def test_points_that_cannot_be_are_refused_by_name(points):
    with pytest.raises(PolicyError, match="F_LIFE") as caught:
        with_points("F_LIFE", "yes", points)
    assert caught.value.place == "F_LIFE/yes"


def test_missing_points_are_refused_by_name():
    without = {code: dict(values) for code, values in SHIPPED.factors.items()}
    del without["F_TRUST"]["yes"]
    with pytest.raises(PolicyError, match="Position of trust: “yes” has no points"):
        check_policy(replace(SHIPPED, factors=without), FACTORS)


def test_points_written_as_nothing_are_missing():
    text = policy_text(SHIPPED).replace('"F_TRUST":{"no":0.0,"yes":8.0}',
                                        '"F_TRUST":{"no":0.0,"yes":null}')  # fmt: skip
    with pytest.raises(PolicyError, match="missing") as caught:
        parse_policy(text, number=2, adopted_on=TODAY)
    assert caught.value.place == "F_TRUST/yes"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"factors": 3}', "no policy"])
def test_a_text_that_is_no_policy_is_refused(text):
    with pytest.raises(PolicyError, match="Policy 2"):
        parse_policy(text, number=2, adopted_on=TODAY)


def test_an_unknown_factor_is_named():
    more = {**SHIPPED.factors, "F_MOON": {"full": 5.0}}
    with pytest.raises(PolicyError, match="no factor F_MOON"):
        check_policy(replace(SHIPPED, factors=more), FACTORS)


@pytest.mark.parametrize("thresholds", [(24, 24, 10), (40, 10, 24), (40, 24, -1)])
def test_thresholds_out_of_order_are_refused(thresholds):
    with pytest.raises(PolicyError, match="threshold"):
        replace(SHIPPED, thresholds=thresholds)


def test_a_value_that_a_factor_does_not_have_is_named():
    with pytest.raises(PolicyError, match="“perhaps” is no value of the factor F_LIFE"):
        check_values(SHIPPED, {"F_LIFE": "perhaps"})
    with pytest.raises(PolicyError, match="no factor F_MOON"):
        check_values(SHIPPED, {"F_MOON": "full"})


def test_the_same_policy_changes_nothing():
    ranked = request(factors={"F_SERIOUS": "most_serious"}, priority=Priority.STANDARD)
    effect = preview([ranked], SHIPPED, SHIPPED, as_at=TODAY)
    assert (effect.changed, effect.farthest) == ((), 0)
    assert effect.before == effect.after


def test_a_preview_names_what_changes_and_by_how_many_places():
    trusted = request(uid="a", reference="DF-A", priority=Priority.ROUTINE,
                      factors={"F_TRUST": "yes"})  # fmt: skip
    serious = request(uid="b", reference="DF-B", priority=Priority.STANDARD,
                      factors={"F_SERIOUS": "most_serious"})  # fmt: skip
    new = with_points("F_TRUST", "yes", 30)
    effect = preview([trusted, serious], SHIPPED, new, as_at=TODAY)
    assert [(one.reference, one.before, one.after, one.places) for one in
            effect.changed] == [("DF-A", "P4", "P2", 1)]  # fmt: skip
    assert [one.reference for one in effect.shifts] == ["DF-A", "DF-B"]
    assert (effect.before[Priority.ROUTINE], effect.after[Priority.ROUTINE]) == (1, 0)


def test_a_preview_sets_the_points_on_record_against_those_of_today():
    aged = request(factors={"F_SERIOUS": "most_serious"}, score=2.0,
                   priority=Priority.ROUTINE)  # fmt: skip
    (shift,) = preview([aged], SHIPPED, SHIPPED, as_at=TODAY).shifts
    assert (shift.points_before, shift.points_after) == (2.0, 12.0)


def test_a_preview_keeps_apart_what_the_policy_changes_and_what_time_did():
    aged = request(factors={"F_SERIOUS": "serious"}, priority=Priority.ROUTINE,
                   received_on=TODAY - timedelta(days=100))  # fmt: skip
    trusted = request(uid="2", reference="DF-2", factors={"F_TRUST": "yes"},
                      priority=Priority.ROUTINE)  # fmt: skip
    new = with_points("F_TRUST", "yes", 30)
    effect = preview([aged, trusted], SHIPPED, new, as_at=TODAY)
    assert [one.reference for one in effect.changed] == ["DF-2", "DF-1"]
    assert [one.reference for one in effect.by_policy] == ["DF-2"]
    assert (effect.before["P4"], effect.anew["P4"], effect.after["P4"]) == (2, 1, 0)


def test_a_preview_leaves_what_nobody_judged_and_what_was_overridden():
    source = request(uid="a", reference="DF-A", priority=Priority.URGENT)
    overridden = request(
        uid="b",
        reference="DF-B",
        priority=Priority.IMMEDIATE,
        scored_priority=Priority.ROUTINE,
        override_reason="O_COURT",
        override_until=TODAY,
        factors={"F_TRUST": "yes"},
    )
    new = with_points("F_TRUST", "yes", 30)
    effect = preview([source, overridden], SHIPPED, new, as_at=TODAY)
    assert effect.changed == ()
    assert (effect.not_scored, effect.overridden) == (("DF-A",), ("DF-B",))


def test_an_override_that_has_expired_gives_way_to_the_points():
    expired = request(
        priority=Priority.IMMEDIATE,
        scored_priority=Priority.ROUTINE,
        override_reason="O_COURT",
        override_until=TODAY - timedelta(days=1),
        factors={"F_TRUST": "yes"},
    )
    standing = standing_under(expired, SHIPPED, as_at=TODAY, days_to_limit=None)
    assert standing.priority is Priority.ROUTINE
