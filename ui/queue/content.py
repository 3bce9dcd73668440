"""What the page of the queue shows, made from the queue of a day."""

from collections.abc import Sequence
from functools import partial

from app.planning.queue import Queue, Stage
from app.reports.facts import Facts
from app.reports.queue import ageing_rows
from ui.queue.board import Shown
from ui.queue.items import Item
from ui.queue.lists import (
    ageing_item,
    ageing_words,
    hold_items,
    hold_words,
    must_item,
    must_words,
)
from ui.queue.wording import Sight

Entries = tuple[str, Sequence[Item]]


def content_of(facts: Facts, queue: Queue, remark: str = "") -> Shown:
    """Return what is shown of a queue.

    Args:
        facts: What the store holds.
        queue: The queue of the day of ``facts``.
        remark: What to say of the day, if anything.
    """
    sight = sight_of(facts)
    return Shown(
        queue=queue,
        sight=sight,
        remark=remark,
        must=partial(_must, queue, sight),
        holds=partial(_holds, facts, queue, sight),
        ageing=partial(_ageing, facts, queue, sight),
    )


def _must(queue: Queue, sight: Sight) -> Entries:
    rows = queue.must_start
    return must_words(rows, queue.as_at), [must_item(row, sight) for row in rows]


def _holds(facts: Facts, queue: Queue, sight: Sight) -> Entries:
    held = [row for row in queue.ranked if row.stage is Stage.HELD]
    items = hold_items(held, _sides(facts), sight)
    return hold_words(items), items


def _ageing(facts: Facts, queue: Queue, sight: Sight) -> Entries:
    rows = ageing_rows(queue, facts)
    items = [ageing_item(row, usual, sight) for row, usual in rows]
    return ageing_words(items), items


def sight_of(facts: Facts) -> Sight:
    """Return what codes and people are called."""
    labels = {name: facts.names(name) for name in facts.words}
    people = facts.team.names
    return Sight(labels=labels, people=people)


def _sides(facts: Facts) -> dict[str, str]:
    """Return the side that each hold reason waits for."""
    terms = facts.words["hold_reason"].terms if "hold_reason" in facts.words else ()
    return {term.code: term.value("side") or "unit" for term in terms}
