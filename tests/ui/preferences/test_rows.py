"""Rows: what a person does becomes a value, or a sentence under the field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shareapp.ui.preferences.rows import ChoiceRow, FieldRow, RadioRow, SwitchRow
from shareapp.ui.theme import Theme


def parse_even(text: str) -> object:
    return int(text) if text.isdecimal() and int(text) % 2 == 0 else lambda: f"{text} is not even"


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> FieldRow:
    row = FieldRow(theme, parse_even)
    qtbot.addWidget(row)
    row.word("Even number", "Two, four, …")
    row.show_value(2)
    return row


def type_into(row: FieldRow, text: str) -> None:
    row.field.selectAll()
    QTest.keyClicks(row.field, text)


def test_what_is_typed_is_told_on_enter(field: FieldRow, qtbot: QtBot) -> None:
    type_into(field, "8")
    with qtbot.waitSignal(field.chosen) as told:
        QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert told.args == [8]


def test_what_cannot_be_is_explained_and_not_told(field: FieldRow, qtbot: QtBot) -> None:
    type_into(field, "7")
    with qtbot.assertNotEmitted(field.chosen):
        field.commit()
    assert field.message == "7 is not even"
    assert field.field.accessibleDescription() == "7 is not even"


def test_the_explanation_goes_as_soon_as_the_value_is_right(field: FieldRow) -> None:
    type_into(field, "7")
    field.commit()
    type_into(field, "6")
    assert field.message == ""


def test_the_value_in_use_can_be_had_back(field: FieldRow) -> None:
    type_into(field, "7")
    field.commit()
    field.forget_typed()
    field.show_value(2)
    assert (field.field.text(), field.message) == ("2", "")


def test_a_click_beside_the_switch_is_one_on_it(theme: Theme, qtbot: QtBot) -> None:
    row = SwitchRow(theme, values=("off", "on"))
    qtbot.addWidget(row)
    row.word("Switch")
    row.show()
    with qtbot.waitSignal(row.chosen) as told:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert told.args == ["on"]


def test_a_choice_that_is_not_offered_is_shown_all_the_same(theme: Theme, qtbot: QtBot) -> None:
    row = ChoiceRow(theme)
    qtbot.addWidget(row)
    row.offer([(1, "one"), (2, "two")], lambda value: f"{value} of them")
    row.show_value(7)
    assert row.combo.currentText() == "7 of them"
    row.show_value(2)
    assert row.combo.currentText() == "two"


def test_the_whole_radio_row_answers(theme: Theme, qtbot: QtBot) -> None:
    row = RadioRow(theme)
    qtbot.addWidget(row)
    row.show()
    with qtbot.waitSignal(row.chosen):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.radio.isChecked()
