"""Random numbers that depend on the seed and on what they are for, and nothing else."""

from hashlib import blake2b

import numpy as np


def stream(seed: int, *purpose: str) -> np.random.Generator:
    """Return the generator of one purpose: the same words give the same numbers.

    Args:
        seed: Seed of the whole forecast.
        purpose: What the numbers are for, such as a class and a step.
    """
    words = "\x1f".join((str(seed), *purpose)).encode("utf-8")
    key = np.frombuffer(blake2b(words, digest_size=16).digest(), dtype="<u8")
    return np.random.Generator(np.random.Philox(key=key.astype(np.uint64)))
