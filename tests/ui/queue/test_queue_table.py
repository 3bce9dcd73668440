from datetime import date

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPixmap

from app.casework.request import Priority, Status
from app.planning.queue import Obstacle, Ranked, Waiting
from ui.queue.delegate import picture_of_drag
from ui.queue.items import Item, ItemList
from ui.queue.line import Line, band_height
from ui.queue.table import QueueTable, carried_uids
from ui.queue.view import QueueView
from ui.queue.wording import Sight
from ui.style import THEMES, Look, apply_look

TODAY = date(2026, 3, 31)


def ranked(rank):
    waiting = Waiting(
        id=rank,
        uid=f"u{rank}",
        reference=f"Q-{rank}",
        status=tuple(Status)[4 + rank % 7],
        received_on=date(2026, 3, 1),
        target_on=date(2026, 3, 20 + rank % 20) if rank % 20 < 12 else None,
        override_reason="O_COURT" if rank % 5 == 0 else None,
    )
    priority = (*Priority, None)[rank % 5]
    return Ranked(
        waiting=waiting, as_at=TODAY, rank=rank, priority=priority, served_as=priority,
        stage=waiting.stage, takes_hours=rank % 4 != 0,
        obstacle=Obstacle.SKILL if rank % 4 == 0 else None,
        safe_start=TODAY if rank % 6 == 0 else None,
    )  # fmt: skip


@pytest.fixture
def view(qtbot):
    table = QueueTable()
    view = QueueView(table)
    qtbot.addWidget(view)
    view.resize(900, 600)
    table.show_rows([ranked(rank) for rank in range(1, 41)], Sight())
    table.blocked = frozenset({"u4"})
    view.show()
    yield view
    view.hide()


def lines(*places):
    return [
        Line(row=row, text=f"Line {row}", is_whole=not at)
        for at, row in enumerate(places)
    ]


def test_rows_below_a_line_are_taller_by_its_words_and_shrink_again(view):
    usual = view.rowHeight(0)
    view.show_lines(lines(3, 3, 7))
    assert [view.rowHeight(row) for row in (2, 3, 7)] == [
        usual,
        usual + band_height(),
        usual + band_height(),
    ]
    view.show_lines(lines(5))
    assert [view.rowHeight(row) for row in (3, 5, 7)] == [
        usual,
        usual + band_height(),
        usual,
    ]


def test_a_line_below_the_last_row_is_not_drawn(view):
    view.show_lines(lines(40))
    assert view.model().lines == {}
    assert view.model().end_of_hours() is None


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_everything_is_drawn_in_every_theme_and_size(qtbot, qapp, view, theme):
    for factor in (1.0, 2.0):
        apply_look(qapp, Look(tokens=THEMES[theme], text_factor=factor))
        view.show_lines(lines(3, 3, 7))
        view.selectRow(1)
        assert not view.grab().isNull()
    apply_look(qapp, Look())


def test_what_is_dragged_are_the_selected_requests_from_the_top(view):
    view.select_uids(["u9", "u2"], "u9")
    rows = [view.model().index(row, 0) for row in view.selected_rows()]
    assert carried_uids(view.model().mimeData(rows)) == ["u2", "u9"]
    picture = picture_of_drag(2, QFont(), 2.0)
    assert isinstance(picture, QPixmap)
    assert picture.deviceIndependentSize().width() * 2 == picture.width()


def test_a_layout_is_kept_and_found_again(view, qtbot):
    view.toggle_column(11)
    view.keep_columns()
    other = QueueView(QueueTable())
    qtbot.addWidget(other)
    other.restore_columns()
    assert not other.isColumnHidden(11)


def test_headings_of_a_list_cannot_be_chosen(qtbot):
    items = ItemList("List")
    qtbot.addWidget(items)
    items.show_items(
        [
            Item(key="", title="Heading"),
            Item(key="a", title="A"),
            Item(key="b", title="B"),
        ]
    )
    assert items.key() == "a"
    items.show_items([Item(key="b", title="B"), Item(key="a", title="A", words="x")])
    assert items.key() == "a"
    items.show_items([Item(key="b", title="B"), Item(key="a", title="A")], is_new=True)
    assert items.key() == "b"


def test_an_item_is_told_whole_to_those_who_hear_it(qtbot):
    item = Item(
        key="a", title="Ash", aside="11 h free", words="no skill", note="2 in hand"
    )
    assert item.spoken == "Ash, 11 h free, no skill, 2 in hand"
    items = ItemList("List")
    qtbot.addWidget(items)
    items.resize(200, 200)
    items.show_items([item])
    assert items.visualRect(items.model().index(0, 0)).height() > QRect().height()
