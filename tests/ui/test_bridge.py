"""The bridge: what the engine's threads put in comes out as few signals in the window's thread."""

import contextlib
import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from shareapp.server.events import RequestDone, Transfer, Trouble
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.controller import NEXT, ShareController
from shareapp.sharing.events import EventBuffer, ShareState, StateChanged, Totals
from shareapp.ui.bridge import HIDDEN_MS, VISIBLE_MS, ShareBridge
from tests.support.records import numbered, transfer

CONFIG = ShareConfig(root=Path("/srv"))
OTHER = ShareConfig(root=Path("/srv"), port=9000)


class FakeController(ShareController):
    """Moves by hand; the engine is not there."""

    def __init__(self, buffer: EventBuffer) -> None:
        super().__init__(buffer)
        self.started: list[ShareConfig] = []
        self.running: tuple[Transfer, ...] = ()
        self.cancelled: list[int] = []

    def start(self, config: ShareConfig) -> None:
        self.started.append(config)
        self.move("start")

    def stop(self, grace_s: float | None = None) -> None:
        self.move("stop")

    def move(self, cause: Any) -> None:
        """Take the table's step, as the engine's thread would."""
        self._state = NEXT[self._state, cause]
        self._buffer.put_state(StateChanged(self._state))

    def transfers(self) -> tuple[Transfer, ...]:
        return self.running

    def cancel(self, transfer_id: int) -> None:
        self.cancelled.append(transfer_id)


class Seen:
    """Everything a bridge emitted, in order."""

    def __init__(self, bridge: ShareBridge) -> None:
        self.events: list[tuple[str, Any]] = []
        bridge.state_changed.connect(lambda change: self.events.append(("state", change.state)))
        bridge.requests_done.connect(lambda requests: self.events.append(("requests", len(requests))))
        bridge.requests_dropped.connect(lambda count: self.events.append(("dropped", count)))
        bridge.troubles.connect(lambda troubles: self.events.append(("troubles", len(troubles))))
        bridge.totals_changed.connect(lambda totals: self.events.append(("totals", totals)))
        bridge.transfers_changed.connect(lambda transfers: self.events.append(("transfers", len(transfers))))

    def states(self) -> list[ShareState]:
        return [value for name, value in self.events if name == "state"]


@pytest.fixture
def buffer() -> EventBuffer:
    return EventBuffer(capacity=10)


@pytest.fixture
def controller(buffer: EventBuffer) -> FakeController:
    return FakeController(buffer)


@pytest.fixture
def bridge(qtbot: QtBot, buffer: EventBuffer, controller: FakeController) -> Iterator[ShareBridge]:
    result = ShareBridge(buffer=buffer, controller=controller)
    yield result
    timer_of(result).stop()


def timer_of(bridge: ShareBridge) -> QTimer:
    timer = bridge.findChild(QTimer)
    assert timer is not None
    return timer


def test_one_drain_emits_each_signal_at_most_once_and_states_first(bridge: ShareBridge, buffer: EventBuffer) -> None:
    seen = Seen(bridge)
    bridge.start(CONFIG)
    for request in numbered(12):
        buffer.put(request)
    buffer.put(Trouble(0.0, "client-timeout", "10.0.0.9"))
    bridge.drain()
    totals = Totals(requests=12, sent=12 * 2_900_000, received=0, devices=1)
    assert seen.events == [
        ("state", ShareState.STARTING),
        ("requests", 10),
        ("dropped", 2),
        ("troubles", 1),
        ("totals", totals),
    ]
    bridge.drain()
    assert len(seen.events) == 5


def test_a_batch_reaches_all_who_listen_without_a_copy(bridge: ShareBridge, buffer: EventBuffer) -> None:
    taken: list[list[RequestDone]] = []
    for _ in range(2):
        bridge.requests_done.connect(taken.append)
    (request,) = numbered(1)
    buffer.put(request)
    bridge.drain()
    assert len(taken) == 2
    assert taken[0] is taken[1]
    assert taken[0][0] is request


def test_the_timer_runs_from_the_start_to_the_last_state(
    bridge: ShareBridge, controller: FakeController, qtbot: QtBot
) -> None:
    seen = Seen(bridge)
    timer = timer_of(bridge)
    assert not timer.isActive()
    bridge.start(CONFIG)
    controller.move("listening")
    qtbot.waitUntil(lambda: ShareState.RUNNING in seen.states())
    assert timer.isActive()
    bridge.stop()
    controller.move("stopped")
    qtbot.waitUntil(lambda: ShareState.STOPPED in seen.states())
    assert not timer.isActive()
    assert seen.states() == [ShareState.STARTING, ShareState.RUNNING, ShareState.STOPPING, ShareState.STOPPED]


def test_a_failure_ends_the_timer_and_dismissing_it_is_told(
    bridge: ShareBridge, controller: FakeController, qtbot: QtBot
) -> None:
    seen = Seen(bridge)
    bridge.start(CONFIG)
    controller.move("error")
    qtbot.waitUntil(lambda: ShareState.FAILED in seen.states())
    assert not timer_of(bridge).isActive()
    bridge.stop()
    qtbot.waitUntil(lambda: seen.states()[-1] is ShareState.STOPPED)
    assert not timer_of(bridge).isActive()


def test_a_hidden_window_looks_less_often(bridge: ShareBridge) -> None:
    assert timer_of(bridge).interval() == VISIBLE_MS
    bridge.set_visible(False)
    assert timer_of(bridge).interval() == HIDDEN_MS
    bridge.set_visible(True)
    assert timer_of(bridge).interval() == VISIBLE_MS


def test_transfers_are_told_less_often_than_requests_and_their_end_once(
    bridge: ShareBridge, controller: FakeController
) -> None:
    bridge.start(CONFIG)
    controller.move("listening")
    bridge.drain()
    bridge.drain()
    seen = Seen(bridge)
    controller.running = (transfer(),)
    for _ in range(6):
        bridge.drain()
    assert seen.events == [("transfers", 1)] * 2
    controller.running = ()
    for _ in range(9):
        bridge.drain()
    assert seen.events == [("transfers", 1)] * 2 + [("transfers", 0)]


def test_transfers_are_over_when_the_share_is(bridge: ShareBridge, controller: FakeController) -> None:
    bridge.start(CONFIG)
    controller.move("listening")
    controller.running = (transfer(),)
    for _ in range(3):
        bridge.drain()
    seen = Seen(bridge)
    bridge.stop()
    controller.move("stopped")
    bridge.drain()
    assert seen.events[-1] == ("transfers", 0)
    bridge.cancel(7)
    assert controller.cancelled == [7]


def test_a_restart_is_a_stop_and_then_a_start(bridge: ShareBridge, controller: FakeController) -> None:
    seen = Seen(bridge)
    bridge.start(CONFIG)
    controller.move("listening")
    bridge.restart(OTHER)
    bridge.drain()
    assert controller.started == [CONFIG]
    controller.move("stopped")
    bridge.drain()
    assert controller.started == [CONFIG, OTHER]
    bridge.drain()
    assert seen.states()[-2:] == [ShareState.STOPPED, ShareState.STARTING]


def test_a_restart_of_nothing_is_a_start(bridge: ShareBridge, controller: FakeController) -> None:
    bridge.restart(OTHER)
    assert controller.started == [OTHER]


def test_a_stop_takes_back_a_restart(bridge: ShareBridge, controller: FakeController) -> None:
    bridge.start(CONFIG)
    controller.move("listening")
    bridge.restart(OTHER)
    bridge.stop()
    controller.move("stopped")
    bridge.drain()
    assert controller.started == [CONFIG]
    assert bridge.state is ShareState.STOPPED


def test_cleared_totals_are_told_at_once(bridge: ShareBridge, buffer: EventBuffer) -> None:
    buffer.put(numbered(1)[0])
    bridge.drain()
    seen = Seen(bridge)
    bridge.clear_totals()
    bridge.drain()
    assert seen.events == [("totals", Totals())]


def test_shutting_down_leaves_no_timer_and_tells_the_end(bridge: ShareBridge, controller: FakeController) -> None:
    bridge.start(CONFIG)
    controller.move("error")
    assert bridge.shut_down(1.0)
    assert not timer_of(bridge).isActive()


def test_a_real_share_without_a_folder_fails_and_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = ShareBridge()
    seen = Seen(bridge)
    bridge.start(ShareConfig(root=tmp_path / "missing", host="127.0.0.1", port=0))
    qtbot.waitUntil(lambda: ShareState.FAILED in seen.states())
    assert bridge.shut_down(5.0)


def test_a_real_share_answers_and_its_request_arrives_in_the_windows_thread(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x" * 1000)
    bridge = ShareBridge()
    seen = Seen(bridge)
    requests: list[RequestDone] = []
    ports: list[int] = []
    threads: set[int] = set()
    bridge.requests_done.connect(requests.extend)
    bridge.requests_done.connect(lambda _requests: threads.add(threading.get_ident()))
    bridge.state_changed.connect(lambda change: ports.append(change.port))
    bridge.start(ShareConfig(root=tmp_path, host="127.0.0.1", port=0))
    qtbot.waitUntil(lambda: ShareState.RUNNING in seen.states())
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", ports[-1], timeout=5)) as client:
        client.request("GET", "/photo.jpg")
        assert len(client.getresponse().read()) == 1000
    qtbot.waitUntil(lambda: len(requests) == 1)
    assert (requests[0].target, requests[0].status, requests[0].sent) == ("/photo.jpg", 200, 1000)
    assert threads == {threading.get_ident()}
    bridge.stop(0)
    qtbot.waitUntil(lambda: seen.states()[-1] is ShareState.STOPPED)
    assert bridge.shut_down(5.0)
