from dataclasses import replace
from datetime import date

import pytest

from app.errors import CapacityError
from app.workforce.absence import Absence
from ui.controls.absence_dialog import AbsenceChoices, AbsenceDialog, AbsenceDraft

DAY = date(2026, 4, 6)
PEOPLE = [("a", "Examiner 1"), ("b", "Examiner 2")]
KINDS = [
    ("A_LEAVE", "Annual leave"),
    ("A_PHASED", "Phased return"),
    ("A_RESTRICT", "Restricted duties"),
    ("B_COURT", "Court and precognition"),
]
DRAFT = AbsenceDraft(person="b", kind="A_LEAVE", first_on=DAY, last_on=DAY)


def shown(qtbot, begin=DRAFT, warn=lambda _: ()):
    choices = AbsenceChoices(people=PEOPLE, kinds=KINDS, warn=warn)
    dialog = AbsenceDialog(None, choices, begin)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def take(dialog, kind):
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def test_whole_days_are_the_usual(qtbot):
    (absence,) = shown(qtbot).value()
    assert absence == Absence(person="b", kind="A_LEAVE", first_on=DAY, last_on=DAY)


def test_hours_of_each_day(qtbot):
    dialog = shown(qtbot)
    assert not dialog.hours.isVisible()
    dialog.extent.buttons()[1].click()
    assert dialog.hours.isVisible()
    dialog.hours.edit.setText("2,5")
    assert dialog.value()[0].hours_per_day == 2.5


def test_restricted_duties_may_bar_exposure(qtbot):
    dialog = shown(qtbot)
    take(dialog, "A_RESTRICT")
    assert dialog.no_exposure.isVisible()
    dialog.no_exposure.setChecked(True)
    dialog.share.edit.setText("100")
    (absence,) = dialog.value()
    assert (absence.share_kept, absence.bars_exposure) == (1.0, True)
    take(dialog, "A_LEAVE")
    assert not dialog.value()[0].bars_exposure


def test_the_steps_of_a_phased_return_follow_one_another(qtbot):
    dialog = shown(qtbot)
    take(dialog, "A_PHASED")
    assert not dialog.last.isVisible()
    dialog.steps.more.click()
    weeks, share = dialog.steps.steps[3]
    weeks.edit.setText("1")
    share.edit.setText("95")
    dialog.steps.steps[1][0].edit.setText("")  # a step of no weeks is passed over
    found = [(one.first_on, one.last_on, one.share_kept) for one in dialog.value()]
    assert found == [
        (date(2026, 4, 6), date(2026, 4, 19), 0.4),
        (date(2026, 4, 20), date(2026, 5, 3), 0.8),
        (date(2026, 5, 4), date(2026, 5, 10), 0.95),
    ]


@pytest.mark.parametrize("typed", ["101", "-1", "half", "1e9"])
@pytest.mark.parametrize("kind", ["A_RESTRICT", "A_PHASED"])
def test_a_share_that_cannot_be_is_refused_beside_its_field(qtbot, kind, typed):
    dialog = shown(qtbot)
    take(dialog, kind)
    field = dialog.share if kind == "A_RESTRICT" else dialog.steps.steps[0][1]
    field.edit.setText(typed)
    with qtbot.assertNotEmitted(dialog.wanted):
        dialog.save_button.click()
    (problem,) = dialog.problems()
    assert problem.startswith(f"“{typed}” is not a share of the hours that can be.")


@pytest.mark.parametrize("typed", ["53", "two"])
def test_weeks_that_cannot_be_are_refused(qtbot, typed):
    dialog = shown(qtbot)
    take(dialog, "A_PHASED")
    dialog.steps.steps[0][0].edit.setText(typed)
    dialog.save_button.click()
    assert "is not a number of weeks that can be" in dialog.problems()[0]


def test_a_phased_return_without_a_step_is_refused(qtbot):
    dialog = shown(qtbot)
    take(dialog, "A_PHASED")
    for weeks, _ in dialog.steps.steps:
        weeks.edit.setText("0")
    with pytest.raises(CapacityError, match="needs at least one step"):
        dialog.value()


@pytest.mark.parametrize("typed", ["0", "25", "all"])
def test_hours_that_cannot_be_are_refused(qtbot, typed):
    dialog = shown(qtbot)
    dialog.extent.buttons()[1].click()
    dialog.hours.edit.setText(typed)
    with qtbot.assertNotEmitted(dialog.wanted):
        dialog.save_button.click()
    assert len(dialog.problems()) == 1


def test_a_change_keeps_what_it_does_not_touch(qtbot):
    stored = Absence(
        uid="x", version=3, person="a", kind="A_PHASED", first_on=DAY, last_on=DAY,
        share_kept=0.5, note="As agreed",
    )  # fmt: skip
    dialog = shown(qtbot, stored)
    assert dialog.value() == (stored,)
    dialog.share.edit.setText("60")
    assert dialog.value() == (replace(stored, share_kept=0.6),)
    half = replace(stored, kind="B_COURT", share_kept=None, hours_per_day=3.25)
    assert shown(qtbot, half).value() == (half,)


def test_warnings_follow_what_is_typed_and_many_are_counted(qtbot):
    def warn(absences):
        return [f"{one.days} days" for one in absences] * absences[0].days

    dialog = shown(qtbot, warn=warn)
    assert dialog.warnings.text() == "1 days"
    dialog.last.setDate(dialog.last.date().addDays(6))
    lines = dialog.warnings.text().splitlines()
    assert lines == ["7 days"] * 4 + ["And 3 warnings more."]


def test_a_first_day_after_the_last_takes_it_along(qtbot):
    dialog = shown(qtbot)
    dialog.first.setDate(dialog.first.date().addDays(3))
    (absence,) = dialog.value()
    assert (absence.first_on, absence.last_on) == (date(2026, 4, 9), date(2026, 4, 9))
