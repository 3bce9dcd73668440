"""The people of the demo unit, their posts and time, and what they work with."""

from collections import Counter
from datetime import timedelta

import pytest

from app.capacity.holding import Currency, currency_of
from app.casework.request import Status
from app.demo.means import PROVIDER
from app.demo.profile import DEMO_AS_AT, START
from app.store.equipment import read_equipment, read_providers, read_sendings
from app.store.team import read_team
from app.workforce.examiner import EXAMINER

SOON = DEMO_AS_AT + timedelta(weeks=13)


@pytest.fixture(scope="module")
def team(demo):
    return read_team(demo)


def held_on(team, day):
    """Which posts of examiners somebody holds on a day."""
    return {one.post for one in team.postings if one.holds(day)}


def test_twenty_posts_of_examiners_are_funded_and_one_has_nobody(team):
    posts = [one for one in team.posts if one.is_funded(DEMO_AS_AT)]
    roles = Counter(post.role for post in posts)
    assert roles == {
        EXAMINER: 20,
        "GATEKEEPER": 1,
        "DEPUTY": 1,
        "EXHIBIT_OFFICER": 2,
        "QUALITY_LEAD": 1,
        "MANAGER": 1,
    }
    vacant = [post for post in posts if post.uid not in held_on(team, DEMO_AS_AT)]
    assert [post.label for post in vacant] == ["EX-09"]
    assert vacant[0].note.startswith("Frozen")


def test_the_uplift_brought_three_posts(team):
    before = START + timedelta(weeks=69)
    assert sum(p.is_funded(before) and p.role == EXAMINER for p in team.posts) == 17
    assert len(held_on(team, before + timedelta(weeks=8))) == 26


def test_everybody_holds_a_post_from_the_first_to_the_last_day(team):
    spans = {one.person: (one.valid_from, one.valid_to) for one in team.postings}
    assert spans == {p.uid: (p.starts_on, p.ends_on) for p in team.people}


def test_there_is_time_away_and_other_work_of_every_sort(team):
    kinds = Counter(one.kind for one in team.absences)
    away = ("A_LEAVE", "A_SICK_S", "A_SICK_L", "A_PHASED", "A_MAT", "A_TOIL")
    assert kinds.keys() >= {*away, "A_SECOND", "A_RESTRICT"}
    assert kinds.keys() >= {"B_TRAIN", "B_COURT", "B_SCENE", "B_PROF", "B_WELF"}
    assert any(one.hours_per_day == 3.5 for one in team.absences)
    barred = [one for one in team.absences if one.bars_exposure]
    assert [one.holds(DEMO_AS_AT) for one in barred] == [True]


@pytest.mark.parametrize("kind", ["B_TRAIN", "B_COURT", "B_SCENE", "B_WELF", "A_LEAVE"])
def test_the_last_and_the_coming_months_have_dated_work_and_leave(team, kind):
    days = [one.first_on for one in team.absences if one.kind == kind]
    assert any(DEMO_AS_AT - timedelta(weeks=16) < day <= DEMO_AS_AT for day in days)
    assert any(DEMO_AS_AT < day <= SOON for day in days)


def test_some_skills_lapse_soon_one_has_lapsed_and_one_is_in_training(team):
    here = {p.uid for p in team.people if p.is_in_post(DEMO_AS_AT)}
    found = Counter(
        currency_of(one, DEMO_AS_AT) for one in team.skills if one.person in here
    )
    assert found[Currency.LAPSED] == 1
    assert found[Currency.TRAINING] == 1
    assert 3 <= found[Currency.SOON] <= 8
    assert all(one.evidence for one in team.skills)


def test_the_place_has_holidays_of_its_own(team):
    names = [name for name in team.holidays.names.values() if "Strathmore" in name]
    assert len(names) == 2


def test_equipment_has_limits_and_a_licence_ends_soon(demo):
    found = read_equipment(demo)
    assert {one.kind for one in found} >= {"Q_BENCH", "Q_KIOSK", "Q_LICENCE"}
    ending = [one for one in found if one.valid_to and one.valid_to <= SOON]
    assert [one.label for one in ending] == ["Mobile extraction licences"]


def test_everything_sent_out_went_to_the_provider_and_has_a_record(demo):
    assert [one.name for one in read_providers(demo)] == [PROVIDER]
    names = demo.query("SELECT DISTINCT provider FROM request WHERE provider NOT NULL")
    assert [row[0] for row in names] == [PROVIDER]
    sent = read_sendings(demo)
    stays = demo.query(
        """
        SELECT uid, date(effective_at, 'unixepoch') FROM event
         WHERE subject = 'request' AND status = :status
        """,
        {"status": Status.EXTERNAL.value},
    )
    assert {(one.request, one.sent_on.isoformat()) for one in sent} == {
        *map(tuple, stays)
    }
    assert 1 <= sum(one.cost is None for one in sent) <= 4
    assert sum(one.defects for one in sent) >= 1
