from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from app.errors import CapacityError
from app.measures.definition import figure
from app.measures.figure import Coverage
from app.reports.chart import Spark
from ui.as_at import AsAtPicker
from ui.controls.button import Chip, Choice, button
from ui.controls.card import CardRow
from ui.controls.code_box import CodeBox
from ui.controls.figure_card import Direction, FigureCard, figure_text
from ui.controls.form import NumberField
from ui.controls.icon import icon
from ui.controls.label import ElidedLabel
from ui.controls.marking_strip import MarkingStrip
from ui.controls.toast import Toast
from ui.style import DARK, LIGHT, Look, apply_look

DAY = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def _usual_look(qapp):
    apply_look(qapp, Look())
    yield
    apply_look(qapp, Look())


def figure_of(value, code="M01", **more):
    return figure(code, value, as_at=DAY, coverage=Coverage(used=7, scope=9), **more)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("M01", 1422, "1,422"),
        ("M08", 96.25, "96.2 h"),
        ("M08", 1204.4, "1,204 h"),
        ("M05", 38, "38 days"),
        ("M12", 95.6, "96%"),
        ("M09", None, "not known"),
    ],
)
def test_figure_is_written_with_its_unit(code, value, text):
    assert figure_text(figure_of(value, code)) == text


def test_card_says_everything_to_a_screen_reader(qtbot):
    card = FigureCard("Open requests")
    qtbot.addWidget(card)
    spark = Spark(values=(1.0, 2.0), description="Half a year: from 1 to 2")
    card.show_figure(figure_of(422), Direction(text="17 more"), spark=spark)
    assert card.accessibleName() == "Open requests: 422. 17 more"
    assert "7 of 9 records" in card.accessibleDescription()


def test_space_opens_a_card(qtbot):
    card = FigureCard("Open requests")
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.opened):
        qtbot.keyClick(card, Qt.Key.Key_Space)


def test_cards_stand_in_even_rows_where_all_have_no_room(qtbot):
    row = CardRow(172)
    qtbot.addWidget(row)
    for _ in range(6):
        row.add(QWidget())
    assert row.columns_for(1158) == 6
    assert row.columns_for(900) == 3
    assert row.columns_for(300) == 1


def test_icon_takes_the_colour_of_the_theme(qapp):
    def ink() -> QColor:
        image = icon("plus").pixmap(QSize(48, 48)).toImage()
        return image.pixelColor(24, 24)

    light = ink()
    apply_look(qapp, Look(tokens=DARK))
    assert light == QColor(LIGHT.text)
    assert ink() == QColor(DARK.text)


def test_every_icon_can_be_drawn(qapp):
    from ui.style import RESOURCES

    for path in (RESOURCES / "icons").glob("*.svg"):
        image = icon(path.stem).pixmap(QSize(24, 24)).toImage()
        alphas = {image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)}
        assert max(alphas) > 200, path.name


def test_cut_label_keeps_the_whole_text_in_its_tool_tip(qtbot):
    label = ElidedLabel("A sentence that is far too long for so little room")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()


def test_button_with_an_icon_is_named_without_its_gap(qtbot):
    made = button("&Import a spreadsheet…", "import")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Import a spreadsheet"


def test_chip_shows_the_count_behind_its_words(qtbot):
    chip = Chip("Over target")
    qtbot.addWidget(chip)
    chip.show_count(1061)
    assert chip.text() == "Over target 1,061"
    chip.show_count(None)
    assert chip.text() == "Over target"


def test_choice_tells_which_was_taken(qtbot):
    choice = Choice(("Hours", "Requests"), "Unit")
    qtbot.addWidget(choice)
    with qtbot.waitSignal(choice.chosen) as chosen:
        choice.buttons()[1].click()
    assert chosen.args == [1]
    assert choice.position == 1


def test_marking_is_in_capitals_and_absent_without_one(qtbot):
    strip = MarkingStrip()
    qtbot.addWidget(strip)
    strip.show_marking("Official-sensitive")
    assert strip.text() == "OFFICIAL-SENSITIVE"
    strip.show_marking("")
    assert strip.isHidden()


def test_toast_takes_back_what_was_done_once(qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    done: list[str] = []
    toast = Toast(over)
    toast.tell("3 requests imported", lambda: done.append("undone"))
    undo = toast.findChild(QPushButton)
    undo.click()
    undo.click()
    assert done == ["undone"]
    assert toast.isHidden()


def test_as_at_day_cannot_lie_in_the_future(qtbot):
    picker = AsAtPicker(DAY)
    qtbot.addWidget(picker)
    assert picker._field.maximumDate().toPython() == DAY


def test_as_at_day_is_told_when_it_is_typed(qtbot):
    picker = AsAtPicker(DAY)
    qtbot.addWidget(picker)
    with qtbot.waitSignal(picker.chosen) as chosen:
        picker._field.setDate(picker._field.date().addDays(-3))
    assert chosen.args == [date(2026, 3, 28)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_return_presses_a_button_as_space_does(qtbot, key):
    one = button("Print")
    qtbot.addWidget(one)
    with qtbot.waitSignal(one.clicked):
        qtbot.keyClick(one, key)


def test_alt_and_a_letter_does_not_search_a_list(qtbot):
    box = CodeBox()
    qtbot.addWidget(box)
    box.addItems(["Urgent", "Standard"])
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert box.currentText() == "Urgent"
    qtbot.keyClick(box, Qt.Key.Key_S)
    assert box.currentText() == "Standard"


def test_the_choice_that_is_taken_has_room_for_its_bold_text(qtbot):
    choice = Choice(("Year to date", "26 weeks", "From April"), "Days compared")
    qtbot.addWidget(choice)
    for place, one in enumerate(choice.buttons()):
        choice.choose(place)
        one.ensurePolished()
        one.resize(one.sizeHint())
        option = QStyleOptionButton()
        option.initFrom(one)
        option.state |= QStyle.StateFlag.State_On
        part = QStyle.SubElement.SE_PushButtonContents
        room = one.style().subElementRect(part, option, one).width()
        font = one.font()
        font.setWeight(QFont.Weight.DemiBold)
        assert room >= QFontMetrics(font).horizontalAdvance(one.text())


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1,036", 1036), ("1,234,567.5", 1234567.5), ("3,5", 3.5), ("3.5", 3.5), ("", 0)],
)
def test_a_comma_between_thousands_is_no_decimal_one(qtbot, typed, number):
    field = NumberField(0, 1e9)
    qtbot.addWidget(field)
    field.edit.setText(typed)
    assert field.number() == number


def test_a_large_number_is_shown_whole_and_its_limit_in_words(qtbot):
    field = NumberField(1234567, 1e9)
    qtbot.addWidget(field)
    assert field.edit.text() == "1234567"
    field.set_number(-1)
    with pytest.raises(CapacityError, match="from 0 to 1,000,000,000"):
        field.number()
