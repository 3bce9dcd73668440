"""Any history of moves, news, corrections, undo and redo leads to exactly the present.

Also: what may not be is refused and nothing is written; what was known on a day can be
asked later; the first target stays for ever.
"""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.history import as_it_was, holding, known_by
from app.casework.request import Request, Status
from app.casework.working_time import local_day, midday
from app.conduct.amend import amend, correct, redate, retarget, undo
from app.conduct.move import make_move
from app.errors import AppError, IllegalMove, InvalidRequest
from app.rules.move import Move, legal_moves, needs, reason_list
from app.store.case import case_of
from app.store.chain import fingerprint
from app.store.event import Step, write
from app.store.known import stamp_of
from app.store.ledger import build_ledger, extend_ledger, same_ledger
from app.store.ledger_past import build_ledger_known
from app.store.past import entries_of
from app.store.person import add_person
from app.store.request import add_request, move_request
from app.store.setting import Settings
from app.store.undo import last_operation
from app.store.unit import create_unit
from app.store.verify import verify
from app.workforce.examiner import Person
from tests.faults.rounds import rounds
from tests.faults.tally import note

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
FOREVER = 1 << 60
PEOPLE = ("Robin", "Sparrow", "t")
LAST = "SELECT max(id) FROM operation"
SINCE = "SELECT * FROM operation WHERE id > :last ORDER BY id"
EVENTS = "SELECT * FROM event WHERE operation = :operation ORDER BY id"
EXAMPLES = rounds(25, 1000)
GATE = {Status.ACCEPTED, Status.RETURNED, Status.REJECTED}
NEWS = (
    {"division": "DIV_A"},
    {"division": "DIV_C"},
    {"offence": None},
    {"examiner": None},
    {"received_on": BEGIN.date()},
    {"received_on": BEGIN.date() + timedelta(days=40)},
    {"summary": "Find the messages.", "victim_device": True},
    {"effort_spent": 12.5},
)
ACTS = (
    *("move",) * 8,
    *("illegal", "early", "news", "news", "correct", "redate", "redate"),
    *("retarget", "undo", "redo"),
)


class Walk:
    """One request on its way, with what was read of it after each step."""

    def __init__(self, chance):
        self.chance, self.now, self.who = chance, BEGIN, "t"
        self.store = create_unit(":memory:", Settings(), who="t", at=BEGIN)
        with write(self.store, who="t", why="", kind="team", at=BEGIN) as operation:
            self.examiner, self.reviewer = (
                add_person(operation, Person(uid="", name=name, starts_on=BEGIN.date()))
                for name in ("Wren", "Heron")
            )
        self.uid = self.chance.choice((self.typed_in, self.imported))()
        self.undone = None
        self.read = {}
        self.ledger = build_ledger(self.store)

    def typed_in(self):
        request = Request(
            uid="",
            reference="DF-1",
            status=Status.SUBMITTED,
            division="DIV_A",
            offence="FRAUD",
            summary="What was sent?",
            submitted_on=BEGIN.date(),
            effort_spent=1.0,
        )
        with write(self.store, who="t", why="", kind="add", at=BEGIN) as operation:
            moment = midday(BEGIN.date())
            return add_request(operation, request, effective_at=moment)

    def imported(self):
        """Add a request whose first moves are all of one moment, as imports do."""
        moment, row = midday(BEGIN.date()), {"reference": "DF-1", "effort_spent": 1.0}
        steps = [
            Step(effective_at=moment, status=code, changes={"status": code})
            for code in ("ASSESSING", "ACCEPTED")
        ]
        first = {**row, "status": "SUBMITTED", "submitted_on": "2026-01-05"}
        with write(self.store, who="t", why="", kind="add", at=BEGIN) as operation:
            about = {"effective_at": moment, "status": "SUBMITTED", "steps": steps}
            return operation.register("request", first, **about)

    @property
    def case(self):
        return case_of(self.store, self.uid)

    def entries(self):
        record = self.store.value("SELECT id FROM request")
        return entries_of(self.store, "request", record)

    def draw(self, choices):
        return self.chance.choice(sorted(choices, key=str))

    def day(self):
        """Return any day from the beginning to today."""
        last = (self.now.date() - BEGIN.date()).days
        return BEGIN.date() + timedelta(days=self.chance.randint(0, last))

    def moves(self):
        return [entry for entry in holding(self.entries()) if entry.status]

    def wanted(self, status, on):
        before = self.case.request.status
        wanted = {need.value for need in needs(before, status)}
        values = {
            "examiner": self.examiner,
            "reviewer": self.reviewer,
            "channel": "CH",
            "provider": "Elsewhere",
            "reason": reason_list(before, status),
        }
        chosen = {name: value for name, value in values.items() if name in wanted}
        return Move(status=status, on=on, **chosen)

    # ---- What may happen ------------------------------------------------------------

    def move(self):
        last = local_day(self.moves()[-1].effective_at)
        gap = (self.now.date() - last).days
        on = last + timedelta(days=self.chance.randint(0, gap))
        status = self.draw(legal_moves(self.case))
        if self.case.request.status is Status.ASSESSING and status in GATE:
            with write(
                self.store, who=self.who, why="", kind="gate", at=self.now
            ) as operation:
                moment = max(midday(on), self.moves()[-1].effective_at)
                move_request(operation, self.uid, status, effective_at=moment)
            return
        make_move(
            self.store, self.uid, self.wanted(status, on), who=self.who, at=self.now
        )

    def illegal(self):
        status = self.draw({*Status} - {*legal_moves(self.case)})
        move = self.wanted(status, self.now.date())
        with pytest.raises(IllegalMove):
            make_move(self.store, self.uid, move, who=self.who, at=self.now)

    def early(self):
        before = local_day(self.moves()[-1].effective_at) - timedelta(days=1)
        move = self.wanted(self.draw(legal_moves(self.case)), before)
        with pytest.raises(InvalidRequest):
            make_move(self.store, self.uid, move, who=self.who, at=self.now)

    def news(self):
        facts = self.draw(NEWS)
        amend(self.store, self.uid, facts, on=self.day(), who=self.who, at=self.now)

    def correct(self):
        facts, since = self.draw(NEWS), self.day()
        about = {"who": self.who, "at": self.now, "reason": "TYPED"}
        correct(self.store, self.uid, facts, since=since, **about)

    def redate(self):
        moves = self.moves()
        place = self.chance.randrange(len(moves))
        days = [local_day(one.effective_at) for one in moves[max(place - 1, 0) :][:3]]
        day = self.draw(days) + timedelta(days=self.draw((0, 0, -1, 1)))
        about = {"who": self.who, "at": self.now, "reason": "TYPED"}
        redate(self.store, self.uid, moves[place].number, day, **about)

    def retarget(self):
        about = {"who": self.who, "at": self.now, "on": self.day(), "reason": "SCOPE"}
        retarget(self.store, self.uid, self.day(), **about)

    def undo(self):
        last = last_operation(self.store, self.uid)
        if last["kind"] not in ("add", "undo"):
            self.undone = undo(self.store, last["uid"], who=self.who, at=self.now)

    def redo(self):
        last = last_operation(self.store, self.uid)
        if last["uid"] == self.undone:
            undo(self.store, self.undone, who=self.who, at=self.now)

    # ---- What must hold -------------------------------------------------------------

    def step(self, act):
        self.now += timedelta(days=self.draw((0, 0, 1, 3)))
        self.who = self.draw(PEOPLE)
        row, last = self.row(), self.store.value(LAST)
        before, target = fingerprint(self.store), self.case.request.original_target_on
        try:
            getattr(self, act)()
        except AppError:
            assert fingerprint(self.store) == before, act
        else:
            assert act not in ("illegal", "early") or fingerprint(self.store) == before
        self.check_trail(act, row, last)
        self.check_present(act)
        if target and act not in ("undo", "redo"):
            assert self.case.request.original_target_on == target

    def row(self):
        return dict(self.store.one("SELECT * FROM request"))

    def check_trail(self, act, row, last):
        """Every change shows who, when, what, why, before and after; none is lost."""
        operations = [*self.store.query(SINCE, {"last": last})]
        assert len(operations) <= 1
        for operation in operations:
            assert operation["who"] == self.who
            assert operation["recorded_at"] == f"{self.now:%Y-%m-%dT%H:%M:%SZ}"
            assert operation["kind"]
            assert act != "redate" or operation["why"]  # its events keep the move's own
            events = [*self.store.query(EVENTS, {"operation": operation["id"]})]
            assert events
            for event in events:
                assert event["kind"]
                if act in ("correct", "retarget"):
                    assert event["reason"], act
                was, now = json.loads(event["before"]), json.loads(event["after"])
                assert was.keys() == now.keys()
                assert {name: row[name] for name in was} == was, act
                row.update(now)
        assert row == self.row(), act

    def check_present(self, act):
        row = self.row()
        folded = as_it_was(self.entries(), FOREVER)
        present = {name: row[name] for name in row if name not in ("id", "uid")}
        present.pop("version")
        assert {name: folded.get(name) for name in present} == present, act
        moves = self.moves()
        assert [one.status for one in moves][-1] == row["status"]
        self.ledger = extend_ledger(self.ledger, self.store)
        moment = midday(self.day())
        self.read[self.now.date()] = moment, as_it_was(self.entries(), moment)

    def check_end(self):
        assert same_ledger(self.ledger, build_ledger(self.store))
        verdict = verify(self.store)
        assert verdict.is_sound, verdict.fault
        entries = self.entries()
        for day, (moment, read) in self.read.items():
            assert as_it_was(known_by(entries, stamp_of(day)), moment) == read
        known = build_ledger_known(self.store, stamp_of(self.now.date()))
        assert same_ledger(known, self.ledger)


@pytest.mark.timeout(7200)
@settings(max_examples=EXAMPLES, suppress_health_check=[*HealthCheck])
@given(st.randoms(use_true_random=False), st.integers(1, 200))
def test_any_history_leads_to_exactly_the_present(chance, steps):
    walk = Walk(chance)
    for _ in range(steps):
        walk.step(walk.draw(ACTS))
    walk.check_end()
    walk.store.close()
    what = "random operations, each with who, when, what, why, before and after"
    note(fault="P12", what=what, tried=steps, survived=steps, lost=0)
