"""The CGI page: asks first, runs real scripts, forgets with the folder."""

import http.client
import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shareapp.ui.dialogs import Dialog
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from tests.support.stage import Stage


@pytest.fixture
def script(root: Path) -> Path:
    file = root / "cgi-bin" / "hello"
    file.parent.mkdir()
    file.write_text("#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\ncat\n")
    file.chmod(0o755)
    return file


def agree(preferences: Preferences) -> None:
    """Switch scripts on and say yes."""
    preferences.cgi.run_scripts.switch.click()
    dialog = preferences.findChild(Dialog)
    assert isinstance(dialog, Dialog)
    dialog.accept()


def post(port: int) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", "/cgi-bin/hello", "name=jimin")
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root's scripts run as nobody, who may not enter a test's folder")
def test_a_posted_form_reaches_a_script_once_the_owner_agreed(
    stage: Stage, window: MainWindow, preferences: Preferences, script: Path, qtbot: QtBot
) -> None:
    preferences.cgi.password.chosen.emit(False)
    port = stage.start(window)
    assert post(port)[0] in {404, 405}
    agree(preferences)
    qtbot.waitUntil(lambda: post(port) == (200, b"name=jimin"))


def test_declining_leaves_scripts_off(window: MainWindow, preferences: Preferences) -> None:
    preferences.cgi.run_scripts.switch.click()
    dialog = preferences.findChild(Dialog)
    assert isinstance(dialog, Dialog)
    dialog.reject()
    assert window.session.config.cgi_folders == ()
    assert not preferences.cgi.run_scripts.switch.isChecked()


def test_scripts_want_a_password_unless_told_otherwise(window: MainWindow, preferences: Preferences) -> None:
    agree(preferences)
    assert window.session.config.cgi_folders == ("/cgi-bin", "/htbin")
    assert window.session.config.credentials is not None


def test_another_folder_switches_scripts_off(window: MainWindow, preferences: Preferences, tmp_path: Path) -> None:
    agree(preferences)
    (tmp_path / "other").mkdir()
    window.commands.use_folder(tmp_path / "other")
    assert window.session.config.cgi_folders == ()


def test_a_script_that_cannot_start_is_named(window: MainWindow, script: Path, qtbot: QtBot) -> None:
    script.chmod(0o644)
    preferences = window.open_preferences()
    agree(preferences)
    preferences.show_page("cgi")
    qtbot.waitUntil(lambda: "403" in preferences.cgi.scripts.message)
    assert "cgi-bin/hello" in preferences.cgi.scripts.message
