"""Each beat of the story that the demo unit is there to show (section 6.5)."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from app.capacity.by_week import capacity_by_week
from app.casework.ledger import NO_DAY
from app.casework.working_time import weeks_between
from app.demo.profile import DEMO_AS_AT, ISLAND, START
from app.demo.story import RETARGET_REASON
from app.measures.backlog import Backlog, weekly_backlog
from app.measures.limits import Risk
from app.reports.attention import attention
from app.reports.facts import limits_of_facts, read_facts
from app.store.policy import read_policy
from app.store.setting import read_settings
from app.store.team import read_team
from app.store.welfare import read_contacts, read_rotations, read_welfare

OPEN = "('ACCEPTED','ALLOCATED','IN_PROGRESS','ON_HOLD','EXTERNAL','REVIEW','READY')"


def test_1_uplift_helps_and_vacancies_undo_it(demo_ledger):
    open_ = weekly_backlog(demo_ledger, Backlog.B3, START, DEMO_AS_AT).values
    before, after = open_[69] - open_[17], open_[122] - open_[70]
    assert after < before / 2
    assert open_[-1] - open_[-53] > 2 * after


def test_2_island_waits_longer_than_the_unit_at_equal_priority(demo_ledger):
    known = (demo_ledger.issued != NO_DAY) & (demo_ledger.received != NO_DAY)
    days = demo_ledger.issued - demo_ledger.received
    island = demo_ledger.division == demo_ledger.codes.division.index(ISLAND)
    ratios, weights = [], []
    for priority in (2, 3, 4):
        ours = known & (demo_ledger.priority == priority)
        there = ours & island
        ratios.append(np.median(days[there]) / np.median(days[ours]))
        weights.append(np.median(days[ours]) * ours.sum())
    assert 1.2 < np.average(ratios, weights=weights) < 1.65
    assert known[island].sum() > 40


def test_3_the_only_current_holder_of_advanced_mobile_skill_is_on_long_leave(demo):
    mondays = weeks_between(date(2026, 8, 3), date(2026, 12, 28))
    capacity = capacity_by_week(read_team(demo), mondays, DEMO_AS_AT)
    advanced = capacity.skills["SK_MOB3"]
    assert advanced.holders[0] == 2
    ending = mondays.index(date(2026, 10, 12))
    assert advanced.holders[ending] == 1
    assert advanced.cover[-6:].max() == 0


@pytest.fixture(scope="module")
def limits(demo):
    return limits_of_facts(read_facts(demo, DEMO_AS_AT))


def test_4_six_requests_must_be_started_within_a_fortnight(limits):
    assert len(limits.rows_at(Risk.AMBER, is_started=False)) == 6


def test_4_a_few_requests_are_late_for_their_limit(limits):
    for is_started in (False, True):
        assert 1 <= len(limits.rows_at(Risk.RED, is_started=is_started)) <= 6


def test_4_two_open_requests_are_past_the_day_of_the_prosecutor_with_a_cause(
    demo, limits
):
    rows = list(
        demo.query(
            f"""
            SELECT missed_cause FROM request
             WHERE prosecutor_on <= :day AND status IN {OPEN}
        """,
            {"day": DEMO_AS_AT.isoformat()},
        )
    )
    assert sorted(row[0] for row in rows) == ["M_ACCESS", "M_SKILL"]
    assert len(limits.rows_at(Risk.MISSED)) == 2


def test_5_targets_were_set_anew_in_one_month_and_the_first_are_kept(demo):
    months = Counter(
        row[0]
        for row in demo.query(
            """
            SELECT strftime('%Y-%m', effective_at, 'unixepoch') FROM event
             WHERE subject = 'request' AND reason = :reason
        """,
            {"reason": RETARGET_REASON},
        )
    )
    assert len(months) == 1
    assert months.total() >= 20
    changed = demo.value(
        "SELECT count(*) FROM request WHERE target_on > original_target_on"
    )
    assert changed == months.total()


def test_6_kiosks_divert_more_in_the_fourth_year(demo):
    by_year = Counter(
        (date.fromisoformat(row[0]) - START).days // 364
        for row in demo.query(
            "SELECT submitted_on FROM request WHERE closure_reason = 'J_KIOSK'"
        )
    )
    assert by_year[3] > 3 * max(by_year[year] for year in range(3))


def test_7_facts_are_missing_for_some_weeks_after_the_form_changed(demo):
    def missing(first, last):
        return demo.value(
            """
            SELECT avg(division IS NULL OR offence IS NULL) FROM request
             WHERE accepted_on BETWEEN :first AND :last
        """,
            {"first": first.isoformat(), "last": last.isoformat()},
        )

    changed = START + timedelta(weeks=181)
    assert missing(changed, changed + timedelta(weeks=8)) > 0.35
    assert missing(START, changed - timedelta(days=1)) < 0.10


def test_8_one_examiner_is_above_the_exposure_policy(demo):
    line = read_settings(demo).welfare_policy.exposure_hours_28_days
    hours = Counter()
    for one in read_welfare(demo).exposures:
        if one.done_on > DEMO_AS_AT - timedelta(days=28):
            hours[one.person] += one.hours
    assert sum(spent > line for spent in hours.values()) == 1


def test_8_two_welfare_contacts_are_overdue(demo):
    last = {}
    for one in read_contacts(demo):
        if one.kind == "W_CONTACT" and one.is_kept:
            last[one.person] = max(one.held_on, last.get(one.person, one.held_on))
    limit = read_settings(demo).welfare_policy.welfare_contact_days
    days = [(DEMO_AS_AT - day).days for day in last.values()]
    assert sum(count > limit for count in days) == 2
    assert len(days) == 16


def test_8_exposure_is_a_part_of_the_hours_on_online_abuse_of_the_day(demo):
    wrong = demo.value("""
        SELECT count(*) FROM exposure JOIN request ON request.uid = exposure.request
         WHERE NOT online_abuse OR exposure.hours > 7 OR exposure.person NOT IN
               (SELECT person FROM work WHERE work.request = exposure.request)
    """)
    assert wrong == 0


def test_8_nobody_is_exposed_while_rotated_out_or_on_duties_without(demo):
    wrong = demo.value("""
        SELECT (SELECT count(*) FROM exposure JOIN rotation USING (person)
                 WHERE done_on BETWEEN first_on AND coalesce(last_on, done_on))
             + (SELECT count(*) FROM exposure JOIN absence USING (person)
                 WHERE bars_exposure AND done_on BETWEEN first_on AND last_on)
    """)
    assert wrong == 0
    out = [one for one in read_rotations(demo) if one.holds(DEMO_AS_AT)]
    assert len(out) == 1


def test_8_examiners_were_told_the_outcome_of_some_cases(demo):
    told = demo.value("SELECT count(DISTINCT request) FROM feedback")
    closed = demo.value(
        """
        SELECT count(*) FROM request
         WHERE online_abuse AND closed_on > date(:day, '-1 year') AND status = 'CLOSED'
    """,
        {"day": DEMO_AS_AT.isoformat()},
    )
    assert 0.4 < told / closed < 0.95


def test_9_accused_appear_on_petition_under_the_old_and_the_new_rules(demo):
    days = [
        row[0]
        for row in demo.query(
            "SELECT petition_on FROM proceeding WHERE petition_on IS NOT NULL"
        )
    ]
    assert sum(day <= "2025-11-30" for day in days) > 500
    assert sum(day > "2025-11-30" for day in days) > 150


def test_9_a_clock_runs_in_four_of_ten_requests_and_one_date_in_ten_is_missing(demo):
    accepted = demo.value("SELECT count(*) FROM request WHERE accepted_on IS NOT NULL")
    charged = demo.value("SELECT count(DISTINCT request) FROM proceeding")
    assert 0.33 < charged / accepted < 0.42
    dated = demo.value("""
        SELECT avg(petition_on IS NOT NULL) FROM proceeding
         WHERE custody LIKE 'PETITION%'
    """)
    assert 0.85 < dated < 0.95
    assert demo.value("SELECT count(*) FROM proceeding WHERE accused = 'A2'") > 20


def test_points_lead_to_the_priority_unless_somebody_set_another(demo):
    policy = read_policy(demo, 1)
    ranked = demo.query("""
        SELECT score, scored_priority, priority, override_reason, policy FROM request
         WHERE accepted_on IS NOT NULL
    """)
    for score, scored, priority, reason, number in ranked:
        assert policy.priority_of(score) == scored
        assert (priority == scored) is (reason is None)
        assert number == 1
    assert (
        demo.value("SELECT count(*) FROM request WHERE override_reason LIKE 'O%'") > 50
    )


def test_what_was_asked_is_kept_beside_what_was_agreed(demo):
    asked = demo.value("""
        SELECT sum(effort_requested) / sum(effort_estimated) FROM request
         WHERE effort_requested IS NOT NULL
    """)
    assert 1.15 < asked < 1.4
    assert (
        demo.value("SELECT count(*) FROM request WHERE level_requested > level_agreed")
        > 300
    )


def test_requests_at_the_gate_name_their_exhibits(demo):
    there = demo.value("""
        SELECT count(DISTINCT request) FROM exhibit
         WHERE request IN (SELECT uid FROM request
                            WHERE status IN ('SUBMITTED', 'ASSESSING'))
    """)
    assert there >= 5


@pytest.mark.parametrize(
    ("what", "sql"),
    [
        ("duplicate", "SELECT count(*) FROM request WHERE closure_reason = 'J_DUP'"),
        ("early plea", "SELECT count(*) FROM request WHERE closure_reason = 'C_PLEA'"),
        (
            "withdrawn",
            "SELECT count(*) FROM request WHERE status = 'WITHDRAWN'",
        ),
        ("addendum", "SELECT count(*) FROM event WHERE reason LIKE 'AD!_%' ESCAPE '!'"),
        ("reopened", "SELECT count(*) FROM request WHERE reopened_on IS NOT NULL"),
        (
            "review failed",
            "SELECT count(*) FROM event WHERE reason LIKE 'V!_%' ESCAPE '!'",
        ),
        ("external", "SELECT count(*) FROM event WHERE status = 'EXTERNAL'"),
        ("returned", "SELECT count(*) FROM event WHERE status = 'RETURNED'"),
        ("great operation", "SELECT count(*) FROM request WHERE exhibits_agreed = 200"),
    ],
)
def test_10_there_is_one_of_each_kind(demo, what, sql):
    assert demo.value(sql) >= 1, what


def test_3_today_warns_of_the_skill_by_name_with_who_and_what_waits(demo):
    lines = attention(read_facts(demo, DEMO_AS_AT))
    told = next(one for one in lines if one.title.startswith("Mobile level 3"))
    assert told.title.endswith("Examiner 15 is away to 23 Jul 2027")
    assert "open requests need it" in told.detail
    assert told.detail.endswith("Examiner 21 in training")
    assert lines.index(told) < 4


def test_today_tells_of_posts_leave_and_licences_too(demo):
    titles = " ".join(one.title for one in attention(read_facts(demo, DEMO_AS_AT)))
    for words in ("1.4 of 20.0 funded", "away together", "Mobile extraction licences"):
        assert words in titles
