"""The sharing page on a running share: every switch works at once."""

import http.client
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shareapp.ui.autostart import FileAutostart, desktop_entry
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from tests.support.stage import Stage


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.fixture
def port(stage: Stage, window: MainWindow) -> int:
    return stage.start(window)


def test_hidden_files_are_served_as_soon_as_they_are_wanted(
    root: Path, port: int, preferences: Preferences, qtbot: QtBot
) -> None:
    (root / ".secret").write_text("x")
    assert status(port, "/.secret") == 404
    preferences.sharing.hidden.switch.click()
    qtbot.waitUntil(lambda: status(port, "/.secret") == 200)


def test_archives_are_offered_until_they_are_not(port: int, preferences: Preferences, qtbot: QtBot) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/?zip")
    assert connection.getresponse().getheader("Content-Type") == "application/zip"
    connection.close()
    preferences.sharing.zip.switch.click()

    def is_listing() -> bool:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asked.request("GET", "/?zip")
        answer = asked.getresponse()
        asked.close()
        return str(answer.getheader("Content-Type")).startswith("text/html")

    qtbot.waitUntil(is_listing)


def test_uploads_have_a_largest_size(window: MainWindow, preferences: Preferences) -> None:
    preferences.sharing.upload_bytes.chosen.emit(100 * 1024**2)
    assert window.session.config.upload_bytes == 100 * 1024**2


def test_starting_at_log_in_is_the_systems_own_setting(
    preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = FileAutostart(tmp_path / "autostart" / "shareapp.desktop", desktop_entry)
    monkeypatch.setattr(preferences.sharing, "_autostart", entry)
    preferences.sharing.login.switch.click()
    assert entry.is_on()
    preferences.restore_button.click()
    assert not entry.is_on()
    (tmp_path / "autostart").rmdir()
    (tmp_path / "autostart").write_text("in the way")
    preferences.sharing.login.switch.click()
    assert preferences.sharing.login.message.startswith("The system refused this change")
    assert not preferences.sharing.login.switch.isChecked()
