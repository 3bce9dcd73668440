"""What of a store is about the wellbeing of its people, and goes out only if asked."""

from app.store import Store
from app.store.plain import uids_that_tell

TABLES = frozenset(("exposure", "welfare_contact", "rotation", "tolerance", "feedback"))
"""Tables that hold nothing else."""

SETTINGS = frozenset(("welfare_lock",))
"""Settings that prove the passphrase of the wellbeing page."""

COLUMNS = frozenset((("absence", "bars_exposure"),))
"""Single columns of other tables."""

MARK = "wellbeing"
"""What an event that is left out says in its place."""


def records_apart(store: Store) -> set[tuple[str, str]]:
    """Return table and uid of the records outside ``TABLES`` whose events stay out.

    Where one event of a record tells of a column about wellbeing, all of them stay out:
    the rest could not be played, and a part of a text cannot be left out without its
    digest being that of something else.
    """
    apart = {("setting", uid) for uid in SETTINGS}
    for table, column in COLUMNS:
        apart |= {(table, uid) for uid in uids_that_tell(store, table, column)}
    return apart
