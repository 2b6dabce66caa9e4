"""Theme and language change at once."""

import pytest
from pytestqt.qtbot import QtBot

from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from shareapp.ui.tokens import DARK, LIGHT
from shareapp.ui.tray import Tray


def test_the_theme_changes_at_once(window: MainWindow, preferences: Preferences) -> None:
    preferences.appearance.look.chosen.emit("dark")
    assert window.theme.tokens == DARK
    preferences.appearance.look.chosen.emit("light")
    assert window.theme.tokens == LIGHT


def test_the_language_changes_at_once_and_back(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    preferences.appearance.language.chosen.emit("ko")
    qtbot.waitUntil(lambda: preferences.appearance.title == "모양 및 언어")
    preferences.appearance.language.chosen.emit("en")
    qtbot.waitUntil(lambda: preferences.appearance.title == "Appearance & language")
    assert window.memory.prefs.language == "en"


def test_without_a_tray_nothing_is_said_about_one(preferences: Preferences, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tray, "is_available", lambda: False)
    preferences.draw()
    assert preferences.appearance.desktop_card.isHidden()
    assert preferences.sharing.close_behaviour.combo.findData("tray") == -1


def test_the_news_are_chosen_where_there_is_a_tray(
    window: MainWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "is_available", lambda: True)
    preferences.draw()
    page = preferences.appearance
    assert preferences.sharing.close_behaviour.combo.findData("tray") > 0
    page.notify_upload.switch.click()
    assert not window.memory.prefs.notify_upload
    page.tray.switch.click()
    assert page.notify_upload.isHidden()
    assert preferences.sharing.close_behaviour.combo.findData("tray") == -1


def test_a_desktop_with_messages_of_its_own_needs_no_tray_for_the_news(
    preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "is_available", lambda: False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    preferences.draw()
    page = preferences.appearance
    assert not page.desktop_card.isHidden()
    assert page.tray.isHidden()
    assert not any(row.isHidden() for row in (page.notify_device, page.notify_upload, page.notify_stopped))
