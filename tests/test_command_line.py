import json
import sqlite3
from datetime import date

import pytest

from app.__main__ import main

SHEET = """Reference,Received,Accepted,Started,Issued,Priority,Hours
DF-1,05/01/2026,06/01/2026,10/02/2026,20/02/2026,P2,12
DF-2,25/01/2026,26/01/2026,,,P3,8.5
DF-3,30/02/2026,,,,P3,4
DF-2,25/01/2026,26/01/2026,,,P3,8.5
"""


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "requests.csv"
    path.write_text(SHEET, "utf-8")
    return path


@pytest.fixture
def unit(tmp_path, sheet, capsys):
    path = tmp_path / "unit.db"
    words = ["import", str(path), str(sheet), "--create", "--dates", "dd/mm/yyyy"]
    assert main([*words, "--as-of", "2026-03-31"]) == 0
    capsys.readouterr()
    return path


def test_an_import_accounts_for_every_row(tmp_path, sheet, capsys):
    words = ["import", str(tmp_path / "u.db"), str(sheet), "--create"]
    words += ["--as-of", "2026-03-31"]
    assert main(words) == 2  # 10/02/2026 may be October: it is asked, never guessed
    assert "dd/mm/yyyy or mm/dd/yyyy" in capsys.readouterr().err
    assert main([*words, "--dates", "dd/mm/yyyy"]) == 0
    said = capsys.readouterr().out
    assert "4 rows: 2 taken, 1 duplicate, 1 rejected, 0 blank." in said
    assert "line 4: Received '30/02/2026'" in said


def test_rejected_rows_come_out_with_the_columns_of_the_file(tmp_path, sheet, capsys):
    rejected = tmp_path / "rejected.csv"
    words = ["import", str(tmp_path / "u.db"), str(sheet), "--create"]
    words += ["--dates", "dd/mm/yyyy", "--rejected", str(rejected)]
    assert main([*words, "--as-of", "2026-03-31"]) == 0
    head, row = rejected.read_text("utf-8-sig").splitlines()
    assert head.startswith("Reference,Received,Accepted,Started,Issued,Priority,Hours")
    assert row.startswith("DF-3,30/02/2026,")


def test_the_same_file_again_adds_nothing_and_says_so(unit, sheet, capsys):
    assert main(["import", str(unit), str(sheet), "--as-of", "2026-03-31"]) == 0
    assert "already imported" in capsys.readouterr().out


def test_requests_at_risk_are_listed_with_the_words(unit, capsys):
    assert main(["clocks", str(unit), "--as-of", "2026-03-31"]) == 0
    said = capsys.readouterr().out
    assert "Planning aid, not legal advice." in said
    assert "0 at risk; a limit is known of 0 of 1 open requests (0%)." in said


def test_the_backlog_of_a_past_day_comes_from_the_dates_of_the_file(unit, capsys):
    for day, open_ in (("2026-01-10", 1), ("2026-02-19", 2), ("2026-02-20", 1)):
        assert main(["backlog", str(unit), "--as-of", day]) == 0
        said = capsys.readouterr().out
        line = next(row for row in said.splitlines() if row.startswith("B3 "))
        assert f" {open_} requests" in line, day


def test_the_summary_is_written_with_a_picture_of_each_page(unit, tmp_path, qapp):
    output = tmp_path / "s.pdf"
    words = ["report", "capacity-summary", str(unit), "--as-of", "2026-03-31"]
    assert main([*words, "--output", str(output), "--png"]) == 0
    assert output.read_bytes().startswith(b"%PDF")
    assert (tmp_path / "s-1.png").exists()


def test_a_sound_store_is_said_to_be_sound(unit, capsys):
    assert main(["verify", str(unit)]) == 0
    assert "The store is sound." in capsys.readouterr().out


def test_a_store_changed_behind_our_back_is_found(unit, capsys):
    other = sqlite3.connect(unit)
    other.execute("DROP TRIGGER request_guards_update")
    other.execute("UPDATE request SET priority = 'P1'")
    other.commit()
    other.close()
    assert main(["verify", str(unit)]) == 2
    assert "changed outside the history: its priority" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["backlog", "missing.db"], "No store is at missing.db."),
        (["backlog", "requests.csv"], "This file is not a Headroom store."),
        (["verify", "missing.db"], "No store is at missing.db."),
        (["import", "unit.db", "missing.csv"], "missing.csv"),
        (["import", "unit.db", "requests.csv", "--create"], "there already"),
        (["demo", "unit.db"], "there already"),
        (
            ["report", "capacity-summary", "unit.db", "--output", "nowhere/s.pdf"],
            "s.pdf",
        ),
        (["report", "capacity-summary", "unit.db", "--output", "s.docx"], "s.docx"),
        (
            ["import", "unit.db", "requests.csv", "--mapping", "requests.csv"],
            "The mapping requests.csv cannot be read.",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(
    unit, tmp_path, capsys, monkeypatch, words, sentence
):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said


def test_a_new_store_into_which_nothing_came_is_not_left_behind(tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"")
    assert main(["import", str(tmp_path / "u.db"), str(broken), "--create"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["broken.csv"]


def test_a_mapping_given_is_used_in_place_of_the_guess(unit, tmp_path, capsys):
    odd = tmp_path / "odd.csv"
    odd.write_text("Ours,Came in\nDF-9,2026-03-01\n", "utf-8")
    columns = {"reference": "Ours", "received_on": "Came in"}
    mapping = {"kind": "requests", "columns": columns, "values": {}, "dates": {}}
    (tmp_path / "map.json").write_text(json.dumps(mapping), "utf-8")
    words = ["import", str(unit), str(odd), "--mapping", str(tmp_path / "map.json")]
    assert main([*words, "--as-of", "2026-03-31"]) == 0
    assert "1 rows: 1 taken" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    ["demo", "open", "import", "backlog", "forecast", "plan", "report", "verify"],
)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as leaving:
        main([command, "--help"])
    assert leaving.value.code == 0
    assert "usage: headroom" in capsys.readouterr().out


def test_the_same_reference_with_other_content_is_shown_as_a_difference(
    unit, tmp_path, capsys
):
    other = tmp_path / "other.csv"
    other.write_text("Reference,Received\nDF-1,2026-01-07\n", "utf-8")
    assert main(["import", str(unit), str(other), "--as-of", "2026-03-31"]) == 0
    said = capsys.readouterr().out
    assert "1 of the duplicates differ; the store was kept:" in said
    assert "07 Jan 2026 in the file, 05 Jan 2026 in the store" in said


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_all_reason_is_refused(unit, capsys, day):
    with pytest.raises(SystemExit) as leaving:
        main(["backlog", str(unit), "--as-of", day])
    assert leaving.value.code == 2
    assert f"{day} is not in the years 1990 to 2099" in capsys.readouterr().err


def test_nothing_is_imported_when_the_rejected_rows_cannot_be_written(
    unit, tmp_path, capsys
):
    more = tmp_path / "more.csv"
    more.write_text("Reference,Received\nDF-8,2026-01-07\n", "utf-8")
    words = ["import", str(unit), str(more), "--as-of", "2026-03-31", "--rejected"]
    assert main([*words, str(tmp_path / "nowhere" / "r.csv")]) == 2
    assert "r.csv cannot be written there" in capsys.readouterr().err
    assert main([*words, str(tmp_path / "r.csv")]) == 0
    assert "1 rows: 1 taken" in capsys.readouterr().out


def test_the_backlog_as_known_on_a_day_leaves_out_what_was_recorded_later(unit, capsys):
    from datetime import UTC, datetime

    from app.casework.request import Status
    from app.casework.working_time import midday
    from app.store import open_store
    from app.store.event import write
    from app.store.request import find_request, move_request

    store, late = open_store(unit), datetime(2090, 1, 2, 12, tzinfo=UTC)
    with write(store, who="t", why="", kind="move request", at=late) as operation:
        moment = midday(date(2026, 3, 1))
        uid = find_request(store, "DF-2").uid
        move_request(operation, uid, Status.WITHDRAWN, effective_at=moment)
    store.close()
    words = ["backlog", str(unit), "--as-of", "2026-03-02", "--known-on"]
    for known_on, open_ in (("2090-01-01", 1), ("2090-01-02", 0)):
        assert main([*words, known_on]) == 0
        said = capsys.readouterr().out.splitlines()
        assert said[0].endswith(
            f", as known on {date.fromisoformat(known_on):%d %b %Y}"
        )
        line = next(row for row in said if row.startswith("B3 "))
        assert f" {open_} requests" in line
        assert line.endswith("the same as known now" if not open_ else "0 as known now")


def test_nobody_knew_the_backlog_of_a_day_before_it_came(unit, capsys):
    words = ["backlog", str(unit), "--as-of", "2026-03-02", "--known-on", "2026-03-01"]
    assert main(words) == 2
    assert "nobody knew the backlog of 02 Mar 2026" in capsys.readouterr().err


def test_capacity_is_printed_by_week_and_refused_where_nobody_is_entered(
    unit, tmp_path, capsys
):
    assert main(["capacity", str(unit)]) == 2
    assert "Enter who works in the unit" in capsys.readouterr().err
    demo = tmp_path / "demo.db"
    assert main(["demo", str(demo), "--requests", "100"]) == 0
    capsys.readouterr()
    words = ["--from", "2026-11-04", "--weeks", "2", "--by", "kind"]
    assert main(["capacity", str(demo), "--as-of", "2026-11-01", *words]) == 0
    said = capsys.readouterr().out
    assert "2 weeks from 2 Nov 2026; as known at the end of 1 Nov 2026" in said
    assert "Net casework hours" in said
    assert "Net capacity (M31)." in said


@pytest.mark.parametrize("weeks", ["0", "1000"])
def test_weeks_of_capacity_that_cannot_be_are_refused(tmp_path, capsys, weeks):
    demo = tmp_path / "demo.db"
    assert main(["demo", str(demo), "--requests", "100"]) == 0
    assert main(["capacity", str(demo), "--weeks", weeks]) == 2
    assert "Give from 1 to 260 weeks" in capsys.readouterr().err


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert main(["demo", str(path), "--requests", "100"]) == 0
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["forecast", "--weeks", "4", "--seed", "3"],
        ["plan", "--replications", "5", "--seed", "3"],
    ],
    ids=["forecast", "plan"],
)
def test_what_is_drawn_from_a_seed_is_printed_alike_each_time(demo, capsys, words):
    command = [words[0], str(demo), "--as-of", "2026-11-01", *words[1:]]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "Seed 3, " in said
    assert main(command) == 0
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["forecast", "demo.db", "--weeks", "0"], "Give from 1 to 52 weeks."),
        (["plan", "demo.db", "--scenario", "Two more"], "No scenario is called"),
        (["plan", "demo.db", "--replications", "0"], "Give a number from 1 to"),
        (["plan", "missing.db"], "No store is at missing.db."),
    ],
)
def test_a_plan_that_cannot_be_told_is_one_sentence_and_status_2(
    demo, capsys, monkeypatch, words, sentence
):
    monkeypatch.chdir(demo.parent)
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["-1", "1.5", "many", str(2**63)])
def test_a_seed_that_is_no_whole_number_is_refused(demo, capsys, seed):
    with pytest.raises(SystemExit) as leaving:
        main(["forecast", str(demo), f"--seed={seed}"])
    assert leaving.value.code == 2
    assert "give a whole number from 0 to" in capsys.readouterr().err


def test_the_demand_note_is_written_with_and_without_a_forecast(
    demo, tmp_path, capsys, qapp
):
    empty = tmp_path / "empty.csv"
    empty.write_text("Reference,Received\nDF-1,2026-03-30\n", "utf-8")
    young = tmp_path / "young.db"
    assert main(["import", str(young), str(empty), "--create"]) == 0
    for store, day, has_forecast in (
        (demo, "2026-10-31", True),
        (young, "2026-03-31", False),
    ):
        output = tmp_path / f"{store.stem}.html"
        words = ["report", "demand-note", str(store), "--as-of", day]
        assert main([*words, "--output", str(output)]) == 0
        assert ("What is expected" in output.read_text("utf-8")) is has_forecast
    assert main([*words, "--output", str(tmp_path / "note.pdf")]) == 0
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260504
DTEND;VALUE=DATE:20260509
SUMMARY:Annual leave
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Mars/Base:20260601T090000
SUMMARY:Court
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def people(unit):
    from datetime import UTC, datetime

    from app.store import open_store
    from app.store.event import write
    from app.store.person import add_person
    from app.workforce.examiner import Person

    store = open_store(unit)
    at = datetime(2026, 3, 31, tzinfo=UTC)
    with write(store, who="t", why="", kind="test", at=at) as operation:
        person = Person(uid="", name="B. Birch", starts_on=date(2020, 1, 6))
        add_person(operation, person)
    store.close()
    return unit


def test_the_calendar_of_one_person_comes_in_and_every_row_is_told(
    people, tmp_path, capsys
):
    path = tmp_path / "birch.ics"
    path.write_text(CALENDAR, "utf-8")
    words = ["import", str(people), str(path), "--as-of", "2026-03-31"]
    assert main([*words, "--person", "b birch"]) == 0
    said = capsys.readouterr().out
    assert "2 rows: 1 taken, 0 duplicate, 1 rejected, 0 blank." in said
    assert "line 7: The event is in the time zone “Mars/Base”, which is not" in said
    assert main(["verify", str(people)]) == 0


def test_a_table_of_absences_takes_one_kind_for_all_its_rows(people, tmp_path, capsys):
    path = tmp_path / "leave.csv"
    path.write_text("Who,From,To\nB. Birch,2026-05-04,2026-05-08\n", "utf-8")
    words = ["import", str(people), str(path), "--absences", "--as-of", "2026-03-31"]
    assert main([*words, "--kind", "annual leave"]) == 0
    assert "1 rows: 1 taken" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--person", "Nobody"], "“Nobody” is not known as a person of the unit."),
        (["--kind", "purple"], "“purple” is not known as a kind of absence."),
    ],
)
def test_a_person_or_kind_that_is_not_known_stops_an_import(
    people, tmp_path, capsys, more, sentence
):
    path = tmp_path / "birch.ics"
    path.write_text(CALENDAR, "utf-8")
    assert main(["import", str(people), str(path), *more]) == 2
    assert sentence in capsys.readouterr().err


def test_a_person_for_all_rows_is_for_absences_alone(people, sheet, capsys):
    assert main(["import", str(people), str(sheet), "--person", "B. Birch"]) == 2
    assert "--person is for a file of absences" in capsys.readouterr().err
