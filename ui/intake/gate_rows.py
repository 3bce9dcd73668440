"""The rows of the table of scope: from a request, and with the hours they take."""

from collections.abc import Mapping, Sequence

from app.casework.vocabulary import Term
from app.rules.effort import Estimate, Line, examination_of
from app.rules.scope import Scope, asked_of
from ui.intake.gate_scope import WHOLE, ScopeRow
from ui.intake.gate_words import GateSight

SUSPECT = "SUSPECT"
"""Code of the usual owner, who is not named in the table."""


def rows_of(sight: GateSight) -> list[ScopeRow]:
    """Return a row for each exhibit, then one for each work on the whole request."""
    exhibits = {one.uid: one for one in sight.case.exhibits}
    rows = []
    for one in asked_of(sight.case):
        if one.exhibit is None:
            continue
        exhibit = exhibits[one.exhibit]
        _, usual = examination_of(sight.families.get(exhibit.type, "other"), one.level)
        device = sight.label("exhibit_type", exhibit.type)
        is_suspects = exhibit.owner_role in (None, SUSPECT)
        owner = "" if is_suspects else sight.label("owner_role", exhibit.owner_role)
        rows.append(
            ScopeRow(
                uid=exhibit.uid,
                reference=exhibit.reference,
                device=f"{device} ({owner.lower()})" if owner else device,
                level_asked=one.level or "",
                is_agreed=exhibit.is_agreed is not False,
                level=exhibit.level_agreed or one.level or usual,
            )
        )
    return [*rows, _whole_row(sight)] if rows else []


def _whole_row(sight: GateSight) -> ScopeRow:
    is_abuse = sight.case.request.online_abuse
    words = "Grading and report" if is_abuse else "Report"
    return ScopeRow(uid="", reference=WHOLE, device=words)


def put_hours(rows: Sequence[ScopeRow], sight: GateSight, scope: Scope) -> None:
    """Put the hours asked for and agreed into the rows."""
    asked, agreed = _by_exhibit(scope.asked), _by_exhibit(scope.agreed)
    for row in rows:
        if row.uid:
            found = agreed.get(row.uid)
            row.hours_asked = asked[row.uid].estimate if row.uid in asked else None
            row.hours_agreed = found.estimate if found else None
            type_ = found.type if found else None
            row.examination = sight.label("examination_type", type_)
        else:
            row.hours_asked = _whole(scope.asked)
            row.hours_agreed = _whole(scope.agreed)


def levels_of(sight: GateSight) -> tuple[Term, ...]:
    """Return the levels that may be chosen."""
    words = sight.words.get("examination_level")
    return words.valid_on(sight.today) if words else ()


def _by_exhibit(estimate: Estimate) -> Mapping[str, Line]:
    return {line.exhibit: line for line in estimate.lines if line.exhibit}


def _whole(estimate: Estimate) -> float | None:
    found = [line.hours for line in estimate.lines if not line.exhibit]
    return sum(found) if found else None
