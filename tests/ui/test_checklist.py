"""A dialog of results."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from shareapp.ui.checklist import Checklist, CheckRow
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button


def test_a_row_waits_and_then_tells(qtbot: QtBot, theme: Theme) -> None:
    row = CheckRow(theme, "more", "Does it answer?")
    qtbot.addWidget(row)
    seen = [row.is_waiting]
    row.wait()
    seen.append(row.is_waiting)
    row.say("check", "success", "It does", "http://192.168.0.12:8000")
    assert [*seen, row.is_waiting] == [False, True, False]
    assert (row.title(), row.text()) == ("It does", "http://192.168.0.12:8000")


def test_the_rows_are_shown_under_the_title_and_buttons_left_of_close(qtbot: QtBot, theme: Theme) -> None:
    dialog = Checklist(theme)
    qtbot.addWidget(dialog)
    dialog.set_title("Results")
    dialog.add_row(CheckRow(theme, "check", "First", "one"))
    dialog.add_row(CheckRow(theme, "check", "Second"))
    more = dialog.add_button(Button(theme, "More"))
    dialog.show()
    assert set(dialog.texts()) == {"Results", "First", "one", "Second"}
    assert more.geometry().right() < dialog.close_button.geometry().left()
    assert more.accessibleName() == "More"


def test_what_is_below_comes_into_view_by_keys(qtbot: QtBot, theme: Theme) -> None:
    dialog = Checklist(theme)
    qtbot.addWidget(dialog)
    dialog.set_title("Results")
    for number in range(30):
        dialog.add_row(CheckRow(theme, "check", f"Row {number}", "text"))
    dialog.show()
    scroll = dialog.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.accessibleName() == "Results"
    scroll.setFocus()
    QTest.keyClick(scroll, Qt.Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() > 0


def test_close_closes(qtbot: QtBot, theme: Theme) -> None:
    dialog = Checklist(theme)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.close_button.click()
    assert not dialog.isVisible()
