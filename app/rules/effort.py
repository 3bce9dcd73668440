"""Effort norms, and what a scope takes by them: one line for each examination."""

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from types import MappingProxyType

from app.errors import InvalidRequest, VocabularyError

COLUMNS = ("type", "level", "device", "median", "mean", "p80", "source")
"""Columns of the list of norms that comes with the program."""

KIOSK = "KIOSK"
"""Examination at the frontline: by a trained officer, so no examiner hours."""

GRADING, REPORTING = "GRADE", "REPORT"
"""Work on the request as a whole: grading of child abuse material, and the result."""

MOST_HOURS = 1e6
"""Hours that no norm reaches."""

_P80 = NormalDist().inv_cdf(0.8)
_MOBILE = {"0": KIOSK, "1": "MOB_L1", "2": "MOB_L2", "3": "MOB_L3"}
_COMPUTER = {"0": KIOSK, "1": "COMP_PREV", "2": "COMP_TGT", "3": "COMP_FULL"}
_BY_LEVEL = {"mobile": _MOBILE, "computer": _COMPUTER, "console": _COMPUTER}
_BY_FAMILY = {
    "media": "MEDIA",
    "footage": "VID",
    "cloud": "CLOUD_X",
    "network": "NET_LOG",
    "wallet": "CRYPTO",
    "vehicle": "VEH_IOT",
}
_OTHER = "TRI_LAB"
_FAMILY_OF = {
    **{type_: (family, None) for family, type_ in _BY_FAMILY.items()},
    **{type_: ("mobile", level) for level, type_ in _MOBILE.items()},
    **{type_: ("computer", level) for level, type_ in _COMPUTER.items()},
}
"""Family of devices and level that examination types are of, where there is one."""

_USUAL = MappingProxyType({"mobile": "1", "computer": "2", "console": "2"})
_USUAL_OF_TYPE = MappingProxyType(
    {"MEDIA": "1", _OTHER: "1", "CRYPTO": "3", "VEH_IOT": "3"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """How long examinations of one class take: the middle, the mean, four in five.

    Attributes:
        type: Code of the examination type.
        level: Level that it holds for; empty for any.
        device: Code of the device type that it holds for; empty for any.
        median: Examiner hours that half of them stay under.
        mean: Examiner hours on average; None where it follows from the other two.
        p80: Examiner hours that four in five stay under; None if not known.
        source: Where it comes from: shipped, typed, or own hours.
        completions: Finished examinations that it rests on; 0 for none of the unit's.
        version: Number of changes since the record was made, from 1; 0 if it is new.
    """

    type: str
    level: str = ""
    device: str = ""
    median: float
    mean: float | None = None
    p80: float | None = None
    source: str
    completions: int = 0
    version: int = 0

    def __post_init__(self) -> None:
        for name, hours in (("median", self.median), ("mean", self.mean)):
            if hours is not None and not 0 < hours < MOST_HOURS:
                raise InvalidRequest(
                    f"The {name} is not a number of hours that can be.",
                    remedy="Give hours above 0.",
                )
        if self.p80 is not None and not self.median <= self.p80 < MOST_HOURS:
            raise InvalidRequest(
                "The P80 is below its median.",
                remedy="Give hours that four in five stay under: the median or more.",
            )

    @property
    def uid(self) -> str:
        """Its identity: the class that it is of."""
        return f"{self.type}/{self.level}/{self.device}"

    @property
    def spread(self) -> float:
        """Standard deviation of the logarithm of the hours."""
        if self.mean is not None and self.mean > self.median:
            return math.sqrt(2 * math.log(self.mean / self.median))
        if self.mean is None and self.p80 is not None:
            return math.log(self.p80 / self.median) / _P80
        return 0.0

    @property
    def hours(self) -> float:
        """Examiner hours to reckon with: the mean, so that sums come out right."""
        if self.mean is not None:
            return self.mean
        return self.median * math.exp(self.spread**2 / 2)

    @property
    def high(self) -> float:
        """Examiner hours that four in five stay under."""
        if self.p80 is not None:
            return self.p80
        return self.median * math.exp(_P80 * self.spread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An exhibit as it is asked for, or agreed, to be examined.

    Attributes:
        exhibit: Its uid; None for one that is only counted.
        reference: The label that it carries.
        device: Code of the device type; None if not known.
        level: Level of examination; None for the usual one.
        type: Code of the examination type where it is known; None to choose it.
    """

    exhibit: str | None
    reference: str = ""
    device: str | None = None
    level: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One examination of an estimate.

    Attributes:
        exhibit: Uid of the exhibit; None for work on the request as a whole.
        reference: Label of the exhibit; empty for the request as a whole.
        type: Code of the examination type.
        level: Its level; None if it has none.
        device: Code of the device type; empty for none.
        norm: What the hours rest on; None if there is no norm for it.
    """

    exhibit: str | None = None
    reference: str = ""
    type: str
    level: str | None = None
    device: str = ""
    norm: Norm | None = None

    @property
    def hours(self) -> float:
        """Examiner hours to reckon with; 0 where there is no norm."""
        return self.norm.hours if self.norm else 0.0

    @property
    def estimate(self) -> float | None:
        """Examiner hours to record; None where there is no norm to reckon with."""
        is_unknown = self.norm is None and self.type != KIOSK
        return None if is_unknown else round(self.hours, 2)

    @property
    def median(self) -> float:
        """Examiner hours that half of such examinations stay under."""
        return self.norm.median if self.norm else 0.0

    @property
    def p80(self) -> float:
        """Examiner hours that four in five such examinations stay under."""
        return self.norm.high if self.norm else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a scope takes.

    Attributes:
        lines: One for each examination, those of the request as a whole last.
    """

    lines: tuple[Line, ...]

    @property
    def total(self) -> float:
        """Examiner hours to reckon with, the sum of the lines."""
        return sum(line.hours for line in self.lines)

    @property
    def p80(self) -> float:
        """Examiner hours that four in five such requests stay under.

        Less than the sum of the lines' own: not everything goes badly at once.
        """
        total, variance = self.total, sum(_variance(line) for line in self.lines)
        if not total:
            return 0.0
        spread = math.sqrt(math.log1p(variance / total**2))
        return total * math.exp(_P80 * spread - spread**2 / 2)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Types without a norm, whose hours are missing from the total."""
        found = (x.type for x in self.lines if x.norm is None and x.type != KIOSK)
        return tuple(dict.fromkeys(found))

    @property
    def main_type(self) -> str | None:
        """The examination type of exhibits that takes most hours; None for none."""
        hours: dict[str, float] = {}
        for line in self.lines:
            if line.type not in (GRADING, REPORTING):
                hours[line.type] = hours.get(line.type, 0.0) + line.hours
        return max(sorted(hours), key=lambda type_: hours[type_], default=None)


def estimate_scope(
    wanted: Iterable[Wanted],
    *,
    norms: Iterable[Norm],
    is_online_abuse: bool | None,
    families: Mapping[str, str],
) -> Estimate:
    """Return what a scope takes, examination by examination.

    Args:
        wanted: The exhibits, asked for or agreed.
        norms: The unit's norms.
        is_online_abuse: Whether images are to be graded.
        families: Family of each device type, by its code.

    A scope of nothing, or of the frontline alone, needs neither grading nor report.
    """
    known = {norm.uid: norm for norm in norms}
    lines = [_line(one, known, families) for one in wanted]
    if any(line.type != KIOSK for line in lines):
        if is_online_abuse:
            found = norm_for(known, GRADING, "2", "")
            lines.append(Line(type=GRADING, level="2", norm=found))
        found = norm_for(known, REPORTING, "", "")
        lines.append(Line(type=REPORTING, norm=found))
    return Estimate(lines=tuple(lines))


def examination_of(family: str, level: str | None) -> tuple[str, str]:
    """Return the examination type, and its level, for a device of a family."""
    if level == "ONSITE":
        return "ONSITE", level
    types = _BY_LEVEL.get(family)
    if types is not None:
        chosen = level if level in types else _USUAL[family]
        return types[chosen], chosen
    if level == "0":
        return KIOSK, level
    type_ = _BY_FAMILY.get(family, _OTHER)
    return type_, level or _USUAL_OF_TYPE.get(type_, "2")


def norm_for(
    norms: Mapping[str, Norm], type_: str, level: str, device: str
) -> Norm | None:
    """Return the norm of a class, or of the narrowest class that it is in."""
    for where in ((level, device), ("", device), (level, ""), ("", "")):
        found = norms.get("/".join((type_, *where)))
        if found is not None:
            return found
    return None


def parse_norms(text: str) -> tuple[Norm, ...]:
    """Return the norms that the text of a CSV file holds.

    Raises:
        VocabularyError: What is wrong, with the line of the file.
    """
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise VocabularyError(
            "The list of norms does not begin with the columns it needs.",
            remedy=f"The first line must be: {','.join(COLUMNS)}.",
        )
    return tuple(_norm(reader.line_num, row) for row in reader)


def _line(one: Wanted, norms: Mapping[str, Norm], families: Mapping[str, str]) -> Line:
    device = one.device or ""
    family, level = families.get(device, "other"), one.level
    if one.type is not None:
        family, usual = _FAMILY_OF.get(one.type, ("", None))
        level = level or usual
    type_, level = examination_of(family, level)
    if one.type is not None and type_ == _OTHER:
        type_ = one.type
    return Line(
        exhibit=one.exhibit,
        reference=one.reference,
        type=type_,
        level=level,
        device=device,
        norm=norm_for(norms, type_, level, device),
    )


def _variance(line: Line) -> float:
    if line.norm is None:
        return 0.0
    return line.hours**2 * math.expm1(line.norm.spread**2)


def _norm(number: int, row: Mapping[str, str]) -> Norm:
    try:
        return Norm(
            type=row["type"],
            level=row["level"],
            device=row["device"],
            median=float(row["median"]),
            mean=float(row["mean"]) if row["mean"] else None,
            p80=float(row["p80"]) if row["p80"] else None,
            source=row["source"],
        )
    except InvalidRequest as error:
        raise VocabularyError(
            f"Line {number} of the list of norms: {error.message}", remedy=error.remedy
        ) from error
    except (ValueError, TypeError) as error:
        raise VocabularyError(
            f"Line {number} of the list of norms has hours that are no number.",
            remedy="Write hours as 3.5.",
            detail=str(error),
        ) from error
