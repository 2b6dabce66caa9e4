"""The spinner: turns while seen, rests while not, and not at all where motion is unwanted."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Spinner


def test_it_turns_only_while_it_is_visible(theme: Theme, qtbot: QtBot) -> None:
    spinner = Spinner(theme)
    qtbot.addWidget(spinner)
    timer = spinner.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()
    spinner.show()
    assert timer.isActive()
    assert not spinner.grab().isNull()
    spinner.hide()
    assert not timer.isActive()


def test_reduced_motion_shows_dots_instead(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "reduced_motion", lambda: True)
    spinner = Spinner(theme)
    qtbot.addWidget(spinner)
    spinner.show()
    timer = spinner.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()
    assert not spinner.grab().isNull()
