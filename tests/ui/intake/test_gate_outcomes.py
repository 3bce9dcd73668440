from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.conduct.gate import decide
from app.measures.gate import gate_outcomes
from app.measures.period import Period
from app.rules.gate import Verdict
from app.store.gate import read_gate_history
from app.store.ledger import build_ledger
from app.store.vocabulary import vocabularies
from tests.gates import ABOUT, acceptance, decision, submit
from ui.intake.gate_outcomes import GateOutcomesDialog

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


@pytest.fixture
def dialog(qtbot, store):
    first, second = submit(store), submit(store, "DF-2")
    narrow = acceptance(store, first, {"A1": "2"}, reasons=("J_NOTNEC",))
    decide(store, first, narrow, **ABOUT)
    decide(store, second, decision(Verdict.DIVERT), **ABOUT)
    return opened(qtbot, store)


def opened(qtbot, store):
    history = read_gate_history(store, JUNE.first, JUNE.last)
    found = gate_outcomes(history, JUNE.last, build_ledger(store).ids)
    dialog = GateOutcomesDialog(None, found, vocabularies(store), JUNE)
    qtbot.addWidget(dialog)
    return dialog


def row(view, place):
    model = view.model()
    return [model.index(place, column).data() for column in range(model.columnCount())]


def test_figures_have_value_unit_and_coverage(dialog):
    assert row(dialog.figures, 0) == [*("Accepted at once", "50.0 per 100", "1 of 2")]
    assert row(dialog.figures, 9) == ["Hours avoided by scope", "43.8 h", "all 1"]
    assert "99 examiner hours were avoided" in dialog.sentence.text()


def test_the_definition_of_the_figure_chosen_is_shown(dialog):
    dialog.figures.selectRow(7)
    assert dialog.about.text().startswith("M28. Of the requests first submitted")


def test_reasons_and_divisions_are_named(dialog):
    assert row(dialog.reasons, 0) == ["Rejected: Answered at frontline", "1", "50%"]
    assert row(dialog.divisions, 0)[:3] == ["DIV_B", "2", "1"]


def test_a_figure_opens_the_requests_behind_it(dialog, qtbot):
    with qtbot.waitSignal(dialog.rows_wanted) as heard:
        dialog.figures.activated.emit(dialog.figures.model().index(4, 0))
    rows, title = heard.args
    assert (list(rows), title) == ([1], "Diverted to frontline")


def test_a_quarter_without_requests_says_so(qtbot, store):
    empty = opened(qtbot, store)
    assert empty.sentence.text().startswith("No request was submitted from 1 Jun 2026")
    assert row(empty.figures, 0)[1] == "\N{EN DASH}"


def test_the_tables_keep_qts_rules_for_models(dialog):
    for view in (dialog.figures, dialog.reasons, dialog.divisions):
        QAbstractItemModelTester(
            view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
        )
