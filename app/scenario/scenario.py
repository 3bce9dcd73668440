"""A named scenario: levers, targets and how far it looks; its content as JSON."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from app.errors import AppError, ScenarioError
from app.scenario.levers import (
    LEVERS,
    LONGEST,
    Lever,
    LimitsExposure,
    Serves,
)
from app.scenario.refusal import check_number

FORMAT = 1
"""Number of the form in which the content of a scenario is written."""

WEEKS = 104
"""Weeks that a scenario looks ahead, where it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is changed against what is known today; the base changes nothing.

    Attributes:
        name: What it is called.
        levers: What it changes, in the order in which it was chosen.
        targets: Days from receipt to issue of P1 to P4; None for those of the unit.
        weeks: Weeks that it looks ahead, from the Monday after the day shown.
        note: What else to know; free text.
    """

    name: str
    levers: tuple[Lever, ...] = ()
    targets: tuple[float, ...] | None = None
    weeks: int = WEEKS
    note: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ScenarioError("A scenario needs a name.", remedy="Type a name.")
        check_number("The scenario looks ahead", self.weeks, 4, LONGEST, "weeks")
        if self.targets is not None:
            _check_targets(self.targets)
        for kind, words in ((Serves, "order of service"), (LimitsExposure, "limit")):
            if sum(isinstance(one, kind) for one in self.levers) > 1:
                raise ScenarioError(
                    f"{self.name} has two levers for the {words}.",
                    remedy="Take one of them away.",
                )
        for lever, count in Counter(self.levers).items():
            if count > 1:
                raise ScenarioError(
                    f"{self.name} holds the same {type(lever).__name__} lever twice.",
                    remedy="Take one of them away, or change it.",
                )

    def of(self, kind: type[Any]) -> tuple[Any, ...]:
        """Return the levers of a kind, in their order."""
        return tuple(one for one in self.levers if isinstance(one, kind))

    @property
    def content(self) -> bytes:
        """The scenario as canonical JSON: the same scenario, the same bytes."""
        return orjson.dumps(
            {
                "format": FORMAT,
                "name": self.name,
                "levers": [
                    {"lever": type(one).__name__, **_plain(one)} for one in self.levers
                ],
                "targets": self.targets and tuple(map(float, self.targets)),
                "weeks": self.weeks,
                "note": self.note,
            },
            option=orjson.OPT_SORT_KEYS,
        )


BASE = Scenario(name="Base")
"""Nothing is changed."""


def scenario_of(content: bytes | str) -> Scenario:
    """Return the scenario that ``content`` holds.

    Raises:
        ScenarioError: It is no scenario, or one of a later version.
    """
    try:
        found = orjson.loads(content)
        if found["format"] != FORMAT:
            raise ScenarioError(
                "This scenario was made with a later version of Headroom.",
                remedy="Open it with that version.",
            )
        targets = found["targets"]
        return Scenario(
            name=found["name"],
            levers=tuple(map(_lever, found["levers"])),
            targets=None if targets is None else tuple(map(float, targets)),
            weeks=found["weeks"],
            note=found["note"],
        )
    except AppError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ScenarioError(
            "This is no scenario that can be read.",
            remedy="Make it anew.",
            detail=repr(error),
        ) from error


_KINDS = {kind.__name__: kind for kind in LEVERS}


def _check_targets(targets: tuple[float, ...]) -> None:
    if len(targets) != 4:
        raise ScenarioError(
            f"There are {len(targets)} service targets.",
            remedy="Give the days of P1, P2, P3 and P4.",
        )
    for place, days in enumerate(targets, start=1):
        check_number(f"The target of P{place}", days, 1, 3650, "days")


def _plain(lever: Lever) -> dict[str, Any]:
    hints = get_type_hints(type(lever))
    values = {field.name: getattr(lever, field.name) for field in fields(lever)}
    floats = {float, float | None}
    return {
        name: float(value) if value is not None and hints[name] in floats else value
        for name, value in values.items()
    }


def _lever(row: Mapping[str, Any]) -> Lever:
    kind = _KINDS[row["lever"]]
    hints = get_type_hints(kind)
    given = {name: value for name, value in row.items() if name != "lever"}
    lever: Lever = kind(
        **{name: _made(hints[name], value) for name, value in given.items()}
    )
    return lever


def _made(hint: Any, value: Any) -> Any:
    """Return a value of JSON as the type that a field asks for."""
    if isinstance(hint, UnionType):
        if value is None:
            return None
        return _made(
            next(one for one in get_args(hint) if one is not type(None)), value
        )
    if get_origin(hint) is tuple:
        return tuple(_made(get_args(hint)[0], one) for one in value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if hint is float and isinstance(value, int | float):
        return float(value)
    if not isinstance(value, hint):
        raise TypeError(f"{value!r} is no {hint}")
    return value
