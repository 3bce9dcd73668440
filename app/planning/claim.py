"""What the work of a request takes of equipment, besides hours of people."""

from collections.abc import Mapping, Sequence

from app.capacity.bounds import Bounds, Places
from app.casework.waiting import Waiting
from app.planning.dispatch import NO_CLAIMS, Claims
from app.workforce.equipment import LimitUnit


class Needs:
    """What examination types need of equipment, looked up once for a whole queue."""

    def __init__(self, bounds: Bounds, skill_of: Mapping[str, str]) -> None:
        self._skill_of = skill_of
        self._of_type: dict[str, list[tuple[Places, bool]]] = {
            code: [
                (places, bounds.inside[places[0]].unit is LimitUnit.ITEMS)
                for places in kinds
            ]
            for code, kinds in bounds.of_type.items()
        }

    def claims(self, item: Waiting, demand: Sequence[tuple[str, float]]) -> Claims:
        """Return what each hour of a request takes of equipment, by skill.

        Hours of examination are taken as they are needed of people. Items are the
        open examinations that need the equipment; where none are recorded, the
        exhibits of the request. They are spread over the hours of their skill, so
        that work that has no hours left takes nothing.

        Args:
            item: The request.
            demand: Hours left, by code of the skill.
        """
        main, of_type = item.examination_type or "", self._of_type
        work = item.work or ((main, 1.0),)
        amounts: dict[tuple[str, Places, bool], float] = {}
        each = 1 if item.work else max(item.exhibits or 1, 1)
        for code, left in work:
            for places, is_items in of_type.get(code, ()):
                skill = self._skill_of.get(code) or self._skill_of.get(main, "")
                key = skill, places, is_items
                amounts[key] = amounts.get(key, 0.0) + (each if is_items else left)
        return _rates(amounts, work, dict(demand)) if amounts else NO_CLAIMS


def _rates(
    amounts: Mapping[tuple[str, Places, bool], float],
    work: Sequence[tuple[str, float]],
    hours: Mapping[str, float],
) -> Claims:
    """Return how much an hour takes; hours of examination are as many as of people."""
    whole, wanted = sum(left for _, left in work), sum(hours.values())
    claims: dict[str, dict[Places, float]] = {}
    for (skill, places, is_items), amount in amounts.items():
        there = hours.get(skill, 0.0)
        scale = 1.0 if is_items else wanted / whole if whole else 0.0
        if there > 0 and amount * scale > 0:
            rates = claims.setdefault(skill, {})
            rates[places] = rates.get(places, 0.0) + amount * scale / there
    return claims
