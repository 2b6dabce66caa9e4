"""Theme and language change at once."""

from pytestqt.qtbot import QtBot

from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from shareapp.ui.tokens import DARK, LIGHT


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
