"""20,000 requests a second for five seconds: the window stays quick, and every request is accounted for."""

import statistics
import threading
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shareapp.sharing.controller import ShareController
from shareapp.sharing.events import EventBuffer
from shareapp.ui.bridge import VISIBLE_MS, ShareBridge
from shareapp.ui.log_model import CAPACITY
from shareapp.ui.log_view import LogView
from shareapp.ui.theme import Theme
from tests.support.records import request_done

pytestmark = pytest.mark.stress

RATE = 20_000
SECONDS = 5
PRODUCERS = 8
PROBE_MS = 5
GAP_MS = 50.0
NOISE = 4.0  # a busy machine may be slow, but then an idle loop on it is slow as well
ATTEMPTS = 3  # what else the machine does comes and goes; what the window does would come every time


class Gaps(NamedTuple):
    """How late a timer of 5 ms came, in milliseconds."""

    p99: float
    worst: float


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    result = Theme(qapp)
    result.apply("light")
    yield result
    result.deleteLater()
    qapp.setStyleSheet("")


def measure(seconds: float) -> Gaps:
    """Turn the event loop for so long and look how regularly it comes round."""
    loop, clock, late = QEventLoop(), QElapsedTimer(), list[float]()
    probe = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=PROBE_MS)

    def tick() -> None:
        late.append(max(0.0, clock.nsecsElapsed() / 1e6 - PROBE_MS))
        clock.restart()

    probe.timeout.connect(tick)
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    clock.start()
    probe.start()
    loop.exec()
    probe.stop()
    return Gaps(statistics.quantiles(late, n=100)[-1], max(late))


def produce(buffer: EventBuffer, number: int) -> None:
    """One worker's share of the requests, in bursts of 10 ms."""
    request = request_done(client=f"10.0.0.{number}", sent=100)
    burst = RATE // PRODUCERS // 100
    start = time.monotonic()
    pause = threading.Event()
    for turn in range(SECONDS * 100):
        for _ in range(burst):
            buffer.put(request)
        pause.wait(max(0.0, start + (turn + 1) / 100 - time.monotonic()))


class Window:
    """A visible log on the real bridge and buffer; only the engine is replaced, by threads that put."""

    def __init__(self, theme: Theme) -> None:
        self.buffer = EventBuffer()
        self.view = LogView(theme)
        self.counted = 0
        self._bridge = bridge = ShareBridge(buffer=self.buffer, controller=ShareController(self.buffer))
        bridge.requests_done.connect(self.view.append)
        bridge.requests_dropped.connect(self.view.add_dropped)
        bridge.totals_changed.connect(self.view.set_totals)
        bridge.requests_done.connect(lambda requests: self._count(len(requests)))
        bridge.requests_dropped.connect(self._count)
        self.view.resize(868, 600)
        self.view.show()

    def storm(self) -> Gaps:
        """Let the producers loose, and measure until they are done and everything is drained."""
        drain = QTimer(interval=VISIBLE_MS)
        drain.timeout.connect(self._bridge.drain)
        producers = [threading.Thread(target=produce, args=(self.buffer, number)) for number in range(PRODUCERS)]
        for producer in producers:
            producer.start()
        drain.start()
        gaps = measure(SECONDS)
        for producer in producers:
            producer.join()
        drain.stop()
        self._bridge.drain()
        return gaps

    def _count(self, requests: int) -> None:
        self.counted += requests


def test_twenty_thousand_requests_a_second_do_not_hold_the_window_up(theme: Theme, qtbot: QtBot) -> None:
    window = Window(theme)
    qtbot.addWidget(window.view)
    told = []
    for attempt in range(1, ATTEMPTS + 1):
        idle = measure(1.0)
        busy = window.storm()
        sent = attempt * RATE * SECONDS
        assert window.counted == sent
        assert window.buffer.drain().totals.requests == sent
        assert window.view.model.kept <= CAPACITY
        told.append(f"idle {idle}, busy {busy}")
        if busy.p99 < max(GAP_MS, NOISE * idle.p99) and busy.worst < max(GAP_MS, NOISE * idle.worst):
            return
    pytest.fail("; ".join(told))
