"""Outsourcing (M56): what providers did, from the stays and what was recorded."""

from datetime import date, timedelta

import pytest

from app.casework.request import Status
from app.measures.outsourcing import ids_sent, outsourcing, sent_by
from app.workforce.equipment import Provider, Sending, SentRequest
from tests.measures.histories import ledger_of, request

S = Status
AS_AT = date(2026, 10, 31)
SENT, BACK, ISSUED = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
CAME = date(2026, 5, 1)
PROVIDER = Provider(
    uid="p", name="Provider A", types=("MOB",), monthly_items=8, item_cost=100.0,
    valid_from=date(2020, 1, 1),
)  # fmt: skip


def sent_out(sent=SENT, back=BACK, issued=ISSUED, **facts):
    moves = [(S.ACCEPTED, CAME), (S.EXTERNAL, sent)]
    moves += [(S.REVIEW, back)] if back else []
    moves += [(S.ISSUED, issued)] if issued else []
    usual = {"received": CAME, "type": "MOB", "level": "2", "counted": 3}
    return request(*moves, **{**usual, **facts})


def in_house(days, **facts):
    moves = (S.ACCEPTED, CAME), (S.ISSUED, CAME + timedelta(days=days))
    usual = {"received": CAME, "type": "MOB", "level": "2"}
    return request(*moves, **{**usual, **facts})


def known(ledger, provider="Provider A"):
    return [
        SentRequest(id=id_, uid=f"r{id_}", reference=f"DF-{id_}", provider=provider)
        for id_ in ids_sent(ledger)
    ]


def found(
    *requests, sendings=(), providers=(PROVIDER,), as_at=AS_AT, name="provider a"
):
    ledger = ledger_of(*requests)
    sent = sent_by(ledger, known(ledger, name), sendings, providers, as_at)
    return outsourcing(ledger, sent, as_at)


def test_a_stay_with_a_provider_tells_when_it_was_sent_and_came_back():
    (one,) = found(sent_out()).sent
    assert (one.sent_on, one.back_on, one.days) == (SENT, BACK, 30)


def test_what_came_back_later_was_still_away_on_the_day():
    (one,) = found(sent_out(), as_at=BACK - timedelta(days=1)).sent
    assert (one.back_on, one.days) == (None, None)
    assert found(sent_out(), as_at=SENT - timedelta(days=1)).sent == ()


def test_a_request_sent_out_twice_is_told_twice_the_last_first():
    moves = [(S.ACCEPTED, CAME), (S.EXTERNAL, SENT), (S.ACCEPTED, BACK)]
    moves.append((S.EXTERNAL, ISSUED))
    again = request(*moves, counted=1)
    assert [one.sent_on for one in found(again).sent] == [ISSUED, SENT]


def test_what_was_recorded_belongs_to_the_stay_that_began_on_its_day():
    record = Sending(request="r1", sent_on=SENT, items=5, cost=420.0, defects=1)
    other = Sending(request="r1", sent_on=BACK, items=9)
    (one,) = found(sent_out(), sendings=(record, other)).sent
    assert (one.items, one.cost, one.is_estimated) == (5, 420.0, False)
    assert one.sending is record


def test_a_missing_invoice_is_estimated_by_the_price_and_coverage_says_so():
    record = Sending(request="r1", sent_on=SENT, items=5, cost=420.0)
    result = found(sent_out(), sent_out(), sendings=(record,))
    assert result.cost.value == 420.0 + 3 * 100.0
    assert (result.cost.coverage.used, result.cost.coverage.scope) == (1, 2)
    assert "1 of 2 sendings have no invoice" in result.cost.note
    assert result.item_cost.value == pytest.approx(720 / 8)


def test_without_invoice_and_price_the_cost_is_not_known_and_never_nothing():
    result = found(sent_out(), providers=())
    assert result.sent[0].cost is None
    assert result.cost.value is None
    assert result.item_cost.value is None
    assert "Of 1 neither an invoice nor a price is known." in result.cost.note


def test_an_invoice_of_nothing_is_a_cost_of_nothing():
    record = Sending(request="r1", sent_on=SENT, items=5, cost=0.0)
    result = found(sent_out(), sendings=(record,))
    assert (result.cost.value, result.item_cost.value) == (0.0, 0.0)


def test_items_are_those_recorded_or_else_the_exhibits_and_at_least_one():
    assert found(sent_out(), sent_out(counted=0)).items.value == 4


def test_only_what_was_sent_in_the_year_counts():
    old = AS_AT - timedelta(days=365)
    early = [(S.ACCEPTED, old - timedelta(days=9)), (S.EXTERNAL, old)]
    result = found(request(*early, counted=7), sent_out())
    assert result.items.value == 3
    assert len(result.sent) == 2
    day_after = (S.EXTERNAL, old + timedelta(days=1))
    assert found(request(early[0], day_after, counted=7)).items.value == 7


def test_defects_are_a_share_of_the_items_with_a_record():
    record = Sending(request="r1", sent_on=SENT, items=8, defects=2)
    result = found(sent_out(), sent_out(), sendings=(record,))
    assert result.defects.value == 25
    assert (result.defects.coverage.used, result.defects.coverage.scope) == (1, 2)
    assert found(sent_out()).defects.value is None


def test_turnaround_stands_against_the_same_type_and_level_in_the_unit():
    others = [in_house(days) for days in (10, 20, 30, 40, 50)]
    unlike = [in_house(500, level="3"), in_house(500, type="WIN")]
    result = found(sent_out(), *others, *unlike)
    assert result.turnaround.value == (ISSUED - CAME).days
    assert result.in_house.value == 30
    assert result.in_house.rows.tolist() == [1, 2, 3, 4, 5]


def test_of_too_few_in_the_unit_nothing_is_compared():
    result = found(sent_out(), *[in_house(10)] * 4)
    assert result.in_house.value is None
    assert (result.in_house.coverage.used, result.in_house.coverage.scope) == (0, 1)


def test_each_outsourced_request_is_set_against_its_own_like():
    mobile = [in_house(10)] * 5
    computer = [in_house(50, type="WIN")] * 5
    result = found(sent_out(), sent_out(type="WIN"), *mobile, *computer)
    assert result.in_house.value == 30


def test_a_request_without_receipt_is_in_scope_and_not_used():
    result = found(sent_out(received=None))
    assert result.turnaround.value is None
    assert result.turnaround.coverage.scope == 1


def test_a_history_without_providers_has_figures_that_are_not_known():
    result = found(in_house(10))
    assert result.items.value == 0
    assert [one.value for one in result.figures[1:]] == [None] * 5
    assert all(one.measure == "M56" for one in result.figures)


def test_requests_that_were_not_read_are_passed_over():
    ledger = ledger_of(sent_out())
    assert sent_by(ledger, [], [], [], AS_AT) == ()
