"""Requests at the gate, for tests of it."""

from datetime import UTC, date, datetime

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.rules.gate import AgreedExhibit, Decision, Verdict
from app.store.case import case_of
from app.store.event import write
from app.store.request import add_request

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
ABOUT = {"who": "test", "at": NOW}
RECEIVED, DECIDED = date(2026, 6, 1), date(2026, 6, 3)
EXHIBITS = (("A1", "PHONE_SMART", "2"), ("A2", "LAPTOP", "3"), ("A3", "USB", "1"))


def submit(store, reference="DF-1", *, exhibits=EXHIBITS, on=RECEIVED, **facts):
    """Add a submitted request and return its uid.

    ``exhibits`` are reference, device type and level asked for.
    """
    usual = {"division": "DIV_B", "summary": "Messages of May", "online_abuse": False}
    request = Request(
        uid="",
        reference=reference,
        status=Status.SUBMITTED,
        submitted_on=on,
        **{**usual, **facts},
    )
    moment = midday(on)
    with write(store, why="", kind="test", **ABOUT) as operation:
        uid = add_request(operation, request, effective_at=moment)
        for label, type_, level in exhibits:
            row = {
                "request": uid,
                "reference": label,
                "type": type_,
                "state": "EXPECTED",
                "level_requested": level,
            }
            operation.register("exhibit", row, effective_at=moment, status=row["state"])
    return uid


def decision(verdict, **more):
    """Return a decision of the deputy on the third day."""
    return Decision(**{"verdict": verdict, "on": DECIDED, "by": "Deputy", **more})


def acceptance(store, uid, levels=None, **more):
    """Return an acceptance; ``levels`` by label are agreed, the rest is left out.

    Without ``levels`` everything is agreed as it was asked for.
    """
    case = case_of(store, uid)
    if levels is None:
        levels = {one.reference: one.level_requested for one in case.exhibits}
    scope = tuple(
        AgreedExhibit(
            uid=one.uid,
            is_agreed=one.reference in levels,
            level=levels.get(one.reference),
        )
        for one in case.exhibits
    )
    return decision(Verdict.ACCEPT, scope=scope, **more)
