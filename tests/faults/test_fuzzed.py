"""P22: whatever bytes a reader is given, it returns or refuses."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.rounds import rounds
from tests.faults.tally import note
from tests.faults.targets import KNOWN, TARGETS, tried

BYTES = st.lists(st.sampled_from(KNOWN) | st.binary(max_size=8), max_size=24)
EXAMPLES = rounds(60, 20_000)


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_returns_or_refuses_whatever_it_is_given(name):
    count = [0, 0]

    @settings(
        max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None
    )
    @given(BYTES.map(b"".join))
    def give(content):
        count[tried(name, content)] += 1

    give()
    note(
        fault="P22",
        what="bytes given to each reader",
        tried=sum(count),
        survived=sum(count),
        lost=0,
    )


DEEP = b"[" * 60_000
HOSTILE = {
    "nested beyond any measure": DEEP,
    "a key nested so": b'{"head":' + DEEP,
    "numbers beyond all": b'{"folder":"x","share":"x","number":1e999,"seen":NaN}',
    "a list": b"[1]",
    "a text": b'"x"',
    "nothing": b"null",
    "half a letter": b'"\xff\xd8',
    "a lone half of a pair": b'{"head":"\\ud800"}',
    "very long": b"1" * 500_000,
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("name", TARGETS)
def test_what_breaks_readers_of_json_breaks_none_of_ours(name, what):
    tried(name, HOSTILE[what])


def test_control_a_reader_that_is_wrong_is_noticed(monkeypatch):
    monkeypatch.setitem(TARGETS, "text", lambda content: content[0])
    with pytest.raises(IndexError):
        tried("text", b"")
