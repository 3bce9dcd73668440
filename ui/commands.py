"""Every command of the window: its words, its keys, its place in the menus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

MENUS = ("&File", "&Edit", "&View", "&Go", "&Help")
SEPARATOR = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command.

    Attributes:
        name: What code calls it.
        menu: The menu in which it stands, one of ``MENUS``; with " > " a submenu.
        text: Its words, with the access key after an ampersand.
        act: What it does.
        keys: Its shortcuts, separated by a bar; empty for none.
        tip: What it does, in a sentence for the status bar.
        needs_store: Whether it makes sense only while a store is open.
        group: Commands of the same group are choices of which one is on.
    """

    name: str
    menu: str
    text: str
    act: Callable[[], object]
    keys: str = ""
    tip: str = ""
    needs_store: bool = False
    group: str = ""


def build_menus(window: QMainWindow, commands: Sequence[Command]) -> dict[str, QAction]:
    """Put every command into the menus; return the actions by name."""
    menus: dict[str, QMenu] = {text: window.menuBar().addMenu(text) for text in MENUS}
    groups: dict[str, QActionGroup] = {}
    actions: dict[str, QAction] = {}
    for command in commands:
        menu = _menu(menus, command.menu)
        if command.text == SEPARATOR:
            menu.addSeparator()
            continue
        action = make_action(window, command)
        if command.group:
            group = groups.setdefault(command.group, QActionGroup(window))
            action.setCheckable(True)
            group.addAction(action)
        menu.addAction(action)
        actions[command.name] = action
    return actions


def _menu(menus: dict[str, QMenu], path: str) -> QMenu:
    if path not in menus:
        above, _, text = path.rpartition(" > ")
        menus[path] = menus[above].addMenu(text)
    return menus[path]


def make_action(window: QMainWindow, command: Command) -> QAction:
    """Return the action of a command."""
    action = QAction(command.text, window)
    action.setObjectName(command.name)
    tip = command.tip or command.text.replace("&", "").rstrip("…")
    action.setStatusTip(tip)
    action.setToolTip(tip)
    action.setShortcuts([QKeySequence(one) for one in command.keys.split("|") if one])
    action.setProperty("needs_store", command.needs_store)
    action.triggered.connect(lambda: command.act())
    return action


def separator(menu: str) -> Command:
    """Return a line between two commands of a menu."""
    return Command(name="", menu=menu, text=SEPARATOR, act=_nothing)


def _nothing() -> None:
    """Do nothing."""


def plain_text(action: QAction) -> str:
    """Return the words of an action without the sign of the access key."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def keys_text(action: QAction) -> str:
    """Return the shortcuts of an action as the user reads them."""
    style = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(style) for keys in action.shortcuts())
