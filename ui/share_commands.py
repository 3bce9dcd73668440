"""The commands of sharing."""

from collections.abc import Callable
from functools import partial

from ui.commands import Command, separator


def share_commands(menu: str, do: Callable[[str], None]) -> list[Command]:
    """Return the commands of sharing.

    Args:
        menu: The menu in which they stand.
        do: Goes one of the ways of ``ShareOpening.do``.
    """
    return [
        separator(menu),
        Command(
            name="open_shared",
            menu=menu,
            text="Open from a shared &folder…",
            act=partial(do, "open"),
            tip="Open the store that a unit works on together",
        ),
        Command(
            name="share",
            menu=menu,
            text="S&hare this store…",
            needs_store=True,
            act=partial(do, "share"),
            tip="Publish the store in a folder that others reach",
        ),
        Command(
            name="take_pen",
            menu=menu,
            text="&Take the pen",
            needs_store=True,
            act=partial(do, "take"),
            tip="Become the one who may change the store",
        ),
        Command(
            name="give_pen",
            menu=menu,
            text="&Give the pen back",
            needs_store=True,
            act=partial(do, "give"),
            tip="Let somebody else change the store, and go on reading",
        ),
    ]
