"""The sentences of the measures of exposure and welfare (M50 to M53)."""

from app.measures.measure import Measure

WELFARE = (
    Measure(
        code="M50",
        label="Exposure hours",
        unit="h",
        sentence=(
            "Hours logged on harmful material in the {days} days to the end of the day;"
            " for days before anything was logged in the unit, hours of work on"
            " requests of online child abuse."
        ),
    ),
    Measure(
        code="M51",
        label="Exposure pattern",
        unit="days",
        sentence=(
            "Of the exposure of the 28 days to the end of the day: calendar days"
            " running with any of it; the share of hours on violent or first-generation"
            " material, where the kind was recorded; the longest stretch without a"
            " break, where that was recorded."
        ),
    ),
    Measure(
        code="M52",
        label="Welfare currency",
        unit="%",
        sentence=(
            "Exposed people whose last psychological screening and last welfare contact"
            " that were held still count at the end of the day, of all exposed people:"
            " those in post with exposure in the 28 days before, or current in image"
            " grading or victim identification; each counts until the day recorded with"
            " it, else as long as local policy says; a contact not kept was not held."
        ),
    ),
    Measure(
        code="M53",
        label="Outcome feedback",
        unit="%",
        sentence=(
            "Requests of online child abuse closed in the 365 days to the end of the"
            " day of which an examiner was told how the case ended, of all of them."
        ),
    ),
)
"""M50 to M53."""
