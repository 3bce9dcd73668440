"""Whether the owner of a pen still moves, by the clock of who looks and no other."""

from dataclasses import dataclass, replace

STALE_AFTER = 90.0
"""Seconds without a beat after which a pen may be taken over."""
LONGEST_GAP = 15.0
"""Seconds between two looks that still count: who slept meanwhile saw nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What was seen of an owner so far; a new one has seen nothing.

    Attributes:
        token: The claim that is watched.
        beat: Its last beat seen.
        at: When it was looked at last, seconds of a clock that only goes forward.
        silent: For how many seconds it was watched without a new beat.
    """

    token: str = ""
    beat: int = -1
    at: float = 0.0
    silent: float = 0.0

    def seen(self, token: str, beat: int, *, at: float) -> "Watch":
        """Return the watch after one more look.

        Args:
            token: The claim that is there now.
            beat: Its beat.
            at: Seconds of the same clock as before.
        """
        if (token, beat) != (self.token, self.beat):
            return Watch(token=token, beat=beat, at=at)
        gap = at - self.at
        counted = gap if 0 <= gap <= LONGEST_GAP else 0.0
        return replace(self, at=at, silent=self.silent + counted)

    @property
    def is_stale(self) -> bool:
        """Whether it did not move for so long that a human may say it is gone."""
        return self.silent >= STALE_AFTER
