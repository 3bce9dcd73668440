from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from app.capacity.day_grid import Mark
from tests.ui.calendar.places import area_of
from ui.calendar.canvas import mark_colour
from ui.calendar.frame import MONTH, QUARTER, YEAR
from ui.style import THEMES, Look, apply_look, present_look

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier


def press(view, key, modifier=MODIFIER.NoModifier):
    QTest.keyClick(view, key, modifier)


def put(view, people, name, day):
    view.go_to(day, people[name])
    return view


def drag(view, start, end):
    port, button = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, button, pos=start)
    middle = QPoint((start.x() + end.x()) // 2, start.y())
    for point in (middle, end):
        QTest.mouseMove(port, point)
    QTest.mouseRelease(port, button, pos=end)


def colours(view, area):
    """Return the colours of the middle column of an area, from the top."""
    picture = view.viewport().grab().toImage()
    x = area.center().x()
    return [picture.pixelColor(x, y).name() for y in range(area.top(), area.bottom())]


def days(view):
    uid, first, last = view.chosen()
    return uid, first, last


# ---- What is drawn ------------------------------------------------------------------


def test_people_stand_by_role_with_those_counted_first(view):
    assert [line.text for line in view.content.lines] == [
        "Examiner (3)",
        "Examiner 1",
        "Examiner 2",
        "Examiner 3",
        "Gatekeeper (1)",
        "Gatekeeper 1",
    ]


SHOWN = (
    ("Examiner 2", date(2026, 4, 16), Mark.LEAVE, 1),
    ("Examiner 2", date(2026, 3, 24), Mark.SICKNESS, 3),
    ("Examiner 3", date(2026, 4, 8), Mark.PART, 1),
    ("Examiner 3", date(2026, 4, 30), Mark.OTHER_WORK, 1),
    ("Examiner 3", date(2026, 6, 4), Mark.OTHER_ABSENCE, 2),
)
"""Whose day is what, and how often its colour begins from the top of the line."""


@pytest.mark.parametrize("theme", THEMES)
def test_each_mark_has_its_colour_and_a_shape_of_its_own(view, people, qapp, theme):
    tokens = THEMES[theme]
    apply_look(qapp, Look(tokens=tokens))
    view.show_zoom(QUARTER)
    put(view, people, "Examiner 1", date(2026, 4, 16))
    for name, day, mark, bands in SHOWN:
        found = colours(view, area_of(view, people[name], day))
        ink = mark_colour(tokens, mark).lower()
        is_ink = [False, *(colour == ink for colour in found)]
        begun = sum(now and not before for before, now in pairwise(is_ink))
        assert begun == bands, (mark, found)
        half = len(is_ink) // 2
        assert mark is not Mark.PART or not any(is_ink[: half - 2])
        assert mark is not Mark.OTHER_WORK or not any(is_ink[half + 2 :])


def test_days_not_worked_are_shaded_and_an_absence_goes_on_as_a_thin_line(view, people):
    view.show_zoom(QUARTER)
    put(view, people, "Examiner 1", date(2026, 4, 10))
    tokens = present_look().tokens
    free = colours(view, area_of(view, people["Examiner 2"], date(2026, 4, 11)))
    assert free[2] == tokens.rest.lower()
    phased = colours(view, area_of(view, people["Examiner 3"], date(2026, 4, 11)))
    assert phased.count(tokens.days[Mark.PART].lower()) == 3
    holiday = colours(view, area_of(view, people["Examiner 2"], date(2026, 4, 3)))
    assert holiday[2] == tokens.holiday.lower()


def test_the_letter_of_a_kind_stands_where_it_begins(view, people):
    view.show_zoom(MONTH)
    put(view, people, "Examiner 1", date(2026, 4, 29))
    first = area_of(view, people["Examiner 3"], date(2026, 4, 29))
    picture = view.viewport().grab().toImage()
    tokens = present_look().tokens
    plate = [
        picture.pixelColor(x, y)
        for x in range(first.left(), first.left() + 14)
        for y in range(first.top() + 4, first.bottom() - 4)
    ]
    assert max(colour.lightness() for colour in plate) > 200  # the letter, smoothed
    lower = colours(view, first)[len(range(first.top(), first.bottom())) // 2 + 4 :]
    assert tokens.days[Mark.OTHER_WORK].lower() not in lower


def test_kinds_that_are_not_sought_step_back(view, page, people):
    view.show_zoom(QUARTER)
    put(view, people, "Examiner 1", date(2026, 4, 10))
    page.board.legend.chips[Mark.SICKNESS].click()
    tokens = present_look().tokens
    leave = colours(view, area_of(view, people["Examiner 2"], date(2026, 4, 16)))
    assert tokens.days[Mark.LEAVE].lower() not in leave
    sick = colours(view, area_of(view, people["Examiner 2"], date(2026, 3, 24)))
    assert tokens.days[Mark.SICKNESS].lower() in sick


def test_the_day_of_the_page_has_a_line(view, people):
    area = area_of(view, people["Gatekeeper 1"], date(2026, 3, 31))
    picture = view.viewport().grab().toImage()
    accent = present_look().tokens.accent.lower()
    assert picture.pixelColor(area.right(), area.center().y()).name() == accent


# ---- Zoom and scrolling -------------------------------------------------------------


def test_the_zoom_follows_keys_wheel_and_buttons(view, page):
    assert view.zoom == YEAR
    press(view, KEY.Key_Plus)
    assert view.zoom == QUARTER
    assert page.board.bar.zoom.position == 1
    place = view.viewport().rect().center()
    wheel = QWheelEvent(
        place.toPointF(), view.mapToGlobal(place).toPointF(), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, MODIFIER.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = view.frame_now().column_at(place)
    view.wheelEvent(wheel)
    assert view.zoom == MONTH
    assert abs(view.frame_now().column_at(place) - before) <= 1
    page.board.bar.zoom.buttons()[0].click()
    assert view.zoom == YEAR


def test_the_year_buttons_go_to_the_first_of_january(view, page):
    page.board.bar.on.click()
    assert view.days_in_sight()[0] == date(2027, 1, 1)
    page.board.bar.back.click()
    assert view.days_in_sight()[0] == date(2026, 1, 1)
    assert page.board.bar.sight.text().startswith("Jan 2026 to ")


def test_other_content_leaves_the_days_in_sight_and_the_cursor(view, page, people):
    put(view, people, "Examiner 3", date(2026, 5, 4))
    sight = view.days_in_sight()
    page.refresh()
    assert view.days_in_sight() == sight
    assert days(view) == (people["Examiner 3"], date(2026, 5, 4), date(2026, 5, 4))


# ---- Keys ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "modifier", "day"),
    [
        (KEY.Key_Right, MODIFIER.NoModifier, date(2026, 4, 1)),
        (KEY.Key_Left, MODIFIER.NoModifier, date(2026, 3, 30)),
        (KEY.Key_Right, MODIFIER.ControlModifier, date(2026, 4, 7)),
        (KEY.Key_Home, MODIFIER.NoModifier, date(2026, 3, 1)),
        (KEY.Key_End, MODIFIER.NoModifier, date(2026, 3, 31)),
        (KEY.Key_PageDown, MODIFIER.NoModifier, date(2026, 4, 30)),
        (KEY.Key_PageUp, MODIFIER.NoModifier, date(2026, 2, 28)),
    ],
)
def test_keys_move_the_cursor_over_days(view, people, key, modifier, day):
    put(view, people, "Examiner 1", date(2026, 3, 31))
    press(view, key, modifier)
    assert days(view) == (people["Examiner 1"], day, day)


def test_up_and_down_go_from_person_to_person_over_headings(view, people):
    put(view, people, "Examiner 3", date(2026, 3, 31))
    press(view, KEY.Key_Down)
    assert view.chosen()[0] == people["Gatekeeper 1"]
    press(view, KEY.Key_Down)
    assert view.chosen()[0] == people["Gatekeeper 1"]
    press(view, KEY.Key_Up, MODIFIER.ControlModifier)
    assert view.chosen()[0] == people["Examiner 1"]


def test_shift_chooses_several_days_and_escape_lets_them_go(view, people):
    put(view, people, "Examiner 1", date(2026, 3, 31))
    press(view, KEY.Key_Right, MODIFIER.ShiftModifier)
    press(view, KEY.Key_Right, MODIFIER.ShiftModifier)
    assert days(view)[1:] == (date(2026, 3, 31), date(2026, 4, 2))
    press(view, KEY.Key_Escape)
    assert days(view)[1:] == (date(2026, 4, 2), date(2026, 4, 2))


def test_ctrl_home_goes_to_the_day_of_the_page(view, people):
    put(view, people, "Examiner 1", date(2027, 8, 2))
    press(view, KEY.Key_Home, MODIFIER.ControlModifier)
    assert days(view)[1] == date(2026, 3, 31)


def test_the_cursor_stays_within_the_days_there_are(view, people):
    put(view, people, "Examiner 1", date(2099, 1, 1))
    press(view, KEY.Key_PageDown)
    last = view.content.grid.day(view.content.grid.days - 1)
    assert days(view)[1] == last
    put(view, people, "Examiner 1", date(1999, 1, 1))
    press(view, KEY.Key_Left)
    assert days(view)[1] == view.content.grid.first


def test_a_letter_means_a_kind(view, people, qtbot):
    view.add_wanted.disconnect()
    put(view, people, "Examiner 1", date(2026, 4, 8))
    for letter, kind in (("l", "A_LEAVE"), ("S", "A_SICK_S"), ("c", "B_COURT")):
        with qtbot.waitSignal(view.add_wanted) as told:
            QTest.keyClicks(view, letter)
        assert told.args[0] == people["Examiner 1"]
        assert told.args[3] == kind
    with qtbot.assertNotEmitted(view.add_wanted):
        QTest.keyClicks(view, "z")


# ---- The mouse ----------------------------------------------------------------------


def test_dragging_over_days_asks_to_add_them(view, people, qtbot):
    view.add_wanted.disconnect()
    view.show_zoom(QUARTER)
    put(view, people, "Examiner 1", date(2026, 4, 8))
    start = area_of(view, people["Examiner 1"], date(2026, 4, 20)).center()
    end = area_of(view, people["Examiner 1"], date(2026, 4, 23)).center()
    with qtbot.waitSignal(view.add_wanted) as told:
        drag(view, start, QPoint(end.x(), end.y() + 60))  # another line counts nothing
    wanted = [people["Examiner 1"], date(2026, 4, 20), date(2026, 4, 23), ""]
    assert told.args == wanted


def test_a_click_only_moves_the_cursor(view, people, qtbot):
    view.show_zoom(QUARTER)
    put(view, people, "Examiner 1", date(2026, 4, 8))
    spot = area_of(view, people["Examiner 2"], date(2026, 4, 21)).center()
    with qtbot.assertNotEmitted(view.add_wanted):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert days(view)[:2] == (people["Examiner 2"], date(2026, 4, 21))


def test_a_heading_cannot_be_chosen(view, people):
    put(view, people, "Examiner 1", date(2026, 3, 31))
    frame = view.frame_now()
    spot = QPoint(frame.names + 50, frame.y(0) + 5)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.chosen()[0] == people["Examiner 1"]


def test_the_end_of_an_absence_can_be_drawn_out(view, people, qtbot):
    view.change_wanted.disconnect()
    view.show_zoom(MONTH)
    put(view, people, "Examiner 1", date(2026, 4, 16))
    last = area_of(view, people["Examiner 2"], date(2026, 4, 17))
    start = QPoint(last.right(), last.center().y())
    end = area_of(view, people["Examiner 2"], date(2026, 4, 21)).center()
    with qtbot.waitSignal(view.change_wanted) as told:
        drag(view, start, end)
    absence, first, to = told.args
    assert (absence.kind, first, to) == (
        "A_LEAVE",
        date(2026, 4, 13),
        date(2026, 4, 21),
    )


# ---- Words --------------------------------------------------------------------------


def test_a_day_says_who_when_what_and_what_it_leaves(view, people):
    view.show_zoom(QUARTER)
    put(view, people, "Examiner 2", date(2026, 4, 14))
    text = (
        "Examiner 2, Tue 14 Apr 2026: Annual leave, 13 to 17 Apr 2026;"
        " 1 of 2 Mobile level 3 holders away"
    )
    assert view.accessibleDescription() == text
    spot = area_of(view, people["Examiner 2"], date(2026, 4, 14)).center()
    assert view.text_at(spot) == text


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("Examiner 1", date(2026, 4, 3), "public holiday, Good Friday"),
        ("Examiner 1", date(2026, 4, 4), "not rostered"),
        ("Examiner 1", date(2026, 4, 7), "7.0 h rostered"),
        (
            "Examiner 3",
            date(2026, 4, 8),
            "Phased return, 6 to 26 Apr 2026, keeps 50% of the hours",
        ),
    ],
)
def test_other_days_say_what_they_are(view, people, name, day, said):
    put(view, people, name, day)
    assert view.accessibleDescription().endswith(said)


def test_the_head_names_holidays_and_the_foot_counts(view, people):
    view.show_zoom(QUARTER)
    put(view, people, "Examiner 2", date(2026, 4, 14))
    frame, grid = view.frame_now(), view.content.grid
    friday = frame.x(grid.column(date(2026, 4, 3))) + 2
    assert view.text_at(QPoint(friday, 5)) == "Fri 3 Apr 2026: Good Friday"
    tuesday = frame.x(grid.column(date(2026, 4, 14))) + 2
    counted = view.text_at(QPoint(tuesday, frame.height - 5))
    assert counted.startswith("Tue 14 Apr 2026: 1 of 4 rostered people away; ")


def test_several_days_say_how_many_they_are(view, people):
    put(view, people, "Examiner 1", date(2026, 4, 7))
    press(view, KEY.Key_Right, MODIFIER.ShiftModifier)
    assert view.accessibleDescription().startswith("2 days chosen. Examiner 1, ")
