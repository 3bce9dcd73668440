"""One slider over one number of one kind of lever.

A slider moves the first lever of its kind that concerns everything: no person, no type,
no priority is chosen. It makes one from the first day of the plan where there is none,
and takes it away when it is back at the base. Levers that concern a part stand below as
lines of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.scenario.levers import Joins, Lever, Outsources, SetsShare
from ui.plan.lever_row import Control


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """A slider over one number of one kind of lever.

    Attributes:
        group: Heading under which it stands.
        control: How it is shown.
        kind: The class of its lever.
        read: Returns the number of a lever as the slider shows it.
        make: Returns the lever for a number and the lever that was there; None where
            the number is that of the base.
        code: For a share of other work, the code of its kind.
    """

    group: str
    control: Control
    kind: type
    read: Callable[[Lever], float]
    make: Callable[[float, Lever | None], Lever | None]
    code: str = ""

    def place(self, levers: Sequence[Lever]) -> int | None:
        """Return the position of the lever that it moves; None if there is none."""
        for position, lever in enumerate(levers):
            if isinstance(lever, self.kind) and is_whole(lever, self.code):
                return position
        return None

    def value(self, levers: Sequence[Lever]) -> float:
        """Return where the slider stands."""
        place = self.place(levers)
        return self.control.usual if place is None else self.read(levers[place])

    def put(self, levers: Sequence[Lever], value: float) -> tuple[Lever, ...]:
        """Return the levers with this one at another number.

        Raises:
            ScenarioError: The number cannot be.
        """
        place = self.place(levers)
        made = self.make(value, None if place is None else levers[place])
        every = list(levers)
        if place is None:
            every += [] if made is None else [made]
        else:
            every[place : place + 1] = [] if made is None else [made]
        return tuple(every)


def is_whole(lever: Lever, code: str = "") -> bool:
    """Tell whether a lever concerns everybody and every class."""
    if isinstance(lever, SetsShare):
        return lever.kind == code
    if isinstance(lever, Joins | Outsources):
        return True
    narrow = ("person", "types", "priorities")
    return not any(getattr(lever, name, None) for name in narrow)
