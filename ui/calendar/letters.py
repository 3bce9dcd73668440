"""One letter for each kind of absence and other work: drawn in a day, and typed."""

from collections.abc import Mapping
from types import MappingProxyType

from app.workforce.absence import PUBLIC_HOLIDAY, VACANCY, Absence

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "A_LEAVE": "L",
        "A_SICK_S": "S",
        "A_SICK_L": "S",
        "A_TOIL": "F",
        "A_MAT": "M",
        "A_UNPAID": "U",
        "A_SECOND": "X",
        "A_PHASED": "P",
        "A_RESTRICT": "R",
        "B_TRAIN": "T",
        "B_COURT": "C",
        "B_SCENE": "O",
        "B_QA": "Q",
        "B_VALID": "V",
        "B_PROF": "K",
        "B_MENTOR": "N",
        "B_ADMIN": "D",
        "B_ADVICE": "A",
        "B_EXHIB": "E",
        "B_TECH": "Y",
        "B_WELF": "W",
    }
)
"""Letter of each shipped kind; long sickness shares that of short sickness."""

HOLIDAY = "H"
"""Letter of a public holiday."""

OTHER = "•"
"""What stands for a kind that the unit added itself."""

NOT_ENTERED = (PUBLIC_HOLIDAY, VACANCY)
"""Kinds that nobody enters for a person."""


def letter_of(absence: Absence) -> str:
    """Return the letter of an absence."""
    return LETTERS.get(absence.kind, OTHER)


def kind_of(letter: str) -> str:
    """Return the kind that a typed letter means; empty for none."""
    typed = letter.upper()
    return next((kind for kind, one in LETTERS.items() if one == typed), "")
