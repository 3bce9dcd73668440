from datetime import date

import numpy as np
import pytest

from app.measures.figure import Coverage, Figure
from ui.people.wording import weeks_text


def weeks(value, rows=1):
    return Figure(
        measure="M09",
        label="Weeks of work",
        value=value,
        unit="weeks",
        definition="",
        as_at=date(2026, 3, 31),
        coverage=Coverage(used=rows, scope=rows),
        rows=np.zeros(rows, dtype=np.int32),
    )


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (None, ""),
        (weeks(0.0, rows=0), ""),
        (weeks(None), "no hours"),
        (weeks(0.04), "under 0.1"),
        (weeks(19.64), "19.6"),
    ],
)
def test_weeks_of_work_for_a_skill_are_said_and_never_bare(figure, words):
    assert weeks_text(figure) == words
