"""What people have in hand, and what could be moved, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.casework.working_time import day_words
from app.measures.workload import Load
from app.planning.fair_load import Balance, Suggestion
from app.reports.chart import number_text
from ui.controls.rows import Column

NO_HOURS = "no hours in 13 weeks"
NOW, AFTER = 3, 4
"""Columns of the bars."""

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLine:
    """One person as the row shows it.

    Attributes:
        name: Name or alias.
        load: What is in hand now.
        after: What would be in hand with the moves that are ticked.
        mean: Weeks of work of all together, now and then.
        most: The most weeks of work of anybody, which fill a bar.
        year: Year of the day, which is left out of days in it.
    """

    name: str
    load: Load
    after: Load
    mean: float
    most: float
    year: int


TITLES = ("Open", "Hours left", "Next free week")
TITLES_THEN = ("Open then", "Hours then", "Then free")
"""Titles of the plain columns, without a preview and with the moves that are ticked."""


def load_columns(
    *, is_preview: bool, is_narrow: bool = False
) -> tuple[Column[LoadLine], ...]:
    """Return the columns of the people; with a preview there are two bars."""
    bars: tuple[Column[LoadLine], ...] = (
        Column(
            title="Weeks of work now", width=0, show=lambda one: weeks_words(one.load)
        ),
        Column(title="With the moves ticked", width=0, show=after_words),
    )
    open_title, hours_title, free_title = TITLES_THEN if is_preview else TITLES
    return (
        Column(title="Person", width=110, show=lambda one: one.name),
        Column(title=open_title, width=70 if is_preview else 46, is_number=True,
               show=lambda one: f"{shown_load(one, is_preview).requests}"),
        Column(title=hours_title, width=76 if is_preview else 70, is_number=True,
               show=lambda one: number_text(shown_load(one, is_preview).hours)),
        *(bars if is_preview else bars[:1]),
        *(() if is_preview or is_narrow else (_net_column(),)),
        Column(title=free_title, width=130,
               show=lambda one: free_words(shown_load(one, is_preview), one.year)),
    )  # fmt: skip


def _net_column() -> Column[LoadLine]:
    return Column(
        title="Net h a week",
        width=92,
        is_number=True,
        show=lambda one: number_text(one.load.weekly, 1),
    )


def shown_load(line: LoadLine, is_preview: bool) -> Load:
    """Return the load that the plain columns show."""
    return line.after if is_preview else line.load


def weeks_words(load: Load) -> str:
    """Return weeks of work."""
    if load.weeks is None:
        return NO_HOURS
    return f"{number_text(load.weeks, 1)} weeks"


def after_words(line: LoadLine) -> str:
    """Return weeks of work with the moves, and by how much they differ."""
    said = weeks_words(line.after)
    if line.after.weeks is None or line.load.weeks is None:
        return said
    change = line.after.weeks - line.load.weeks
    if abs(change) < 0.05:
        return f"{said}, as now"
    sign = "+" if change > 0 else "\u2212"
    return f"{said} ({sign}{number_text(abs(change), 1)})"


def bar_words(line: LoadLine, *, is_after: bool) -> str:
    """Return what stands behind a bar, under a heading that names the unit."""
    said = after_words(line) if is_after else weeks_words(line.load)
    return said.replace(" weeks", "", 1) if said != NO_HOURS else "no hours"


def line_words(mean: float) -> str:
    """Return what the order and the line in the bars mean."""
    whole = number_text(mean, 1)
    return f"By name, never by load. Dashed: the unit as a whole, {whole} weeks."


def free_words(load: Load, year: int) -> str:
    """Return in which week the work in hand is done."""
    if load.next_free is None:
        return "not in sight"
    day = day_words(load.next_free)
    same = load.next_free.year == year
    return f"w/c {day.rpartition(' ')[0] if same else day}"


def balance_words(balance: Balance) -> str:
    """Return how evenly work lies on people, in a sentence."""
    if not balance.people:
        return "Nobody has casework hours in the 13 weeks ahead."
    return (
        f"{number_text(balance.mean, 1)} weeks of work for the unit as a whole; from"
        f" {number_text(balance.lowest, 1)} to {number_text(balance.highest, 1)} weeks"
        f" a person, typically {number_text(balance.spread, 1)} weeks from the whole."
    )


def preview_words(before: Balance, after: Balance, count: int) -> str:
    """Return what the moves that are ticked would change, in a sentence."""
    moves = "1 move" if count == 1 else f"{count} moves"
    return (
        f"With {moves}: from {number_text(before.lowest, 1)}\u2013"
        f"{number_text(before.highest, 1)} to {number_text(after.lowest, 1)}\u2013"
        f"{number_text(after.highest, 1)} weeks a person; typical distance"
        f" {number_text(before.spread, 1)} \u2192 {number_text(after.spread, 1)} weeks."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveColumn:
    """One column of the suggestions."""

    title: str
    width: int
    show: Callable[[Suggestion, Names], str]
    is_number: bool = False


MOVE_COLUMNS = (
    MoveColumn(title="Move", width=140, show=lambda one, _: references(one)),
    MoveColumn(title="Hours", width=52, is_number=True,
               show=lambda one, _: number_text(one.hours)),
    MoveColumn(title="From", width=0, show=lambda one, names: names[one.giver]),
    MoveColumn(title="To", width=0, show=lambda one, names: names[one.taker]),
)  # fmt: skip


def references(one: Suggestion) -> str:
    """Return which requests move."""
    first, *others = one.references
    return f"{first} and {len(others)} more" if others else first


def move_words(one: Suggestion, names: Names) -> str:
    """Return a suggestion with its reason and what it does, in sentences."""
    which = ", ".join(one.references)
    linked = " (one case or operation, kept together)" if len(one.rows) > 1 else ""
    why = "; ".join(one.why) or "current in what it needs"
    giver, taker = names[one.giver], names[one.taker]
    return (
        f"{which}{linked}: {giver} {_change(*one.giver_weeks)}, {taker}"
        f" {_change(*one.taker_weeks)}. For {taker}: {why}. Typical distance from the"
        f" whole {number_text(one.spread[0], 2)} \u2192 {number_text(one.spread[1], 2)}"
        " weeks, with the moves above it made."
    )


def _change(before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return "has no hours"
    return f"{number_text(before, 1)} \u2192 {number_text(after, 1)} weeks of work"


def moves_sentence(count: int) -> str:
    """Return how many suggestions there are and what they mind."""
    if not count:
        return (
            "No move of work that is allocated and not begun would make the load more"
            " even within skills, presence and exposure."
        )
    moves = "1 move" if count == 1 else f"{count} moves"
    return (
        f"{moves}, the one that evens out most first. Only work allocated and not"
        " begun; cases stay together; to people who are current, here, and within the"
        " policy on exposure."
    )


def told_words(some: Sequence[Suggestion]) -> str:
    """Return what was done, for the toast and the history of steps."""
    count = sum(len(one.rows) for one in some)
    return "1 request re-allocated" if count == 1 else f"{count} requests re-allocated"
