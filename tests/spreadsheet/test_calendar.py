from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import ImportFileError
from app.spreadsheet.calendar_file import COLUMNS, calendar_rows
from app.spreadsheet.calendar_text import is_calendar, take_apart
from app.spreadsheet.child import answer
from app.spreadsheet.reader import read_table
from app.spreadsheet.table import Limits, Reading
from tests.calendars import APPLE, GOOGLE, OUTLOOK, OUTLOOK_ZONE, calendar

UNTIL = date(2028, 4, 1)


def rows(content, until=UNTIL):
    data = content.encode() if isinstance(content, str) else content
    found = calendar_rows(take_apart(data), until)
    return [dict(zip(COLUMNS, row, strict=True)) | {"line": n} for n, row in found]


def one(*lines, until=UNTIL, zones=""):
    (row,) = rows(calendar("\n".join(lines), zones=zones), until)
    return row


def days(content, until=UNTIL):
    return [row["First day"] for row in rows(content, until) if row["First day"]]


def test_a_calendar_is_read_as_outlook_exports_it():
    leave, *lessons = rows(OUTLOOK)
    assert leave["Summary"] == "A. Alder - Annual leave"
    assert (leave["Categories"], leave["Shown as"]) == ("Leave, Team", "away")
    assert (leave["First day"], leave["Last day"]) == ("2026-08-03", "2026-08-07")
    assert leave["Hours a day"] == ""
    assert [row["First day"] for row in lessons] == [
        *("2026-10-19", "2026-11-09", "2026-11-16", "2026-11-23"),
        "2026-11-03",  # stands for the second, on a line of its own
    ]
    assert {(row["Starts at"], row["Hours a day"]) for row in lessons} == {
        ("09:00", "3"),
        ("10:00", "1"),
    }
    assert lessons[0]["Organiser"] == "Birch, B <b.birch@unit.example>"


def test_a_calendar_is_read_as_google_exports_it():
    court, cancelled, lunch = rows(GOOGLE)
    assert (court["Starts at"], court["Hours a day"]) == ("09:00", "3")  # summer time
    assert court["Attendee"] == "cedar@unit.example"
    assert cancelled["Shown as"] == "cancelled"
    assert (lunch["Shown as"], lunch["Hours a day"]) == ("free", "1.5")


def test_a_calendar_is_read_as_apple_exports_it():
    holiday, course = rows(APPLE)
    assert (holiday["First day"], holiday["Last day"]) == ("2026-06-15", "2026-06-19")
    assert holiday["Shown as"] == "free, whole day"
    assert (course["First day"], course["Last day"]) == ("2026-06-22", "2026-06-24")
    assert course["Hours a day"] == ""


def test_each_row_has_the_line_on_which_its_event_begins():
    lines = OUTLOOK.split("\r\n")
    assert all(lines[row["line"] - 1] == "BEGIN:VEVENT" for row in rows(OUTLOOK))


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("20260301T090000", "20260301T170000", ("2026-03-01", "2026-03-01", "8")),
        ("20260301T000000", "20260302T000000", ("2026-03-01", "2026-03-01", "")),
        ("20260301T000000", "20260301T235900", ("2026-03-01", "2026-03-01", "")),
        ("20260301T220000", "20260302T020000", ("2026-03-01", "2026-03-01", "4")),
        ("20260301T120000", "20260302T120000", ("2026-03-01", "2026-03-02", "")),
        ("20260301T090000", "20260304T000000", ("2026-03-01", "2026-03-03", "")),
        ("20260328T230000", "20260329T030000", ("2026-03-28", "2026-03-28", "3")),
    ],
)
def test_a_part_of_a_day_is_hours_and_several_days_are_whole(start, end, told):
    row = one(f"DTSTART:{start}", f"DTEND:{end}", "SUMMARY:x")
    assert (row["First day"], row["Last day"], row["Hours a day"]) == told


def test_days_are_those_of_the_unit_whatever_the_zone():
    zone = "DTSTART;TZID=America/New_York:20260301T200000"
    row = one(zone, "DURATION:PT2H")
    assert (row["First day"], row["Starts at"]) == ("2026-03-02", "01:00")


def test_a_zone_by_its_windows_name_is_known_without_a_description():
    row = one("DTSTART;TZID=W. Europe Standard Time:20260701T100000", "DURATION:PT1H")
    assert row["Starts at"] == "09:00"


def test_a_zone_of_its_own_is_known_by_its_description():
    own = OUTLOOK_ZONE.replace("GMT Standard Time", "Customized Time Zone 1")
    row = one(
        "DTSTART;TZID=Customized Time Zone 1:20260701T100000",
        "DURATION:PT1H",
        zones=f"{own}\n",
    )
    assert row["Starts at"] == "10:00"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("DTSTART;TZID=Mars/Base:20260301T090000", "DURATION:PT1H"), "“Mars/Base”"),
        (
            (
                *("DTSTART:20260301T090000Z", "DURATION:PT1H"),
                *("RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Mars/Base:20260302T090000"),
            ),
            "which is not known and which the file does not describe",
        ),
        (("DTSTART;TZID=Europe:20260301T090000", "DURATION:PT1H"), "not known"),
        (("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260301"), "before it"),
        (("DTSTART:20260310T090000", "DTEND:20260310T080000"), "before it begins"),
        (("DTSTART:20260310T090000",), "has no length"),
        (("DTSTART:20260230T090000", "DURATION:PT1H"), "a beginning that cannot be"),
        (("DTSTART;VALUE=DATE:20260301", "DURATION:soon"), "a length that cannot be"),
        (("SUMMARY:x",), "has no beginning"),
        (("DTSTART;VALUE=DATE:20260301", "DTEND:20260302T090000"), "whole day"),
        (("DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=OFTEN"), "cannot be read"),
        (("DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=DAILY;INTERVAL=0"), "be read"),
        (("DTSTART;VALUE=DATE:20260301", "RRULE:COUNT=2"), "cannot be read"),
        (("DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=HOURLY"), "several times a day"),
        (
            ("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY;UNTIL=20271231"),
            "repeats more than 2,000 times",
        ),
        (
            (
                "DTSTART;VALUE=DATE:20260301",
                "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            ),
            "never comes true",
        ),
        (
            (
                *("DTSTART;VALUE=DATE:20260301", "UID:a"),
                "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260308",
            ),
            "changes all later days",
        ),
        (
            (
                *("DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=DAILY;COUNT=2"),
                "RRULE:FREQ=WEEKLY;COUNT=2",
            ),
            "several rules",
        ),
    ],
)
def test_an_event_that_cannot_be_read_says_why_and_has_no_days(lines, said):
    row = one(*lines)
    assert said in row["Not read because"]
    assert row["Not read because"].startswith("The event ")
    assert row["First day"] == ""


def test_a_bad_event_spoils_no_other():
    good = "DTSTART;VALUE=DATE:20260301\nSUMMARY:good"
    bad = "DTSTART;TZID=Mars/Base:20260301T090000\nSUMMARY:bad"
    text = calendar(good, bad, "SUMMARY:empty", good)
    assert [bool(row["First day"]) for row in rows(text)] == [True, False, False, True]


def test_an_event_that_breaks_off_is_told_and_the_rest_is_read():
    good = "DTSTART;VALUE=DATE:20260301\nSUMMARY:good"
    cut = calendar(good, good).rpartition("END:VEVENT")[0]
    first, second = rows(cut)
    assert first["First day"] == "2026-03-01"
    assert "breaks off before its end" in second["Not read because"]


def test_a_task_is_no_event():
    text = calendar().replace(
        "END:VCAL", "BEGIN:VTODO\r\nUID:1\r\nEND:VTODO\r\nEND:VCAL"
    )
    assert (
        rows(text)[0]["Not read because"]
        == "The event is a task and no event of a calendar."
    )


def test_a_rule_without_end_is_written_out_to_the_last_day_and_the_rest_is_told():
    text = calendar("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=WEEKLY\nSUMMARY:x")
    *weeks, rest = rows(text, date(2026, 3, 31))
    assert [row["First day"] for row in weeks] == [
        *("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"),
    ]
    assert "goes on after 31 March 2026" in rest["Not read because"]


def test_repetitions_keep_their_time_of_day_in_summer_and_winter():
    zone = "TZID=Europe/London"
    text = calendar(
        f"DTSTART;{zone}:20261020T090000\nDTEND;{zone}:20261020T110000\n"
        "RRULE:FREQ=WEEKLY;COUNT=3"
    )
    assert {(r["Starts at"], r["Hours a day"]) for r in rows(text)} == {("09:00", "2")}


def test_days_left_out_and_added_are_heeded():
    text = calendar(
        "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;COUNT=5\n"
        "EXDATE;VALUE=DATE:20260303,20260304\nRDATE;VALUE=DATE:20260320"
    )
    assert days(text) == ["2026-03-02", "2026-03-05", "2026-03-06", "2026-03-20"]


def test_whole_days_left_out_by_a_time_are_heeded_as_exchange_writes_them():
    text = calendar(
        "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260303T000000"
    )
    assert days(text) == ["2026-03-02", "2026-03-04"]


def test_a_period_brings_its_own_length():
    text = calendar(
        "DTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nRRULE:FREQ=DAILY;COUNT=1\n"
        "RDATE;VALUE=PERIOD:20260305T090000Z/PT5H"
    )
    assert [row["Hours a day"] for row in rows(text)] == ["1", "5"]


def test_an_override_takes_the_place_of_its_day_wherever_it_stands():
    master = "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;COUNT=3\nUID:a"
    moved = "DTSTART;VALUE=DATE:20260310\nRECURRENCE-ID;VALUE=DATE:20260303\nUID:a"
    assert sorted(days(calendar(moved, master))) == sorted(
        days(calendar(master, moved))
    )
    assert sorted(days(calendar(moved, master))) == [
        *("2026-03-02", "2026-03-04", "2026-03-10"),
    ]


def test_nothing_private_is_kept_of_an_event():
    row = one("DTSTART;VALUE=DATE:20260301", "SUMMARY:Dentist", "CLASS:PRIVATE")
    assert (row["Summary"], row["Categories"]) == ("Private", "")


def test_a_letter_folded_in_two_is_put_together_again():
    text = calendar("DTSTART;VALUE=DATE:20260301\nSUMMARY:Zoë away").encode()
    at = text.index("ë".encode()) + 1
    folded = text[:at] + b"\r\n " + text[at:]
    assert rows(folded)[0]["Summary"] == "Zoë away"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_come_right_in_every_usual_encoding(encoding):
    text = calendar("DTSTART;VALUE=DATE:20260301\nSUMMARY:Zoë away").encode(encoding)
    assert is_calendar(text)
    assert rows(text)[0]["Summary"] == "Zoë away"


def test_lines_may_end_as_any_system_ends_them():
    text = calendar("DTSTART;VALUE=DATE:20260301\nSUMMARY:x")
    for end in ("\n", "\r"):
        assert len(rows(text.replace("\r\n", end))) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty"),
        ("Name,From,To\nA,2026-03-01,2026-03-02\n", "named as a calendar but holds"),
        (calendar(), "The calendar holds no event"),
        (b"\x00\x01\x02\x03" * 50, "named as a calendar but holds"),
        ("<html><body>Sign in</body></html>", "named as a calendar but holds"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_a_sentence(write_csv, content, said):
    with pytest.raises(ImportFileError) as error:
        read_table(write_csv(content, "unit.ics"))
    assert said in error.value.message
    assert error.value.remedy


def test_a_calendar_of_too_many_days_is_refused():
    event = "DTSTART;VALUE=DATE:20260301\nRRULE:FREQ=DAILY;COUNT=1999"
    with pytest.raises(ImportFileError, match="more than 20,000"):
        rows(calendar(*[event] * 11), date(2040, 1, 1))


def test_a_calendar_that_is_too_large_is_refused(write_csv):
    with pytest.raises(ImportFileError, match="the most that is taken"):
        read_table(write_csv(OUTLOOK, "a.ics"), limits=Limits(size=1_000))


def test_the_reading_process_reads_a_calendar_by_what_it_holds(write_csv):
    table = read_table(write_csv(OUTLOOK, "export.txt"), until=UNTIL)
    assert (table.origin.kind, table.columns) == ("ics", COLUMNS)
    assert table.size == len(rows(OUTLOOK)) == len(table.lines)


DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
LONDON = ZoneInfo("Europe/London")


@given(DAYS, st.integers(1, 400))
def test_whole_days_come_back_as_they_were_written(first, length):
    row = one(
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{first + timedelta(days=length):%Y%m%d}",
    )
    last = first + timedelta(days=length - 1)
    assert (row["First day"], row["Last day"]) == (first.isoformat(), last.isoformat())


@given(DAYS, st.integers(0, 23 * 60), st.integers(1, 600))
def test_hours_are_those_that_pass_whatever_the_clock_does(day, begin, minutes):
    start = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    utc = (start + timedelta(minutes=begin)).astimezone(ZoneInfo("UTC"))
    row = one(f"DTSTART:{utc:%Y%m%dT%H%M%SZ}", f"DURATION:PT{minutes}M")
    local = utc.astimezone(LONDON)
    assert row["First day"] == local.date().isoformat()
    assert float(row["Hours a day"]) == pytest.approx(minutes / 60, abs=1e-4)


@given(
    DAYS,
    st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    st.integers(1, 5),
    st.integers(1, 40),
)
def test_as_many_rows_come_as_the_rule_counts(first, freq, every, count):
    rule = f"RRULE:FREQ={freq};INTERVAL={every};COUNT={count}"
    text = calendar(f"DTSTART;VALUE=DATE:{first:%Y%m%d}\n{rule}")
    found = days(text, date(9000, 1, 1))
    assert len(found) == count
    assert found == sorted(set(found))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from((OUTLOOK, GOOGLE, APPLE)),
    st.lists(
        st.tuples(st.integers(0, 3_000), st.integers(0, 6), st.binary(max_size=4)),
        min_size=1,
        max_size=6,
    ),
)
def test_a_calendar_with_any_bytes_changed_ends_in_rows_or_a_refusal(
    tmp_path, text, changes
):
    content = text.encode()
    for place, gone, new in changes:
        place %= len(content)
        content = content[:place] + new + content[place + gone :]
    path = tmp_path / "any.ics"
    path.write_bytes(content)
    *_, last = answer(path, Reading(), Limits(), until=UNTIL)
    assert last == {"end": True} or last["refused"].endswith(".")
