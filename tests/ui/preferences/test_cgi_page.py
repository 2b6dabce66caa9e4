"""The CGI page: asks first, runs real scripts, forgets with the folder."""

import http.client
import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import ShareConfig
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


def test_scripts_want_a_password_unless_told_otherwise(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    agree(preferences)
    qtbot.waitUntil(lambda: window.session.config.credentials is not None)
    assert window.session.config.cgi_folders == ("/cgi-bin", "/htbin")


def test_it_is_said_that_an_inbox_runs_nothing(window: MainWindow, preferences: Preferences) -> None:
    assert preferences.cgi.run_scripts.message == ""
    window.session.configure(rights="inbox")
    assert preferences.cgi.run_scripts.message == "Not while devices may only add files."


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


def test_a_script_that_is_written_meanwhile_is_found(preferences: Preferences, root: Path, qtbot: QtBot) -> None:
    preferences.show_page("cgi")
    qtbot.waitUntil(lambda: preferences.cgi.scripts.title.startswith("0 scripts"))
    (root / "cgi-bin").mkdir()
    (root / "cgi-bin" / "late.py").write_text("")
    qtbot.waitUntil(lambda: preferences.cgi.scripts.description == "cgi-bin/late.py")


def test_nothing_is_searched_while_nobody_looks(preferences: Preferences) -> None:
    preferences.show_page("cgi")
    assert preferences.cgi.is_looking
    preferences.show_page("log")
    assert not preferences.cgi.is_looking


@pytest.mark.skipif(os.geteuid() == 0, reason="root's scripts run as nobody, who may not enter a test's folder")
def test_the_console_tells_how_a_real_script_ended(
    stage: Stage, window: MainWindow, preferences: Preferences, script: Path, qtbot: QtBot
) -> None:
    script.write_text("#!/bin/sh\necho no such table >&2\nprintf 'Content-Type: text/plain\\n\\n'\nexit 3\n")
    preferences.cgi.password.chosen.emit(False)
    agree(preferences)
    assert post(stage.start(window))[0] == 200
    qtbot.waitUntil(lambda: "exit code 3" in preferences.cgi.console.text.toPlainText())
    assert preferences.cgi.console.text.toPlainText().endswith("no such table")


@pytest.mark.parametrize(
    ("values", "who"),
    [
        ({}, "Everyone who has the password or the QR code can start them."),
        ({"cgi_password": False}, "Everyone on this network can start them."),
        ({"cgi_password": False, "ask_devices": True}, "Every device that you allow can start them."),
        ({"host": "127.0.0.1"}, "Only this computer can start them."),
    ],
)
def test_the_question_says_who_can_start_them(stage: Stage, root: Path, values: dict[str, object], who: str) -> None:
    with stage.window(ShareConfig(root=root, port=0)) as window:
        preferences = window.open_preferences()
        preferences.cgi.options.change(**values)
        preferences.cgi.run_scripts.switch.click()
        dialog = preferences.findChild(Dialog)
        assert isinstance(dialog, Dialog)
        assert dialog.texts()[1].endswith(f"your files. {who}")
        dialog.reject()
