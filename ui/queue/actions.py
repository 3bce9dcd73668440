"""What can be done on the page of the queue: buttons, menus, and their keys."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.controls.button import button


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done.

    Attributes:
        name: Name of the signal that wants it.
        text: Its words, with the access key after an ampersand.
        keys: Its shortcut on the page; empty for none.
        tip: What it does, in a sentence.
        writes: Whether it changes the store.
        needs_rows: Whether it is done to the selected rows.
    """

    name: str
    text: str
    keys: str = ""
    tip: str
    writes: bool = True
    needs_rows: bool = True


CHANGES = (
    Deed(name="allocate_wanted", text="&Allocate to the first who may",
         keys="Ctrl+Return", tip="Give the selected requests to the likeliest person"),
    Deed(name="hand_back_wanted", text="Hand &back or re-allocate…", keys="F4",
         tip="Take the selected work from its examiner, with the reason"),
    Deed(name="hold_wanted", text="Put on &hold…", keys="F2",
         tip="Put the selected requests on hold, with the reason"),
    Deed(name="move_wanted", text="Change &status…", keys="F3",
         tip="Move the selected requests to another status"),
    Deed(name="override_wanted", text="&Override the priority…", keys="F7",
         tip="Set another priority with a reason and a last day"),
    Deed(name="end_override_wanted", text="&End the override",
         tip="Let the priority of the points hold again"),
)  # fmt: skip
MORE = (
    Deed(name="re_rank_wanted", text="&Re-rank", keys="F9", needs_rows=False,
         tip="Count the points anew under the policy in force"),
    Deed(name="policy_wanted", text="&Policy…", writes=False, needs_rows=False,
         tip="See and change how many points each fact carries"),
    Deed(name="columns_wanted", text="Colum&ns…", writes=False, needs_rows=False,
         tip="Choose which columns are shown"),
    Deed(name="print_wanted", text="Print &list…\tCtrl+P", writes=False,
         needs_rows=False, tip="Print the queue as it is shown"),
    Deed(name="export_wanted", text="E&xport CSV…", writes=False, needs_rows=False,
         tip="Write what is shown to a file for a spreadsheet"),
)  # fmt: skip


class Actions(QObject):
    """The buttons of the head; says what is wanted."""

    give_wanted = Signal()  # to the person chosen in the panel
    allocate_wanted = Signal()
    hand_back_wanted = Signal()
    hold_wanted = Signal()
    move_wanted = Signal()
    override_wanted = Signal()
    end_override_wanted = Signal()
    re_rank_wanted = Signal()
    policy_wanted = Signal()
    columns_wanted = Signal()
    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.panel = button("&Panel", "information")
        self.panel.setCheckable(True)
        self.panel.setChecked(True)
        self.more = button("Mo&re", "table")
        self.change = button("&Change", "edit")
        self.give = button("&Allocate", "people", is_primary=True)
        self._deeds: list[tuple[Deed, QAction]] = []
        self.change_menu = self._menu(page, "Change", CHANGES)
        self.more.setMenu(self._menu(page, "More", MORE))
        self.change.setMenu(self.change_menu)
        self.give.clicked.connect(self.give_wanted)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons from the left, the primary one last."""
        return self.panel, self.more, self.change, self.give

    def action(self, name: str) -> QAction:
        """Return the action by the name of its signal."""
        return next(action for deed, action in self._deeds if deed.name == name)

    def allow(self, *, why_not: str, has_rows: bool) -> None:
        """Let things be done; those that write not, where there is a reason."""
        for deed, action in self._deeds:
            refused = why_not if deed.writes else ""
            if deed.needs_rows and not has_rows:
                refused = refused or "Select requests first."
            action.setEnabled(not refused)
            action.setToolTip(refused or deed.tip)
            action.setStatusTip(refused or deed.tip)
        self.give.setEnabled(not why_not and has_rows)
        self.give.setToolTip(why_not or "Give the selected requests to a person")

    def offer_changes(self, place: QPoint) -> None:
        """Open the menu of changes at a place of the screen."""
        self.change_menu.popup(place)

    def _menu(self, page: QWidget, title: str, deeds: tuple[Deed, ...]) -> QMenu:
        menu = QMenu(page)
        menu.setAccessibleName(title)
        menu.setToolTipsVisible(True)
        for deed in deeds:
            action = QAction(deed.text, page)
            action.setShortcut(QKeySequence(deed.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(getattr(self, deed.name))
            page.addAction(action)
            menu.addAction(action)
            self._deeds.append((deed, action))
        return menu
