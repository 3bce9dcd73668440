"""The clock of the tally starts with each test."""

import pytest

from tests.faults import tally


@pytest.fixture(autouse=True)
def _seconds() -> None:
    tally.start()
