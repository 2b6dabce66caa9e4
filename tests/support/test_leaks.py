"""The fixtures of conftest.py are themselves promises: each kind of leak fails the test that made it, by name."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support import leaks


@pytest.fixture(autouse=True)
def _no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "GRACE_S", 0.02)


@pytest.fixture
def sleeper() -> Iterator[threading.Thread]:
    """A thread that ends when the test is over."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait, name="sleeper")
    yield thread
    over.set()
    thread.join()


def test_a_running_thread_is_named(sleeper: threading.Thread) -> None:
    with pytest.raises(pytest.fail.Exception, match="sleeper"), leaks.fail_on_leaks():
        sleeper.start()


def test_an_open_socket_is_named() -> None:
    with ExitStack() as opened, pytest.raises(pytest.fail.Exception, match=r"<socket\.socket"), leaks.fail_on_leaks():
        opened.enter_context(socket.socket())


def test_a_running_timer_is_named(qtbot: QtBot) -> None:
    timer = QTimer()
    with pytest.raises(pytest.fail.Exception, match="QTimer"), leaks.fail_on_leaks():
        timer.start(10_000)
    timer.stop()


def test_a_window_is_named(qtbot: QtBot) -> None:
    with pytest.raises(pytest.fail.Exception, match="window QWidget 'left open'"), leaks.fail_on_leaks():
        window = QWidget(windowTitle="left open")
    window.deleteLater()


def test_what_was_there_before_is_not_told(sleeper: threading.Thread) -> None:
    sleeper.start()
    with leaks.fail_on_leaks():
        assert sleeper.is_alive()


def test_what_ends_within_the_grace_is_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "GRACE_S", 5.0)
    late = threading.Timer(0.02, lambda: None)
    with leaks.fail_on_leaks():
        late.start()


def test_warnings_are_collected_and_lower_levels_are_not(caplog: pytest.LogCaptureFixture) -> None:
    with leaks.logged_warnings() as lines:
        logging.getLogger("shareapp.test").info("all is well")
        logging.getLogger("shareapp.test").warning("disk is %s", "full")
    assert lines == ["WARNING shareapp.test: disk is full"]
