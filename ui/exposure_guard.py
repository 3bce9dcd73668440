"""What the guard on exposure says where somebody may get exposed work."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.wellbeing.guard import NO_CAUTIONS, Cautions
from app.wellbeing.welfare import EXPOSED_SKILLS

if TYPE_CHECKING:
    from app.casework.register import CaseFile
    from ui.session import Session


def cautions_for(session: "Session", cases: Sequence["CaseFile"]) -> Cautions:
    """Return why to pause before giving requests to people, by uid of the person.

    Nothing where none of the requests brings exposure.
    """
    from app.rules.move import skills_needed

    if (facts := session.facts) is None:
        return NO_CAUTIONS
    skills = facts.skills()
    is_exposed = any(
        case.request.online_abuse
        or not EXPOSED_SKILLS.isdisjoint(skills_needed(case, skills))
        for case in cases
    )
    if not is_exposed:
        return NO_CAUTIONS
    from app.reports.queue import cautions_of
    from app.store.welfare import read_guard

    welfare = read_guard(session.store, session.day)
    return cautions_of(replace(facts, as_at=session.day), welfare)
