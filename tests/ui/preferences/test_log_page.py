"""The log page: how many rows, and a file that is really written."""

import http.client
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from tests.support.stage import Stage


@pytest.mark.parametrize("text", ["99", "100001", "many", ""])
def test_a_number_of_rows_that_cannot_be_is_explained(window: MainWindow, preferences: Preferences, text: str) -> None:
    row = preferences.log.log_rows
    row.field.setText(text)
    row.commit()
    assert row.message == "Enter a number from 100 to 100,000. Still using 10,000."
    assert window.memory.prefs.log_rows == 10_000


def test_a_number_of_rows_may_be_written_as_people_do(window: MainWindow, preferences: Preferences) -> None:
    preferences.log.log_rows.field.setText("50,000")
    preferences.log.log_rows.commit()
    assert window.memory.prefs.log_rows == 50_000


def test_requests_are_written_to_the_chosen_file(
    stage: Stage, window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "access.log"
    preferences.log.change("log_file", file)
    preferences.log.write.switch.click()
    port = stage.start(window)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/hello.txt")
    assert connection.getresponse().read() == b"hello"
    connection.close()
    qtbot.waitUntil(lambda: file.exists() and b'"GET /hello.txt HTTP/1.1" 200 5' in file.read_bytes())


def test_a_file_that_cannot_be_written_is_told_under_the_field(preferences: Preferences, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    preferences.log.change("log_file", tmp_path / "file" / "access.log")
    preferences.log.write.switch.click()
    assert "can’t be written" in preferences.log.file.message


def test_rows_of_the_file_are_shown_while_there_is_one(preferences: Preferences, tmp_path: Path) -> None:
    preferences.log.change("log_file", tmp_path / "access.log")
    assert preferences.log.file.isHidden()
    preferences.log.write.switch.click()
    assert not preferences.log.file.isHidden()
