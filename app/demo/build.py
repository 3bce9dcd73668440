"""Make the demo unit: the story played and written, the same bytes every time."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from app.demo import profile
from app.demo.absences import Away, casework_hours, plan_absences
from app.demo.case import Case
from app.demo.diary import Diary
from app.demo.duties import book_duties, told_as
from app.demo.intake import make_cases
from app.demo.journal import BEFORE, WHO, Journal, evening, moment
from app.demo.judging import judge
from app.demo.means import tell_means
from app.demo.members import tell_holidays, tell_people
from app.demo.outlook import tell_outlook
from app.demo.posts import tell_posts
from app.demo.profile import SEED, START
from app.demo.simulation import play
from app.demo.staff import Member, staff
from app.demo.story import embellish
from app.demo.telling import tell
from app.demo.welfare import tell_welfare
from app.progress import Progress, no_progress
from app.store import Store
from app.store.event import write
from app.store.policy import read_policy
from app.store.proceeding import shipped_rules
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.vocabulary import add_vocabulary

REGION = "scotland"
"""Whose public holidays and clock rules apply to the unit."""


def make_demo(
    path: Path | str, *, seed: int = SEED, progress: Progress = no_progress
) -> Store:
    """Create the store of the demo unit at ``path``, where there must be no file yet.

    Raises:
        StoreError: A file is there, or none can be made there.
    """
    members = staff()
    store = create_demo_unit(path, seed)
    try:
        rng = np.random.Generator(np.random.PCG64(seed))
        away = plan_absences(members, rng)
        cases = make_cases(rng)
        hours = casework_hours(members, away)
        play(members, hours, departures(members, away), cases, rng)
        rules = shipped_rules(REGION)
        embellish(cases, rules)
        judge(cases, read_policy(store), rules)
        journal = Journal(rng)
        tell_unit(journal, Diary(members, told_as(away, members)), cases, seed)
        journal.write(store, progress)
    except BaseException:
        store.discard()
        raise
    return store


def tell_unit(journal: Journal, diary: Diary, cases: Sequence[Case], seed: int) -> None:
    """Add the people, their time and welfare, what they work with, and the requests.

    Each part draws from a generator of its own, so that none of them changes what
    another comes to, nor the play.
    """
    duties, welfare, means, outlook = (
        np.random.Generator(np.random.PCG64([seed, part])) for part in range(1, 5)
    )
    known = tell_cases(journal, cases)
    book_duties(diary, duties)
    tell_welfare(journal, diary, cases, known, welfare)
    tell_means(journal, cases, known, means)
    tell_outlook(journal, outlook)
    tell_people(journal, diary.members, diary.booked)
    tell_posts(journal, diary.members)
    tell_holidays(journal)


def create_demo_unit(path: Path | str, seed: int) -> Store:
    """Create the empty store of the demo unit: settings and code lists."""
    settings = Settings(
        unit=profile.UNIT,
        organisation=profile.ORGANISATION,
        marking="OFFICIAL-SENSITIVE",
        handling="Demonstration: every person, place and figure is made up",
        region=REGION,
        as_at=profile.DEMO_AS_AT,
    )
    store = create_unit(
        path,
        settings,
        who=WHO,
        at=evening(BEFORE) - timedelta(hours=1),
        entropy=random.Random(seed),  # noqa: S311 - a made-up unit, the same each time
    )
    at = evening(BEFORE)
    with write(store, who=WHO, why="", kind="demo entry", at=at) as operation:
        add_vocabulary(operation, profile.DIVISION_LIST, effective_at=moment(BEFORE))
    return store


def departures(members: Sequence[Member], away: Sequence[Away]) -> dict[int, int]:
    """Return the first day away of those who leave for good or for long."""
    found = {
        person: member.leaves - 4
        for person, member in enumerate(members)
        if member.leaves is not None
    }
    return found | {item.person: item.first for item in away if item.kind == "A_MAT"}


def tell_cases(journal: Journal, cases: Sequence[Case]) -> dict[int, int]:
    """Add every request, numbered in its year in the order of submission.

    Returns:
        The day on which each was first recorded, by its number in the story.
    """
    counts: dict[int, int] = {}
    known: dict[int, int] = {}
    for case in cases:
        year = (START + timedelta(days=case.submitted)).year
        counts[year] = counts.get(year, 0) + 1
        first = 0 if case.submitted < 0 else case.submitted
        facts = tell(case, f"DF-{year}-{counts[year]:04d}")
        known[case.number] = journal.add(facts, from_day=first)
    return known
