"""Nothing of importance is lost between the engine and whoever watches it, and totals are exact."""

import pickle
import threading

import pytest

from shareapp.server.errors import PortInUse
from shareapp.sharing.addresses import Address
from shareapp.sharing.events import Batch, EventBuffer, ShareState, StateChanged, Totals
from tests.support.events import DONE, TROUBLE

RUNNING = StateChanged(ShareState.RUNNING, (Address("192.168.0.12", "wifi", "wlan0"),), 8000)


def test_what_is_put_is_drained_once_in_order() -> None:
    buffer = EventBuffer()
    buffer.put_state(RUNNING)
    buffer.put(DONE)
    buffer.put(TROUBLE)
    buffer.put(DONE._replace(status=404))
    batch = buffer.drain()
    assert batch.states == (RUNNING,)
    assert [request.status for request in batch.requests] == [200, 404]
    assert batch.troubles == (TROUBLE,)
    assert buffer.drain() == Batch((), [], (), 0, batch.totals)


@pytest.mark.point(120)
def test_the_oldest_requests_are_dropped_and_counted() -> None:
    buffer = EventBuffer(capacity=10)
    for number in range(25):
        buffer.put(DONE._replace(status=number, sent=2, received=3, client=f"10.0.0.{number % 4}"))
    batch = buffer.drain()
    assert [request.status for request in batch.requests] == list(range(15, 25))
    assert batch.dropped == 15
    assert batch.totals == Totals(requests=25, sent=50, received=75, devices=4)
    assert buffer.drain().dropped == 0


def test_states_are_never_dropped() -> None:
    buffer = EventBuffer(capacity=1)
    changes = [StateChanged(state) for _ in range(200) for state in ShareState]
    for change in changes:
        buffer.put_state(change)
        buffer.put(DONE)
    assert list(buffer.drain().states) == changes


@pytest.mark.point(120)
@pytest.mark.fault("gh-87979")
def test_troubles_are_bounded() -> None:
    buffer = EventBuffer()
    for number in range(EventBuffer.TROUBLES + 5):
        buffer.put(TROUBLE._replace(at=number))
    troubles = buffer.drain().troubles
    assert len(troubles) == EventBuffer.TROUBLES
    assert troubles[0].at == 5


def test_totals_begin_anew_when_cleared_and_go_on_when_a_share_starts_again() -> None:
    buffer = EventBuffer()
    buffer.put(DONE)
    buffer.clear_totals()
    assert buffer.drain().totals == Totals()
    buffer.put(DONE)
    buffer.put_state(StateChanged(ShareState.STARTING))
    buffer.put(DONE)
    assert buffer.drain().totals == Totals(requests=2, sent=2 * DONE.sent, devices=1)


def test_the_set_of_devices_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventBuffer, "DEVICES", 3)
    buffer = EventBuffer()
    for number in range(10):
        buffer.put(DONE._replace(client=f"10.0.0.{number}"))
    assert buffer.drain().totals.devices == 3


def test_devices_are_told_the_last_one_first() -> None:
    buffer = EventBuffer(capacity=2)
    for number, client in enumerate(("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.1")):
        buffer.put(DONE._replace(client=client, at=float(number), seconds=0.0, sent=10))
    first, second = buffer.devices()
    assert (first.client, first.requests, first.sent, first.first_seen, first.last_seen) == (
        "10.0.0.1",
        3,
        30,
        0.0,
        3.0,
    )
    assert (second.client, second.requests) == ("10.0.0.2", 1)
    buffer.clear_totals()
    assert buffer.devices() == ()


def test_many_threads_are_counted_exactly() -> None:
    buffer = EventBuffer(capacity=100)
    seen = 0

    def put() -> None:
        for _ in range(2_000):
            buffer.put(DONE)

    threads = [threading.Thread(target=put) for _ in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        batch = buffer.drain()
        seen += len(batch.requests) + batch.dropped
    batch = buffer.drain()
    assert seen + len(batch.requests) + batch.dropped == 8_000
    assert batch.totals.requests == 8_000


def test_a_batch_can_cross_to_another_process() -> None:
    batch = Batch((RUNNING, StateChanged(ShareState.FAILED, lost=True)), [DONE], (TROUBLE,), 0, Totals())
    assert pickle.loads(pickle.dumps(batch)) == batch  # noqa: S301 - our own bytes


def test_errors_can_cross_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(PortInUse("", 8000)))  # noqa: S301 - our own bytes
    assert error == PortInUse("", 8000)
