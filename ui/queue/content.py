"""What the page of the queue shows, made from the queue of a day."""

from app.planning.queue import Queue, Stage
from app.reports.facts import Facts
from app.reports.queue import ageing_rows
from ui.queue.board import Shown
from ui.queue.lists import (
    ageing_item,
    ageing_words,
    hold_items,
    hold_words,
    must_item,
    must_words,
)
from ui.queue.wording import Sight


def content_of(facts: Facts, queue: Queue, remark: str = "") -> Shown:
    """Return what is shown of a queue.

    Args:
        facts: What the store holds.
        queue: The queue of the day of ``facts``.
        remark: What to say of the day, if anything.
    """
    sight = sight_of(facts)
    held = [row for row in queue.ranked if row.stage is Stage.HELD]
    holds = hold_items(held, _sides(facts), sight)
    ageing = [
        ageing_item(row, usual, sight) for row, usual in ageing_rows(queue, facts)
    ]
    must = [must_item(row, sight) for row in queue.must_start]
    return Shown(
        queue=queue,
        sight=sight,
        remark=remark,
        must=(must_words(queue.must_start, queue.as_at), must),
        holds=(hold_words(holds), holds),
        ageing=(ageing_words(ageing), ageing),
    )


def sight_of(facts: Facts) -> Sight:
    """Return what codes and people are called."""
    labels = {name: facts.names(name) for name in facts.words}
    people = {one.uid: one.name for one in facts.team.people}
    return Sight(labels=labels, people=people)


def _sides(facts: Facts) -> dict[str, str]:
    """Return the side that each hold reason waits for."""
    terms = facts.words["hold_reason"].terms if "hold_reason" in facts.words else ()
    return {term.code: term.value("side") or "unit" for term in terms}
