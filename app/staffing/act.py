"""What every act on people, time and equipment has in common: one operation."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.store import Store
from app.store.event import Operation, write

Value = TypeVar("Value")
Taken = TypeVar("Taken", contravariant=True)


class Act(Protocol[Taken]):
    """Records one value as one operation, which can be undone by its uid."""

    def __call__(
        self,
        store: Store,
        value: Taken,
        *,
        on: date,
        who: str,
        at: datetime,
        why: str = "",
    ) -> str:
        """Record ``value`` and return the uid of the operation.

        Args:
            store: Where to write.
            value: What is added, changed or taken away.
            on: Day on which a change takes effect.
            who: Who records it.
            at: Moment of recording.
            why: Why, in words.

        Raises:
            AppError: It cannot be; the sentence says why, and nothing was changed.
        """


def act_of(kind: str, change: Callable[[Operation, Value, date], object]) -> Act[Value]:
    """Return the act that makes ``change`` within one operation of a kind."""

    def act(
        store: Store,
        value: Value,
        *,
        on: date,
        who: str,
        at: datetime,
        why: str = "",
    ) -> str:
        with write(store, who=who, why=why, kind=kind, at=at) as operation:
            change(operation, value, on)
        return operation.uid

    return act
