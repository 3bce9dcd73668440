"""The soft guard at allocation: why to pause before giving somebody exposed work.

It never refuses: the manager decides. It is seen by deputies too, so that it says that
a limit is reached and which, never the hours, and of a person's own limit only that.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from app.casework.working_time import day_words
from app.wellbeing.exposure import Reached, reached
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Rotation
from app.wellbeing.welfare import Welfare
from app.workforce.absence import Absence

Cautions = Mapping[str, tuple[str, ...]]
"""Why to pause, in words, by uid of the person; who is not in it has no reason."""

NO_CAUTIONS: Cautions = MappingProxyType({})
_SAID = (Reached.WEEK, Reached.WINDOW, Reached.RUN, Reached.OWN)


def cautions(
    welfare: Welfare,
    policy: WelfarePolicy,
    absences: Iterable[Absence],
    people: Iterable[str],
    as_at: date,
) -> Cautions:
    """Return of each person why to pause before giving them exposed work.

    Args:
        welfare: What is recorded.
        policy: Local policy; what it does not set is no reason.
        absences: Absences, among which restricted duties without exposure count.
        people: Uids of the people asked about.
        as_at: The day.
    """
    barred = {one.person for one in absences if one.bars_exposure and one.holds(as_at)}
    found = {
        person: (
            *_rotated(welfare.rotations_of(person), as_at),
            *(("restricted duties without exposure",) if person in barred else ()),
            *(
                kind.value
                for kind in reached(welfare, policy, person, as_at)
                if kind in _SAID
            ),
        )
        for person in people
    }
    return {person: words for person, words in found.items() if words}


def _rotated(rotations: Iterable[Rotation], as_at: date) -> Iterator[str]:
    for one in rotations:
        if one.holds(as_at):
            yield (
                f"on rotation until {day_words(one.last_on)}"
                if one.last_on
                else "on rotation until further notice"
            )
