"""Where the days of the calendar are drawn."""

from datetime import date

from PySide6.QtCore import QRect

from ui.calendar.year_view import YearView


def area_of(view: YearView, uid: str, day: date) -> QRect:
    """Return where a day of a person is drawn, in the viewport."""
    content = view.content
    lines = [one.row for one in content.lines]
    line, column = lines.index(content.grid.rows[uid]), content.grid.column(day)
    return view.frame_now().area(line, column, column)
