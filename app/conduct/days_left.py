"""Days to the governing limit of requests, as ranking counts them."""

from collections.abc import Sequence
from datetime import date

from app.casework.request import Request
from app.rules.clock import RuleSet, governing
from app.store import Store
from app.store.proceeding import proceedings_of, shipped_rules
from app.store.ranking import with_proceedings
from app.store.setting import read_settings


def days_left(store: Store, requests: Sequence[Request], on: date) -> dict[str, int]:
    """Return days from ``on`` to the governing limit, by uid, of those that have one.

    The earliest limit that runs over all accused and charges governs; a day that the
    prosecutor set goes before it.
    """
    accused = with_proceedings(store)
    concerned = [one for one in requests if one.prosecutor_on or one.uid in accused]
    if not concerned:
        return {}
    rules = shipped_rules(read_settings(store).region)
    found = {one.uid: _left(store, one, rules, on) for one in concerned}
    return {uid: days for uid, days in found.items() if days is not None}


def _left(store: Store, request: Request, rules: RuleSet, on: date) -> int | None:
    proceedings = proceedings_of(store, request.uid)
    limit = governing(proceedings, rules, on, request.prosecutor_on)
    return None if limit is None else limit.days_left(on)
