"""Random marks by item number: the same item has the same marks in each scenario.

A mark depends on the seed, the class, the purpose, the replication and the number of
the item, never on the order of use or on the block of replications. Marks are kept, so
that scenarios that are compared, and the steps of a search, draw them once.
"""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from app.scenario.situation import Numbers, Places

CHUNK = 256
"""Numbers of items drawn at once; a multiple of 4, as the generator counts by fours."""

MOST_KEPT = 64 * 2**20
"""Bytes of marks that are kept."""

_GRID = 512
_MIDDLES = (np.arange(_GRID) + 0.5) / _GRID
_NORMAL = np.array([NormalDist().inv_cdf(float(one)) for one in _MIDDLES])


class Marks:
    """Uniform marks of one study."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._kept: OrderedDict[tuple[object, ...], NDArray[np.float32]] = OrderedDict()
        self._bytes = 0

    def of(
        self, purpose: Sequence[str], block: tuple[int, int], items: int
    ) -> NDArray[np.float32]:
        """Return marks from 0 to below 1, replications x at least ``items``.

        Args:
            purpose: What they are for, such as a class and a use.
            block: First replication and how many there are.
            items: How many items are marked.
        """
        chunks = max(-(-items // CHUNK), 1)
        parts = [self._chunk((*purpose, str(at)), block) for at in range(chunks)]
        return parts[0] if chunks == 1 else np.concatenate(parts, axis=1)

    def _chunk(
        self, purpose: tuple[str, ...], block: tuple[int, int]
    ) -> NDArray[np.float32]:
        key = purpose, block
        found = self._kept.get(key)
        if found is None:
            first, count = block
            words = "\x1f".join((str(self.seed), *purpose)).encode()
            digest = blake2b(words, digest_size=16).digest()
            generator = np.random.Philox(key=np.frombuffer(digest, dtype="<u8"))
            generator.advance(first * CHUNK // 4)
            drawn = np.random.Generator(generator).random((count, CHUNK))
            found = np.minimum(drawn.astype(np.float32), np.float32(1 - 2**-24))
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[object, ...], found: NDArray[np.float32]) -> None:
        """Keep marks; the oldest make room."""
        self._kept[key] = found
        self._bytes += found.nbytes
        while self._bytes > MOST_KEPT and self._kept:
            self._bytes -= self._kept.popitem(last=False)[1].nbytes


def quantile(ordered: Numbers, marks: Numbers) -> Numbers:
    """Return the quantiles of an ordered sample at marks, straight between its values.

    Nothing of an empty sample.
    """
    if not len(ordered):
        return np.zeros(len(marks))
    place = marks * (len(ordered) - 1)
    low = place.astype(np.int64)
    high = np.minimum(low + 1, len(ordered) - 1)
    found: Numbers = ordered[low] + (place - low) * (ordered[high] - ordered[low])
    return found


def normal(marks: Numbers) -> Numbers:
    """Return standard normal numbers at marks, cut at about three either way."""
    found: Numbers = np.interp(marks, _MIDDLES, _NORMAL)
    return found


def lognormal_sample(mean: float, variation: float) -> Numbers:
    """Return an ordered sample of a lognormal of a mean and coefficient of variation.

    Its mean is ``mean`` to the last bit but rounding.
    """
    spread = float(np.sqrt(np.log1p(variation**2)))
    sample = np.exp(spread * _NORMAL)
    found: Numbers = sample * (mean / sample.mean())
    return found


def spread_over(counts: Places) -> tuple[Places, Places, Places]:
    """Return replication, week and number of each item of counts by both.

    Numbers count the items of a replication from nothing on, week after week.
    """
    runs, weeks = counts.shape
    flat = counts.ravel()
    cells = np.repeat(np.arange(runs * weeks), flat)
    run, week = np.divmod(cells, weeks)
    total = counts.sum(axis=1)
    begin = np.repeat(np.cumsum(total) - total, total)
    return run, week, np.arange(len(cells)) - begin
