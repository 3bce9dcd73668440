import itertools
import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from app.errors import OutputError
from app.reports.chart import (
    AGE_ROLES,
    Kind,
    Level,
    Marker,
    Role,
    Segment,
    Series,
    StackedBars,
    Step,
    TimeChart,
    Waterfall,
)
from ui.charts.axis import TimeScale, nice_ticks, time_ticks
from ui.charts.painter import chart_image, chart_svg, draw_chart, save_png, save_svg
from ui.charts.sheet import Sheet
from ui.charts.time_chart import _Label, spread
from ui.style import DARK, LIGHT, PRINT

WEEKS = tuple(date(2026, 1, 5) + timedelta(weeks=n) for n in range(40))
SIZE = QSize(560, 280)


def weekly(*series: Series, **more) -> TimeChart:
    return TimeChart(
        title="Demand against capacity",
        unit="Requests a week",
        days=WEEKS,
        series=series,
        description="One sentence.",
        **more,
    )


def bars(values=None) -> Series:
    values = tuple(values or (10.0 + n % 7 for n in range(40)))
    return Series(name="Received", kind=Kind.BARS, role=Role.RECEIVED, values=values)


def line(**more) -> Series:
    words = {"name": "Completed", "kind": Kind.LINE, "role": Role.COMPLETED}
    return Series(**(words | {"values": tuple(8.0 + n % 5 for n in range(40))} | more))


@pytest.fixture
def draw(qapp):
    def on_picture(chart, tokens=LIGHT):
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor(tokens.surface))
        painter = QPainter(image)
        drawn = draw_chart(Sheet(painter, tokens), QRectF(0, 0, 560, 280), chart)
        painter.end()
        return drawn, image

    return on_picture


def test_bar_is_painted_in_its_colour_from_the_baseline(draw):
    drawn, image = draw(weekly(bars()))
    foot = QPoint(round(drawn.spots[0].peak.x()), round(drawn.plot.bottom()) - 4)
    assert image.pixelColor(foot) == QColor(LIGHT.received)


def test_every_period_with_a_value_can_be_pointed_at(draw):
    values = [math.nan if n < 5 else 3.0 for n in range(40)]
    drawn, _ = draw(weekly(bars(values)))
    assert len(drawn.spots) == 35
    assert drawn.spots[0].text == "Week from 9 Feb 2026: Received 3"


def test_chart_of_nothing_but_gaps_is_drawn(draw):
    drawn, _ = draw(weekly(bars([math.nan] * 40), line(values=(math.nan,) * 40)))
    assert drawn.spots == ()


def test_plot_stays_inside_the_area(draw):
    drawn, _ = draw(weekly(bars(), line(label="Completed 12")))
    assert QRectF(0, 0, 560, 280).contains(drawn.plot)
    assert drawn.plot.right() < 560 - 60  # room for the words beside the line


def test_number_inside_a_part_only_where_it_has_room(draw):
    parts = tuple(
        Segment(name=str(n), role=role, values=(value,))
        for n, (role, value) in enumerate(
            zip(AGE_ROLES[:4], (90, 1, 0, 40), strict=True)
        )
    )
    drawn, _ = draw(
        StackedBars(
            title="Age", unit="", categories=("P1",), segments=parts, description=""
        )
    )
    assert [spot.text for spot in drawn.spots] == ["P1, 0: 90", "P1, 1: 1", "P1, 3: 40"]


def test_waterfall_draws_a_bar_for_each_step(draw):
    steps = (Step(name="Gross", amount=9, is_total=True), Step(name="x", amount=-3))
    drawn, _ = draw(Waterfall(title="W", unit="h", steps=steps, description=""))
    gross, loss = (spot.area for spot in drawn.spots)
    assert loss.width() == pytest.approx(gross.width() / 3, rel=0.01)
    assert loss.right() == pytest.approx(gross.right())


def test_what_is_kept_is_painted_apart_from_what_is_taken_away(draw):
    steps = (
        Step(name="Gross", amount=10, is_total=True),
        Step(name="Leave", amount=-3),
        Step(name="Kept", amount=-3, is_kept=True),
    )
    chart = Waterfall(title="W", unit="h", steps=steps, description="")
    drawn, image = draw(chart)
    _, taken, kept = drawn.spots
    tint = QColor(LIGHT.good_tint)
    assert image.pixelColor(kept.area.center().toPoint()) == tint
    assert image.pixelColor(taken.area.center().toPoint()) != tint
    assert kept.text == "Kept: 3 protected"


@pytest.mark.parametrize("tokens", [LIGHT, DARK, PRINT])
def test_a_level_line_is_in_sight_and_its_words_stand_beside_the_plot(draw, tokens):
    level = Level(value=50.0, text="50 is much")
    plain, _ = draw(weekly(bars()), tokens)
    drawn, image = draw(weekly(bars(), levels=(level,)), tokens)
    assert drawn.plot.right() < plain.plot.right() - 40
    y = round(drawn.plot.top() + drawn.plot.height() * (1 - 50 / 50))
    row = [image.pixelColor(x, y) for x in range(round(drawn.plot.left()), 500)]
    assert QColor(tokens.text) in row


def test_letters_keep_their_size_on_a_finer_device(qapp):
    def share(dots: int) -> float:
        image = QImage(400, 400, QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(dots)
        image.setDotsPerMeterY(dots)
        painter = QPainter(image)
        sheet = Sheet(painter, PRINT)
        result = sheet.width("Demand against capacity", 9.5) / sheet.points(72)
        painter.end()
        return result

    assert share(47244) == pytest.approx(share(3780), rel=0.03)


def test_bars_are_outlined_on_paper_so_that_grey_shows_them(draw):
    drawn, image = draw(weekly(bars()), PRINT)
    x = round(drawn.spots[20].peak.x())
    column = {image.pixelColor(n, 200).name() for n in range(x - 8, x + 8)}
    assert PRINT.received.lower() in column
    assert len(column) > 2  # surface, fill and outline


def test_svg_holds_real_text_and_its_description(qapp):
    text = chart_svg(weekly(bars())).decode()
    assert "<text" in text
    assert "One sentence." in text


def test_picture_that_cannot_be_written_is_an_error_with_a_remedy(qapp, tmp_path):
    missing = tmp_path / "no such folder" / "chart"
    for save, ending in ((save_png, ".png"), (save_svg, ".svg")):
        with pytest.raises(OutputError, match="could not be written"):
            save(weekly(bars()), missing.with_suffix(ending))


def test_same_chart_makes_the_same_picture(qapp):
    chart = weekly(bars(), line(), markers=(Marker(day=WEEKS[30], text="3 Aug"),))
    assert chart_image(chart, DARK) == chart_image(chart, DARK)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 7, ["0", "2", "4", "6", "8"]),
        (0, 100, ["0", "25", "50", "75", "100"]),
        (0, 0.9, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
        (0, 3, ["0", "1", "2", "3"]),
        (0, 48_000, ["0", "20,000", "40,000", "60,000"]),
    ],
)
def test_ticks_are_round_numbers_that_hold_the_values(low, high, texts):
    assert [tick.text for tick in nice_ticks(low, high)] == texts


def test_month_axis_names_the_year_first_and_where_it_changes():
    days = tuple(date(2025 + (n + 9) // 12, (n + 9) % 12 + 1, 1) for n in range(8))
    ticks = time_ticks(TimeScale(days, 0, 800, has_slots=True), 60)
    expected = ["Oct 25", "Nov", "Dec", "Jan 26", "Feb", "Mar", "Apr", "May"]
    assert [tick.text for tick in ticks] == expected


def test_axis_of_twenty_years_names_years():
    days = tuple(date(2006, 1, 2) + timedelta(weeks=n) for n in range(1040))
    ticks = time_ticks(TimeScale(days, 0, 600, has_slots=False), 50)
    assert all(tick.text.isdigit() for tick in ticks)
    assert len(ticks) >= 4


def test_ticks_never_come_nearer_than_their_text_is_wide():
    for width in (200, 400, 900):
        scale = TimeScale(WEEKS, 0, width, has_slots=True)
        places = [tick.value for tick in time_ticks(scale, 52)]
        gaps = [b - a for a, b in itertools.pairwise(places)]
        assert all(gap >= 52 for gap in gaps)


def test_marked_day_stands_between_the_slots_of_its_weeks():
    scale = TimeScale(WEEKS, 0, 400, has_slots=True)
    assert scale.of_day(WEEKS[3]) == pytest.approx(30)
    assert scale.of_day(WEEKS[3] + timedelta(days=7)) == pytest.approx(40)


def test_words_beside_lines_never_touch():
    labels = [_Label(50, "a", ""), _Label(52, "b", ""), _Label(99, "c", "")]
    spread(labels, 12, 0, 100)
    places = [label.middle for label in labels]
    assert all(b - a >= 12 for a, b in itertools.pairwise(places))
    assert places[0] >= 0
    assert places[-1] <= 100


def test_line_named_beside_it_needs_no_entry_in_the_key(draw):
    named, plain = line(label="Completed 12"), line()
    _, with_name = draw(weekly(bars(), named))
    _, without = draw(weekly(bars(), plain))
    assert with_name != without


def test_reversed_order_is_refused():
    with pytest.raises(ValueError, match="rise"):
        replace(weekly(bars()), days=WEEKS[::-1])
