"""A signal of the system becomes one of Qt, even while nothing happens."""

import os
import signal

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.ui.signals import TerminationSignals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_wakes_the_idle_window_and_everything_is_put_back(qtbot: QtBot, number: int) -> None:
    before = signal.getsignal(number)
    signals = TerminationSignals()
    received = QSignalSpy(signals.received)
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: received.count() == 1)
    signals.restore()
    assert signal.getsignal(number) is before
