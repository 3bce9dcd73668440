"""Permanent identities: time-ordered UUIDs (version 7 of RFC 9562)."""

import random
from datetime import datetime

_COUNTER = 1 << 32


class Uids:
    """A source of uids for one operation: its moment, a random part and a counter.

    Uids of one operation differ in their counter and sort in the order in which they
    were given; two operations of one millisecond differ in 42 random bits.
    """

    def __init__(self, moment: datetime, entropy: random.Random) -> None:
        stamp = int(moment.timestamp() * 1000)
        part = entropy.getrandbits(42)
        self._prefix = (
            f"{stamp >> 16 & 0xFFFFFFFF:08x}-{stamp & 0xFFFF:04x}"
            f"-7{part >> 30 & 0xFFF:03x}-{0x8000 | part >> 16 & 0x3FFF:04x}"
            f"-{part & 0xFFFF:04x}"
        )
        self._count = 0

    def next(self) -> str:
        """Return a uid that was never given before."""
        self._count += 1
        return f"{self._prefix}{self._count % _COUNTER:08x}"
