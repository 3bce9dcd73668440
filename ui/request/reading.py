"""A request with everything that follows from what was read of it."""

from collections.abc import Mapping
from datetime import date

from app.casework.register import CaseFile
from app.casework.vocabulary import Vocabulary
from app.reports.history_words import Names
from app.rules.clock import RuleSet, governing_of, limits_of_request
from app.rules.move import legal_moves
from app.rules.policy import Policy
from app.rules.priority import AUTOMATIC, factor_values, score_of
from app.workforce.team import Team
from ui.request.sight import CaseSight, judged_on


def names_of(words: Mapping[str, Vocabulary], team: Team) -> Names:
    """Return what codes and people are called."""
    labels = {
        name: {term.code: term.label for term in one.terms}
        for name, one in words.items()
    }
    return Names(labels=labels, people=team.names)


def sight_of(
    case: CaseFile,
    *,
    words: Mapping[str, Vocabulary],
    names: Names,
    team: Team,
    rules: RuleSet,
    ranked_under: Policy | None,
    policy: Policy,
    preparation: int,
    as_at: date,
    today: date,
    can_write: bool,
) -> CaseSight:
    """Return what the page shows of a request.

    Args:
        case: All that is known of it.
        words: The code lists, by name.
        names: What codes and people are called.
        team: The people.
        rules: The clock rules of the unit's region.
        ranked_under: The policy that it was ranked under; None if it never was.
        policy: The policy in force.
        preparation: Days that the prosecutor needs between a result and the limit.
        as_at: Day at whose end ages are counted.
        today: The day on which something is recorded.
        can_write: Whether anything can be changed.
    """
    request = case.request
    limits = limits_of_request(case.proceedings, rules, request.prosecutor_on)
    limit = governing_of(limits, as_at)
    day = judged_on(request, as_at)
    then = governing_of(limits, day)
    left = (then.day - day).days if then else None
    values = factor_values(request, as_at=day, days_to_limit=left)
    here = [one for one in team.people if one.is_in_post(today)]
    return CaseSight(
        case=case,
        moves=legal_moves(case),
        words=words,
        names=names,
        people=[(one.uid, one.shown) for one in here],
        as_at=as_at,
        today=today,
        rules=rules,
        limits=limits,
        limit=limit,
        score=None if ranked_under is None else score_of(ranked_under, values),
        policy=policy,
        automatic={code: one for code, one in values.items() if code in AUTOMATIC},
        preparation=preparation,
        can_write=can_write,
    )
