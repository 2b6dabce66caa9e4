"""Each kind of poller tells of readiness once, whoever armed it."""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from shareapp.server.poller import Poller, SelectorPoller, new_poller

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture(params=[new_poller, SelectorPoller], ids=["native", "selector"])
def poller(request: pytest.FixtureRequest) -> Iterator[Poller]:
    make: Callable[[], Poller] = request.param
    made = make()
    yield made
    made.close()


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_an_armed_descriptor_is_reported_once(poller: Poller, pair: Pair) -> None:
    ours, theirs = pair
    poller.arm(ours.fileno(), write=False)
    assert poller.poll(0) == []
    theirs.send(b"x")
    assert poller.poll(5) == [ours.fileno()]
    assert poller.poll(0) == []
    poller.arm(ours.fileno(), write=False)
    assert poller.poll(5) == [ours.fileno()]


def test_room_to_write_is_reported_when_asked_for(poller: Poller, pair: Pair) -> None:
    ours, theirs = pair
    ours.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while ours.send(b"x" * 65536):
            pass
    poller.arm(ours.fileno(), write=True)
    assert poller.poll(0) == []
    while theirs.recv(1 << 20) and not (ready := poller.poll(0)):
        pass
    assert ready == [ours.fileno()]


def test_the_end_of_the_other_side_is_reported(poller: Poller, pair: Pair) -> None:
    ours, theirs = pair
    poller.arm(ours.fileno(), write=False)
    theirs.close()
    assert poller.poll(5) == [ours.fileno()]


def test_a_watched_descriptor_is_reported_until_unwatched(poller: Poller, pair: Pair) -> None:
    ours, theirs = pair
    poller.watch(ours.fileno())
    theirs.send(b"x")
    assert poller.poll(5) == [ours.fileno()]
    assert poller.poll(5) == [ours.fileno()]
    poller.unwatch(ours.fileno())
    assert poller.poll(0) == []


def test_another_thread_may_arm_while_it_polls(poller: Poller, pair: Pair) -> None:
    ours, theirs = pair
    theirs.send(b"x")
    arming = threading.Thread(target=poller.arm, args=(ours.fileno(),), kwargs={"write": False})
    arming.start()
    ready: list[int] = []
    while not ready:
        ready = poller.poll(5)
    assert ready == [ours.fileno()]
    arming.join()


def test_waking_ends_a_poll_without_a_report(poller: Poller) -> None:
    for _ in range(3000):
        poller.wake()
    assert poller.poll(5) == []
    assert poller.poll(0) == []
    waking = threading.Thread(target=poller.wake)
    waking.start()
    assert poller.poll(None) == []
    waking.join()


def test_a_disarmed_descriptor_may_be_closed(poller: Poller, pair: Pair) -> None:
    ours, theirs = pair
    poller.arm(ours.fileno(), write=False)
    assert poller.poll(0) == []
    poller.disarm(ours.fileno())
    ours.close()
    theirs.close()
    assert poller.poll(0) == []


def test_a_descriptor_closed_while_armed_disturbs_nobody(monkeypatch: pytest.MonkeyPatch, pair: Pair) -> None:
    # select() is the one that refuses all when one is closed; other selectors are like epoll.
    monkeypatch.setattr(selectors, "DefaultSelector", selectors.SelectSelector)
    poller = SelectorPoller()
    ours, theirs = pair
    closed, other = socket.socketpair()
    poller.arm(closed.fileno(), write=False)
    poller.arm(ours.fileno(), write=False)
    assert poller.poll(0) == []
    closed.close()
    other.close()
    theirs.send(b"x")
    assert poller.poll(5) == []
    assert poller.poll(5) == [ours.fileno()]
    poller.close()
