"""Plan and actual as values: a chart by week, and a table of the differences."""

from collections.abc import Iterator, Mapping

from app.capacity.by_week import PROTECTED
from app.capacity.plan import Difference, PlanAndActual, plan_words
from app.reports.chart import (
    Kind,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
    signed_text,
)
from ui.capacity.gross_chart import NAMES

HEAD = ("Hours over the weeks", "Planned", "Actual", "Difference", "Change of net")
OF_WHICH = "\N{EN SPACE}of which "


def plan_chart(found: PlanAndActual) -> TimeChart:
    """Return net hours planned and as they came to be, by week."""
    return TimeChart(
        title="Planned and actual net hours by week",
        unit=f"Hours a week; the plan as known on {day_text(found.known_on)}",
        days=found.actual.mondays,
        series=(
            Series(name="Actual", kind=Kind.BARS, role=Role.RECEIVED,
                   values=tuple(map(float, found.actual.net))),
            Series(name="Planned", kind=Kind.STEP, role=Role.CAPACITY,
                   values=tuple(map(float, found.planned.net))),
        ),
        description=plan_words(found),
    )  # fmt: skip


def plan_rows(
    found: PlanAndActual, labels: Mapping[str, str]
) -> list[tuple[str, str, str, str, str]]:
    """Return the table: net hours, contracted hours, and each deduction.

    Protected welfare time is not counted among what changed the net hours.

    Args:
        found: Plan and actual.
        labels: What the kinds are called, by code.
    """
    net = Difference(
        kind="", group="", planned=found.planned_net, actual=found.actual_net
    )
    rows = [
        _row("Net casework hours", net, effect=1),
        _row("Contracted hours", found.contracted, effect=1),
    ]
    kinds = found.by_kind()
    for group in found.by_group():
        own = [one for one in kinds if one.group == group.group]
        rows += _group(group, own, labels)
    return rows


def _group(
    group: Difference, kinds: list[Difference], labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the row of a group and those of its kinds; of one kind, only its own."""
    names = {one.kind: NAMES.get(one.kind) or labels.get(one.kind, one.kind)
             for one in kinds}  # fmt: skip
    if len(kinds) == 1:
        yield _row(names[kinds[0].kind], group, effect=-1)
        return
    yield _row(group.group, group, effect=-1)
    for one in kinds:
        name = names[one.kind]
        planned, actual = _text(one.planned), _text(one.actual)
        yield f"{OF_WHICH}{name[0].lower()}{name[1:]}", planned, actual, "", ""


def _row(name: str, one: Difference, *, effect: int) -> tuple[str, str, str, str, str]:
    change = signed_text(one.change, 0)
    is_kept = one.group == PROTECTED
    moved = "protected" if is_kept else signed_text(effect * one.change, 0)
    return name, _text(one.planned), _text(one.actual), change, moved


def _text(hours: float) -> str:
    return number_text(hours, 0)
