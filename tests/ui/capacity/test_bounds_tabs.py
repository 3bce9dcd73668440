"""By skill, equipment, providers: what is shown, entered, and refused."""

from collections import Counter
from datetime import timedelta

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.measures.outsourcing import Sent
from app.reports.chart import StackedBars
from app.store.equipment import read_equipment, read_providers, read_sendings
from app.store.event import write
from app.store.request import add_request, move_request
from app.workforce.equipment import LimitUnit, SentRequest
from tests.ui.conftest import NOON, TODAY
from ui.capacity.equipment_dialog import EquipmentDialog
from ui.capacity.provider_dialog import ProviderDialog, SendingDialog
from ui.controls.form import Form

WEEK = timedelta(weeks=1)
KINDS, TYPES = [("Q_BENCH", "Bench")], [("MOB_L3", "Mobile"), ("VID", "Footage")]
SENT = Sent(
    row=0,
    request=SentRequest(id=1, uid="r", reference="DF-1", provider="Provider A"),
    sent_on=TODAY,
    back_on=None,
    items=2,
    cost=None,
    is_estimated=False,
    sending=None,
)


@pytest.fixture
def asked(unit):
    """Requests that ask for mobile and computer work, one of them with a provider."""
    with write(unit, who="t", why="", kind="add", at=NOON) as operation:
        for number, (code, effort) in enumerate(
            (("MOB_L3", 130.0), ("COMP_TGT", 65.0), ("MOB_L3", 65.0)), start=1
        ):
            request = Request(
                uid="",
                reference=f"CAP-{number}",
                status=Status.ACCEPTED,
                examination_type=code,
                accepted_on=TODAY - 3 * WEEK,
                effort_estimated=effort,
                exhibits_agreed=2,
            )
            uid = add_request(operation, request, effective_at=midday(TODAY - 3 * WEEK))
        move_request(
            operation,
            uid,
            Status.EXTERNAL,
            effective_at=midday(TODAY - 2 * WEEK),
            facts={"provider": "Provider A"},
        )
    return unit


@pytest.fixture
def view(asked, page):
    """The page over those requests."""
    return page


def go(page, tab):
    page.tabs.setCurrentWidget(tab)
    return tab


def rows(tab):
    return [list(row) for row in tab.table.view.text_rows.rows]


def words(listing):
    return [listing.words(row) for row in range(listing.rowCount())]


def save(page, qtbot):
    """Press the button of the form and wait until the page has read what is new."""
    form = page.opened
    with qtbot.waitSignal(page.session.changed):
        form.save_button.click()
    page.refresh()


def refuse(page, *said):
    form = page.opened
    form.save_button.click()
    assert page.opened is form
    problems = " ".join(form.problems())
    for one in said:
        assert one in problems


def refused(form):
    """Press the button of a form and return what it has against it."""
    given = []
    form.wanted.connect(given.append)
    form.save_button.click()
    assert given == []
    return " ".join(form.problems())


# ---- By skill ---------------------------------------------------------------------


def test_hours_asked_stand_beside_those_there_by_skill(view):
    go(view, view.skill)
    found = {row[0]: row[1:] for row in rows(view.skill)}
    assert found["Mobile level 3"][1] == "15.0"
    assert found["Windows analysis"][0] == "nobody has hours for it"
    assert found["Windows analysis"][3] == found["Windows analysis"][5] == "nobody"
    assert found["Any examiner"][0] == "has room"


def test_the_bottleneck_is_named_with_its_hours_and_people(view):
    go(view, view.skill)
    said = view.skill.words.text()
    assert said.startswith("Windows analysis: 5 h a week asked, and nobody has hours")
    assert "1 person can give" in said
    assert view.skill.figure.accessibleDescription().startswith("M32B")
    assert not {"inf", "nan"} & set(said.replace("%", " ").split())


def test_the_chart_has_what_is_asked_there_and_missing(view):
    go(view, view.skill)
    chart = view.skill.chart.chart
    assert isinstance(chart, StackedBars)
    assert chart.categories[0] == "Windows analysis"
    assert chart.ends[0] == "nobody"
    met, missing, left = (part.values[0] for part in chart.segments)
    assert (met, missing, left) == (0.0, 5.0, 0.0)


def test_the_requests_behind_a_skill_are_opened_from_table_chart_and_figure(
    view, qtbot
):
    go(view, view.skill)
    place = [row[0] for row in rows(view.skill)].index("Mobile level 3")
    index = view.skill.table.view.model().index(place, 0)
    with qtbot.waitSignal(view.rows_wanted) as told:
        view.skill.table.view.activated.emit(index)
    assert (len(told.args[0]), told.args[1]) == (2, "Open, asking for Mobile level 3")
    with qtbot.waitSignal(view.rows_wanted) as told:
        view.skill.chart.opened.emit(0, 0)
    assert told.args[1] == "Open, asking for Windows analysis"
    with qtbot.waitSignal(view.rows_wanted):
        view.skill.figure.opened.emit()


def test_the_table_of_skills_says_what_it_counts_when_it_goes_out(view, qtbot):
    go(view, view.skill)
    with qtbot.waitSignal(view.skill.export_wanted) as told:
        view.skill.table.export_button.click()
    assert "share of the mean weekly net capacity" in told.args[0].words
    assert "31 Mar 2026" in told.args[0].words


# ---- Equipment --------------------------------------------------------------------


def add_bench(page, qtbot, **facts):
    go(page, page.equipment)
    page.equipment.add_button.click()
    form = page.opened
    form.label.setText("Advanced bench")
    form.limit.set_number(10)
    form.types.tick("MOB_L3")
    for name, value in facts.items():
        getattr(form, name).set_number(value)
    save(page, qtbot)


def test_equipment_is_added_with_its_use_and_what_that_means(view, qtbot):
    add_bench(view, qtbot)
    (row,) = words(view.equipment.rows)
    assert row[:3] == ["Advanced bench", "Extraction bench", "Mobile advanced"]
    assert row[3:7] == ["10 h", "15.0 h", "150%", "over its limit"]
    assert view.equipment.words.text() == (
        "Asked more than the limit: Advanced bench (150%)."
    )
    assert view.header.sentence() == "1 sort of equipment in use; at 31 Mar 2026."


def test_equipment_is_changed_and_removed_and_both_can_be_undone(view, qtbot):
    add_bench(view, qtbot)
    view.equipment.change_button.click()
    form = view.opened
    assert isinstance(form, Form)
    assert form.types.codes() == ("MOB_L3",)
    form.quantity.set_number(3)
    save(view, qtbot)
    assert words(view.equipment.rows)[0][3] == "3 \N{MULTIPLICATION SIGN} 10 = 30 h"
    with qtbot.waitSignal(view.session.changed):
        view.equipment.remove_button.click()
    assert read_equipment(view.session.store) == ()
    with qtbot.waitSignal(view.session.changed):
        view.session.undo()
    assert read_equipment(view.session.store)[0].quantity == 3


def test_a_licence_that_ends_within_90_days_is_warned_of(view, qtbot):
    add_bench(view, qtbot)
    view.equipment.change_button.click()
    form = view.opened
    form.ends.box.setChecked(True)
    form.ends.edit.setDate(QDate(2026, 6, 29))
    save(view, qtbot)
    assert words(view.equipment.rows)[0][7] == "until 29 Jun 2026 (90 days)"
    assert "Ends within 90 days: Advanced bench (29 Jun 2026)." in (
        view.equipment.words.text()
    )


def test_a_limit_in_exhibits_counts_exhibits(view, qtbot):
    go(view, view.equipment)
    view.equipment.add_button.click()
    form = view.opened
    form.label.setText("Kiosks")
    form.unit.choose(1)
    form.limit.set_number(4)
    form.types.tick("COMP_TGT")
    save(view, qtbot)
    assert read_equipment(view.session.store)[0].unit is LimitUnit.ITEMS
    assert words(view.equipment.rows)[0][3:5] == ["4 exhibits", "0.2 exhibits"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda form: form.label.setText(" "), "needs a name"),
        (lambda form: form.types.tick(), "at least one examination type"),
        (lambda form: form.limit.set_number(0), "limit of 0 hours"),
        (lambda form: form.limit.edit.setText("-5"), "not a number of hours"),
        (lambda form: form.limit.edit.setText("many"), "not a number of hours"),
        (lambda form: form.limit.set_number(200), "limit of 200 hours"),
        (lambda form: form.quantity.set_number(0), "cannot be 0 of it"),
        (lambda form: form.quantity.set_number(1.5), "whole number"),
        (lambda form: form.quantity.edit.setText("-1"), "not a number of pieces"),
    ],
)
def test_equipment_that_cannot_be_is_refused_beside_its_field(
    qapp, qtbot, change, said
):
    form = EquipmentDialog(None, KINDS, TYPES, TODAY)
    qtbot.addWidget(form)
    form.label.setText("Bench")
    form.types.tick("MOB_L3")
    change(form)
    assert said in refused(form)
    assert form._general.text() == ""


def test_an_end_before_the_start_is_refused_at_the_end(view):
    go(view, view.equipment)
    view.equipment.add_button.click()
    form = view.opened
    form.label.setText("Bench")
    form.types.tick("MOB_L3")
    form.ends.box.setChecked(True)
    form.ends.edit.setDate(QDate(2020, 1, 1))
    refuse(view, "ends on")
    assert "ends on" in form._problems["ends"].text()


def test_without_equipment_the_tab_says_what_belongs_there(view, qtbot):
    tab = go(view, view.equipment)
    assert tab._stack.currentIndex() == 1
    with qtbot.waitSignal(tab.add_wanted):
        tab._none.wanted.emit()
    assert view.opened is not None


# ---- Providers --------------------------------------------------------------------


def add_provider(page, qtbot, name="Provider A"):
    go(page, page.provider)
    page.provider.add_button.click()
    form = page.opened
    form.name.setText(name)
    form.types.tick("MOB_L3")
    form.cost.set_number(100)
    form.days.set_number(30)
    save(page, qtbot)


def test_a_provider_is_added_with_what_it_has_agreed_to(view, qtbot):
    add_provider(view, qtbot)
    (row,) = words(view.provider.partners)
    assert row[:3] == ["Provider A", "Mobile advanced", "10.0"]
    assert row[4:6] == ["30 days agreed", "£100.00"]
    assert view.header.sentence().startswith("1 request with providers;")


def test_what_was_sent_is_listed_with_an_estimate_of_its_cost(view, qtbot):
    add_provider(view, qtbot)
    (row,) = words(view.provider.sent)
    assert row == [
        *("CAP-3", "Mobile advanced", "Provider A", "17 Mar 2026", "not back"),
        *("", "2", "about £200.00", "not recorded"),
    ]
    cards = [card.value_text() for card in view.provider.figures.cards]
    assert cards == ["2", "£200", "£100", "not known", "not known"]


def test_cost_and_defects_are_entered_for_a_sending(view, qtbot):
    add_provider(view, qtbot)
    view.provider.record_button.click()
    form = view.opened
    form.cost.edit.setText("250,50")
    form.defects.set_number(1)
    save(view, qtbot)
    assert words(view.provider.sent)[0][7:] == ["£250.50", "1"]
    assert view.provider.figures.cards[4].value_text() == "50.0%"
    view.provider.record_button.click()
    view.opened.cost.edit.setText("")
    save(view, qtbot)
    (one,) = read_sendings(view.session.store)
    assert (one.cost, one.defects, one.version) == (None, 1, 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda form: form.defects.set_number(3), "3 of 2 items"),
        (lambda form: form.items.set_number(0), "sending of 0 items"),
        (lambda form: form.items.set_number(1.5), "whole number"),
        (lambda form: form.cost.edit.setText("-1"), "not a number of pounds"),
        (lambda form: form.cost.edit.setText("free"), "not a number of pounds"),
    ],
)
def test_what_cannot_have_come_of_a_sending_is_refused(qapp, qtbot, change, said):
    form = SendingDialog(None, SENT)
    qtbot.addWidget(form)
    change(form)
    assert said in refused(form)
    assert form._general.text() == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda form: form.name.setText(""), "needs a name"),
        (lambda form: form.types.tick(), "at least one examination type"),
        (lambda form: form.monthly.set_number(0), "takes 0 items a month"),
        (lambda form: form.days.edit.setText("0"), "turnaround of 0 days"),
        (lambda form: form.days.edit.setText("2.5"), "whole number"),
        (lambda form: form.cost.edit.setText("-3"), "not a number of pounds"),
    ],
)
def test_a_provider_that_cannot_be_is_refused_beside_its_field(
    qapp, qtbot, change, said
):
    form = ProviderDialog(None, TYPES, TODAY)
    qtbot.addWidget(form)
    form.name.setText("Provider B")
    form.types.tick("MOB_L3")
    change(form)
    assert said in refused(form)
    assert form._general.text() == ""


def test_a_second_provider_of_one_name_is_refused_in_the_form(view, qtbot):
    add_provider(view, qtbot)
    view.provider.add_button.click()
    form = view.opened
    form.name.setText("provider a")
    form.types.tick("MOB_L3")
    refuse(view, "There is a provider called")
    assert len(read_providers(view.session.store)) == 1


def test_a_provider_with_requests_is_not_removed_and_the_reason_is_said(
    view, qtbot, monkeypatch
):
    add_provider(view, qtbot)
    told = []
    monkeypatch.setattr("ui.page.show_error", lambda _, error: told.append(error))
    view.provider.remove_button.click()
    assert "cannot be deleted" in told[0].message
    assert len(read_providers(view.session.store)) == 1


def test_a_request_that_was_sent_is_opened_and_its_rows_are(view, qtbot):
    add_provider(view, qtbot)
    with qtbot.waitSignal(view.request_wanted):
        view.provider.request_button.click()
    with qtbot.waitSignal(view.rows_wanted) as told:
        view.provider.figures.cards[0].opened.emit()
    assert len(told.args[0]) == 1


def test_what_was_sent_goes_out_with_what_about_means(view, qtbot):
    add_provider(view, qtbot)
    with qtbot.waitSignal(view.provider.export_wanted) as told:
        view.provider.export_button.click()
    assert told.args[0].rows[0][0] == "CAP-3"
    assert "not invoiced" in told.args[0].words


# ---- All three --------------------------------------------------------------------


def test_the_access_keys_are_unique(view, qtbot):
    add_provider(view, qtbot)
    titles = [view.tabs.tabText(place) for place in range(view.tabs.count())]
    for tab in (view.skill, view.equipment, view.provider):
        said = [
            one.text()
            for kind in (QAbstractButton, QLabel)
            for one in tab.findChildren(kind)
        ]
        keys = [QKeySequence.mnemonic(text).toString() for text in titles + said]
        counts = Counter(key for key in keys if key)
        assert [key for key, count in counts.items() if count > 1] == []


def test_in_a_store_for_reading_only_nothing_can_be_changed(view, qtbot):
    add_provider(view, qtbot)
    for tab in (view.skill, view.equipment, view.provider):
        tab.allow(is_allowed=False)
    tab = view.provider
    buttons = (tab.add_button, tab.change_button, tab.remove_button, tab.record_button)
    assert [one.isEnabled() for one in buttons] == [False] * 4
    tab.partner_view.activated.emit(tab.partners.index(0, 0))
    assert view.opened is None
    assert tab.request_button.isEnabled()


def test_a_past_day_shows_what_was_known_of_it(view, qtbot):
    add_provider(view, qtbot)
    view.session.set_as_at(TODAY - 2 * WEEK - timedelta(days=1))
    view.refresh()
    assert words(view.provider.sent) == []
