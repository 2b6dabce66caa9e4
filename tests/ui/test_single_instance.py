"""The first start owns the window; the next ones hand their folder over."""

import json
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.ui import single_instance
from shareapp.ui.single_instance import SingleInstance


def test_the_first_is_first_until_it_lets_go(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


@pytest.mark.parametrize("folder", [Path("/tmp/제주 Photos"), None])
def test_a_second_start_hands_its_folder_over(qtbot: QtBot, tmp_path: Path, folder: Path | None) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    first.acquire()
    asked = QSignalSpy(first.asked)
    assert second.hand_over(folder)
    qtbot.waitUntil(lambda: asked.count() == 1)
    assert asked.at(0)[0] == folder
    first.release()


def test_other_settings_are_another_instance(qtbot: QtBot, tmp_path: Path) -> None:
    one, other = SingleInstance(tmp_path / "one"), SingleInstance(tmp_path / "other")
    assert one.acquire()
    assert other.acquire()
    one.release()
    other.release()


def test_nobody_answers_when_there_is_no_first(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "TIMEOUT_MS", 100)
    assert not SingleInstance(tmp_path).hand_over(None)


@pytest.mark.parametrize("message", [b"not json\n", b"[]\n", b'{"version": 99}\n', b'{"version": 1, "folder": 7}\n'])
def test_nonsense_is_ignored_and_written_down(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture, message: bytes
) -> None:
    first = SingleInstance(tmp_path)
    first.acquire()
    asked = QSignalSpy(first.asked)
    socket = QLocalSocket()
    socket.connectToServer(first.name)
    assert socket.waitForConnected(1000)
    socket.write(message)
    qtbot.waitUntil(lambda: "Ignored a message" in caplog.text)
    assert asked.count() == 0
    socket.write(json.dumps({"version": 1}).encode())
    socket.disconnectFromServer()
    first.release()
