"""Whatever is done to people is undone and done again, and the history stays sound."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from app.conduct.amend import undo
from app.errors import AppError
from app.staffing import absence as absences
from app.staffing import person as people
from app.staffing import post as posts
from app.staffing import welfare
from app.store import MEMORY
from app.store.event import was_saved
from app.store.record import RECORDS, everything
from app.store.setting import Settings
from app.store.team import read_team
from app.store.unit import create_unit
from app.store.verify import verify
from app.wellbeing.policy import WelfarePolicy
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.pattern import with_change
from app.workforce.post import Post, Posting

START = date(2026, 1, 5)
WHO = {"who": "test", "at": datetime(2026, 3, 31, 12, tzinfo=UTC)}
TOLD = set(RECORDS) - {"term", "policy", "norm"}
"""Tables that are compared: those that no act on people changes are long."""


def present(store):
    """Return every record without what coming back gives it anew."""
    return {
        (table, row["uid"]): {
            name: value
            for name, value in dict(row).items()
            if name not in ("id", "version")
        }
        for table in TOLD
        for row in store.query(everything(table))
    }


def of(records, number):
    return records[number % len(records)]


def day_of(number):
    return START + timedelta(days=number * 7 % 90)


def newcomer(_team, number):
    return people.PersonEntry(
        person=Person(uid="", name=f"Examiner {number}", starts_on=START),
        patterns=(full_time_pattern("", START),),
        skills=(SkillHeld(person="", skill="SK_WIN", valid_from=START),),
    )


def part_timer(team, number):
    one = of(team.people, number)
    mine = [each for each in team.patterns if each.person == one.uid]
    part = full_time_pattern(one.uid, day_of(number), weekly_hours=20)
    return people.PersonEntry(
        person=replace(one, alias=f"E{number}"),
        patterns=with_change(mine, part),
        seen=[each.uid for each in (*mine, *team.skills)],
    )


def leave(team, number):
    uid, day = of(team.people, number).uid, day_of(number)
    return [Absence(person=uid, kind="A_LEAVE", first_on=day, last_on=day)]


def longer(team, number):
    last_on = day_of(number) + timedelta(days=99)
    return replace(of(team.absences, number), last_on=last_on, note=f"{number}")


def held(team, number):
    person, post = of(team.people, number).uid, of(team.posts, number).uid
    return Posting(person=person, post=post, valid_from=day_of(number))


ACTS = {
    "add person": (people.add_person, newcomer),
    "change person": (people.change_person, part_timer),
    "remove person": (people.remove_person, lambda team, at: of(team.people, at)),
    "add leave": (absences.add_absences, leave),
    "change leave": (absences.change_absence, longer),
    "remove leave": (absences.remove_absences, lambda t, at: [of(t.absences, at)]),
    "other work": (
        absences.add_abstraction,
        lambda _, at: Abstraction(kind="B_COURT", valid_from=day_of(at), share=0.1),
    ),
    "holiday": (
        absences.set_holiday,
        lambda _, at: absences.HolidayChange(day=day_of(at), name=f"{at}"),
    ),
    "add post": (posts.add_post, lambda _, at: Post(label=f"P{at}", valid_from=START)),
    "hold post": (posts.assign_post, held),
    "policy": (
        welfare.set_policy,
        lambda _, at: WelfarePolicy(exposure_days_in_row=at % 5 + 1),
    ),
}
"""Each act with what makes a value for it, of the team and a number."""


def act(store, name, number):
    """Do one act on what is there; return its operation, or None if it cannot be."""
    does, make = ACTS[name]
    try:
        value = make(read_team(store), number)
        return does(store, value, on=day_of(number), **WHO)
    except (AppError, ZeroDivisionError):  # nothing there to choose from
        return None


STEPS = st.lists(
    st.tuples(st.sampled_from((*ACTS, "undo", "redo")), st.integers(0, 40)),
    min_size=5,
    max_size=25,
)


@tries(max_examples=30)
@given(steps=STEPS)
def test_any_steps_are_undone_and_done_again(steps):
    store = create_unit(MEMORY, Settings(), **WHO)
    seen, done, undone = [present(store)], [], []
    for name, number in (*steps, *[("undo", 40)] * 2, ("redo", 40)):
        if name in ("undo", "redo"):
            source, target = (done, undone) if name == "undo" else (undone, done)
            for _ in range(min(number, len(source))):
                target.append(undo(store, source.pop(), **WHO))
                assert present(store) == seen[len(done)]
            continue
        operation = act(store, name, number)
        if operation is None or not was_saved(store, operation):
            assert present(store) == seen[len(done)]
            continue
        undone.clear()
        done.append(operation)
        seen[len(done) :] = [present(store)]
    assert verify(store).is_sound
    store.close()
