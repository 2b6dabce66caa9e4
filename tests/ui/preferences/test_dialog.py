"""The preferences as a whole: pages, footer, names, languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from shareapp.sharing.events import ShareState
from shareapp.ui.i18n import LanguagePreference
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import PageName, Preferences
from tests.support.stage import ETHERNET, WIFI, Stage, settle

PAGES: tuple[PageName, ...] = ("sharing", "network", "security", "cgi", "log", "appearance")


def titles(preferences: Preferences) -> list[str]:
    return [preferences.sidebar.item(row).text() for row in range(preferences.sidebar.count())]


def test_there_are_six_pages(preferences: Preferences) -> None:
    assert titles(preferences) == ["Sharing", "Network", "Security", "CGI", "Log", "Appearance & language"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_shown_by_its_name(preferences: Preferences, name: PageName) -> None:
    preferences.show_page(name)
    assert preferences.stack.currentWidget() is preferences.pages[name]


def test_opening_twice_shows_the_same_dialog(window: MainWindow) -> None:
    assert window.open_preferences() is window.open_preferences()


def test_closing_gives_a_new_one_next_time(window: MainWindow, preferences: Preferences) -> None:
    preferences.close_button.click()
    assert window.open_preferences() is not preferences


@pytest.mark.parametrize("name", PAGES)
def test_whatever_takes_the_focus_has_a_name(preferences: Preferences, name: PageName) -> None:
    preferences.show_page(name)
    kinds = (QPushButton, QLineEdit, QComboBox, QRadioButton)
    shown: list[QWidget] = [
        widget for kind in kinds for widget in preferences.findChildren(kind) if widget.isVisibleTo(preferences)
    ]
    assert [widget for widget in shown if not widget.accessibleName()] == []


def test_another_language_words_every_page_at_once(stage: Stage, preferences: Preferences, qtbot: QtBot) -> None:
    preferences.appearance.language.chosen.emit("ko")
    korean = ["공유", "네트워크", "보안", "CGI", "로그", "모양 및 언어"]
    qtbot.waitUntil(lambda: titles(preferences) == korean)
    assert preferences.close_button.text() == "닫기"
    stage.translations.apply("en")


def test_a_running_share_asks_for_a_restart_only_where_one_is_needed(
    stage: Stage, window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    stage.start(window)
    preferences.sharing.hidden.switch.click()
    assert not preferences.asks_for_restart()
    preferences.network.protocol.chosen.emit("HTTP/1.0")
    assert preferences.asks_for_restart()
    preferences.restart_button.click()
    qtbot.waitUntil(lambda: not preferences.asks_for_restart())
    assert stage.wait_for(window, ShareState.RUNNING).config.protocol == "HTTP/1.0"


def test_a_restart_leaves_the_focus_where_pressing_again_changes_nothing(
    stage: Stage, window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    stage.start(window)
    preferences.network.protocol.chosen.emit("HTTP/1.0")
    preferences.restart_button.setFocus()
    QTest.keyClick(preferences.restart_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not preferences.asks_for_restart())
    assert preferences.focusWidget() is preferences.close_button


def test_restoring_gives_one_page_its_defaults(window: MainWindow, preferences: Preferences) -> None:
    window.session.configure(hidden=True, protocol="HTTP/1.0")
    preferences.show_page("network")
    preferences.restore_button.click()
    assert (window.session.config.protocol, window.session.config.hidden) == ("HTTP/1.1", True)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(640, 480), (840, 620)])
def test_no_page_is_wider_than_the_dialog(
    stage: Stage,
    window: MainWindow,
    qapp: QApplication,
    qtbot: QtBot,
    size: tuple[int, int],
    language: LanguagePreference,
) -> None:
    stage.translations.apply(language)
    window.session.set_password(on=True)
    qtbot.waitUntil(lambda: window.session.config.credentials is not None)
    window.session.networks_changed((), (WIFI, ETHERNET))
    window.memory.change(tls_source="files", log_to_file=True)
    window.session.set_host(WIFI.host)
    preferences = window.open_preferences()
    preferences.resize(*size)
    for name in PAGES:
        preferences.show_page(name)
        settle(qapp)
        page = preferences.pages[name]
        content = page.widget()
        assert content is not None
        assert content.width() <= page.viewport().width(), name
    assert (preferences.width(), preferences.height()) == size


def test_the_picture_of_the_chosen_page_stands_out_with_high_contrast(
    stage: Stage, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.theme, "high_contrast", lambda: True)
    stage.theme.apply("system")
    picture = preferences.sidebar.item(0).icon().pixmap(18, 18).toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(18) for y in range(18) if picture.pixelColor(x, y).alpha()}
    assert stage.theme.tokens.on_accent.lower() in inks
