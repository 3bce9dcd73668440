"""The people of the demo unit: aliases only, and their story over four years.

Sixteen full-time equivalents at first; an uplift to 19.5 from week 70; leavers and a
freeze bring it to 18.6.
"""

from dataclasses import dataclass

from app.demo.profile import DAYS

FULL = (7.0, 7.0, 7.0, 7.0, 7.0)
FOUR_DAYS = (7.0, 7.0, 7.0, 7.0, 0.0)
THREE_DAYS = (7.0, 7.0, 7.0, 0.0, 0.0)
LONG_AGO = -900
"""Day of joining of those who were there before the history begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the unit.

    Attributes:
        name: Alias to show.
        role: Code of the role.
        site: Code of the laboratory.
        joins: First day in post, counted from the start of the history.
        leaves: Last day in post; None while no end is known.
        patterns: Hours on Monday to Friday, each from a day on.
        skills: Code, level, day from, and last day or None.
        share: Full-time equivalent of the first pattern.
        places: Requests held at once, at most.
    """

    name: str
    role: str = "EXAMINER"
    site: str = "LAB_EAST"
    joins: int = LONG_AGO
    leaves: int | None = None
    patterns: tuple[tuple[int, tuple[float, ...]], ...] = ((LONG_AGO, FULL),)
    skills: tuple[tuple[str, int, int, int | None], ...] = ()
    places: int = 8

    @property
    def is_examiner(self) -> bool:
        """Whether the person's hours are casework hours."""
        return self.role == "EXAMINER"

    def hours_on(self, day: int) -> float:
        """Return the rostered hours of a day of the story."""
        if day < self.joins or (self.leaves is not None and day > self.leaves):
            return 0.0
        if day % 7 > 4:
            return 0.0
        hours = self.patterns[0][1]
        for first, found in self.patterns:
            if first <= day:
                hours = found
        return hours[day % 7]

    def may(self, skill: str, day: int) -> bool:
        """Return whether the person is competent and current in a skill on a day."""
        return any(
            code == skill
            and level > 0
            and first <= day
            and (last is None or day <= last)
            for code, level, first, last in self.skills
        )


UPLIFT = 70 * 7
"""Day on which the uplift begins."""

LONG_LEAVE = DAYS - 7
"""First day of the long leave of the only holder of SK_MOB3."""

LAPSE = DAYS - 63
"""Last day on which the other holder of SK_MOB3 is current."""

_MOBILE = ("SK_MOB1", "SK_MOB2")
_ADVANCED = "SK_MOB3"
_GRADER = "SK_GRADE"
_COMPUTER = "SK_WIN"
_RENEWED = (*_MOBILE, _COMPUTER, _GRADER, "SK_ONSITE", "SK_REVIEW")
"""Skills that are proved anew every few years."""

_ENDS = {
    0: {"SK_REVIEW": DAYS + 62},
    2: {_COMPUTER: DAYS + 39, "SK_MAC": DAYS + 74},
    4: {_ADVANCED: LAPSE, "SK_ONSITE": DAYS + 26},
    6: {_GRADER: DAYS + 80, "SK_CLOUD": DAYS + 210},
    14: {_ADVANCED: DAYS + 290},
}
"""Last days on which skills are current that end soon or are rare, by place."""


def _skills(
    codes: tuple[str, ...], first: int, lapses: dict[str, int] | None = None
) -> tuple[tuple[str, int, int, int | None], ...]:
    levels = {_ADVANCED: 3, _COMPUTER: 2, "SK_MOB2": 2}
    last = lapses or {}
    return tuple((c, levels.get(c, 1), first, last.get(c)) for c in codes)


def _renewals(place: int) -> dict[str, int]:
    """Return last days of skills that are current for some time yet."""
    return {
        code: DAYS + 130 + (97 * place + 61 * number) % 700
        for number, code in enumerate(_RENEWED)
    }


def _novice(
    codes: tuple[str, ...], joins: int
) -> tuple[tuple[str, int, int, None], ...]:
    """Return skills that begin in training and become current after some weeks."""
    signed_off = joins + 12 * 7
    quick = tuple((code, 1, joins + 7, None) for code in codes[:3])
    return quick + tuple((code, 1, signed_off, None) for code in codes[3:])


def _trained(place: int) -> tuple[str, ...]:
    """Return the skills of an examiner who was there from the start, by place."""
    codes = list(_MOBILE)
    if place % 8 != 7:
        codes.append(_COMPUTER)
    if place % 5 != 4:
        codes.append(_GRADER)
    codes += ["SK_REVIEW"] * (place % 3 == 0) + ["SK_CCTV"] * (place % 3 == 1)
    codes += ["SK_ONSITE"] * (place % 2 == 0) + ["SK_MAC"] * (place == 2)
    codes += ["SK_ENC"] * (place == 5) + ["SK_CLOUD"] * (place in (1, 6))
    return tuple(codes)


def _examiner(place: int) -> Member:
    """Return one of the seventeen examiners of the beginning."""
    codes = _trained(place)
    if place in (1, 4, 8, 14):
        codes = (*codes, _ADVANCED)
    patterns = {
        13: ((LONG_AGO, FOUR_DAYS), (160 * 7, FULL)),
        14: ((LONG_AGO, THREE_DAYS),),
        15: ((LONG_AGO, THREE_DAYS), (UPLIFT - 14, FULL)),
    }
    leaves = {1: 140 * 7 - 3, 8: 149 * 7 - 3}
    return Member(
        name=f"Examiner {place + 1:02d}",
        site="LAB_EAST" if place % 3 else "LAB_WEST",
        joins=LONG_AGO - 97 * place,
        leaves=leaves.get(place),
        patterns=patterns.get(place, ((LONG_AGO, FULL),)),
        skills=_skills(codes, LONG_AGO, _renewals(place) | _ENDS.get(place, {})),
        places=6 + place % 4,
    )


def _joiner(
    number: int, joins: int, *codes: str, training: dict[str, int] | None = None
) -> Member:
    """Return one who joined later; ``training`` holds skills and when it began."""
    learns = [(code, 0, first, None) for code, first in (training or {}).items()]
    return Member(
        name=f"Examiner {number:02d}",
        site="LAB_WEST" if number % 2 else "LAB_EAST",
        joins=joins,
        patterns=((joins, FULL),),
        skills=(*_novice((*_MOBILE, _COMPUTER, *codes), joins), *learns),
        places=7,
    )


def _others() -> tuple[Member, ...]:
    roles = (
        ("Gatekeeper 1", "GATEKEEPER", ("SK_GATE",)),
        ("Deputy 1", "DEPUTY", ("SK_GATE", "SK_REVIEW")),
        ("Exhibit officer 1", "EXHIBIT_OFFICER", ("SK_EXHIB",)),
        ("Exhibit officer 2", "EXHIBIT_OFFICER", ("SK_EXHIB",)),
        ("Quality lead 1", "QUALITY_LEAD", ("SK_VALID",)),
        ("Manager 1", "MANAGER", ()),
    )
    return tuple(
        Member(name=name, role=role, skills=_skills(codes, LONG_AGO))
        for name, role, codes in roles
    )


def staff() -> tuple[Member, ...]:
    """Return everyone who was in the unit at any time of the history."""
    joiners = (
        _joiner(18, UPLIFT, _GRADER),
        _joiner(19, UPLIFT, _GRADER, "SK_CCTV"),
        _joiner(20, UPLIFT + 28, _GRADER),
        _joiner(21, 164 * 7, _GRADER, training={_ADVANCED: DAYS - 48}),
    )
    return (*(_examiner(place) for place in range(17)), *joiners, *_others())
