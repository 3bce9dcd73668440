from datetime import UTC, date, datetime

import pytest

from app.conduct.intake import submit
from app.rules.intake import ExhibitAsked, Intake
from app.rules.likeness import Probe, Sign
from app.store.likeness import MOST, find_alike
from app.store.numbering import free_reference

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
HASH = "a" * 64


def put(store, reference, **facts):
    form = Intake(
        reference=reference,
        requester="Team 4",
        division="DIV_A",
        offence="FRAUD",
        legal_basis="L_WARRANT",
        summary="Recover the invoices.",
        submitted_on=date(2026, 3, 2),
        **facts,
    )
    return submit(store, form, who="test", at=NOW, on=NOW.date())[0]


@pytest.fixture
def there(store):
    phone = ExhibitAsked(reference="AB/1", type="PHONE_SMART", identifier=HASH)
    return put(
        store,
        "DF-2026-0007",
        case_reference="CR/1234-26",
        operation_name="Larch Heron",
        exhibits=(phone,),
    )


@pytest.mark.parametrize(
    ("probe", "sign", "detail"),
    [
        (Probe(reference="df 2026 0007"), Sign.REFERENCE, "DF-2026-0007"),
        (Probe(case_reference="cr 1234/26"), Sign.CASE, "CR/1234-26"),
        (
            Probe(case_reference="CR123426", exhibits=("ab1", "ZZ")),
            Sign.EXHIBIT,
            "AB/1",
        ),
        (Probe(identifiers=("", HASH)), Sign.IDENTIFIER, "there exhibit AB/1"),
        (Probe(operation_name="LARCH-HERON"), Sign.OPERATION, "Larch Heron"),
    ],
)
def test_a_request_that_may_be_the_same_is_found(store, there, probe, sign, detail):
    (alike,) = find_alike(store, probe)
    assert (alike.uid, alike.sign, alike.detail) == (there, sign, detail)
    assert alike.day == date(2026, 3, 2)


@pytest.mark.parametrize(
    "probe",
    [
        Probe(),
        Probe(case_reference="CR/1234", exhibits=("AB/1",)),
        Probe(exhibits=("AB/1",)),
        Probe(reference="%", case_reference="__", operation_name="L%n"),
        Probe(case_reference="x" * 100_000),
    ],
)
def test_others_raise_no_alarm(store, there, probe):
    assert find_alike(store, probe) == ()


def test_each_request_comes_once_with_its_surest_sign(store, there):
    probe = Probe(case_reference="CR/1234-26", identifiers=(HASH,))
    assert [alike.sign for alike in find_alike(store, probe)] == [Sign.IDENTIFIER]


def test_a_large_operation_shows_the_latest_few(store):
    for number in range(12):
        put(store, f"DF-{number}", operation_name="Larch Heron")
    found = find_alike(store, Probe(operation_name="larch heron"))
    assert [alike.reference for alike in found][:2] == ["DF-11", "DF-10"]
    assert len(found) <= MOST


def test_the_next_reference_is_suggested_in_the_units_pattern(store, there):
    assert free_reference(store, 2026) == "DF-2026-0008"
    assert free_reference(store, 2027) == "DF-2027-0001"
