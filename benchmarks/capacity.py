"""Net hours of 60 people over six years by person, skill and week, beside pandas.

The same rule is written twice: once by the product, once as a pandas user would do it,
over a frame with a row for each person and day. Both must agree to a millionth of an
hour before either time counts.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from app.capacity.by_week import CapacityByWeek, capacity_by_week
from app.capacity.deductions import ABSENCE_ORDER
from app.casework.working_time import Holidays, weeks_between
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld, WorkingPattern
from app.workforce.team import Team
from benchmarks.series import best_of

PEOPLE, YEARS, SEED = 60, 6, 1911
WEEKS = ((7.0,) * 5, (9.0,) * 4 + (0.0,), (7.0,) * 3 + (0.0,) * 2)
"""Hours from Monday to Friday: full time, a compressed week, part time."""
FIRST = date(2021, 1, 4)
LAST = FIRST + timedelta(weeks=52 * YEARS + 1, days=-1)
AS_AT = date(2026, 3, 31)
SKILLS = ("MOB_L2", "MOB_L3", "COM_L2", "COM_L3", "VID", "CLOUD")
SHARES = (("B_QA", 0.08), ("B_ADMIN", 0.08), ("B_SCENE", 0.06))
AGREED = 1e-6
"""Hours by which a week of a person may differ between the two."""


def big_team() -> Team:
    """Return 60 made-up people with six years of absences and other work."""
    luck = random.Random(SEED)  # noqa: S311 - made-up people
    people = [
        Person(uid=f"p{number:02}", name=f"Examiner {number:02}", starts_on=FIRST)
        for number in range(PEOPLE)
    ]
    days = [FIRST + timedelta(days=91 * place) for place in range(4 * YEARS)]
    return Team(
        people=tuple(people),
        patterns=tuple(_patterns(people, luck)),
        skills=tuple(_skills(people, luck)),
        absences=tuple(_absences(people, luck)),
        abstractions=(*_training(people), *_shares()),
        holidays=Holidays("made up", frozenset(days)),
        sickness_allowance=0.035,
    )


def _patterns(people: list[Person], luck: random.Random) -> Iterator[WorkingPattern]:
    for person in people:
        change = FIRST + timedelta(days=luck.randrange(300, 1500))
        for first, last in ((FIRST, change), (change + timedelta(days=1), None)):
            week = luck.choice(
                ((7.0,) * 5, (9.0,) * 4 + (0.0,), (7.0,) * 3 + (0.0,) * 2)
            )
            yield WorkingPattern(
                person=person.uid, valid_from=first, valid_to=last,
                hours=(*week, 0.0, 0.0),
            )  # fmt: skip


def _skills(people: list[Person], luck: random.Random) -> Iterator[SkillHeld]:
    for person in people:
        for skill in luck.sample(SKILLS, 4):
            begins = FIRST + timedelta(days=luck.randrange(0, 700))
            ends = begins + timedelta(days=luck.randrange(400, 2000))
            yield SkillHeld(
                person=person.uid, skill=skill, valid_from=begins, valid_to=ends
            )


def _absences(people: list[Person], luck: random.Random) -> Iterator[Absence]:
    """Yield leave, sickness and a phased return, and days in court and on training."""
    for person in people:
        day = FIRST
        while (day := day + timedelta(days=luck.randrange(15, 45))) < LAST:
            last = day + timedelta(days=luck.randrange(0, 10))
            kind = luck.choice(("A_LEAVE", "A_LEAVE", "A_SICK_S", "A_TOIL", "B_COURT"))
            hours = 3.0 if kind in ("A_TOIL", "B_COURT") else None
            yield Absence(
                person=person.uid, kind=kind, first_on=day, last_on=last,
                hours_per_day=hours,
            )  # fmt: skip
            day = last
        begins = FIRST + timedelta(days=luck.randrange(0, 2000))
        yield Absence(
            person=person.uid, kind="A_PHASED", first_on=begins,
            last_on=begins + timedelta(days=40), share_kept=0.5,
        )  # fmt: skip


def _training(people: list[Person]) -> Iterator[Abstraction]:
    for person in people:
        for kind, hours in (("B_TRAIN", 1.34), ("B_COURT", 0.4)):
            yield Abstraction(
                person=person.uid, kind=kind, valid_from=FIRST, weekly_hours=hours
            )


def _shares() -> Iterator[Abstraction]:
    for kind, share in SHARES:
        yield Abstraction(kind=kind, valid_from=FIRST, share=share)


def ours(team: Team) -> CapacityByWeek:
    """Return the hours by the product's own engine."""
    return capacity_by_week(team, weeks_between(FIRST, LAST), AS_AT)


def frames(team: Team) -> dict[str, pd.DataFrame]:
    """Return the records as frames, which pandas begins with."""
    absences = pd.DataFrame(
        [
            (a.person, a.kind, a.first_on, a.last_on, a.hours_per_day, a.share_kept)
            for a in team.absences
        ],
        columns=["person", "kind", "first", "last", "hours", "kept"],
    )
    patterns = pd.DataFrame(
        [
            (p.person, p.valid_from, p.valid_to or LAST, weekday, hours)
            for p in team.patterns
            for weekday, hours in enumerate(p.hours)
        ],
        columns=["person", "first", "last", "weekday", "hours"],
    )
    skills = pd.DataFrame(
        [(s.person, s.skill, s.valid_from, s.valid_to or LAST) for s in team.skills],
        columns=["person", "skill", "first", "last"],
    )
    weekly = pd.DataFrame(
        [
            (a.person, a.kind, a.weekly_hours)
            for a in team.abstractions
            if a.weekly_hours is not None
        ],
        columns=["person", "kind", "hours"],
    )
    return {
        "absences": absences, "patterns": patterns, "skills": skills, "weekly": weekly
    }  # fmt: skip


def exploded(records: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each day of each record."""
    first, last = pd.to_datetime(records["first"]), pd.to_datetime(records["last"])
    last = last.clip(upper=pd.Timestamp(LAST))
    long = records.loc[records.index.repeat((last - first).dt.days + 1)]
    place = long.groupby(level=0).cumcount()
    days = first.loc[long.index] + pd.to_timedelta(place, unit="D")
    return long.drop(columns=["first", "last"]).assign(day=days)


def theirs(team: Team, records: dict[str, pd.DataFrame]) -> tuple[pd.Series, pd.Series]:
    """Return net hours by person and week, and by skill, person and week."""
    days = rostered(team, records["patterns"])
    days["left"] = days["hours"].where(~days.index.get_level_values("day").isin(
        pd.to_datetime(list(team.holidays.days))), 0.0)  # fmt: skip
    away = exploded(records["absences"])
    kinds = [*ABSENCE_ORDER, "A_PHASED"]
    for kind in kinds:
        take(days, away[away["kind"] == kind])
    future = days.index.get_level_values("day") > pd.Timestamp(AS_AT)
    days.loc[future, "left"] *= 1 - team.sickness_allowance
    court = away[away["kind"] == "B_COURT"]
    take(days, court)
    take_weekly(days, records["weekly"], court)
    wanted = sum(share for _, share in SHARES)
    days["left"] *= 1 - wanted
    by_person = days.groupby(["person", "week"], sort=True)["left"].sum()
    held = exploded(records["skills"]).drop_duplicates(["skill", "person", "day"])
    current = held.merge(days.reset_index(), on=["person", "day"])
    by_skill = current.groupby(["skill", "person", "week"])["left"].sum()
    return by_person, by_skill


def rostered(team: Team, patterns: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each person and day, with the hours and the week."""
    index = pd.MultiIndex.from_product(
        [[person.uid for person in team.people], pd.date_range(FIRST, LAST)],
        names=["person", "day"],
    )
    days = pd.DataFrame(index=index).reset_index()
    days["weekday"] = days["day"].dt.day_of_week
    days["week"] = days["day"] - pd.to_timedelta(days["weekday"], unit="D")
    long = exploded(patterns)
    long = long[long["weekday"] == long["day"].dt.day_of_week]
    keys = ["person", "day"]
    found = days.merge(long[[*keys, "hours"]], on=keys, how="left")
    return found.fillna({"hours": 0.0}).set_index(keys)


def take(days: pd.DataFrame, away: pd.DataFrame) -> None:
    """Take absences of one kind off what is left."""
    if away.empty:
        return
    whole = away["hours"].isna()
    share = (1 - away["kept"].fillna(0.0)).where(whole, 0.0)
    asked = away.assign(share=share, fixed=away["hours"].fillna(0.0))
    sums = asked.groupby(["person", "day"])[["share", "fixed"]].sum()
    sums = sums.reindex(days.index, fill_value=0.0)
    hours = sums["share"].clip(upper=1.0) * days["hours"] + sums["fixed"]
    days["left"] -= np.minimum(hours, days["left"])


def take_weekly(days: pd.DataFrame, weekly: pd.DataFrame, court: pd.DataFrame) -> None:
    """Take hours a week, in court only in weeks without a day in court."""
    week = court["day"] - pd.to_timedelta(court["day"].dt.day_of_week, unit="D")
    dated = pd.MultiIndex.from_arrays([court["person"], week]).unique()
    by_week = days.groupby(["person", "week"])["left"].sum()
    asked = pd.Series(0.0, index=by_week.index)
    person = by_week.index.get_level_values("person")
    for kind, hours in weekly.groupby("kind"):
        each = pd.Series(person.map(hours.set_index("person")["hours"]), by_week.index)
        is_replaced = by_week.index.isin(dated) & (kind == "B_COURT")
        asked += each.fillna(0.0).where(~is_replaced, 0.0)
    kept = (by_week - np.minimum(asked, by_week)) / by_week.where(by_week > 0)
    keys = pd.MultiIndex.from_arrays(
        [days.index.get_level_values("person"), days["week"]]
    )
    days["left"] *= kept.fillna(0.0).reindex(keys).to_numpy()


def differs(mine: CapacityByWeek, by_person: pd.Series, by_skill: pd.Series) -> float:
    """Return the greatest difference of a week of a person, in all or in a skill."""
    weeks = pd.to_datetime(list(mine.mondays))
    whole = by_person.unstack("week").reindex(index=mine.people, columns=weeks)
    found = [np.abs(whole.to_numpy() - mine.net_by_person).max()]
    for code, skill in mine.skills.items():
        people = [mine.people[row] for row in skill.rows]
        part = by_skill.loc[code].unstack("week")
        part = part.reindex(index=people, columns=weeks).fillna(0.0)
        found.append(np.abs(part.to_numpy() - skill.net_by_person).max())
    return float(max(found))


def main() -> dict[str, float]:
    """Return both times in milliseconds; stop if the two do not agree."""
    team = big_team()
    records = frames(team)
    gap = differs(ours(team), *theirs(team, records))
    if not gap <= AGREED:
        sys.exit(f"The hours differ by {gap}: the comparison is worth nothing.")
    return {
        "ours": best_of(lambda: ours(team)),
        "pandas": best_of(lambda: theirs(team, records), times=3),
    }


if __name__ == "__main__":
    print(main())
