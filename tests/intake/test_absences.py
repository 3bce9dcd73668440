"""Files of absences: tables and calendars, every row into one bin, and back again."""

import csv
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import CapacityError, ImportFileError
from app.intake.check import Bin
from app.intake.dates import DateFormat
from app.intake.importer import check_table, import_file, import_table, undo_import
from app.intake.mapping import ABSENCES, Mapping, from_json, to_json
from app.intake.rejected import write_rejected
from app.intake.source import kind_of, prepared, proposed_mapping, read_file
from app.store import absence as absences
from app.store import person as people
from app.store.absence import read_absences
from app.store.event import write
from app.store.imports import imported_rows, past_import, past_imports
from app.store.verify import verify
from app.workforce.absence import Absence
from app.workforce.examiner import Person, WorkingPattern
from tests.calendars import APPLE, GOOGLE, OUTLOOK, calendar

AS_AT = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
HEAD = "Employee,Absence type,First day,Last day,Days,Hours,% kept,Note"
NAMES = {
    "Alder": {"name": "Anna Alder", "alias": "Examiner 1"},
    "Birch": {"name": "B. Birch", "account": "UNIT\\bbirch"},
    "Cedar": {"name": "C. Cedar", "account": "cedar@unit.example"},
}


def act(store, function, *given, **named):
    with write(store, who="test", why="", kind="test", at=AT) as operation:
        return function(operation, *given, **named)


@pytest.fixture
def unit(store):
    """Three people, the second part time, the third gone since July 2026."""
    uids = {}
    for key, facts in NAMES.items():
        ends = date(2026, 7, 31) if key == "Cedar" else None
        person = Person(uid="", starts_on=date(2020, 1, 6), ends_on=ends, **facts)
        uids[key] = act(store, people.add_person, person)
    pattern = WorkingPattern(
        person=uids["Birch"],
        valid_from=date(2020, 1, 6),
        hours=(8, 0, 8, 0, 8, 0, 0),
    )
    act(store, people.set_pattern, pattern)
    return uids


@pytest.fixture
def run(store, unit, write_csv):
    """Return a function that imports rows of a table, or a calendar."""

    def run(*rows, name="absences.csv", mapping=None, head=HEAD, **wanted):
        content = rows[0] if name.endswith(".ics") else "\n".join((head, *rows, ""))
        path = write_csv(content, name)
        if mapping is None and not name.endswith(".ics"):
            wanted.setdefault("kind", ABSENCES)
        return import_file(
            store, path, as_at=AS_AT, who="test", at=AT, mapping=mapping, **wanted
        )

    return run


@pytest.fixture
def bring(store, unit, write_csv):
    """Return a function that imports a file by the guess as the caller changes it."""

    def bring(content, name, change):
        table = read_file(write_csv(content, name), as_at=AS_AT)
        table = prepared(store, table, AS_AT)
        mapping = change(proposed_mapping(store, table, ABSENCES))
        checked = check_table(store, table, mapping, as_at=AS_AT)
        return import_table(store, table, mapping, checked, who="test", at=AT)

    return bring


def counts(result):
    return [result.counts[each] for each in Bin]


def reasons(store, result, bin_=Bin.REJECTED):
    return ["; ".join(r.reasons) for r in imported_rows(store, result.uid, [bin_])]


def days(store):
    return [
        (each.person, each.kind, each.first_on.isoformat(), each.last_on.isoformat())
        for each in read_absences(store)
    ]


def contents(store):
    names = ("absence", "person", "pattern", "mapping")
    return {
        name: [tuple(row) for row in store.query(f"SELECT * FROM {name}")]
        for name in names
    }


def test_every_row_is_taken_as_it_stands(run, store, unit):
    result = run(
        "Anna Alder,Annual leave,2026-05-04,2026-05-08,5,,,",
        "Examiner 1,sick,2026-05-11,,,3.5,,went home",
        '"Birch, B.",TOIL,2026-05-04,,,,,',
        "bbirch,Phased return,2026-06-01,2026-06-12,,,50%,",
        "Birch B,Course,2026-07-01,2026-07-02,,,,",
        "C Cedar,A/L,2026-05-05,2026-05-05,0.5,,,",
    )
    assert counts(result) == [6, 0, 0, 0]
    found = {(each.kind, each.first_on.day): each for each in read_absences(store)}
    leave = found["A_LEAVE", 4]
    assert (leave.person, leave.last_on) == (unit["Alder"], date(2026, 5, 8))
    assert leave.is_whole
    sick = found["A_SICK_S", 11]
    assert (sick.hours_per_day, sick.note) == (3.5, "went home")
    assert found["A_PHASED", 1].share_kept == 0.5
    assert found["B_TRAIN", 1].last_on == date(2026, 7, 2)
    assert found["A_LEAVE", 5].hours_per_day == 3.5  # half of seven hours
    assert not verify(store).fault


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("N. Obody,A/L,2026-05-04,2026-05-08,,,,", "is not known as a person"),
        (",A/L,2026-05-04,2026-05-08,,,,", "is missing; name one"),
        ("B. Birch,Purple,2026-05-04,2026-05-08,,,,", "is not known as a kind"),
        ("B. Birch,,2026-05-04,2026-05-08,,,,", "Absence type: is missing"),
        ("B. Birch,A/L,,2026-05-08,,,,", "First day: is missing"),
        ("B. Birch,A/L,2026-05-08,2026-05-04,,,,", "is before the first day, 8 May"),
        ("B. Birch,A/L,2026-02-30,2026-05-04,,,,", "is a date that does not exist"),
        ("B. Birch,A/L,2026-05-04,2036-05-08,,,,", "more than 2 years ahead"),
        ("B. Birch,A/L,2019-12-02,2019-12-03,,,,", "outside the time in post"),
        ("C. Cedar,A/L,2026-07-29,2026-08-02,,,,", "outside the time in post"),
        ("B. Birch,A/L,2026-05-04,,,25,,", "cannot be the hours of one day"),
        ("B. Birch,A/L,2026-05-04,,,0,,", "cannot be the hours of one day"),
        ("B. Birch,A/L,2026-05-04,,,-3,,", "is a negative number"),
        ("B. Birch,A/L,2026-05-04,,,all,,", "is not a number"),
        ("B. Birch,A/L,2026-05-04,,2.5,,,", "a part of a day a row of its own"),
        ("B. Birch,A/L,2026-05-05,,0.5,,,", "which is no working day"),
        ("B. Birch,A/L,2026-05-04,,900,,,", "leads to no last day"),
        ("B. Birch,A/L,2026-05-04,,,,50%,", "cannot keep a share"),
        ("B. Birch,Phased return,2026-05-04,,,,,", "needs the share of the hours"),
        ("B. Birch,Phased return,2026-05-04,,,,150%,", "is more than the whole"),
        ("B. Birch,Phased return,2026-05-04,,,,half,", "is not a share"),
        ("B. Birch,Phased return,2026-05-04,,,3,50%,", "takes a share and no hours"),
        ("B. Birch,Vacancy,2026-05-04,,,,,", "is not known as a kind"),
        ("B. Birch,Public holiday,2026-05-04,,,,,", "is not known as a kind"),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_its_reason(run, store, row, said):
    result = run("B. Birch,Court,2026-05-01,2026-05-01,,,,", row)
    assert counts(result) == [1, 0, 1, 0]
    assert said in reasons(store, result)[0]
    assert len(read_absences(store)) == 1


def test_working_days_lead_to_the_last_day_by_the_hours_of_the_person(run, store):
    run("B. Birch,A/L,2026-05-04,,4,,,", "Anna Alder,A/L,2026-05-01,,2,,,")
    assert [each.last_on for each in read_absences(store)] == [
        date(2026, 5, 5),  # Friday, and Tuesday after the public holiday of 4 May
        date(2026, 5, 13),  # Mondays, Wednesdays and Fridays, after the same holiday
    ]


def test_whole_days_that_overlap_are_rejected_the_first_one_stays(run, store, unit):
    leave = Absence(
        person=unit["Alder"],
        kind="A_LEAVE",
        first_on=date(2026, 5, 4),
        last_on=date(2026, 5, 8),
    )
    act(store, absences.add_absence, leave)
    result = run(
        "Anna Alder,Sick,2026-05-08,2026-05-09,,,,",
        "B. Birch,A/L,2026-05-04,2026-05-08,,,,",
        "B. Birch,Sick,2026-05-01,2026-05-04,,,,",
        "B. Birch,Court,2026-05-05,,,2,,",
    )
    assert counts(result) == [2, 0, 2, 0]
    first, second = reasons(store, result)
    assert "overlaps 4 May 2026 to 8 May 2026, in the store already" in first
    assert "overlaps 4 May 2026 to 8 May 2026, on line 3" in second


def test_what_is_there_already_is_a_duplicate_and_changes_nothing(run, store):
    row = "Anna Alder,A/L,2026-05-04,2026-05-08,,,,"
    run(row)
    before = contents(store)["absence"]
    result = run(row, row, "Examiner 1,Annual leave,2026-05-04,2026-05-08,,3,,x")
    assert counts(result) == [0, 3, 0, 0]
    assert reasons(store, result, Bin.DUPLICATE) == [
        "in the store already",
        "the same as line 2",
        "in the store already, with other content; 3 h a day in the file,"
        " whole days in the store",
    ]
    assert contents(store)["absence"] == before


def test_hours_and_the_whole_of_the_same_days_are_not_both_taken(run, store):
    result = run(
        "Anna Alder,A/L,2026-05-05,2026-05-05,,,,",
        "Anna Alder,A/L,2026-05-05,2026-05-05,,3,,",
        "B. Birch,Court,2026-05-06,,,2,,",
        "B. Birch,Court,2026-05-06,,,3,,",
    )
    assert counts(result) == [3, 0, 1, 0]
    assert "is on line 2 too, there with whole days" in reasons(store, result)[0]


def test_the_same_file_again_adds_nothing(run, store):
    rows = (
        "Anna Alder,A/L,2026-05-04,2026-05-08,,,,",
        "B. Birch,TOIL,2026-05-04,,,2,,",
    )
    assert counts(run(*rows)) == [2, 0, 0, 0]
    assert counts(run(*rows)) == [0, 2, 0, 0]


def test_a_row_is_taken_once_the_person_is_known(run, store):
    row = "N. Obody,A/L,2026-05-04,2026-05-08,,,,"
    assert counts(run(row)) == [0, 0, 1, 0]
    act(
        store,
        people.add_person,
        Person(uid="", name="N. Obody", starts_on=date(2020, 1, 6)),
    )
    assert counts(run(row)) == [1, 0, 0, 0]


def test_two_of_one_initial_are_told_apart_or_not_at_all(run, store):
    other = Person(uid="", name="Andrew Alder", starts_on=date(2020, 1, 6))
    act(store, people.add_person, other)
    result = run("A. Alder,A/L,2026-05-04,,,,,", "Andrew Alder,A/L,2026-05-04,,,,,")
    assert counts(result) == [1, 0, 1, 0]
    assert "is not known as a person" in reasons(store, result)[0]


def test_day_and_month_are_never_swapped_for_one_row(run, bring):
    rows = ["Anna Alder,A/L,03/04/2026,05/04/2026,,,,"]
    with pytest.raises(ImportFileError, match="may be dd/mm/yyyy or mm/dd/yyyy"):
        run(*rows)
    text = "\n".join((HEAD, *rows, ""))
    result = bring(
        text,
        "a.csv",
        lambda m: m.with_date("first_on", DateFormat.DAY_FIRST).with_date(
            "last_on", DateFormat.DAY_FIRST
        ),
    )
    assert counts(result) == [1, 0, 0, 0]


def test_a_file_of_absences_is_known_by_its_columns(store, unit, write_csv):
    for head in (HEAD, "Name,Leave type,Start date,End date", "Staff member,From,To"):
        table = read_file(write_csv(f"{head}\nx,y,2026-01-01,z\n"), as_at=AS_AT)
        assert kind_of(table) == ABSENCES, head
    for head in ("Ref,Date received,Status", "Request ref,Exhibit ref,Type"):
        table = read_file(write_csv(f"{head}\nx,y,z\n"), as_at=AS_AT)
        assert kind_of(table) != ABSENCES, head


def test_a_needed_column_that_is_missing_is_asked_for(run):
    with pytest.raises(ImportFileError, match="no column for 'Person' and 'Kind'"):
        run("x,2026-05-04", head="Colour,From")


def test_a_unit_without_people_is_told_to_enter_them_first(store, write_csv):
    path = write_csv(f"{HEAD}\nAnna Alder,Leave,1/6/2026,5/6/2026,,,,\n", "away.csv")
    with pytest.raises(ImportFileError, match="Nobody is entered in this unit yet"):
        import_file(store, path, as_at=AS_AT, who="t", at=AT, kind=ABSENCES)
    assert past_imports(store) == []


def test_a_workbook_is_read_too(store, unit, write_xlsx):
    rows = [
        ["Name", "Leave type", "From", "To"],
        ["Anna Alder", "A/L", date(2026, 5, 4), date(2026, 5, 8)],
    ]
    path = write_xlsx(rows, "absences.xlsx")
    result = import_file(store, path, as_at=AS_AT, who="test", at=AT)
    assert (result.kind, counts(result)) == (ABSENCES, [1, 0, 0, 0])


# ---- Calendars --------------------------------------------------------------------


def test_a_calendar_of_outlook_comes_in(run, store, unit):
    result = run(OUTLOOK, name="outlook.ics")
    assert counts(result) == [6, 0, 0, 0]
    assert days(store)[0] == (unit["Alder"], "A_LEAVE", "2026-08-03", "2026-08-07")
    assert {row[0] for row in days(store)[1:]} == {unit["Birch"]}
    assert {row[1] for row in days(store)[1:]} == {"B_TRAIN"}


def test_what_a_calendar_shows_as_free_or_cancelled_is_no_absence(run, store, unit):
    result = run(GOOGLE, name="google.ics")
    assert counts(result) == [1, 0, 2, 0]
    assert days(store) == [(unit["Cedar"], "B_COURT", "2026-07-13", "2026-07-13")]
    assert any(
        "'cancelled': says that nobody is away" in r for r in reasons(store, result)
    )


def test_the_calendar_of_one_person_needs_that_person(run, bring, store, unit):
    result = run(APPLE, name="apple.ics")
    assert counts(result) == [0, 0, 2, 0]
    assert "choose one for the whole file" in reasons(store, result)[0]
    code = unit["Birch"].upper().replace("-", "_")
    result = bring(APPLE, "apple.ics", lambda m: m.with_fixed("person", code))
    assert counts(result) == [2, 0, 0, 0]
    assert days(store) == [
        (unit["Birch"], "A_LEAVE", "2026-06-15", "2026-06-19"),
        (unit["Birch"], "B_TRAIN", "2026-06-22", "2026-06-24"),
    ]


def test_one_person_for_a_file_is_not_kept_for_the_next(bring, run, store, unit):
    code = unit["Birch"].upper().replace("-", "_")
    bring(APPLE, "apple.ics", lambda m: m.with_fixed("person", code))
    other = calendar("DTSTART;VALUE=DATE:20260901\nSUMMARY:Holiday")
    assert counts(run(other, name="other.ics")) == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("summary", "more", "person", "kind"),
    [
        ("A. Alder - Annual leave", "", "Alder", "A_LEAVE"),
        ("Annual leave: Examiner 1", "", "Alder", "A_LEAVE"),
        ("BIRCH B (TOIL)", "", "Birch", "A_TOIL"),
        (
            "Away",
            "CATEGORIES:Court\nORGANIZER:mailto:bbirch@x.example",
            "Birch",
            "B_COURT",
        ),
        ("Court", "ATTENDEE;CN=Anna Alder:mailto:aa@x.example", "Alder", "B_COURT"),
        (
            "Birch: training",
            "ORGANIZER;CN=C. Cedar:mailto:cedar@unit.example",
            "Birch",
            "B_TRAIN",
        ),
    ],
)
def test_person_and_kind_are_found_in_an_event(
    run, store, unit, summary, more, person, kind
):
    text = calendar(f"DTSTART;VALUE=DATE:20260504\nSUMMARY:{summary}\n{more}".strip())
    run(text, name="one.ics")
    assert [row[:2] for row in days(store)] == [(unit[person], kind)]


def test_an_event_that_names_two_people_is_not_given_to_one(run, store):
    text = calendar(
        "DTSTART;VALUE=DATE:20260504\nSUMMARY:A. Alder and B. Birch - court"
    )
    result = run(text, name="two.ics")
    assert counts(result) == [0, 0, 1, 0]
    assert "'A. Alder, B. Birch': is not known as a person" in reasons(store, result)[0]


def test_an_unknown_zone_and_an_endless_rule_are_told_and_the_rest_is_taken(run, store):
    head = "SUMMARY:Birch B court"
    text = calendar(
        f"DTSTART;TZID=Mars/Base:20260504T090000\nDURATION:PT1H\n{head}",
        f"DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=MONTHLY\n{head}",
        f"DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=HOURLY\n{head}",
    )
    result = run(text, name="odd.ics")
    assert result.counts[Bin.TAKEN] == 23
    told = reasons(store, result)
    assert "“Mars/Base”, which is not known" in told[0]
    assert "goes on after" in told[1]
    assert "repeats several times a day" in told[2]


def test_two_on_one_day_are_two_and_again_are_duplicates(run, store):
    text = calendar(
        *(
            f"DTSTART:20260504T{hour}0000\nDURATION:PT1H\nSUMMARY:Birch B court"
            for hour in ("09", "14")
        )
    )
    assert counts(run(text, name="day.ics")) == [2, 0, 0, 0]
    assert counts(run(text, name="day.ics")) == [0, 2, 0, 0]


# ---- Kept, taken back, corrected --------------------------------------------------


def test_every_row_is_kept_with_where_it_ended(run, store):
    result = run(
        "Anna Alder,A/L,2026-05-04,2026-05-08,,,,",
        "Nobody,A/L,2026-05-04,2026-05-08,,,,",
        ",,,,,,,",
    )
    past = past_import(store, result.uid)
    assert (past.kind, past.rows) == (ABSENCES, 3)
    assert (past.taken, past.rejected, past.blank) == (1, 1, 1)
    every = list(imported_rows(store, result.uid, [each.value for each in Bin]))
    assert [row.line for row in every] == [2, 3, 4]
    assert every[0].reference == "Examiner 1, Annual leave, 4 May 2026 to 8 May 2026"


def test_an_import_taken_back_leaves_the_store_as_it_was(run, store):
    run("Anna Alder,A/L,2026-05-04,2026-05-08,,,,")
    before = contents(store)
    result = run(
        "B. Birch,A/L,2026-05-04,2026-05-08,,,,", "B. Birch,TOIL,2026-05-11,,,2,,"
    )
    assert len(read_absences(store)) == 3
    undo_import(store, result.uid, who="test", at=AT)
    assert contents(store) == before
    assert past_imports(store)[0].undone_by
    assert not verify(store).fault


def test_an_import_whose_absence_was_changed_since_is_not_taken_back(run, store):
    result = run("B. Birch,A/L,2026-05-04,2026-05-08,,,,")
    (absence,) = read_absences(store)
    act(store, absences.remove_absence, absence.uid, on=AS_AT)
    with pytest.raises(ImportFileError, match="cannot be taken back: 1 of its records"):
        undo_import(store, result.uid, who="test", at=AT)


def test_rejected_rows_come_out_and_come_back_corrected(run, store, unit, tmp_path):
    text = calendar("DTSTART;TZID=Mars/Base:20260504T090000\nSUMMARY:B. Birch - court")
    result = run(text, name="odd.ics")
    out = tmp_path / "rejected.csv"
    assert write_rejected(store, result.uid, out) == 1
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert "which is not known" in row["Problem"]
    row |= {"First day": "2026-05-04", "Hours a day": "4"}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    result = import_file(store, out, as_at=AS_AT, who="test", at=AT)
    assert (result.kind, counts(result)) == (ABSENCES, [1, 0, 0, 0])
    assert days(store) == [(unit["Birch"], "B_COURT", "2026-05-04", "2026-05-04")]


def test_an_absence_entered_since_the_check_stops_the_whole_import(
    store, unit, write_csv
):
    rows = ("Anna Alder,A/L,2026-05-04,2026-05-08,,,,", "B. Birch,A/L,2026-05-04,,,,,")
    text = "\n".join((HEAD, *rows, ""))
    table = read_file(write_csv(text), as_at=AS_AT)
    mapping = proposed_mapping(store, table, ABSENCES)
    checked = check_table(store, table, mapping, as_at=AS_AT)
    sick = Absence(
        person=unit["Alder"],
        kind="A_SICK_S",
        first_on=date(2026, 5, 6),
        last_on=date(2026, 5, 6),
    )
    act(store, absences.add_absence, sick)
    with pytest.raises(CapacityError, match="away already"):
        import_table(store, table, mapping, checked, who="test", at=AT)
    assert [each.kind for each in read_absences(store)] == ["A_SICK_S"]
    assert past_imports(store) == []
    assert not verify(store).fault


def test_words_of_a_source_are_kept_but_not_of_a_person_who_is_gone(bring, store):
    text = f"{HEAD}\nThe new one,Purple,2026-05-04,2026-05-08,,,,\n"
    new = Person(uid="", name="New", starts_on=date(2020, 1, 6))
    uid = act(store, people.add_person, new)
    code = uid.upper().replace("-", "_")
    result = bring(
        text,
        "a.csv",
        lambda m: m.with_value("person", "The new one", code).with_value(
            "kind", "Purple", "B_WELF"
        ),
    )
    assert counts(result) == [1, 0, 0, 0]
    assert counts(bring(text, "b.csv", lambda m: m)) == [0, 1, 0, 0]
    undo_import(store, past_imports(store)[0].uid, who="test", at=AT)
    undo_import(store, past_imports(store)[1].uid, who="test", at=AT)
    act(store, people.remove_person, uid, on=AS_AT)
    assert counts(bring(text, "c.csv", lambda m: m)) == [0, 0, 1, 0]


def test_a_mapping_with_one_kind_for_the_file_comes_back_as_written():
    mapping = Mapping(
        kind=ABSENCES, columns={"person": "Who"}, fixed={"kind": "A_LEAVE"}
    )
    assert from_json(to_json(mapping)) == mapping
    assert mapping.with_column("kind", "Why").fixed == {}
    assert mapping.with_fixed("person", "X").columns == {}


SPANS = st.lists(
    st.tuples(
        st.sampled_from(("Anna Alder", "B. Birch", "C. Cedar", "Nobody")),
        st.sampled_from(("A/L", "Sick", "Court", "Purple")),
        st.integers(0, 150),
        st.integers(-2, 20),
        st.sampled_from(("", "2", "7.5", "30")),
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SPANS)
def test_any_rows_add_up_and_are_taken_back_whole(run, store, spans):
    before = contents(store)["absence"]
    begin = date(2026, 2, 1)
    rows = [
        f"{who},{kind},{begin + timedelta(days=first)},"
        f"{begin + timedelta(days=first + length)},,{hours},,"
        for who, kind, first, length, hours in spans
    ]
    result = run("C. Cedar,Course,2026-01-05,,,,,", *rows)
    assert sum(counts(result)) == len(rows) + 1
    taken = [each for each in read_absences(store) if each.first_on >= date(2026, 1, 1)]
    assert len(taken) == result.counts[Bin.TAKEN]
    whole = sorted((a.person, a.first_on, a.last_on) for a in taken if a.is_whole)
    assert all(a[0] != b[0] or a[2] < b[1] for a, b in pairwise(whole))
    undo_import(store, result.uid, who="test", at=AT)
    assert contents(store)["absence"] == before
    assert not verify(store).fault
