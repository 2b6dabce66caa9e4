"""The combo box: its arrow and its items' icons follow the theme."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import ComboBox


def test_the_arrow_and_the_icons_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    box = ComboBox(theme)
    box.addItem("Wi‑Fi · 192.168.0.12")
    box.addItem("Ethernet · 10.0.0.5")
    box.set_item_icon(1, "ethernet")
    qtbot.addWidget(box)
    box.setMinimumContentsLength(20)
    light = box.grab().toImage()
    before = box.itemIcon(1).cacheKey()
    theme.apply("dark")
    assert box.itemIcon(1).cacheKey() != before
    assert box.itemIcon(0).isNull()
    assert box.grab().toImage() != light


def test_a_cleared_box_forgets_its_icons(theme: Theme, qtbot: QtBot) -> None:
    box = ComboBox(theme)
    box.addItem("One")
    box.set_item_icon(0, "wifi")
    qtbot.addWidget(box)
    box.clear()
    box.addItem("Two")
    theme.apply("dark")
    assert box.itemIcon(0).isNull()


def test_a_long_item_does_not_widen_the_box(theme: Theme, qtbot: QtBot) -> None:
    box = ComboBox(theme)
    qtbot.addWidget(box)
    box.setMinimumContentsLength(10)
    width = box.sizeHint().width()
    box.addItem("x" * 200)
    assert box.sizeHint().width() == width


def test_a_closed_list_leaves_no_box_that_looks_hovered(theme: Theme, qtbot: QtBot) -> None:
    box = ComboBox(theme)
    box.addItems(["One", "Two"])
    qtbot.addWidget(box)
    box.show()
    box.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QCursor.setPos(box.mapToGlobal(box.rect().bottomRight() + QPoint(50, 50)))
    box.showPopup()
    box.hidePopup()
    assert not box.underMouse()


def test_with_high_contrast_there_is_the_styles_own_arrow_only(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "high_contrast", lambda: True)
    theme.apply("system")
    ours, plain = ComboBox(theme), QComboBox()
    for box in (ours, plain):
        qtbot.addWidget(box)
        box.addItem("One")
        box.resize(160, 32)
    assert ours.grab().toImage() == plain.grab().toImage()
