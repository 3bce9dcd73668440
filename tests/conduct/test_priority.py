from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.history import as_it_was
from app.casework.proceeding import Proceeding
from app.casework.request import Priority, Request, Status
from app.casework.working_time import end_of_day, midday
from app.conduct.amend import undo
from app.conduct.priority import adopt, end_override, override, rank, re_rank
from app.conduct.proceeding import add_proceeding
from app.errors import (
    ChangedMeanwhile,
    InvalidRequest,
    PolicyError,
    VocabularyError,
)
from app.store.case import case_of
from app.store.event import write
from app.store.policy import policies, read_policy
from app.store.request import add_request, read_request
from app.store.unit import complete_unit
from app.store.verify import verify

TODAY = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 15, tzinfo=UTC)
BY = {"who": "manager", "at": AT, "on": TODAY}
RECEIVED = date(2026, 3, 20)


@pytest.fixture
def add(store):
    def added(reference="DF-1", status=Status.ACCEPTED, **facts):
        facts = {"received_on": RECEIVED, **facts}
        request = Request(uid="", reference=reference, status=status, **facts)
        with write(store, who="test", why="", kind="add", at=AT) as operation:
            return add_request(operation, request, effective_at=midday(RECEIVED))

    return added


def test_ranking_sets_points_priority_and_the_first_target(store, add):
    uid = add()
    rank(store, uid, {"F_SERIOUS": "most_serious", "F_EVIDENCE": "sole"}, **BY)
    ranked = read_request(store, uid)
    assert ranked.factors == {"F_SERIOUS": "most_serious", "F_EVIDENCE": "sole"}
    assert (ranked.score, ranked.policy) == (22.0, 1)
    assert ranked.priority is ranked.scored_priority is Priority.STANDARD
    assert ranked.target_on == RECEIVED + timedelta(days=60)
    assert ranked.original_target_on == ranked.target_on


def test_ranking_is_an_event_of_its_own(store, add):
    uid = add(status=Status.ASSESSING)
    rank(store, uid, {"F_LIFE": "yes"}, **BY)
    last = case_of(store, uid).entries[-1]
    assert (last.act, last.status, last.who) == ("rank request", None, "manager")


def test_a_target_that_moves_says_why_and_leaves_the_first(store, add):
    uid = add()
    rank(store, uid, {"F_SERIOUS": "most_serious"}, **BY)
    rank(store, uid, {"F_LIFE": "yes"}, **BY)
    moved = read_request(store, uid)
    assert moved.target_on == RECEIVED + timedelta(days=1)
    assert moved.original_target_on == RECEIVED + timedelta(days=60)
    assert case_of(store, uid).entries[-1].reason == "T_PRIORITY"


def test_a_target_agreed_otherwise_stays_while_the_priority_does(store, add):
    agreed = date(2026, 9, 1)
    uid = add(priority=Priority.STANDARD, target_on=agreed, original_target_on=RECEIVED)
    rank(store, uid, {"F_SERIOUS": "most_serious"}, **BY)
    assert read_request(store, uid).target_on == agreed


def test_a_request_without_receipt_gets_no_target(store, add):
    uid = add(received_on=None)
    rank(store, uid, {"F_LIFE": "yes"}, **BY)
    assert read_request(store, uid).target_on is None


def test_the_days_to_the_limit_count(store, add):
    uid = add(custody="PETITION_CUSTODY")
    rank(store, uid, {"F_REPEAT": "no"}, days_to_limit=10, **BY)
    assert read_request(store, uid).score == 12 + 20


def test_the_governing_limit_is_found_where_it_is_recorded(store, add):
    uid = add(prosecutor_on=TODAY + timedelta(days=20))
    accused = add("DF-2")
    proceeding = Proceeding(uid="", request=accused, accused="Accused 1",
                            custody="PETITION_CUSTODY",
                            full_committal_on=TODAY - timedelta(days=60))  # fmt: skip
    add_proceeding(store, proceeding, **BY)
    for one in (uid, accused):
        rank(store, one, {"F_REPEAT": "no"}, **BY)
        assert read_request(store, one).score == 10
    later = {"who": "m", "at": AT + timedelta(days=9), "on": TODAY + timedelta(days=9)}
    assert re_rank(store, **later).ranked == ("DF-1", "DF-2")
    assert [read_request(store, one).score for one in (uid, accused)] == [20, 20]


def test_ranking_refuses_what_it_does_not_know(store, add):
    uid = add()
    with pytest.raises(PolicyError, match="F_MOON"):
        rank(store, uid, {"F_MOON": "full"}, **BY)
    with pytest.raises(PolicyError, match="perhaps"):
        rank(store, uid, {"F_LIFE": "perhaps"}, **BY)
    with pytest.raises(InvalidRequest, match="No factor was judged"):
        rank(store, uid, {}, **BY)
    assert read_request(store, uid).policy is None


def test_what_has_ended_is_not_ranked(store, add):
    uid = add(status=Status.CLOSED)
    with pytest.raises(InvalidRequest, match="DF-1"):
        rank(store, uid, {"F_LIFE": "yes"}, **BY)


def test_ranking_from_an_older_version_is_told(store, add):
    uid = add()
    rank(store, uid, {"F_LIFE": "yes"}, **BY)
    with pytest.raises(ChangedMeanwhile):
        rank(store, uid, {"F_LIFE": "no"}, version=1, **BY)


def test_a_priority_is_not_set_for_a_day_to_come(store, add):
    later = {**BY, "on": TODAY + timedelta(days=1)}
    with pytest.raises(InvalidRequest, match="a day to come"):
        rank(store, add(), {"F_LIFE": "yes"}, **later)


def set_urgent(store, uid, **changed):
    words = {"reason": "O_COURT", "until": TODAY + timedelta(days=7), **BY}
    return override(store, uid, Priority.URGENT, **{**words, **changed})


def test_an_override_holds_until_its_last_day(store, add):
    uid = add()
    rank(store, uid, {"F_REPEAT": "yes"}, **BY)
    set_urgent(store, uid)
    over = read_request(store, uid)
    assert (over.priority, over.scored_priority) == ("P2", "P4")
    assert over.priority_on(TODAY + timedelta(days=7)) is Priority.URGENT
    assert over.priority_on(TODAY + timedelta(days=8)) is Priority.ROUTINE
    assert over.target_on == RECEIVED + timedelta(days=14)
    reasons = [entry.reason for entry in case_of(store, uid).entries[-2:]]
    assert reasons == ["O_COURT", "T_PRIORITY"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": ""}, "needs a reason"),
        ({"until": None}, "needs a last day"),
        ({"until": TODAY - timedelta(days=1)}, "before it begins"),
        ({"reason": "O_COMMAND"}, "who instructed"),
    ],
)
def test_an_override_without_reason_or_already_over_is_refused(
    store, add, changed, words
):
    uid = add()
    with pytest.raises(InvalidRequest, match=words):
        set_urgent(store, uid, **changed)
    assert read_request(store, uid).version == 1


def test_an_override_needs_a_reason_of_the_list_and_another_priority(store, add):
    uid = add()
    with pytest.raises(VocabularyError, match="O_MOON"):
        set_urgent(store, uid, reason="O_MOON")
    rank(store, uid, {"F_CHILD": "identified"}, **BY)
    with pytest.raises(InvalidRequest, match="P2 is the priority"):
        set_urgent(store, uid)


def test_ranking_leaves_an_override_that_holds_and_ends_one_that_is_over(store, add):
    uid = add()
    rank(store, uid, {"F_REPEAT": "yes"}, **BY)
    set_urgent(store, uid, until=TODAY)
    rank(store, uid, {"F_SERIOUS": "most_serious"}, **BY)
    assert read_request(store, uid).priority is Priority.URGENT
    after = datetime(2026, 4, 1, 12, tzinfo=UTC)
    rank(store, uid, {"F_SERIOUS": "most_serious"}, who="m", at=after,
         on=date(2026, 4, 1))  # fmt: skip
    ranked = read_request(store, uid)
    assert (ranked.priority, ranked.override_reason) == ("P3", None)


def test_an_override_can_be_ended_and_undone(store, add):
    uid = add(priority=Priority.ROUTINE)
    operation = set_urgent(store, uid)
    end_override(store, uid, **BY)
    ended = read_request(store, uid)
    assert (ended.priority, ended.override_until) == (Priority.ROUTINE, None)
    with pytest.raises(InvalidRequest, match="no priority set against"):
        end_override(store, uid, **BY)
    with pytest.raises(InvalidRequest, match="changed again"):
        undo(store, operation, who="m", at=AT)


def test_a_new_policy_leaves_requests_as_they_were_until_ranked_anew(store, add):
    uid = add()
    rank(store, uid, {"F_TRUST": "yes"}, **BY)
    new = adopt(store, raised(store, 30), **BY)
    assert (new.number, read_policy(store).number) == (2, 2)
    assert [one.number for one in policies(store)] == [1, 2]
    assert read_request(store, uid).policy == 1
    done = re_rank(store, **BY)
    ranked = read_request(store, uid)
    assert (ranked.policy, ranked.score, ranked.priority) == (2, 30.0, "P2")
    assert (done.ranked, done.changed) == (("DF-1",), ("DF-1",))
    last = case_of(store, uid).entries[-1]
    assert (last.reason, last.act) == ("T_POLICY", "re-rank")


def raised(store, points):
    policy = read_policy(store)
    trust = {"F_TRUST": {"no": 0.0, "yes": float(points)}}
    return replace(policy, factors={**policy.factors, **trust}, note="Reviewed")


def test_ranking_anew_names_what_it_leaves(store, add):
    judged, source, over = add(), add("DF-2", priority=Priority.URGENT), add("DF-3")
    ended = add("DF-4", status=Status.CLOSED, factors={"F_TRUST": "yes"})
    rank(store, judged, {"F_TRUST": "yes"}, **BY)
    rank(store, over, {"F_TRUST": "yes"}, **BY)
    override(store, over, Priority.IMMEDIATE, reason="O_LIFE", until=TODAY, **BY)
    adopt(store, raised(store, 30), **BY)
    done = re_rank(store, **BY)
    assert done.not_scored == ("DF-2",)
    assert done.overridden == ("DF-3",)
    assert read_request(store, source).priority is Priority.URGENT
    kept = read_request(store, over)
    assert (kept.priority, kept.scored_priority) == ("P1", "P2")
    assert read_request(store, ended).policy is None


def test_ranking_anew_is_one_operation_with_an_event_each(store, add):
    uids = [add(f"DF-{at}", factors={"F_TRUST": "yes"}) for at in range(5)]
    operation = re_rank(store, uids[:3], **BY).operation
    acts = [case_of(store, uid).entries[-1].operation for uid in uids]
    assert [act == operation for act in acts] == [True, True, True, False, False]
    undo(store, operation, who="m", at=AT)
    assert read_request(store, uids[0]).policy is None
    assert verify(store).is_sound


def test_ranking_anew_of_nothing_writes_nothing(store, add):
    add()
    assert re_rank(store, **BY).operation == ""


def test_a_past_day_shows_the_priority_of_its_time(store, add):
    uid = add(priority=Priority.ROUTINE, factors={"F_LIFE": "yes"})
    re_rank(store, **BY)
    entries = case_of(store, uid).entries
    yesterday = as_it_was(entries, end_of_day(TODAY - timedelta(days=1)))
    today = as_it_was(entries, end_of_day(TODAY))
    assert (yesterday["priority"], today["priority"]) == ("P4", "P1")


def test_a_policy_that_cannot_be_is_not_adopted(store):
    policy = read_policy(store)
    with pytest.raises(PolicyError, match="Nothing"):
        adopt(store, policy, **BY)
    with pytest.raises(PolicyError, match="F_MOON"):
        more = {**policy.factors, "F_MOON": {"full": 1.0}}
        adopt(store, replace(policy, factors=more), **BY)
    with pytest.raises(PolicyError, match="holds from"):
        adopt(store, raised(store, 30), who="m", at=AT, on=TODAY - timedelta(days=1))
    assert len(policies(store)) == 1


def test_of_two_windows_the_later_adoption_is_told(store):
    one, other = raised(store, 30), raised(store, 20)
    adopt(store, one, **BY)
    with pytest.raises(PolicyError, match="was adopted since"):
        adopt(store, other, **BY)
    assert read_policy(store).factors["F_TRUST"]["yes"] == 30


def test_a_store_of_an_earlier_version_gets_the_policy_once(store):
    with write(store, who="test", why="", kind="old", at=AT) as operation:
        operation.remove("policy", "policy/1", effective_at=midday(TODAY))
    assert read_policy(store).number == 1
    assert complete_unit(store, who="test", at=AT)
    assert not complete_unit(store, who="test", at=AT)
    assert len(policies(store)) == 1
