import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.conduct.gate import decide
from app.conduct.norm import adopt, change
from app.errors import ChangedMeanwhile
from app.measures.effort import completions, proposals
from app.store.case import case_of
from app.store.event import write
from app.store.norm import read_completed, read_norms, read_unbegun
from app.store.vocabulary import vocabularies
from tests.gates import ABOUT, acceptance, submit
from ui.intake.norms_dialog import NormsDialog


def show(dialog, store):
    norms, completed = read_norms(store), read_completed(store)
    offered = proposals(norms, completed, read_unbegun(store))
    dialog.show_state(norms, offered, completions(completed))


@pytest.fixture
def dialog(qtbot, store):
    dialog = NormsDialog(None, vocabularies(store))
    qtbot.addWidget(dialog)
    show(dialog, store)
    return dialog


def finish(store, count):
    """Finish examinations of one phone, eight hours each; one more waits."""
    uid = submit(store, exhibits=[("1", "PHONE_SMART", "2")])
    exhibit = case_of(store, uid).exhibits[0].uid
    row = {"request": uid, "exhibit": exhibit, "type": "MOB_L2", "level": "2"}
    row |= {"effort_spent": 8.0, "done_on": "2026-06-20"}
    with write(store, why="", kind="test", **ABOUT) as operation:
        for _ in range(count):
            operation.register("examination", row, effective_at=0)
    other = submit(store, "DF-2", exhibits=[("1", "PHONE_SMART", "2")])
    decide(store, other, acceptance(store, other), **ABOUT)
    return other


def place(dialog, uid):
    return next(
        number for number, row in enumerate(dialog.norms.rows) if row.norm.uid == uid
    )


def type_in(dialog, uid, column, text):
    model = dialog.norms
    return model.setData(model.index(place(dialog, uid), column), text)


def problem(dialog, uid):
    return dialog.norms.index(place(dialog, uid), 6).data()


def test_a_typed_norm_is_wanted_and_can_be_saved(dialog, store, qtbot):
    assert not dialog.save_button.isEnabled()
    type_in(dialog, "MOB_L2/2/", 3, "6,5")
    with qtbot.waitSignal(dialog.save_wanted) as heard:
        dialog.save_button.click()
    (norm,) = heard.args[0]
    assert (norm.median, norm.source) == (6.5, "typed")
    change(store, [norm], **ABOUT)
    show(dialog, store)
    row = dialog.norms.index(place(dialog, "MOB_L2/2/"), 0)
    assert [row.siblingAtColumn(column).data() for column in (3, 6)] == ["6.5", "typed"]
    assert not dialog.save_button.isEnabled()


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        (3, "-1", "median"),
        (3, "0", "median"),
        (3, "", "needs its median"),
        (3, "five", "not a number of hours"),
        (3, "nan", "median"),
        (5, "2", "below its median"),
        (4, "-3", "mean"),
    ],
)
def test_what_cannot_be_is_said_in_its_row_and_not_saved(dialog, column, text, words):
    type_in(dialog, "MOB_L2/2/", column, text)
    assert words in problem(dialog, "MOB_L2/2/")
    assert words in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    type_in(dialog, "MOB_L2/2/", column, "9")
    assert problem(dialog, "MOB_L2/2/") == "typed"


def test_a_class_of_its_own_is_added_from_the_wider_norm(dialog):
    dialog.type.setCurrentIndex(dialog.type.findData("MOB_L2"))
    dialog.level.setCurrentIndex(dialog.level.findData("2"))
    dialog.device.setCurrentIndex(dialog.device.findData("TABLET"))
    dialog.add_button.click()
    row = dialog.norms.rows[-1]
    assert (row.norm.uid, row.texts) == ("MOB_L2/2/TABLET", ["5", "6.5", "9.2"])
    assert dialog.save_button.isEnabled()
    dialog.add_button.click()
    assert "already" in dialog.problem.text()


def test_without_thirty_finished_the_nearest_class_is_named(dialog, store):
    finish(store, 12)
    show(dialog, store)
    assert dialog.own.rowCount() == 0
    assert not dialog.adopt_button.isEnabled()
    assert "Mobile full file system, level 2, Smartphone with 12" in (
        dialog.effect.text()
    )


def test_the_change_and_its_effect_are_shown_before_it_is_adopted(dialog, store, qtbot):
    other = finish(store, 30)
    show(dialog, store)
    cells = [dialog.own.index(0, column).data() for column in range(6)]
    assert cells[1:] == ["30", "5.0 \u2192 8.0", "9.2 \u2192 8.0", "1", "+1.5"]
    assert "6.5 h become 8.0 h (+1.5 h)" in dialog.effect.text()
    with qtbot.waitSignal(dialog.adopt_wanted) as heard:
        dialog.adopt_button.click()
    norms, is_anew = heard.args
    adopt(store, norms, re_estimates=is_anew, **ABOUT)
    show(dialog, store)
    assert case_of(store, other).request.effort_estimated == 13.0
    assert dialog.own.rowCount() == 0


def test_what_is_not_ticked_is_not_adopted(dialog, store):
    finish(store, 30)
    show(dialog, store)
    tick = dialog.own.index(0, 0)
    dialog.own.setData(tick, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.adopt_button.isEnabled()


def test_an_error_of_the_store_is_said_and_what_was_typed_stays(dialog):
    type_in(dialog, "MOB_L2/2/", 3, "7")
    dialog.show_error(ChangedMeanwhile("It was changed.", remedy="Look again."))
    assert dialog.problem.text() == "It was changed. Look again."
    assert dialog.norms.rows[place(dialog, "MOB_L2/2/")].texts[0] == "7"


def test_a_store_for_reading_only_changes_nothing(qtbot, store):
    dialog = NormsDialog(None, vocabularies(store), is_read_only=True)
    qtbot.addWidget(dialog)
    show(dialog, store)
    assert not dialog.add_button.isEnabled()
    cell = dialog.norms.index(0, 3)
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable


def test_the_tables_keep_qts_rules_for_models(dialog, store):
    finish(store, 30)
    for table in (dialog.norms, dialog.own):
        QAbstractItemModelTester(
            table, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
    show(dialog, store)
    dialog.add_button.click()
