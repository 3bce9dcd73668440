"""Local policy on exposure and welfare, each part set or left out."""

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.wellbeing.policy import WelfarePolicy
from ui.controls.form import Form, NumberField
from ui.controls.label import caption
from ui.controls.whole_number import clear, optional_number, whole_number

_PARTS = (
    ("exposure_hours_7_days", "Exposure in &7 days", 168, "h", "exposure in 7"),
    ("exposure_hours_28_days", "Exposure in &28 days", 672, "h", "exposure in 28"),
    ("exposure_days_in_row", "Da&ys running", 366, "days", "days of exposure running"),
    ("exposure_stretch", "Without a &break", 24, "h", "without a break"),
    ("welfare_contact_days", "Welfare &contact", 3660, "days apart", "contacts"),
    ("screening_days", "&Screening", 3660, "days apart", "screenings"),
    ("rotation_days", "&Rotation out", 3660, "days apart", "rotations"),
)
"""Field, label, most, unit, and the words by which a refusal is told."""


class PolicyDialog(Form):
    """Sets local policy; an empty field is a part that the unit has not set."""

    def __init__(self, parent: QWidget, policy: WelfarePolicy) -> None:
        super().__init__(parent, "Local policy on exposure and welfare", "&Save")
        words = (
            "There is no authoritative number: what stands here is the unit's own. A"
            " field left empty sets nothing, and nothing is made up in its place. At"
            " allocation a limit reached is a remark; the manager decides."
        )
        self.paper.insertWidget(0, caption(words))
        self.fields: dict[str, NumberField] = {}
        for name, label, most, unit, _ in _PARTS:
            of = "hours" if unit == "h" else "days"
            field = NumberField(0, most, unit, of=of)
            clear(field, getattr(policy, name), "not set")
            self.fields[name] = field
            self.add_field(name, label, field)
        self.close_up()
        self.setMinimumWidth(480)

    def value(self) -> WelfarePolicy:
        return WelfarePolicy(
            exposure_hours_7_days=optional_number(self.fields["exposure_hours_7_days"]),
            exposure_hours_28_days=optional_number(
                self.fields["exposure_hours_28_days"]
            ),
            exposure_days_in_row=self._days("exposure_days_in_row"),
            exposure_stretch=optional_number(self.fields["exposure_stretch"]),
            welfare_contact_days=self._days("welfare_contact_days"),
            screening_days=self._days("screening_days"),
            rotation_days=self._days("rotation_days"),
        )

    def _days(self, name: str) -> int | None:
        field = self.fields[name]
        if not field.edit.text().strip():
            return None
        return whole_number(field, "how many days")

    def place_of(self, error: AppError) -> str:
        found = (name for name, *_, words in _PARTS if words in error.message)
        return next(found, "")
