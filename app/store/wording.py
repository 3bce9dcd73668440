"""The words of every request, in memory: what a search types is found in a few ms.

A full-text index would keep deleted words in the file (reliability reference, finding
12), and a scan of the table takes longer than a person waits between two keys.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.store import Store

_WORDS = """
    SELECT id, reference || char(31) || coalesce(requester, '') || char(31) ||
               coalesce(summary, '')
      FROM request ORDER BY id
"""
_SEQUENCE = "SELECT coalesce(max(id), 0) FROM event"


@dataclass(frozen=True, slots=True)
class Wording:
    """Reference, requester and summary of every request.

    Attributes:
        sequence: Number of the last event when they were read.
        ids: Row ids of the requests.
        texts: Of each request its words, without capitals.
    """

    sequence: int
    ids: NDArray[np.int64]
    texts: tuple[str, ...]


def read_wording(store: Store) -> Wording:
    """Read the words of every request."""
    sequence = store.value(_SEQUENCE)
    ids, texts = store.columns(_WORDS)
    folded = tuple(text.casefold() for text in texts)
    return Wording(sequence, np.array(ids, dtype=np.int64), folded)


def ids_with(wording: Wording, word: str) -> NDArray[np.int64]:
    """Return the row ids of the requests in whose words ``word`` stands."""
    sought = word.casefold()
    places = [place for place, text in enumerate(wording.texts) if sought in text]
    return wording.ids[places]
