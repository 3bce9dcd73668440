"""What a back-test says: sentences to show, and figures (M36)."""

from datetime import date

from app.forecast.backtest import LEAST, BackTest, Beside, Inside
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure


def sentences(tested: BackTest) -> tuple[str, ...]:
    """Return what past forecasts were worth, in words, the most important first."""
    if not tested.origins:
        there = "is 1 week" if tested.weeks == 1 else f"are {tested.weeks} weeks"
        return (
            f"There {there} with a count; forecasts can be tested from {LEAST + 1} on.",
        )
    near = tested.next_week[80]
    found = []
    if near.of:
        found.append(
            f"Of the last {near.of} weekly forecasts {near.inside} fell inside the "
            "80 % range."
            if near.of > 1
            else f"The last weekly forecast fell {_where(near)} the 80 % range."
        )
    half = tested.sums[26, 80]
    if half.of:
        found.append(
            f"Of {half.of} forecasts of half a year together {half.inside} fell inside "
            "theirs."
            if half.of > 1
            else f"One forecast of half a year together fell {_where(half)} its range."
        )
    found.extend(_against_naive(tested))
    return tuple(found)


def figures(tested: BackTest, as_at: date) -> tuple[Figure, ...]:
    """Return the errors by weeks ahead and the share inside the 80 % range (M36).

    Args:
        tested: The back-test.
        as_at: Day at whose end the history ended.
    """
    coverage = Coverage(used=tested.weeks, scope=tested.weeks)
    errors = tuple(
        figure(
            "M36",
            beside.ours,
            as_at=as_at,
            coverage=coverage,
            label=f"Error {weeks} weeks ahead",
            note=_naive_note(beside),
            weeks=weeks,
        )
        for weeks, beside in tested.wape.items()
    )
    inside = figure(
        "M36C",
        tested.single[80].percent,
        as_at=as_at,
        coverage=coverage,
        note=f"{tested.single[80].inside:,} of {tested.single[80].of:,} weeks.",
    )
    return (*errors, inside)


def _against_naive(tested: BackTest) -> list[str]:
    """Return how the range compares with the same week a year before."""
    ours, naive = tested.sql.ours, tested.sql.naive
    if ours is None or not naive:
        return []
    better = round(100 * (1 - ours / naive))
    other = "than taking the same week a year before"
    if better > 0:
        return [f"Its error, range included, is {better} % smaller {other}."]
    if better < 0:
        return [f"Its error, range included, is {-better} % larger {other}."]
    return ["It does no better than taking the same week a year before."]


def _where(one: Inside) -> str:
    return "inside" if one.inside else "outside"


def _naive_note(beside: Beside) -> str:
    if beside.naive is None:
        return ""
    return f"The same week a year before: {beside.naive:.0f} %."
