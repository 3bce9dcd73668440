"""Where every request stood at a moment."""

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import Ledger
from app.measures.stays import NO_STATUS


def statuses_at(ledger: Ledger, moment: int) -> NDArray[np.int8]:
    """Return the position of each request's status at ``moment``.

    ``NO_STATUS`` for requests that were not recorded as being there yet.
    """
    positions = np.full(ledger.requests, NO_STATUS, dtype=np.int8)
    there = (ledger.entered <= moment) & (moment < ledger.left)
    positions[ledger.request[there]] = ledger.status[there]
    return positions
