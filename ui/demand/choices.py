"""By what arrivals are told apart, and what the groups are called."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

from app.measures.arrivals import ALL, NOT_RECORDED, By, Stage, Unit
from app.reports.facts import Facts
from ui.controls.button import Choice
from ui.controls.code_box import CodeBox

UNITS = (Unit.REQUESTS, Unit.HOURS)
STAGES = (Stage.AGREED, Stage.ASKED)
NAMES = {
    By.ALL: "Not broken down",
    By.DIVISION: "By division",
    By.OFFENCE: "By offence category",
    By.TYPE: "By examination type",
    By.PRIORITY: "By priority",
    By.ABUSE: "By online child sexual abuse",
}
_LISTS = {
    By.DIVISION: "requesting_division",
    By.OFFENCE: "offence_category",
    By.TYPE: "examination_type",
}
ABUSE = {"yes": "Online child sexual abuse", "no": "Other"}


def unit_choice() -> Choice:
    """Return the choice between requests and hours."""
    return Choice(("Requests", "Hours"), "What is counted")


def breakdown(*, first: By = By.ALL) -> QComboBox:
    """Return the list of what arrivals can be told apart by."""
    box = QComboBox()
    for by, name in NAMES.items():
        box.addItem(name, by)
    box.setCurrentIndex([*NAMES].index(first))
    box.setAccessibleName("Broken down")
    return box


def chosen_by(box: QComboBox) -> By:
    """Return what is chosen in a list of ``breakdown``; Qt forgets that it is one."""
    return By(box.currentData())


def group_box(letters: int = 22) -> QComboBox:
    """Return an empty list of groups, as wide as so many letters."""
    box = CodeBox()
    box.setAccessibleName("Which of them the chart shows")
    policies = QComboBox.SizeAdjustPolicy
    box.setSizeAdjustPolicy(policies.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    return box


def list_groups(box: QComboBox, labels: dict[str, str], groups: Iterable[str]) -> str:
    """List groups; what was chosen stays, if it is still there. Return what is."""
    kept = box.currentData()
    box.clear()
    box.addItem("All together", ALL)
    for group in groups:
        box.addItem(labels.get(group, group), group)
    box.setCurrentIndex(max(box.findData(kept), 0))
    return str(box.currentData())


def labels_of(facts: Facts, by: By) -> dict[str, str]:
    """Return what the groups are called, by code."""
    if by is By.ABUSE:
        found = dict(ABUSE)
    elif by is By.PRIORITY:
        found = {c: f"{c} {name}" for c, name in facts.names("priority").items()}
    else:
        found = facts.names(_LISTS[by]) if by in _LISTS else {}
    return found | {NOT_RECORDED: "Not recorded"}
