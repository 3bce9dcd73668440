import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.spreadsheet.child import answer
from app.spreadsheet.table import Limits, Reading

PIECES = st.sampled_from(
    (
        *(b"Ref,Day,N\n", b"A,1/2/2026,3\n", b'"', b"\n", b";", b"\t", b"\0", b"\r"),
        *(b"PK\x03\x04", b"\xef\xbb\xbf", b"<html>", b"sep=;\n", b"\x93", b"\xff\xfe"),
    )
)
BYTES = st.lists(PIECES | st.binary(max_size=6), max_size=20).map(b"".join)


def replies(path, content):
    path.write_bytes(content)
    lines = [json.dumps(line) for line in answer(path, Reading(), Limits())]
    return json.loads(lines[-1])


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BYTES)
def test_any_bytes_end_in_a_table_or_a_refusal(tmp_path, content):
    last = replies(tmp_path / "any", content)
    assert last == {"end": True} or last["refused"].endswith(".")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_any_bytes_changed_ends_so_too(write_xlsx, place, change):
    path = write_xlsx([["Ref", "Day", "N"], ["A", "x", 1], ["B", "y", 2]])
    content = path.read_bytes()
    place %= len(content)
    spoilt = content[:place] + change + content[place + len(change) :]
    last = replies(path, spoilt)
    assert last == {"end": True} or last["refused"].endswith(".")
