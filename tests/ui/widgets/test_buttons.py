"""Buttons and pills: heights, names, kinds that change in place."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Extent, Pill


@pytest.mark.parametrize(("extent", "height"), [("big", 44), ("normal", 32), ("small", 30)])
def test_an_extent_is_a_least_height_with_and_without_ring(
    theme: Theme, qtbot: QtBot, extent: Extent, height: int
) -> None:
    button = Button(theme, "Start sharing", icon="play", kind="primary", extent=extent)
    qtbot.addWidget(button)
    assert button.sizeHint().height() == height
    wide = button.sizeHint()
    button.setProperty("focusRing", True)
    button.style().unpolish(button)
    button.style().polish(button)
    assert button.sizeHint() == wide


def test_a_large_font_grows_the_button(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Start", extent="small")
    qtbot.addWidget(button)
    font = button.font()
    font.setPixelSize(60)
    button.setFont(font)
    assert button.sizeHint().height() > 60


@pytest.mark.parametrize("make", [Button, Pill])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_it_in_a_dialog_as_in_a_window(
    theme: Theme, qtbot: QtBot, make: type[Button | Pill], key: Qt.Key
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    button, other = make(theme, "Keep open"), Button(theme, "Stop and quit")
    column.addWidget(button)
    column.addWidget(other)
    other.setDefault(True)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("button"))
    other.clicked.connect(lambda: pressed.append("other"))
    dialog.show()
    QTest.keyClick(button, key)
    assert pressed == ["button"]


def test_a_key_that_is_held_presses_once(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Start")
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("button"))
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, autorep=repeated)
        QApplication.sendEvent(button, event)
    assert pressed == ["button"]


def test_a_kind_changes_in_place(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Start sharing", icon="play", kind="primary", extent="big")
    qtbot.addWidget(button)
    assert button.font().weight() == QFont.Weight.DemiBold
    button.set_kind("plain")
    button.setText("Try again")
    button.set_icon("refresh")
    assert button.property("kind") == "plain"
    assert button.font().weight() == QFont.Weight.Medium


def test_a_button_without_text_is_named_and_tells_its_shortcut(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, icon="expand", kind="square", extent="big")
    qtbot.addWidget(button)
    button.set_name("Enlarge QR code", shortcut="Ctrl+E")
    assert button.accessibleName() == "Enlarge QR code"
    assert button.toolTip() == "Enlarge QR code (Ctrl+E)"
    assert button.sizeHint().width() == button.sizeHint().height() == 44


def test_no_button_is_a_default_one(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Stop sharing", kind="danger")
    qtbot.addWidget(button)
    assert not button.autoDefault()
    assert not button.isDefault()


def test_a_button_follows_the_systems_font(
    theme: Theme, qtbot: QtBot, set_system_font: Callable[[float, QWidget], None]
) -> None:
    button, pill = Button(theme, "Start"), Pill(theme, "Sharing")
    qtbot.addWidget(button)
    qtbot.addWidget(pill)
    set_system_font(30, button)
    set_system_font(30, pill)
    assert button.font().pointSizeF() == 30
    assert pill.font().pointSizeF() == pytest.approx(27.9)


def test_a_pill_is_a_button_of_24_with_a_tone(theme: Theme, qtbot: QtBot) -> None:
    pill = Pill(theme, "Sharing · 12 min", icon="dot", tone="success")
    qtbot.addWidget(pill)
    assert pill.sizeHint().height() == 24
    pill.set_tone("neutral", "lock")
    assert pill.property("tone") == "neutral"
    with qtbot.waitSignal(pill.clicked):
        QTest.keyClick(pill, Qt.Key.Key_Space)
