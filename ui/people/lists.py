"""The columns of the list of people."""

from app.capacity.standing import PersonStanding
from app.workforce.pattern import week_words
from ui.controls.rows import Column
from ui.people.sight import Sight
from ui.people.wording import (
    contract_text,
    next_absence_text,
    skills_text,
    span_text,
    warnings_of,
)

NONE = "none"


def people_columns(sight: Sight) -> tuple[Column[PersonStanding], ...]:
    """Return the columns of the list of people."""
    words, day = sight.words, sight.day
    return (
        Column(title="Name" if words.shows_names else "Alias", width=120,
               show=lambda one: one.person.shown),
        Column(title="Role", width=116,
               show=lambda one: words.roles.get(one.person.role, one.person.role)),
        Column(title="Post", width=76, show=lambda one: _post(one, sight)),
        Column(title="Contract", width=136,
               show=lambda one: contract_text(one.pattern, words.full_time),
               tone=lambda one: "" if one.pattern else "watch"),
        Column(title="Warnings", width=250,
               show=lambda one: "; ".join(warnings_of(one, sight)) or NONE,
               tone=lambda one: "watch" if warnings_of(one, sight) else ""),
        Column(title="Week", width=120,
               show=lambda one: week_words(one.pattern.hours) if one.pattern else ""),
        Column(title="Next absence", width=236,
               show=lambda one: next_absence_text(one, words.kinds)),
        Column(title="In post", width=176, show=lambda one: span_text(one, day)),
        Column(title="Skills", width=420,
               show=lambda one: skills_text(one, words.skills)),
    )  # fmt: skip


def _post(one: PersonStanding, sight: Sight) -> str:
    post = sight.post_of(one.person.uid)
    return post.label if post else NONE
