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


def test_twenty_thousand_requests_a_second_do_not_hold_the_window_up(theme: Theme, qtbot: QtBot) -> None:
    buffer = EventBuffer()
    bridge = ShareBridge(buffer=buffer, controller=ShareController(buffer))
    view = LogView(theme)
    qtbot.addWidget(view)
    bridge.requests_done.connect(view.append)
    bridge.requests_dropped.connect(view.add_dropped)
    bridge.totals_changed.connect(view.set_totals)
    counted: list[int] = []
    bridge.requests_done.connect(lambda requests: counted.append(len(requests)))
    bridge.requests_dropped.connect(counted.append)
    view.resize(868, 600)
    view.show()
    idle = measure(1.0)

    drain = QTimer(interval=VISIBLE_MS)
    drain.timeout.connect(bridge.drain)
    producers = [threading.Thread(target=produce, args=(buffer, number)) for number in range(PRODUCERS)]
    for producer in producers:
        producer.start()
    drain.start()
    busy = measure(SECONDS)
    for producer in producers:
        producer.join()
    drain.stop()
    bridge.drain()

    sent = RATE * SECONDS
    assert sum(counted) == sent
    assert buffer.drain().totals.requests == sent
    assert view.model.kept <= 10_000
    told = f"idle {idle}, busy {busy}"
    assert busy.p99 < max(GAP_MS, NOISE * idle.p99), told
    assert busy.worst < max(GAP_MS, NOISE * idle.worst) or busy.p99 < GAP_MS / 2, told
