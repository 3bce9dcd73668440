"""The columns of the lists of equipment and providers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.capacity.equipment_use import FULL, LONG_QUEUE, Use
from app.measures.outsourcing import Sent
from app.reports.chart import day_text, number_text
from app.workforce.equipment import Equipment, LimitUnit, Provider
from ui.controls.rows import Column

SOON = 90
"""Days before its end from which equipment or an agreement is warned of."""

UNITS = {LimitUnit.HOURS: "h", LimitUnit.ITEMS: "exhibits"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Equipment with how much of it is asked for.

    Attributes:
        item: The equipment.
        use: How much is asked for; None until that is known.
        as_at: Day as at which it is shown.
    """

    item: Equipment
    use: Use | None
    as_at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A provider with how much it was sent.

    Attributes:
        provider: The provider.
        weekly: Items sent to it a week, over the weeks looked back at.
        days: Median days of what came back in the year; None if nothing did.
        as_at: Day as at which it is shown.
    """

    provider: Provider
    weekly: float
    days: float | None
    as_at: date

    @property
    def share(self) -> float:
        """What was sent in % of what it takes."""
        return 100 * self.weekly / self.provider.weekly_items


def equipment_columns(
    kinds: Mapping[str, str], types: Mapping[str, str]
) -> tuple[Column[Piece], ...]:
    """Return the columns of the list of equipment."""
    return (
        Column(title="Name", width=186, show=lambda one: one.item.label),
        Column(title="Kind", width=126,
               show=lambda one: kinds.get(one.item.kind, one.item.kind)),
        Column(title="For", show=lambda one: types_text(one.item.types, types)),
        Column(title="Limit a week", width=136, is_number=True, show=limit_text),
        Column(title="Asked a week", width=98, is_number=True, show=asked_text),
        Column(title="Use", width=60, is_number=True, show=share_text),
        Column(title="What it means", width=152, show=use_words, tone=use_tone),
        Column(title="In use", width=204,
               show=lambda one: valid_text(one.item, one.as_at),
               tone=lambda one: valid_tone(one.item, one.as_at)),
    )  # fmt: skip


def provider_columns(types: Mapping[str, str]) -> tuple[Column[Partner], ...]:
    """Return the columns of the list of providers."""
    return (
        Column(title="Name", width=150, show=lambda one: one.provider.name),
        Column(title="Takes", show=lambda one: types_text(one.provider.types, types)),
        Column(title="Exhibits a month", width=118, is_number=True,
               show=lambda one: number_text(one.provider.monthly_items, 1)),
        Column(title="Sent of that", width=90, is_number=True,
               show=lambda one: f"{one.share:.0f}%", tone=lambda one: tone(one.share)),
        Column(title="Turnaround", width=196, show=turnaround_text, tone=late_tone),
        Column(title="An exhibit", width=90, is_number=True,
               show=lambda one: money(one.provider.item_cost)),
        Column(title="Agreement", width=220,
               show=lambda one: valid_text(one.provider, one.as_at),
               tone=lambda one: valid_tone(one.provider, one.as_at)),
    )  # fmt: skip


def sent_columns(types: Mapping[str, str]) -> tuple[Column[Sent], ...]:
    """Return the columns of the list of what was sent."""
    return (
        Column(title="Request", width=124, show=lambda one: one.request.reference),
        Column(title="Type", show=lambda one: _type(one, types)),
        Column(title="Provider", width=130,
               show=lambda one: one.request.provider or "not recorded"),
        Column(title="Sent", width=100, show=lambda one: day_text(one.sent_on)),
        Column(title="Back", width=100,
               show=lambda one: day_text(one.back_on) if one.back_on else "not back"),
        Column(title="Days", width=54, is_number=True,
               show=lambda one: "" if one.days is None else f"{one.days:,}"),
        Column(title="Exhibits", width=66, is_number=True,
               show=lambda one: f"{one.items:,}"),
        Column(title="Cost", width=126, is_number=True, show=cost_text),
        Column(title="Defective", width=104, is_number=True, show=defects_text,
               tone=lambda one: "watch" if one.sending and one.sending.defects else ""),
    )  # fmt: skip


def types_text(codes: tuple[str, ...], types: Mapping[str, str]) -> str:
    """Return what examination types are called, one after the other."""
    return ", ".join(types.get(code, code) for code in codes)


def limit_text(one: Piece) -> str:
    """Return the limit of all of them together, and of how many it is."""
    item = one.item
    whole = f"{number_text(item.weekly, _decimals(item.weekly))} {UNITS[item.unit]}"
    if item.quantity == 1:
        return whole
    each = number_text(item.weekly_limit, _decimals(item.weekly_limit))
    return f"{item.quantity:,} \N{MULTIPLICATION SIGN} {each} = {whole}"


def asked_text(one: Piece) -> str:
    """Return what is asked of it a week."""
    if one.use is None:
        return ""
    return f"{number_text(one.use.asked, 1)} {UNITS[one.item.unit]}"


def share_text(one: Piece) -> str:
    """Return what is asked in % of the limit of the weeks ahead."""
    if one.use is None or one.use.share.value is None:
        return ""
    return f"{one.use.share.value:.0f}%"


def use_words(one: Piece) -> str:
    """Return what its use means."""
    return one.use.words if one.use else ""


def use_tone(one: Piece) -> str:
    """Return the tone of its use."""
    if one.use is None:
        return ""
    if one.use.share.value is None:
        return "bad" if one.use.asked else ""
    return tone(one.use.share.value)


def tone(share: float) -> str:
    """Return the tone of a share of a limit, in %."""
    return "bad" if share > FULL else "watch" if share > LONG_QUEUE else ""


def valid_text(one: Equipment | Provider, day: date) -> str:
    """Return when it is in use, and how soon that ends."""
    if one.valid_from > day:
        return f"from {day_text(one.valid_from)}"
    if one.valid_to is None:
        return f"since {day_text(one.valid_from)}"
    left = (one.valid_to - day).days
    until = f"until {day_text(one.valid_to)}"
    if left < 0:
        return f"ended on {day_text(one.valid_to)}"
    if left > SOON:
        return until
    return f"{until} ({'1 day' if left == 1 else f'{left} days'})"


def valid_tone(one: Equipment | Provider, day: date) -> str:
    """Return the tone of its validity."""
    return "watch" if lapses_soon(one, day) else ""


def lapses_soon(one: Equipment | Provider, day: date) -> bool:
    """Return whether it is in use and ends within the days of warning."""
    end = one.valid_to
    return end is not None and one.is_in_use(day) and (end - day).days <= SOON


def turnaround_text(one: Partner) -> str:
    """Return the days agreed, and how many it took."""
    agreed = one.provider.turnaround_days
    words = "none agreed" if agreed is None else f"{agreed:,} days agreed"
    return words if one.days is None else f"{words}, took {one.days:.0f}"


def late_tone(one: Partner) -> str:
    """Return the tone of its turnaround."""
    agreed = one.provider.turnaround_days
    is_late = agreed is not None and one.days is not None and one.days > agreed
    return "watch" if is_late else ""


def money(pounds: float | None) -> str:
    """Return pounds as text."""
    return "not known" if pounds is None else f"£{pounds:,.2f}"


def cost_text(one: Sent) -> str:
    """Return the cost of a sending; what is only reckoned says so."""
    if one.cost is None:
        return "not known"
    return f"about {money(one.cost)}" if one.is_estimated else money(one.cost)


def defects_text(one: Sent) -> str:
    """Return the defective items; nothing recorded is no zero."""
    return "not recorded" if one.sending is None else f"{one.sending.defects:,}"


def _type(one: Sent, types: Mapping[str, str]) -> str:
    code = one.request.examination_type
    return types.get(code, code) or "not recorded"


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 1
