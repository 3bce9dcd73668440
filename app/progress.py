"""Progress and cancellation for long work, with no thread library in sight."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called as ``progress(done, total)`` between steps; raises Cancelled to stop."""


class Cancelled(Exception):  # noqa: N818 - an outcome, not an error
    """The user asked the work to stop."""


def no_progress(done: int, total: int) -> None:
    """Ignore progress: the default for the command line and for tests."""
