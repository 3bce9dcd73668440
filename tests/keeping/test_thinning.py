"""Which copies stay: properties over any set, and three simulated years of work."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.keeping.thinning import DAYS, MONTHS, WEEKS, Candidate, kept

NOW = datetime(2026, 11, 29, 15, 30, tzinfo=UTC)
YEARS = 3


def candidate(moment, *, is_verified=True, is_bound=False, name=""):
    return Candidate(
        name=name or moment.isoformat(),
        moment=moment,
        is_verified=is_verified,
        is_bound=is_bound,
    )


moments = st.integers(-3 * 1440, YEARS * 366 * 1440).map(
    lambda minutes: NOW - timedelta(minutes=minutes)
)
several = st.lists(
    st.builds(candidate, moments, is_verified=st.booleans(), is_bound=st.booleans()),
    max_size=60,
    unique_by=lambda one: one.name,
)


def day(moment):
    return moment.date()


def newest_good(candidates):
    good = [one for one in candidates if one.is_verified]
    return max(good, key=lambda one: one.moment, default=None)


def test_nothing_of_nothing_stays():
    assert kept([], NOW) == frozenset()


@given(several)
def test_all_of_today_and_yesterday_stay(candidates):
    recent = {
        one.name
        for one in candidates
        if one.moment.date() >= NOW.date() - timedelta(days=1)
    }
    assert recent <= kept(candidates, NOW)


@given(several)
def test_the_newest_verified_copy_always_stays(candidates):
    newest = newest_good(candidates)
    if newest is not None:
        assert newest.name in kept(candidates, NOW)
    past = newest_good([one for one in candidates if one.moment <= NOW])
    if past is not None:  # however wrong the clock was when others were made
        assert past.name in kept(candidates, NOW)


@given(several)
def test_what_was_made_before_an_upgrade_stays(candidates):
    bound = {one.name for one in candidates if one.is_bound}
    assert bound <= kept(candidates, NOW)


@given(several)
def test_thinning_again_takes_nothing_more(candidates):
    stay = kept(candidates, NOW)
    left = [one for one in candidates if one.name in stay]
    assert kept(left, NOW) == stay


@given(several)
def test_of_each_of_the_latest_months_with_copies_one_stays_and_a_verified_one(
    candidates,
):
    past = [one for one in candidates if one.moment <= NOW]
    stay = kept(candidates, NOW)
    months = {(one.moment.year, one.moment.month) for one in past}
    for month in sorted(months, reverse=True)[:MONTHS]:
        mine = [one for one in past if (one.moment.year, one.moment.month) == month]
        left = [one for one in mine if one.name in stay]
        assert left
        if any(one.is_verified for one in mine):
            assert any(one.is_verified for one in left)


@given(several)
def test_no_more_stay_than_the_rule_allows(candidates):
    old = [
        one
        for one in candidates
        if one.moment.date() < NOW.date() - timedelta(days=1) and not one.is_bound
    ]
    stay = kept(old, NOW)
    assert len(stay) <= DAYS + WEEKS + MONTHS + 1


@given(several, st.sampled_from(["Europe/London", "Pacific/Auckland", "UTC"]))
def test_days_begin_where_the_user_is(candidates, zone):
    now = NOW.astimezone(ZoneInfo(zone))
    recent = {
        one.name
        for one in candidates
        if one.moment.astimezone(now.tzinfo).date() >= now.date() - timedelta(days=1)
    }
    assert recent <= kept(candidates, now)


def test_a_copy_that_failed_its_check_never_takes_the_place_of_a_good_one():
    good = candidate(NOW - timedelta(days=40, hours=3))
    bad = candidate(NOW - timedelta(days=40), is_verified=False)
    assert kept([good, bad], NOW) == {good.name}


def test_a_store_that_nobody_opened_for_years_keeps_its_copies():
    old = [candidate(datetime(2020, month, 5, 9, tzinfo=UTC)) for month in range(1, 13)]
    assert kept(old, NOW) == {one.name for one in old}


def simulated(days, *, hours=(8, 17), every=10):
    """Play work on weekdays for some days, a copy every ten minutes; thin each time.

    Yields the moment and what is there after each copy.
    """
    held = {}
    for number in range(days):
        morning = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
        if morning.weekday() > 4:
            continue
        for minute in range(hours[0] * 60, hours[1] * 60, every):
            now = morning + timedelta(minutes=minute)
            made = candidate(now, is_verified=minute % 100 != 0)  # a tenth unproved
            held[made.name] = made
            stay = kept(list(held.values()), now)
            held = {name: one for name, one in held.items() if name in stay}
        yield now, list(held.values())


def test_over_three_years_work_at_risk_is_ten_minutes_and_the_past_stays_reachable():
    most = 0
    for now, held in simulated(YEARS * 365, every=30):
        most = max(most, len(held))
        begun = datetime(2026, 1, 1, tzinfo=UTC)
        newest = newest_good(held)
        assert now - newest.moment <= timedelta(minutes=60)
        verified = {one.moment.date() for one in held if one.is_verified}
        for back in range(2, 14):
            wanted = now.date() - timedelta(days=back)
            if wanted.weekday() < 5 and wanted >= begun.date():
                assert wanted in verified
        months = {(one.moment.year, one.moment.month) for one in held}
        past = (now.year - begun.year) * 12 + now.month - begun.month
        assert len(months) >= min(past + 1, MONTHS)
    assert most <= 2 * 18 + DAYS + WEEKS + MONTHS + 3
