"""Charts as values: what is to be drawn, without a colour, a screen or a page.

The same value is drawn on the screen, printed, exported as a picture and shown as a
table, so that all four say the same. A value that is not known is ``NaN``: a gap in
the drawing and "not known" in the table. Every chart has a ``title``, a ``unit``, a
``description`` for those who cannot see it, a ``coverage`` note, and the methods
``head`` and ``rows`` that give the numbers behind it as text.
"""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNKNOWN = "not known"
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
"""Short names of the months: not from the system, whose language may differ."""


class Kind(StrEnum):
    """How a series is drawn."""

    BARS = "bars"
    LINE = "line"
    STEP = "step"
    BAND = "band"


class Role(StrEnum):
    """What a series stands for; the style gives each role its colour and marker."""

    RECEIVED = "received"
    COMPLETED = "completed"
    DEMAND = "demand"
    CAPACITY = "capacity"
    BACKLOG = "backlog"
    EXPECTED = "expected"
    TARGET = "target"
    INNER_BAND = "inner_band"
    MIDDLE_BAND = "middle_band"
    OUTER_BAND = "outer_band"
    AGE_1 = "age_1"
    AGE_2 = "age_2"
    AGE_3 = "age_3"
    AGE_4 = "age_4"
    AGE_5 = "age_5"
    AGE_6 = "age_6"
    NEUTRAL = "neutral"


class Period(StrEnum):
    """The span of time for which each value of a chart stands."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


AGE_ROLES = (
    *(Role.AGE_1, Role.AGE_2, Role.AGE_3),
    *(Role.AGE_4, Role.AGE_5, Role.AGE_6),
)
"""The roles of the age bands, youngest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One run of values over the days of a chart.

    Attributes:
        name: What the legend and the head of the table say.
        kind: How it is drawn.
        role: What it stands for.
        values: One value for each day, in the unit of the chart; ``NaN`` is a gap.
            For a band, its upper edge.
        lower: The lower edge of a band, one for each day; empty otherwise.
        is_dashed: Whether a line is drawn dashed, as for what is only expected.
        label: Text written beside the last known value; empty for none. A label
            that holds the name takes the place of the entry in the legend.
        lower_label: The same beside the lower edge of a band.
    """

    name: str
    kind: Kind
    role: Role
    values: tuple[float, ...]
    lower: tuple[float, ...] = ()
    is_dashed: bool = False
    label: str = ""
    lower_label: str = ""

    def __post_init__(self) -> None:
        if (self.kind is Kind.BAND) != bool(self.lower):
            raise ValueError("a band, and nothing else, has a lower edge")
        if self.lower and len(self.lower) != len(self.values):
            raise ValueError("both edges of a band need a value for each day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A day that is pointed out by an upright line.

    Attributes:
        day: The day; the line stands at its end.
        text: What is written beside the line, such as "31 Oct".
    """

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A value that is pointed out by a level line across the chart.

    Attributes:
        value: The value, in the unit of the chart.
        text: What is written at its end, such as "85 %: long queue".
    """

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeChart:
    """Series of values over time.

    With bars among the series every day gets a slot of equal width; otherwise the
    values stand at their days on a continuous axis.

    Attributes:
        title: The heading.
        unit: What is counted and how often, such as "Requests a week".
        days: First day of each period, rising.
        series: What is drawn, the first at the back.
        description: One sentence for screen readers and for the text of a page.
        period: The span for which each value stands.
        from_zero: Whether the axis starts at zero; bars always do.
        markers: Days pointed out.
        levels: Values pointed out; the axis reaches to them.
        coverage: How complete the records behind it are; empty if all were used.
        decimals: Digits after the point in tables and labels.
    """

    title: str
    unit: str
    days: tuple[date, ...]
    series: tuple[Series, ...]
    description: str
    period: Period = Period.WEEK
    from_zero: bool = True
    markers: tuple[Marker, ...] = ()
    levels: tuple[Level, ...] = ()
    coverage: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.days) for series in self.series):
            raise ValueError("every series needs a value for each day")
        if any(a >= b for a, b in zip(self.days, self.days[1:], strict=False)):
            raise ValueError("the days of a chart must rise")

    @property
    def has_bars(self) -> bool:
        """Whether any series is drawn as bars."""
        return any(series.kind is Kind.BARS for series in self.series)

    def head(self) -> tuple[str, ...]:
        """Return the heads of the columns: the period, then each series."""
        first = "Week from" if self.period is Period.WEEK else self.period.capitalize()
        return first, *(series.name for series in self.series)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one row of text for each day, oldest first."""
        return tuple(
            (day_text(day, self.period), *(self.cell(s, i) for s in self.series))
            for i, day in enumerate(self.days)
        )

    def cell(self, series: Series, position: int) -> str:
        """Return the value of ``series`` at a position in ``days``, as text."""
        upper = number_text(series.values[position], self.decimals)
        if not series.lower:
            return upper
        return f"{number_text(series.lower[position], self.decimals)} to {upper}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One part of every bar of a stacked chart.

    Attributes:
        name: What the legend and the head of the table say.
        role: What it stands for.
        values: Its length in each bar, in the unit of the chart; never negative.
    """

    name: str
    role: Role
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBars:
    """Horizontal bars, each the sum of the same parts.

    Attributes:
        title: The heading.
        unit: What is counted.
        categories: The name of each bar, from the top.
        segments: The parts, from the left.
        description: One sentence for screen readers and for the text of a page.
        category_head: Head of the first column of the table.
        ends: What is written at the end of each bar; empty for its total.
        ends_head: Head of the last column of the table, which says the same.
        coverage: How complete the records behind it are; empty if all were used.
        decimals: Digits after the point in tables and labels.
    """

    title: str
    unit: str
    categories: tuple[str, ...]
    segments: tuple[Segment, ...]
    description: str
    category_head: str = "Priority"
    ends: tuple[str, ...] = ()
    ends_head: str = "Total"
    coverage: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        if any(len(part.values) != len(self.categories) for part in self.segments):
            raise ValueError("every segment needs a value for each bar")
        if any(not value >= 0 for part in self.segments for value in part.values):
            raise ValueError("the parts of a bar are never negative")
        if self.ends and len(self.ends) != len(self.categories):
            raise ValueError("every bar or none has words at its end")

    def totals(self) -> tuple[float, ...]:
        """Return the length of each bar."""
        return tuple(
            sum(part.values[i] for part in self.segments)
            for i in range(len(self.categories))
        )

    def head(self) -> tuple[str, ...]:
        """Return the heads of the columns: the bar, each part, what is at its end."""
        return (
            self.category_head,
            *(part.name for part in self.segments),
            self.ends_head,
        )

    def end_texts(self) -> tuple[str, ...]:
        """Return what is written at the end of each bar."""
        totals = self.totals()
        return self.ends or tuple(number_text(one, self.decimals) for one in totals)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one row of text for each bar."""
        parts = [part.values for part in self.segments]
        return tuple(
            (name, *(number_text(value, self.decimals) for value in values), end)
            for name, end, *values in zip(
                self.categories, self.end_texts(), *parts, strict=True
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar of a waterfall.

    Attributes:
        name: What is added or taken away, or the name of the total.
        amount: Its size with its sign, in the unit of the chart; ignored for a total
            other than the first bar, which is what the steps before it leave.
        is_total: Whether it stands on the baseline.
        is_kept: Whether it is set aside and protected, so that it is shown apart from
            what is taken away, and without a sign.
    """

    name: str
    amount: float
    is_total: bool = False
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """How one amount becomes another, step by step, as gross hours become net.

    Attributes:
        title: The heading.
        unit: What is counted.
        steps: The bars, from the top; the first and the last are totals as a rule.
        description: One sentence for screen readers and for the text of a page.
        coverage: How complete the records behind it are; empty if all were used.
        decimals: Digits after the point in tables and labels.
    """

    title: str
    unit: str
    steps: tuple[Step, ...]
    description: str
    coverage: str = ""
    decimals: int = 0

    def spans(self) -> tuple[tuple[float, float], ...]:
        """Return where each bar starts and ends."""
        spans: list[tuple[float, float]] = []
        level = 0.0
        for position, step in enumerate(self.steps):
            start = 0.0 if step.is_total else level
            if not (step.is_total and position):
                level = start + step.amount
            spans.append((start, level))
        return tuple(spans)

    def head(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return "Step", "Change", "Leaves"

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one row of text for each step."""
        return tuple(
            (step.name, self.change_text(step), number_text(end, self.decimals))
            for step, (_, end) in zip(self.steps, self.spans(), strict=True)
        )

    def change_text(self, step: Step) -> str:
        """Return the amount of a step with its sign; empty for a total.

        What is kept has no sign and says that it is protected.
        """
        if step.is_total:
            return ""
        if step.is_kept:
            return f"{number_text(abs(step.amount), self.decimals)} protected"
        return signed_text(step.amount, self.decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A small line without axes, for the course of one figure.

    Attributes:
        values: Evenly spaced in time, oldest first; ``NaN`` is a gap.
        description: One sentence for screen readers.
    """

    values: tuple[float, ...]
    description: str = ""


Chart = TimeChart | StackedBars | Waterfall
"""Everything that can be drawn with a title and shown as a table."""


def number_text(value: float, decimals: int = 0) -> str:
    """Return a number with thousands separated, or "not known"."""
    if math.isnan(value):
        return UNKNOWN
    rounded = round(value, decimals) + 0.0  # so that nothing is written as "-0"
    return f"{rounded:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def signed_text(value: float, decimals: int = 0) -> str:
    """Return a change with its sign; no sign for what rounds to nothing."""
    text = number_text(value, decimals)
    return f"+{text}" if round(value, decimals) > 0 else text


def day_text(day: date, period: Period = Period.DAY) -> str:
    """Return a day as 21 Nov 2026, a month as Nov 2026, or Oct to Dec 2026."""
    month = f"{MONTHS[day.month - 1]} {day.year}"
    if period is Period.QUARTER:
        return f"{MONTHS[day.month - 1]} to {MONTHS[(day.month + 1) % 12]} {day.year}"
    return month if period is Period.MONTH else f"{day.day} {month}"
