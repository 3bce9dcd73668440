"""The room Plan by keyboard and for screen readers."""

import re
from collections import Counter

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
)

from tests.ui.plan.test_plan_page import page
from ui.style import THEMES, Look, apply_look

__all__ = ["page"]
WINDOW = "FEVGHA"
"""Keys that the menu bar and the day shown have."""


def keys(page):
    """Return the access keys of what is in sight, tabs among them."""
    texts = [
        widget.text()
        for kind in (QAbstractButton, QLabel)
        for widget in page.findChildren(kind)
        if widget.isVisibleTo(page)
    ]
    tabs = page.tabs
    texts += [tabs.tabText(place) for place in range(tabs.count())]
    found = [re.search(r"&(\w)", text) for text in texts]
    return [one.group(1).upper() for one in found if one]


def test_no_two_things_in_sight_have_the_same_access_key(page):
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        counts = Counter([*keys(page), *WINDOW])
        assert [key for key, count in counts.items() if count > 1] == []


def nameless(page):
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QSlider)
    return [
        widget
        for kind in kinds
        for widget in page.findChildren(kind)
        if widget.isVisibleTo(page)
        and widget.objectName() not in ("qt_spinbox_lineedit", "qt_tableview_corner")
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and not isinstance(widget.parent(), QComboBox | QAbstractItemView)
    ]


def test_everything_that_takes_the_focus_has_a_name(page):
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        assert nameless(page) == []


def test_the_room_is_painted_in_every_theme_and_in_large_text(qapp, page):
    page.resize(1158, 610)
    for tokens in THEMES.values():
        apply_look(qapp, Look(tokens=tokens))
        for place in range(page.tabs.count()):
            page.tabs.setCurrentIndex(place)
            page.grab()
    apply_look(qapp, Look(text_factor=1.5))
    page.grab()
    assert page.minimumSizeHint().width() <= 1158
