"""What the Intake page asks of the store: drafts, numbers, likenesses, divisions."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.casework.proceeding import Proceeding
from app.casework.vocabulary import Vocabulary
from app.progress import Progress
from app.rules.intake import Fault, Intake, faults, is_storable
from app.rules.likeness import Alike, Probe
from app.store import Store, reading
from app.store.draft import (
    Draft,
    discard_draft,
    new_draft_name,
    read_drafts,
    save_draft,
)
from app.store.likeness import find_alike
from app.store.numbering import free_reference
from app.store.proceeding import shipped_rules
from app.store.register import divisions_in_use
from app.store.request import find_request
from ui.controls.proceeding_dialog import ProceedingDialog
from ui.page import Page
from ui.session import Session


def free_number(session: Session) -> str:
    """Return the reference that the next request would have."""
    return free_reference(session.store, session.day.year)


def keep_draft(session: Session, name: str, content: Mapping[str, Any]) -> str:
    """Save a draft, a new one if it has no name yet, and return its name.

    Raises:
        AppError: It could not be saved.
    """
    now = session.now()
    name = name or new_draft_name(session.store, now)
    save_draft(session.store, name, content, at=now)
    return name


def drop_draft(session: Session, name: str) -> None:
    """Throw a draft away.

    Raises:
        AppError: It could not be done.
    """
    discard_draft(session.store, name)


def other_drafts(session: Session, name: str) -> list[Draft]:
    """Return the drafts but the one called ``name``; none where none can be kept."""
    if session.read_only:
        return []
    return [draft for draft in read_drafts(session.store) if draft.name != name]


def seek(path: Path, probe: Probe, progress: Progress) -> tuple[Alike, ...]:
    """Look for likenesses through a connection of the thread's own."""
    progress(0, 1)
    with reading(path) as store:
        return find_alike(store, probe)


def divisions(store: Store, listed: Vocabulary | None) -> Sequence[tuple[str, str]]:
    """Return the divisions of the unit's list and those in use without one."""
    terms = [(term.code, term.label) for term in listed.terms] if listed else []
    known = {code for code, _ in terms}
    return [
        *terms,
        *((one, one) for one in divisions_in_use(store) if one not in known),
    ]


def all_faults(session: Session, form: Intake) -> list[Fault]:
    """Return why a request cannot be submitted; a reference that is taken too."""
    found = [*faults(form, session.day)]
    taken = form.reference.strip()
    if is_storable(taken) and find_request(session.store, taken) is not None:
        message = f"There is a request {taken} already. Give this one another."
        found.append(Fault(field="reference", message=message))
    return found


def accused_dialog(
    page: Page, known: Proceeding, custody: Vocabulary
) -> ProceedingDialog:
    """Return the form for an accused with the dates from which limits run."""
    session = page.session
    terms = custody.valid_on(session.day)
    labels = [(term.code, term.label) for term in terms]
    rules = shipped_rules(session.settings.region)
    return ProceedingDialog(page, known, rules, labels, session.day)
