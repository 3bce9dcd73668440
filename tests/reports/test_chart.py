import math
from dataclasses import replace
from datetime import date

import pytest

from app.reports.chart import (
    Kind,
    Period,
    Role,
    Segment,
    Series,
    StackedBars,
    Step,
    TimeChart,
    Waterfall,
    day_text,
    number_text,
    signed_text,
)

DAYS = (date(2026, 10, 5), date(2026, 10, 12))


def series(*values: float, **more) -> Series:
    words = {"name": "Received", "kind": Kind.BARS, "role": Role.RECEIVED}
    return Series(**(words | more), values=values)


def chart(*every: Series, days=DAYS) -> TimeChart:
    return TimeChart(
        title="Demand", unit="Requests a week", days=days, series=every, description=""
    )


def test_time_chart_becomes_a_table_with_its_gaps_named():
    shown = chart(series(1234.0, math.nan))
    assert shown.head() == ("Week from", "Received")
    assert shown.rows() == (("5 Oct 2026", "1,234"), ("12 Oct 2026", "not known"))


def test_band_shows_both_edges_in_the_table():
    band = series(9, 10, kind=Kind.BAND, lower=(3.0, 4.0), name="90 %")
    assert chart(band).rows()[1] == ("12 Oct 2026", "4 to 10")


def test_series_of_another_length_cannot_be_built():
    with pytest.raises(ValueError, match="each day"):
        chart(series(1.0))


def test_days_that_do_not_rise_cannot_be_built():
    with pytest.raises(ValueError, match="rise"):
        chart(series(1.0, 2.0), days=DAYS[::-1])


def test_line_with_a_lower_edge_cannot_be_built():
    with pytest.raises(ValueError, match="band"):
        series(1.0, kind=Kind.LINE, lower=(0.5,))


def test_stacked_bars_give_the_sum_of_each_bar():
    parts = tuple(
        Segment(name=name, role=Role.AGE_1, values=values)
        for name, values in (("young", (1.0, 2.0)), ("old", (3.0, 4.0)))
    )
    bars = StackedBars(
        title="", unit="", categories=("P1", "P2"), segments=parts, description=""
    )
    assert bars.totals() == (4.0, 6.0)
    assert bars.rows()[0] == ("P1", "1", "3", "4")


def test_stacked_bars_may_end_in_words_of_their_own():
    part = Segment(name="asked", role=Role.AGE_1, values=(1.0, 2.0))
    bars = StackedBars(
        title="",
        unit="",
        categories=("A", "B"),
        segments=(part,),
        description="",
        ends=("50%", "nobody"),
        ends_head="Asked, %",
    )
    assert bars.head() == ("Priority", "asked", "Asked, %")
    assert bars.rows() == (("A", "1", "50%"), ("B", "2", "nobody"))
    with pytest.raises(ValueError, match="words at its end"):
        replace(bars, ends=("50%",))


def test_negative_part_of_a_bar_cannot_be_built():
    part = Segment(name="", role=Role.AGE_1, values=(-1.0,))
    with pytest.raises(ValueError, match="negative"):
        StackedBars(
            title="", unit="", categories=("P1",), segments=(part,), description=""
        )


def test_waterfall_ends_at_what_its_steps_leave():
    steps = (
        Step(name="Gross", amount=100, is_total=True),
        Step(name="Leave", amount=-30),
        Step(name="Net", amount=0, is_total=True),
    )
    fall = Waterfall(title="", unit="", steps=steps, description="")
    assert fall.spans() == ((0, 100), (100, 70), (0, 70))
    assert fall.rows()[1] == ("Leave", "\N{MINUS SIGN}30", "70")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(0.2, 0, "0"), (-0.2, 0, "0"), (3.0, 1, "+3.0"), (-12.4, 0, "\N{MINUS SIGN}12")],
)
def test_change_has_its_sign_and_nothing_has_none(value, decimals, text):
    assert signed_text(value, decimals) == text


def test_number_has_its_thousands_apart():
    assert number_text(98765.43, 1) == "98,765.4"


def test_month_is_written_without_its_day():
    assert day_text(date(2026, 3, 1), Period.MONTH) == "Mar 2026"
