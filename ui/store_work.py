"""Work on the open store in a job's thread, with a connection of its own."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from app.progress import Progress

if TYPE_CHECKING:
    from app.store import Store
    from ui.session import Session

Result = TypeVar("Result")


def reading_work(
    session: "Session", work: "Callable[[Store, Progress], Result]"
) -> Callable[[Progress], Result]:
    """Return what a ``Job`` starts so that ``work`` reads the open store."""
    return partial(_read, session.store, work)


def writing_work(
    session: "Session", work: "Callable[[Store, Progress], Result]"
) -> Callable[[Progress], Result]:
    """Return what a ``Job`` starts so that ``work`` may write the open store."""
    return partial(_write, session.store, work)


def _read(
    store: "Store", work: "Callable[[Store, Progress], Result]", progress: Progress
) -> Result:
    from app.store import reading

    if store.path is None:
        return _write(store, work, progress)
    with reading(store.path) as own:
        return work(own, progress)


def _write(
    store: "Store", work: "Callable[[Store, Progress], Result]", progress: Progress
) -> Result:
    from app.store import partner

    with closing(partner(store)) as own:
        return work(own, progress)
