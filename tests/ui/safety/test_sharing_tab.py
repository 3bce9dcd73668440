"""The tab Sharing says who has the pen and offers what can be done now."""

from pathlib import Path

import pytest

from ui.controls.pen_strip import PenStrip, strip_words
from ui.pen_state import PenState
from ui.safety.sharing_tab import SharingTab

SHARE = PenState(is_writer=True, folder="P:/DFU", generation=3, published="14:01")


@pytest.fixture
def tab(qtbot):
    made = SharingTab()
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    return made


def shown(tab):
    buttons = (tab.take, tab.take_over, tab.give, tab.publish, tab.share, tab.open)
    return [b.text().replace("&", "") for b in buttons if b.isVisible()]


@pytest.mark.parametrize(
    ("state", "statement", "offered"),
    [
        (
            PenState(is_writer=True),
            "This window has the pen",
            ["Give the pen back", "Share this store…", "Open from a shared folder…"],
        ),
        (
            PenState(is_free=True, pen="Nobody has the pen."),
            "Nobody has the pen",
            ["Take the pen", "Share this store…", "Open from a shared folder…"],
        ),
        (
            PenState(is_stale=True, pen="J. Smith on WS-17 has the pen."),
            "Who has the pen gives no sign of life",
            [
                "Ask again for the pen",
                "Take the pen over…",
                "Share this store…",
                "Open from a shared folder…",
            ],
        ),
        (
            SHARE,
            "This window has the pen",
            ["Give the pen back", "Publish now", "Open from a shared folder…"],
        ),
    ],
)
def test_the_pen_is_told_and_what_can_be_done(tab, state, statement, offered):
    tab.show_state(state)
    assert tab.pen.statement.text() == statement
    assert shown(tab) == offered


def test_only_what_is_not_published_is_published(tab, qtbot):
    tab.show_state(SHARE)
    assert not tab.publish.isEnabled()
    tab.show_state(PenState(is_writer=True, folder="P:/DFU", unpublished=2))
    assert tab.publish.isEnabled()
    with qtbot.waitSignal(tab.way_wanted) as told:
        tab.publish.click()
    assert told.args == ["publish"]


def test_a_branch_is_brought_in_by_who_has_the_pen(tab, qtbot):
    branch = Path("DFU - changes.db")
    tab.show_state(PenState(folder="P:/DFU", branches=(branch,)))
    assert not tab.bring_in[0].isEnabled()
    tab.show_state(PenState(is_writer=True, folder="P:/DFU", branches=(branch,)))
    with qtbot.waitSignal(tab.merge_wanted) as told:
        tab.bring_in[0].click()
    assert told.args == [branch]
    tab.show_state(PenState(is_writer=True, folder="P:/DFU"))
    assert tab.bring_in == []


def test_the_strip_says_the_copy_the_pen_and_what_was_passed_over():
    words = strip_words(
        PenState(
            copy="You are looking at the copy of 14:01 (generation 123).",
            pen="J. Smith on WS-17 has the pen since 09:12 and was active 20 s ago.",
            passed=("Generation 124 was passed over: it is no whole store.",),
        )
    )
    assert words == (
        "You are looking at the copy of 14:01 (generation 123). J. Smith on WS-17 has"
        " the pen since 09:12 and was active 20 s ago. Generation 124 was passed over:"
        " it is no whole store."
    )


def test_the_strip_is_away_while_this_window_writes_and_all_is_well(qtbot):
    strip = PenStrip()
    qtbot.addWidget(strip)
    strip.show_state(PenState(is_writer=True))
    assert strip.isHidden()
    trouble = "The shared folder DFU cannot be reached."
    strip.show_state(PenState(is_writer=True, unpublished=2, trouble=trouble))
    assert not strip.isHidden()
    assert strip.words.text() == f"2 changes are not published yet. {trouble}"
    with qtbot.waitSignal(strip.wanted) as told:
        strip.publish.click()
    assert told.args == ["publish"]
