"""The switch: a check box with other looks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Switch


@pytest.fixture
def switch(theme: Theme, qtbot: QtBot) -> Switch:
    result = Switch(theme, "Allow uploads")
    qtbot.addWidget(result)
    result.show()
    return result


def test_assistive_technology_sees_a_named_check_box(switch: Switch) -> None:
    interface = QAccessible.queryAccessibleInterface(switch)
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "Allow uploads"


def test_the_whole_row_and_the_space_bar_toggle_it(switch: Switch, qtbot: QtBot) -> None:
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(switch.width() - 2, switch.height() // 2))
    assert switch.isChecked()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()


def test_each_state_looks_different(switch: Switch) -> None:
    def look() -> QImage:
        return switch.grab().toImage()

    off = look()
    switch.setChecked(True)
    on = look()
    switch.setProperty("focusRing", True)
    ringed = look()
    switch.setEnabled(False)
    disabled = look()
    looks = [off, on, ringed, disabled]
    assert all(one != other for place, one in enumerate(looks) for other in looks[place + 1 :])


def test_it_is_never_cut_and_holds_its_track(theme: Theme, qtbot: QtBot, switch: Switch) -> None:
    bare = Switch(theme)
    qtbot.addWidget(bare)
    assert switch.minimumSizeHint() == switch.sizeHint()
    assert bare.sizeHint().width() >= 36
    assert bare.sizeHint().height() >= 20
