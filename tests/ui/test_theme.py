"""The theme: what it sets, when it tells, and the ring around what the keyboard reached."""

import string

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme, large_font_factor, scaled_font, set_property, stylesheet
from shareapp.ui.tokens import DARK, LIGHT, Tokens


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_has_every_colour_filled_in(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert tokens.accent in sheet
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert set(sheet) <= set(string.printable)


def test_light_and_dark_are_told_once_each(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply("dark")
    assert theme.tokens is DARK
    assert theme.preference == "dark"
    assert DARK.accent in qapp.styleSheet()
    with qtbot.assertNotEmitted(theme.changed):
        theme.apply("dark")


def test_the_system_is_light_where_nothing_is_known(theme: Theme) -> None:
    theme.apply("dark")
    theme.apply("system")
    assert theme.tokens is LIGHT


def test_high_contrast_leaves_the_systems_own_looks_alone(
    theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "high_contrast", lambda: True)
    theme.apply("dark")
    assert qapp.styleSheet() == ""
    assert theme.tokens.text == qapp.palette().windowText().color().name()
    monkeypatch.undo()
    theme.apply("light")
    assert theme.tokens is LIGHT
    assert qapp.styleSheet()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    row = QHBoxLayout(window)
    first, second = QPushButton("a"), QPushButton("b")
    row.addWidget(first)
    row.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_tab_draws_a_ring_and_a_click_does_not(theme: Theme, window: QWidget) -> None:
    first, second = window.findChildren(QPushButton)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert second.property("focusRing")
    assert not first.property("focusRing")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert first.hasFocus()
    assert not first.property("focusRing")
    assert not second.property("focusRing")


@pytest.mark.parametrize(
    ("came_by", "has_ring"), [(Qt.FocusReason.TabFocusReason, True), (Qt.FocusReason.MouseFocusReason, False)]
)
def test_the_ring_is_there_again_when_a_dialog_closes(
    theme: Theme, window: QWidget, qtbot: QtBot, came_by: Qt.FocusReason, has_ring: bool
) -> None:
    first, second = window.findChildren(QPushButton)
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    second.setFocus(came_by)
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not second.property("focusRing")
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(second.hasFocus)
    assert bool(second.property("focusRing")) is has_ring


def test_a_property_that_stays_the_same_styles_nothing_anew(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_property(button, "focusRing", False)
    assert button.property("focusRing") is None
    set_property(button, "focusRing", True)
    assert button.property("focusRing") is True


def test_a_scaled_font_is_a_multiple_and_never_too_small(qapp: QApplication) -> None:
    before = QApplication.font()
    base = QFont(before)
    base.setPointSizeF(10)
    QApplication.setFont(base)
    try:
        assert scaled_font(2.0, QFont.Weight.DemiBold).pointSizeF() == 20
        assert scaled_font(0.1).pointSizeF() == 8
        assert scaled_font(1.0, tabular=True).isFeatureSet(QFont.Tag("tnum"))
    finally:
        QApplication.setFont(before)


def test_a_font_in_pixels_is_scaled_too(qapp: QApplication) -> None:
    before = QApplication.font()
    pixels = QFont(before)
    pixels.setPixelSize(20)
    QApplication.setFont(pixels)
    try:
        assert scaled_font(1.5).pixelSize() == 30
        assert large_font_factor() == pytest.approx(20 / 13.5)
    finally:
        QApplication.setFont(before)


def test_a_small_system_font_does_not_shrink_the_layout(qapp: QApplication) -> None:
    assert QFontInfo(QApplication.font()).pixelSize() > 0
    assert large_font_factor() >= 1.0


def test_effects_that_are_off_mean_no_motion(theme: Theme) -> None:
    assert not theme.reduced_motion()
