"""Who could take some requests: everyone, the likeliest first, with the reasons.

Nothing is decided here. What cannot be (no current skill, away, not in post) is said
as a refusal; what should give pause (few free hours, a heavy load, the policy on
exposure) as a remark. The manager decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.casework.working_time import day_words
from app.measures.workload import Load
from app.planning.queue import Queue
from app.planning.ranked import Ranked
from app.wellbeing.welfare import EXPOSED_SKILLS
from app.workforce.absence import Absence
from app.workforce.examiner import IN_TRAINING, Person, SkillHeld
from app.workforce.team import Team

AHEAD = 14
"""Days ahead in which an absence gives pause."""

LAPSES = 90
"""Days before a skill lapses from which that is said."""

NEVER = 1000
"""How far somebody who is not in post is from taking anything."""

HEAVY = 6.0
"""Weeks of work in hand above which a load gives pause."""

__all__ = ["Candidate", "Load", "candidates", "is_exposed_work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One person for some requests.

    Attributes:
        person: The person.
        load: What the person has in hand.
        refusals: Why it cannot be, in words; empty if it can.
        remarks: What speaks against it, in words.
        merits: What speaks for it, in words, such as ``current in ... to 3 May 2027``.
        is_away: Whether the person is away on the day.
        is_linked: Whether the person holds a request of the same case or operation.
        is_cautioned: Whether the guard on exposure speaks against it.
        lacks: Skills that the person lacks, twice those that were never held: who
            has left, or has not begun, counts as lacking every one.
    """

    person: Person
    load: Load
    refusals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    merits: tuple[str, ...] = ()
    is_away: bool = False
    is_linked: bool = False
    is_cautioned: bool = False
    lacks: int = 0

    @property
    def is_possible(self) -> bool:
        """Whether nothing forbids it."""
        return not self.refusals

    @property
    def words(self) -> str:
        """All the reasons as one line, refusals first."""
        return "; ".join((*self.refusals, *self.remarks, *self.merits))


def candidates(
    wanted: Sequence[Ranked], queue: Queue, team: Team
) -> tuple[Candidate, ...]:
    """Return everyone whose hours are casework hours, the likeliest first.

    Those for whom it is possible come first, then those who have the skills and are
    away; among them those within the policy on exposure, then who holds a linked
    request, then the least loaded, then by name. Those who lack a skill come last:
    whose skill has lapsed before those who never had it.

    Args:
        wanted: The requests to give to somebody.
        queue: The queue of the day, with what everybody has in hand.
        team: The people.
    """
    found = [_candidate(person, wanted, queue, team) for person in team.counted]
    return tuple(sorted(found, key=_order))


def _order(one: Candidate) -> tuple[bool, int, bool, bool, bool, float, str]:
    weeks = one.load.weeks
    return (
        not one.is_possible,
        one.lacks,
        one.is_cautioned,
        not one.is_linked,
        weeks is None,
        weeks or 0.0,
        one.person.shown,
    )


def _candidate(
    person: Person, wanted: Sequence[Ranked], queue: Queue, team: Team
) -> Candidate:
    load = queue.loads.get(person.uid, Load(person=person.uid))
    if gone := _not_in_post(person, queue.as_at):
        return Candidate(person=person, load=load, refusals=(gone,), lacks=NEVER)
    held = [item for item in team.skills if item.person == person.uid]
    needed = _codes(code for row in wanted for code in row.needs)
    away = _away_on(team, person.uid, queue.as_at)
    exposure = _exposure(wanted, queue.cautions.get(person.uid, ()))
    links = _links(person.uid, wanted, queue.ranked)
    return Candidate(
        person=person,
        load=load,
        refusals=(
            *((f"away until {day_words(away.last_on)}",) if away else ()),
            *_lacking(needed, held, queue),
        ),
        remarks=(
            *exposure,
            *_absence_ahead(team, person.uid, queue.as_at),
            *_too_much(wanted, load),
            *_also_lacking(wanted, needed, held, queue),
            *_lapsing(needed, held, queue),
        ),
        merits=(
            *_link_words(links),
            *_merits(needed, held, queue),
            *_room(load, queue.as_at),
        ),
        is_away=away is not None,
        is_linked=not links.keys().isdisjoint({"case", "operation"}),
        is_cautioned=bool(exposure),
        lacks=_lacks(needed, held, queue.as_at),
    )


def _lacks(needed: Iterable[str], held: Sequence[SkillHeld], day: date) -> int:
    """Return how far somebody is from the skills needed; 0 with all of them."""
    far = 0
    for code in needed:
        own = [item for item in held if item.skill == code]
        if not any(item.is_current(day) for item in own):
            far += 1 if any(item.level > IN_TRAINING for item in own) else 2
    return far


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _not_in_post(person: Person, day: date) -> str:
    """Return why somebody is not in post on a day; empty if that is not so."""
    if person.ends_on is not None and person.ends_on < day:
        return f"left on {day_words(person.ends_on)}"
    if person.starts_on > day:
        return f"begins on {day_words(person.starts_on)}"
    return ""


def _away_on(team: Team, person: str, day: date) -> Absence | None:
    """Return the absence of whole days under way; the longest of several."""
    there = [
        absence
        for absence in team.absences
        if absence.person == person
        and absence.first_on <= day <= absence.last_on
        and absence.is_whole
    ]
    return max(there, key=lambda absence: absence.last_on, default=None)


def _absence_ahead(team: Team, person: str, day: date) -> Iterator[str]:
    for absence in sorted(team.absences, key=lambda absence: absence.first_on):
        soon = day < absence.first_on <= day + timedelta(days=AHEAD)
        if absence.person == person and soon and absence.is_whole:
            first, last = day_words(absence.first_on), day_words(absence.last_on)
            yield f"away on {first}" if first == last else f"away {first} to {last}"


def _lacking(
    needed: Iterable[str], held: Sequence[SkillHeld], queue: Queue
) -> Iterator[str]:
    """Yield each skill that must be current and is not, with how it stands."""
    for code in needed:
        if not any(
            item.skill == code and item.is_current(queue.as_at) for item in held
        ):
            yield _how_lacking(code, held, queue)


def _how_lacking(code: str, held: Sequence[SkillHeld], queue: Queue) -> str:
    name, own = queue.name(code), [item for item in held if item.skill == code]
    trained = [item for item in own if item.level > IN_TRAINING]
    lapsed = [item.valid_to for item in trained if item.valid_to is not None]
    if any(day < queue.as_at for day in lapsed):
        return f"{name} lapsed on {day_words(max(lapsed))}"
    if begins := [one.valid_from for one in trained if one.valid_from > queue.as_at]:
        return f"{name} from {day_words(min(begins))}"
    return f"in training for {name}" if own else f"no {name}"


def _also_lacking(
    wanted: Sequence[Ranked],
    needed: Sequence[str],
    held: Sequence[SkillHeld],
    queue: Queue,
) -> Iterator[str]:
    every = _codes(code for row in wanted for code, _ in row.skills)
    others = [code for code in every if code not in needed]
    if missing := list(_lacking(others, held, queue)):
        yield f"for a part: {', '.join(missing)}"


def _lapsing(
    needed: Sequence[str], held: Sequence[SkillHeld], queue: Queue
) -> Iterator[str]:
    for code in needed:
        last = _last_day(code, held, queue.as_at)
        if last is not None and last <= queue.as_at + timedelta(days=LAPSES):
            yield f"{queue.name(code)} lapses on {day_words(last)}"


def _last_day(code: str, held: Sequence[SkillHeld], day: date) -> date | None:
    """Return until when a skill that is current stays so; None without an end."""
    own = [item for item in held if item.skill == code and item.is_current(day)]
    if not own or any(item.valid_to is None for item in own):
        return None
    return max(item.valid_to for item in own if item.valid_to is not None)


def _too_much(wanted: Sequence[Ranked], load: Load) -> Iterator[str]:
    hours = sum(row.hours or 0.0 for row in wanted)
    if load.weeks is None:
        yield "no casework hours in the weeks ahead"
    elif load.weeks > HEAVY:
        yield f"{load.weeks:.1f} weeks of work in hand"
    elif hours > load.free:
        yield f"{load.free:.0f} h free in two weeks, {hours:.0f} h wanted"


def _room(load: Load, day: date) -> Iterator[str]:
    if load.free > 0:
        yield f"{load.free:.0f} h free in two weeks"
    elif load.next_free is not None and load.next_free > day:
        yield f"free from w/c {day_words(load.next_free)}"


def _exposure(wanted: Sequence[Ranked], cautions: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the guard on exposure says to exposed work; remarks, no refusals."""
    return cautions if any(map(is_exposed_work, wanted)) else ()


def is_exposed_work(row: Ranked) -> bool:
    """Return whether a request brings exposure: online abuse, or its skills do."""
    of_abuse = bool(row.waiting.online_abuse)
    return of_abuse or not EXPOSED_SKILLS.isdisjoint(row.needs)


def _links(
    person: str, wanted: Sequence[Ranked], rows: Sequence[Ranked]
) -> dict[str, list[str]]:
    """Return which requests of the person belong with those wanted, by the bond."""
    chosen = {row.waiting.uid for row in wanted}
    keys = {key for row in wanted for key in _bonds(row)}
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.waiting.examiner == person and row.waiting.uid not in chosen:
            for kind, _ in sorted(keys & _bonds(row))[:1]:
                found.setdefault(kind, []).append(row.waiting.reference)
    return found


def _link_words(links: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for kind, references in links.items():
        more = f" and {len(references) - 2} more" if len(references) > 2 else ""
        yield f"has {', '.join(references[:2])}{more} of the same {kind}"


def _bonds(row: Ranked) -> set[tuple[str, str]]:
    item = row.waiting
    bonds = (
        ("case", item.case_reference),
        ("operation", item.operation_name),
        ("requester", item.requester),
    )
    return {(kind, value) for kind, value in bonds if value}


def _merits(
    needed: Sequence[str], held: Sequence[SkillHeld], queue: Queue
) -> Iterator[str]:
    for code in needed:
        own = [item for item in held if item.skill == code]
        if any(item.is_current(queue.as_at) for item in own):
            last = _last_day(code, own, queue.as_at)
            until = f" to {day_words(last)}" if last else ""
            yield f"current in {queue.name(code)}{until}"
