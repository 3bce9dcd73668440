"""The tables of gross to net: by week, and by person over the weeks."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.capacity.gross_to_net import GrossToNet
from app.capacity.roster import Hours
from app.capacity.stretch import basis_of
from app.reports.chart import day_text, number_text
from ui.capacity.gross_chart import parts

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Heads of the columns, and the rows."""

GROSS, NET, FTE = "Contracted", "Net", "FTE"


def weeks_table(
    way: GrossToNet, labels: Mapping[str, str], as_at: date, *, by_kind: bool
) -> Table:
    """Return a row for all weeks, the mean week, and each week."""
    named = list(parts(way, labels, by_kind=by_kind))
    names = (name for name, _ in named)
    head = ("Week from", "Hours as", GROSS, NET, FTE, *names)
    columns = [hours.sum(axis=0) for hours in _columns(way, named)]
    full_time = columns[0] / way.full_time
    totals = [float(column.sum()) for column in columns]
    weeks = len(way.mondays)
    rows = [("All weeks", "", *_texts(totals[:2]), "", *_texts(totals[2:]))]
    means = [total / weeks for total in totals]
    contracts = _text(full_time.mean())
    rows.append(("Mean week", "", *_texts(means[:2]), contracts, *_texts(means[2:])))
    for place, monday in enumerate(way.mondays):
        hours = [column[place] for column in columns]
        about = day_text(monday), str(basis_of(monday, as_at)), *_texts(hours[:2])
        rows.append((*about, _text(full_time[place]), *_texts(hours[2:])))
    return head, rows


def people_table(
    way: GrossToNet,
    labels: Mapping[str, str],
    people: Mapping[str, str],
    *,
    by_kind: bool,
) -> Table:
    """Return a row for all people and each of them, in the order of the team.

    Args:
        way: The way from gross to net.
        labels: What the kinds are called, by code.
        people: What each person is shown as, by uid.
        by_kind: Whether each kind has a column.
    """
    named = list(parts(way, labels, by_kind=by_kind))
    names = (name for name, _ in named)
    head = ("Person", GROSS, NET, "Net of contracted", *names)
    columns = [hours.sum(axis=1) for hours in _columns(way, named)]
    rows = [("All people", *_shares([float(column.sum()) for column in columns]))]
    for place, uid in enumerate(way.people):
        hours = [float(column[place]) for column in columns]
        if hours[0]:
            rows.append((people.get(uid, uid), *_shares(hours)))
    return head, rows


def _columns(way: GrossToNet, named: Sequence[tuple[str, Hours]]) -> list[Hours]:
    return [way.gross, way.net, *(hours for _, hours in named)]


def _shares(hours: Sequence[float]) -> list[str]:
    share = f"{hours[1] / hours[0]:.0%}" if hours[0] else "-"
    return [*_texts(hours[:2]), share, *_texts(hours[2:])]


def _texts(hours: Sequence[float]) -> list[str]:
    return [_text(value) for value in hours]


def _text(value: float) -> str:
    return number_text(float(value), 1)
