"""The forms of the page of a request, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.casework.proceeding import Proceeding
from ui.controls.form import Form
from ui.controls.proceeding_dialog import ProceedingDialog
from ui.request.exhibit_dialogs import CustodyDialog, ExhibitDialog
from ui.request.fact_dialogs import (
    CorrectionDialog,
    FactsDialog,
    OverrideDialog,
    RetargetDialog,
)
from ui.request.fact_field import ENQUIRY, SCOPE
from ui.request.rank_dialog import RankDialog
from ui.request.sight import CaseSight
from ui.request.work_dialogs import (
    ExaminationDialog,
    FinishDialog,
    HoursDialog,
    NoteDialog,
    work_text,
)


def _accused(parent: QWidget, sight: CaseSight, one: Proceeding | None) -> Form:
    known = one or Proceeding(request=sight.request.uid, accused="A1")
    custody = sight.terms("custody_status")
    return ProceedingDialog(parent, known, sight.rules, custody, sight.today)


Make = Callable[[QWidget, CaseSight, Any], Form]

FORMS: Mapping[str, Make] = {
    "enquiry": lambda parent, sight, _: FactsDialog(parent, "Enquiry", ENQUIRY, sight),
    "scope": lambda parent, sight, _: FactsDialog(parent, "Scope", SCOPE, sight),
    "target": lambda parent, sight, _: RetargetDialog(parent, sight),
    "correct": CorrectionDialog,
    "override": lambda parent, sight, _: OverrideDialog(parent, sight),
    "exhibit": ExhibitDialog,
    "custody": CustodyDialog,
    "examination": ExaminationDialog,
    "finish": lambda parent, sight, one: FinishDialog(
        parent, sight, work_text(one, sight)
    ),
    "hours": HoursDialog,
    "note": NoteDialog,
    "accused": _accused,
    "rank": lambda parent, sight, _: RankDialog(parent, sight),
}
"""Makes the form of each name for a request and the thing that it is about."""
