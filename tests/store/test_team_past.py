"""The team as known on an earlier day: what was entered since does not count."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.store import Store
from app.store import absence as absences
from app.store import person as people
from app.store.event import Operation, write
from app.store.post import add_post, set_posting
from app.store.setting import Settings, change_settings, read_settings
from app.store.team import read_team, set_holiday
from app.store.team_past import read_team_as_known
from app.store.undo import undo_operation
from app.store.unit import create_unit
from app.store.verify import verify
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.post import Post
from app.workforce.team import Team

BEGIN = date(2026, 3, 2)
START = date(2026, 1, 5)


def noon(number: int) -> datetime:
    return datetime.combine(BEGIN, datetime.min.time(), UTC) + timedelta(
        days=number, hours=12
    )


def day(number: int) -> date:
    return BEGIN + timedelta(days=number)


def act(store: Store, number: int, *does: Callable[[Operation], object]) -> str:
    """Do something at noon of a day and return the uid of the operation."""
    at = noon(number)
    with write(store, who="test", why="", kind="test", at=at) as operation:
        for one in does:
            one(operation)
    return operation.uid


def unit() -> Store:
    return create_unit(":memory:", Settings(), who="test", at=noon(-1))


def add(store: Store, number: int, name: str = "Examiner 1") -> str:
    act(
        store,
        number,
        lambda operation: people.add_person(
            operation, Person(uid="", name=name, starts_on=START)
        ),
    )
    uid = next(one.uid for one in read_team(store).people if one.name == name)
    pattern = full_time_pattern(uid, START)
    act(store, number, lambda operation: people.set_pattern(operation, pattern))
    return uid


def leave(person: str, first: int, last: int) -> Absence:
    return Absence(
        person=person, kind="A_LEAVE", first_on=day(first), last_on=day(last)
    )


def test_leave_entered_later_is_not_in_the_plan_and_leave_cancelled_since_is():
    store = unit()
    uid = add(store, 0)
    act(store, 1, lambda o: absences.add_absence(o, leave(uid, 20, 24)))
    then = read_team(store)
    (planned,) = then.absences
    act(store, 5, lambda o: absences.remove_absence(o, planned.uid, on=day(5)))
    act(store, 6, lambda o: absences.add_absence(o, leave(uid, 30, 34)))
    assert read_team_as_known(store, day(4)) == then
    assert read_team_as_known(store, day(0)).absences == ()
    assert read_team_as_known(store, day(6)) == read_team(store)


def test_what_was_recorded_on_the_day_itself_is_known_at_its_end():
    store = unit()
    uid = add(store, 0)
    act(store, 3, lambda o: absences.add_absence(o, leave(uid, 20, 24)))
    assert len(read_team_as_known(store, day(3)).absences) == 1
    assert read_team_as_known(store, day(2)).absences == ()


def test_an_undo_counts_from_when_it_was_done():
    store = unit()
    uid = add(store, 0)
    done = act(store, 1, lambda o: absences.add_absence(o, leave(uid, 20, 24)))
    undone = act(store, 3, lambda o: undo_operation(o, done))
    act(store, 5, lambda o: undo_operation(o, undone))
    known = [len(read_team_as_known(store, day(n)).absences) for n in range(6)]
    assert known == [0, 1, 1, 0, 0, 1]


def test_settings_and_holidays_are_those_of_the_day():
    store = unit()
    changed = replace(read_settings(store), sickness_allowance=0.08, full_time=37.0)
    change_settings(store, changed, who="test", at=noon(3))
    act(store, 3, lambda o: set_holiday(o, day(10), "Fair day", is_free=True))
    before, after = (read_team_as_known(store, day(n)) for n in (2, 3))
    assert (before.sickness_allowance, before.full_time) == (0.035, 35.0)
    assert (after.sickness_allowance, after.full_time) == (0.08, 37.0)
    assert [day(10) in team.holidays for team in (before, after)] == [False, True]


def test_people_are_shown_as_the_unit_has_it_now():
    store = unit()
    person = Person(uid="", name="B. Real", alias="Examiner 1", starts_on=START)
    act(store, 0, lambda o: people.add_person(o, person))
    change_settings(
        store, replace(read_settings(store), shows_names=True), who="t", at=noon(3)
    )
    (known,) = read_team_as_known(store, day(1)).people
    assert known.shown == "B. Real"


def test_before_anything_was_recorded_nobody_is_known():
    store = unit()
    add(store, 0)
    assert read_team_as_known(store, day(-30)).people == ()


def test_reading_the_past_leaves_the_store_as_it_was():
    store = unit()
    uid = add(store, 0)
    act(store, 2, lambda o: absences.add_absence(o, leave(uid, 20, 24)))
    now = read_team(store)
    read_team_as_known(store, day(0))
    assert read_team(store) == now
    assert verify(store).is_sound


class Story:
    """Days on which something random is done about the team, and what was known."""

    def __init__(self) -> None:
        self.store = unit()
        self.person = add(self.store, 0)
        self.known: list[Team] = [read_team(self.store)]
        self.done: list[str] = []

    @property
    def number(self) -> int:
        return len(self.known)

    def live(self, choice: str, length: int) -> None:
        """Let a day pass on which something was tried."""
        with suppress(AppError):  # what is refused lets the day pass without
            getattr(self, choice)(length)
        self.known.append(read_team(self.store))

    def do(self, *does: Callable[[Operation], object]) -> None:
        self.done.append(act(self.store, self.number, *does))

    def absence(self, length: int) -> None:
        first = self.number + length
        self.do(
            lambda o: absences.add_absence(o, leave(self.person, first, first + length))
        )

    def longer(self, length: int) -> None:
        for item in read_team(self.store).absences[-1:]:
            changed = replace(item, last_on=item.last_on + timedelta(days=length))
            self.do(partial(self._change, changed))

    def cancel(self, _length: int) -> None:
        for item in read_team(self.store).absences[:1]:
            self.do(partial(self._cancel, item.uid))

    def _change(self, item: Absence, operation: Operation) -> None:
        absences.change_absence(operation, item, on=day(self.number))

    def _cancel(self, uid: str, operation: Operation) -> None:
        absences.remove_absence(operation, uid, on=day(self.number))

    def other_work(self, length: int) -> None:
        item = Abstraction(
            kind="B_QA", valid_from=day(self.number), weekly_hours=float(length + 1)
        )
        self.do(lambda o: absences.add_abstraction(o, item))

    def pattern(self, length: int) -> None:
        hours = full_time_pattern(
            self.person, day(self.number), weekly_hours=20.0 + length
        )
        self.do(lambda o: people.set_pattern(o, hours))

    def skill(self, length: int) -> None:
        held = SkillHeld(
            person=self.person, skill="MOB_L3", level=length % 4,
            valid_from=day(self.number),
        )  # fmt: skip
        self.do(lambda o: people.add_skill(o, held))

    def joiner(self, length: int) -> None:
        person = Person(uid="", name=f"Joiner {length}", starts_on=day(self.number))
        self.do(lambda o: people.add_person(o, person))

    def leaver(self, length: int) -> None:
        one = read_team(self.store).people[0]
        gone = replace(one, ends_on=day(self.number + 40 + length))
        on = day(self.number)
        self.do(lambda o: people.change_person(o, gone, on=on))

    def post(self, length: int) -> None:
        post = Post(
            label=f"Post {length}", role="EXAMINER", weekly_hours=35.0, valid_from=START
        )

        def fill(operation: Operation) -> None:
            uid = add_post(operation, post)
            set_posting(operation, self.person, uid, on=day(self.number))

        self.do(fill)

    def holiday(self, length: int) -> None:
        on = day(self.number + length)
        is_free = length % 2 == 0
        self.do(lambda o: set_holiday(o, on, "Local day", is_free=is_free))

    def undo(self, _length: int) -> None:
        if self.done:
            last = self.done[-1]
            self.do(lambda o: undo_operation(o, last))


CHOICES = st.sampled_from(
    [name for name in vars(Story) if name[0] != "_" and name not in
     ("number", "live", "do")]
)  # fmt: skip
slow = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)


@slow
@given(st.lists(st.tuples(CHOICES, st.integers(0, 6)), max_size=14))
def test_the_team_as_known_on_each_day_is_what_was_read_on_it(lived):
    story = Story()
    for choice, length in lived:
        story.live(choice, length)
    for number, known in enumerate(story.known):
        assert read_team_as_known(story.store, day(number)) == known
    today = read_team(story.store)
    assert read_team_as_known(story.store, day(len(story.known) + 400)) == today
