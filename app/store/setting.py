"""Settings of the unit: its name, marking, region, targets and thresholds."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

import orjson

from app.errors import StoreError
from app.store import Store
from app.store.event import Operation, write
from app.wellbeing.policy import WelfarePolicy

_ALL = "SELECT uid, value FROM setting"
REGIONS = ("scotland", "england_and_wales")
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the unit has settled for itself.

    Attributes:
        unit: Name of the unit, as printed.
        organisation: Name of the force, as printed; may be empty.
        marking: Protective marking of screens and paper.
        handling: Handling line under the marking; may be empty.
        region: Whose public holidays and rules apply, one of ``REGIONS``.
        full_time: Weekly hours of a full-time contract.
        sickness_allowance: Share of available hours set aside for unplanned sickness.
        over_age: Age in days above which an open request is over-age (M06).
        shows_names: Whether people are shown by name rather than by alias.
        targets: Days from receipt to issue, by priority.
        preparation: Days that the prosecutor needs between a result and the limit.
        lapse: Days after which a request returned for information may lapse.
        starvation: Times its target that a request may wait before it is served as
            if it were one class higher; 0 for never.
        exposure_hours_7_days: Local policy on exposure and welfare, each part None
            where the unit has none; see ``app.wellbeing.policy``. And so on to
            ``rotation_days``.
        welfare_lock: What proves the wellbeing passphrase; empty while there is none.
        identifier_salt: What serial numbers are mixed with before they are hashed.
        as_at: Day to show where none is chosen; None for today. Set in stores whose
            history has ended, such as the demonstration's.
    """

    unit: str = "Digital Forensics Unit"
    organisation: str = ""
    marking: str = "OFFICIAL-SENSITIVE"
    handling: str = ""
    region: str = "scotland"
    full_time: float = 35.0
    sickness_allowance: float = 0.035
    over_age: int = 30
    shows_names: bool = False
    targets: tuple[int, int, int, int] = (1, 14, 60, 120)
    preparation: int = 28
    lapse: int = 28
    starvation: float = 2.0
    exposure_hours_7_days: float | None = None
    exposure_hours_28_days: float | None = None
    exposure_days_in_row: int | None = None
    exposure_stretch: float | None = None
    welfare_contact_days: int | None = None
    screening_days: int | None = None
    rotation_days: int | None = None
    welfare_lock: str = ""
    identifier_salt: str = ""
    as_at: date | None = None

    def __post_init__(self) -> None:
        if not self.unit.strip():
            raise StoreError("The unit needs a name.", remedy="Type its name.")
        if not self.marking.strip():
            raise StoreError(
                "A protective marking is needed.", remedy="Choose one from the list."
            )
        if self.region not in REGIONS:
            raise StoreError(f"The region {self.region} is not known.")
        _ = self.welfare_policy

    @property
    def welfare_policy(self) -> WelfarePolicy:
        """The local policy on exposure and welfare.

        Raises:
            WelfareError: A part of it cannot be.
        """
        names = (field.name for field in fields(WelfarePolicy))
        return WelfarePolicy(**{name: getattr(self, name) for name in names})


def seed_settings(
    operation: Operation, settings: Settings, *, effective_at: int
) -> None:
    """Put the settings into a new store."""
    for name, value in asdict(settings).items():
        if value is not None:
            row = {"value": _text(value)}
            operation.register("setting", row, uid=name, effective_at=effective_at)


def read_settings(store: Store) -> Settings:
    """Return the settings; what a store does not hold is as shipped."""
    known = {field.name for field in fields(Settings)}
    found: dict[str, Any] = {
        row["uid"]: orjson.loads(row["value"])
        for row in store.query(_ALL)
        if row["uid"] in known
    }
    if "targets" in found:
        found["targets"] = tuple(found["targets"])
    if found.get("as_at"):
        found["as_at"] = date.fromisoformat(found["as_at"])
    return Settings(**found)


def change_settings(
    store: Store, settings: Settings, *, who: str, at: datetime, why: str = ""
) -> str:
    """Save what differs from the settings in the store, as one operation.

    Returns:
        Uid of the operation; empty if nothing differs.
    """
    if settings == read_settings(store):
        return ""
    with write(store, who=who, why=why, kind="change settings", at=at) as operation:
        amend_settings(operation, settings)
    return operation.uid


def amend_settings(operation: Operation, settings: Settings) -> None:
    """Save what differs from the settings in the store within an open operation."""
    store = operation.store
    now, moment = asdict(read_settings(store)), int(operation.recorded_at.timestamp())
    held = {row["uid"] for row in store.query(_ALL)}
    for name, value in asdict(settings).items():
        row = {"value": _text(value)}
        if value != now[name] and name in held:
            operation.change("setting", name, row, effective_at=moment)
        elif value != now[name]:
            operation.register("setting", row, uid=name, effective_at=moment)


def _text(value: Any) -> str:
    return orjson.dumps(value).decode()
