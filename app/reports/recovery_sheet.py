"""The sheet with the recovery key of a protected store, printed once for the safe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.reports.chart import day_text
from app.reports.report import Headline, Headlines, Prose, Report, Section
from app.store.setting import Settings

KIND = "recovery-key"
"""Name of this kind of report."""

IN_A_ROW = 5
"""Groups side by side."""

WHAT = (
    "This key opens the store named above without its passphrase and without its key"
    " file. It is kept nowhere else: not in the store, not in its copies, not by the"
    " makers of the program.",
    "Passphrase and key both lost: the store is lost.",
)
DO = (
    "Put this sheet into the unit's safe, and no photograph or copy of it anywhere.",
    "Write on the envelope what it is, and who may open it.",
    "When it is needed: open the store, choose Use the recovery key, and type the"
    " groups in their order. Letters may be small; there is no letter I, L, O or U in"
    " it. The last character of each group shows a mistake in that group.",
    "Then choose a new passphrase. If somebody saw the sheet who should not have, make"
    " a new recovery key under Safety, Protection; this one then opens no more"
    " than the copies made before.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySheet:
    """What the sheet is made from; never kept.

    Attributes:
        groups: The recovery key in groups.
        store: Name of the store's file.
        settings: The unit's settings.
        made_at: When it is made, local time.
        made_by: Who makes it.
    """

    groups: Sequence[str]
    store: str
    settings: Settings
    made_at: datetime
    made_by: str

    def __repr__(self) -> str:
        return "KeySheet(...)"


def recovery_sheet(sheet: KeySheet) -> Report:
    """Return the sheet, ready to print."""
    settings, day = sheet.settings, sheet.made_at.date()
    rows = [
        Headlines(figures=tuple(_group(number, text) for number, text in row))
        for row in _rows(sheet.groups)
    ]
    return Report(
        kind=KIND,
        title="Recovery key",
        unit=settings.unit,
        organisation=settings.organisation,
        period=sheet.store,
        comparison="",
        as_at=day,
        marking=settings.marking,
        handling=settings.handling,
        store=sheet.store,
        fingerprint="",
        made_at=sheet.made_at,
        made_by=sheet.made_by,
        sections=(
            Section(
                heading=f"Key of {sheet.store}, made on {day_text(day)}",
                blocks=(*rows, Prose(paragraphs=WHAT, is_letter=True)),
            ),
            Section(
                heading="What to do with it",
                blocks=(Prose(paragraphs=DO, has_bullets=True, is_letter=True),),
            ),
        ),
        standing="made on",
    )


def _rows(groups: Sequence[str]) -> list[list[tuple[int, str]]]:
    numbered = list(enumerate(groups, start=1))
    return [numbered[at : at + IN_A_ROW] for at in range(0, len(groups), IN_A_ROW)]


def _group(number: int, text: str) -> Headline:
    return Headline(label=f"Group {number}", value=text)
