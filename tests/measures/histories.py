"""Small histories written out by hand, and random ones that keep to the legal moves."""

from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from app.casework.ledger import FOREVER, NO_CODE, NO_DAY, Codes, Ledger
from app.casework.request import LEGAL_MOVES, POSITION, Status
from app.casework.working_time import day_number, midday

S = Status
DAY = timedelta(days=1)


def on(text):
    return date.fromisoformat(text)


def request(*moves, exhibits=(), work=(), **facts):
    """One request: moves of (status, day), exhibits of (finished, size), and facts."""
    return {"moves": moves, "exhibits": exhibits, "work": work, **facts}


def ledger_of(*requests):
    """The ledger of requests in the order given."""
    stays = [stay for row, each in enumerate(requests) for stay in stays_of(row, each)]
    exhibits = [(n, *e) for n, each in enumerate(requests) for e in each["exhibits"]]
    work = [(n, *entry) for n, each in enumerate(requests) for entry in each["work"]]
    types, levels, causes = (
        tuple(sorted({each[name] for each in requests if name in each}))
        for name in ("type", "level", "cause")
    )
    count = len(requests)

    def column(name, dtype, missing):
        return np.array([each.get(name, missing) for each in requests], dtype=dtype)

    def positions(name, codes):
        found = [codes.index(each[name]) if name in each else -1 for each in requests]
        return np.array(found, dtype=np.int16)

    def days(name):
        found = [each.get(name) for each in requests]
        return np.array([number(day) for day in found], dtype=np.int32)

    return Ledger(
        sequence=0,
        request=np.array([stay[0] for stay in stays], dtype=np.int32),
        status=np.array([stay[1] for stay in stays], dtype=np.int8),
        entered=np.array([stay[2] for stay in stays], dtype=np.int64),
        left=np.array([stay[3] for stay in stays], dtype=np.int64),
        hold_reason=np.full(len(stays), NO_CODE, dtype=np.int16),
        ids=np.arange(1, count + 1),
        reference=np.array([f"DF-{n + 1}" for n in range(count)], dtype=np.str_),
        priority=column("priority", np.int8, 0),
        division=np.full(count, NO_CODE, dtype=np.int16),
        offence=np.full(count, NO_CODE, dtype=np.int16),
        examination_type=positions("type", types),
        custody=np.full(count, NO_CODE, dtype=np.int16),
        level=positions("level", levels),
        missed_cause=positions("cause", causes),
        online_abuse=np.full(count, -1, dtype=np.int8),
        submitted=days("submitted"),
        received=days("received"),
        accepted=days("accepted"),
        issued=days("issued"),
        target=days("target"),
        original_target=days("target"),
        prosecutor=days("prosecutor"),
        effort=column("effort", np.float64, np.nan),
        spent=column("spent", np.float64, 0.0),
        exhibits=column("counted", np.int32, 0),
        exhibit_ids=np.arange(1, len(exhibits) + 1),
        exhibit_request=np.array([each[0] for each in exhibits], dtype=np.int32),
        exhibit_finished=np.array(
            [FOREVER if each[1] is None else midday(each[1]) for each in exhibits],
            dtype=np.int64,
        ),
        exhibit_size=np.array([each[2] for each in exhibits], dtype=np.float64),
        work_request=np.array([entry[0] for entry in work], dtype=np.int32),
        work_at=np.array([midday(entry[1]) for entry in work], dtype=np.int64),
        work_hours=np.array([entry[2] for entry in work], dtype=np.float64),
        codes=Codes(examination_type=types, level=levels, missed_cause=causes),
    )


def stays_of(row, each):
    moments = [moment(day) for _, day in each["moves"]]
    for place, (status, _) in enumerate(each["moves"]):
        left = moments[place + 1] if place + 1 < len(moments) else FOREVER
        yield row, POSITION[status], moments[place], left


def moment(day):
    return midday(day) if isinstance(day, date) else day


def number(day):
    return NO_DAY if day is None else day_number(day)


START = on("2023-12-18")


@st.composite
def legal_moves(draw):
    """A history that keeps to the legal moves; several may fall on one day."""
    day = START + draw(st.integers(0, 120)) * DAY
    moves = [(S.SUBMITTED, day)]
    for _ in range(draw(st.integers(0, 12))):
        day += draw(st.integers(0, 40)) * DAY
        moves.append((draw(st.sampled_from(LEGAL_MOVES[moves[-1][0]])), day))
    return moves


@st.composite
def ledgers(draw, size=8):
    """A ledger of requests with legal histories, and the histories."""
    histories = draw(st.lists(legal_moves(), max_size=size))
    return ledger_of(*(request(*moves) for moves in histories)), histories


def naive_open(histories, statuses, moment):
    """Count open requests one by one, as one would with a pencil."""
    count = 0
    for moves in histories:
        entered = [status for status, day in moves if midday(day) <= moment]
        count += bool(entered) and entered[-1] in statuses
    return count
