"""How often a harness tries its fault: a few times in every run, many in the long one.

    from tests.faults.rounds import rounds

    KILLS = rounds(50, 5000)

gives 50 in an ordinary run of pytest and 5,000 when the environment says
``HEADROOM_FAULTS=long``, as ``python3 dev.py faults --long`` does. A harness that
parametrises by it gives every round a test of its own; one that counts in a loop
reports with ``tests.faults.tally.note`` how many it came to. ``share`` cuts the rounds
into parts of which each is one test, so that a long set uses all processors.
"""

import os
import random


def is_long() -> bool:
    """Return whether this is the long run."""
    return os.environ.get("HEADROOM_FAULTS") == "long"


def rounds(quick: int, long: int) -> int:
    """Return how often to try: ``quick``, or ``long`` in the long run."""
    return long if is_long() else quick


def share(total: int, part: int, parts: int) -> range:
    """Return which of ``total`` rounds the ``part`` (from 0) of ``parts`` tries."""
    return range(part, total, parts)


def dice(seed: int) -> random.Random:
    """Return chance that falls the same way every time."""
    return random.Random(seed)  # noqa: S311 - nothing secret hangs on it
