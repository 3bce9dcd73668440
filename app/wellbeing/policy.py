"""The unit's own policy on exposure and welfare; there is no authoritative number."""

from dataclasses import dataclass

from app.errors import WelfareError


@dataclass(frozen=True, slots=True, kw_only=True)
class WelfarePolicy:
    """Local policy, each part of which the unit sets or leaves out (None).

    Attributes:
        exposure_hours_7_days: Most hours of harmful material in 7 days.
        exposure_hours_28_days: Most hours of it in 28 days.
        exposure_days_in_row: Most days running with any of it; days off end a run.
        exposure_stretch: Most hours of it without a break.
        welfare_contact_days: Most days from one welfare contact to the next.
        screening_days: Most days from one psychological screening to the next.
        rotation_days: Most days of exposed work between two rotations out of it.
    """

    exposure_hours_7_days: float | None = None
    exposure_hours_28_days: float | None = None
    exposure_days_in_row: int | None = None
    exposure_stretch: float | None = None
    welfare_contact_days: int | None = None
    screening_days: int | None = None
    rotation_days: int | None = None

    def __post_init__(self) -> None:
        for name, most in _MOST.items():
            value = getattr(self, name)
            if value is not None and not 0 < value <= most:
                raise WelfareError(
                    f"The policy cannot set {value:g} {_WORDS[name]}.",
                    remedy=f"Give more than 0 and at most {most:,}, or leave it empty.",
                )


_MOST = {
    "exposure_hours_7_days": 7 * 24,
    "exposure_hours_28_days": 28 * 24,
    "exposure_days_in_row": 366,
    "exposure_stretch": 24,
    "welfare_contact_days": 3660,
    "screening_days": 3660,
    "rotation_days": 3660,
}
_WORDS = {
    "exposure_hours_7_days": "hours of exposure in 7 days",
    "exposure_hours_28_days": "hours of exposure in 28 days",
    "exposure_days_in_row": "days of exposure running",
    "exposure_stretch": "hours of exposure without a break",
    "welfare_contact_days": "days between welfare contacts",
    "screening_days": "days between screenings",
    "rotation_days": "days between rotations",
}
