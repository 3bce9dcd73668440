"""What is to be written when a form of the page of a request is saved, as data.

The page alone may write; it looks the act up by its name in ``app.conduct``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.casework.examination import Examination, HoursLogged
from app.casework.exhibit import CustodyMove, Exhibit
from app.casework.note import Note
from app.casework.proceeding import Proceeding
from app.reports.chart import number_text
from app.rules.move import Move
from ui.request.exhibit_dialogs import ExhibitDraft
from ui.request.fact_dialogs import Correction, News, Overriding, Retarget
from ui.request.rank_dialog import Judgement
from ui.request.sight import CaseSight
from ui.request.work_dialogs import ExaminationDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One act that is to be written.

    Attributes:
        act: Name of the function of ``app.conduct``.
        told: What to say when it was done.
        values: Its arguments by position, after the store.
        more: Its arguments by name, besides who and at.
        seen: Uid of the record whose version the user saw; empty not to ask.
    """

    act: str
    told: str
    values: tuple[Any, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""


def _on(uid: str, act: str, told: str, *values: Any, **more: Any) -> Order:
    """Return an act on a record from the version that the user saw."""
    return Order(act=act, told=told, values=(uid, *values), more=more, seen=uid)


def _move(sight: CaseSight, move: Move, _: Any) -> Order:
    became = sight.names.label("request_status", move.status.value)
    return _on(sight.request.uid, "make_move", became, move)


def _news(sight: CaseSight, news: News, _: Any) -> Order:
    return _on(sight.request.uid, "amend", "changed", news.facts, on=news.on)


def _target(sight: CaseSight, new: Retarget, _: Any) -> Order:
    more = {"reason": new.reason, "why": new.words, "on": sight.today}
    return _on(sight.request.uid, "retarget", "target set", new.day, **more)


def _correction(sight: CaseSight, right: Correction, _: Any) -> Order:
    more = {"reason": right.reason, "why": right.words}
    uid, told = sight.request.uid, "corrected"
    if right.move is not None:
        return _on(uid, "redate", told, right.move, right.on, **more)
    return _on(uid, "correct", told, right.facts, since=right.on, **more)


def _override(sight: CaseSight, new: Overriding, _: Any) -> Order:
    more: dict[str, Any] = {"reason": new.reason, "until": new.until}
    more |= {"words": new.words, "on": sight.today}
    return _on(sight.request.uid, "override", "priority set", new.priority, **more)


def _end_override(sight: CaseSight, _draft: Any, _: Any) -> Order:
    told = "the priority of the points holds again"
    return _on(sight.request.uid, "end_override", told, on=sight.today)


def _rank(sight: CaseSight, judged: Judgement, _: Any) -> Order:
    left = (sight.limit.day - sight.today).days if sight.limit else None
    more = {"on": sight.today, "days_to_limit": left}
    return _on(sight.request.uid, "rank", "ranked", judged.values, **more)


def _exhibit(_sight: CaseSight, draft: ExhibitDraft, _: Any) -> Order:
    more = {"on": draft.on, "identifier": draft.identifier}
    one = draft.exhibit
    if one.uid:
        told = f"{one.reference} changed"
        return _on(one.uid, "amend_exhibit", told, draft.facts, **more)
    told = f"{one.reference} added"
    return Order(act="add_exhibit", told=told, values=(one,), more=more)


def _custody(_sight: CaseSight, draft: CustodyMove, one: Exhibit) -> Order:
    return _on(one.uid, "move_exhibit", f"{one.reference} moved", draft)


def _examination(_sight: CaseSight, draft: ExaminationDraft, _: Any) -> Order:
    one, more = draft.examination, {"on": draft.on}
    if one.uid:
        told = "examination changed"
        return _on(one.uid, "amend_examination", told, draft.facts, **more)
    told = "examination added"
    return Order(act="add_examination", told=told, values=(one,), more=more)


def _finish(_sight: CaseSight, day: Any, one: Examination) -> Order:
    return _on(one.uid, "finish_examination", "examination finished", on=day)


def _hours(sight: CaseSight, hours: HoursLogged, _: Any) -> Order:
    told = f"{number_text(hours.hours, 1)} h logged"
    return Order(act="log_hours", told=told, values=(hours,), seen=sight.request.uid)


def _note(sight: CaseSight, note: Note, _: Any) -> Order:
    if note.uid:
        return _on(note.uid, "change_note", "note changed", note.text, on=sight.today)
    return Order(act="add_note", told="note kept", values=(note,))


def _accused(sight: CaseSight, one: Proceeding, _: Any) -> Order:
    act, more = (
        "change_proceeding" if one.uid else "add_proceeding",
        {"on": sight.today},
    )
    return Order(act=act, told=f"{one.accused} saved", values=(one,), more=more)


def _remove_accused(sight: CaseSight, _draft: Any, one: Proceeding) -> Order:
    told, more = f"{one.accused} taken away", {"on": sight.today}
    return Order(act="remove_proceeding", told=told, values=(one.uid,), more=more)


def _undo(_sight: CaseSight, operation: str, _: Any) -> Order:
    return Order(act="undo", told="last step taken back", values=(operation,))


ORDERS: Mapping[str, Callable[[CaseSight, Any, Any], Order]] = {
    "move": _move,
    "enquiry": _news,
    "scope": _news,
    "target": _target,
    "correct": _correction,
    "override": _override,
    "end override": _end_override,
    "rank": _rank,
    "exhibit": _exhibit,
    "custody": _custody,
    "examination": _examination,
    "finish": _finish,
    "hours": _hours,
    "note": _note,
    "accused": _accused,
    "remove accused": _remove_accused,
    "undo": _undo,
}
"""Of each form or act, what is to be written: by the request, by what the form was
filled in with, and by the thing that it is about."""

AT_ONCE = frozenset({"end override", "remove accused", "undo"})
"""Acts that need no form; each can be taken back."""
