"""Many clients at once: none of them can use up the share."""

import os
import resource
import selectors
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shareapp.server import pool
from shareapp.server.connection import Connection, Next, Phase
from shareapp.server.conversation import Conversation
from shareapp.server.events import discard
from shareapp.server.exchange import Service, plain_refusal
from shareapp.server.limits import Limits
from shareapp.server.message import FileSlice, Request, Response
from shareapp.server.poller import SelectorPoller
from tests.support.running_server import running
from tests.support.wire_client import WireClient


def hello(_request: Request) -> Response:
    return Response(200, [], b"hello")


@pytest.mark.point(101)
def test_the_longest_idle_client_makes_room_for_a_new_one() -> None:
    with running(hello, Limits(connections=3)) as runner, ExitStack() as stack:
        clients = []
        for _ in range(3):
            clients.append(stack.enter_context(runner.client()))
            clients[-1].get()
            runner.settle()
        clients[0].get()
        runner.settle()
        newcomer = stack.enter_context(runner.client())
        assert newcomer.get().body == b"hello"
        assert clients[1].is_closed()
        assert clients[0].get().body == b"hello"
        assert clients[2].get().body == b"hello"


@pytest.mark.parametrize(
    ("sent", "answered"), [(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", True), (b"GET /", False), (b"", False)]
)
def test_who_has_asked_when_room_is_needed_is_answered_first(sent: bytes, *, answered: bool) -> None:
    ours, theirs = socket.socketpair()
    service = Service(hello, Limits(), discard, plain_refusal, secure=False, version=(1, 1))
    with ours, theirs:
        ours.setblocking(False)
        theirs.setblocking(False)
        connection = Connection(ours, "192.0.2.7", Phase.IDLE, time.monotonic() + 60)
        theirs.send(sent)
        connection.expired = True
        verdict = Conversation(service, connection, None).proceed()
        assert verdict is (Next.PARK if answered else Next.CLOSE)
        assert theirs.recv(1000).endswith(b"hello" if answered else b"")
        connection.close()


@pytest.mark.point(101)
def test_accepting_pauses_while_everybody_is_busy_and_goes_on() -> None:
    busy, go_on = threading.Semaphore(0), threading.Event()

    def site(request: Request) -> Response:
        if request.path == "/slow":
            busy.release()
            assert go_on.wait(10)
        return Response(200, [], b"hello")

    with running(site, Limits(connections=2)) as runner, ExitStack() as stack:
        clients = [stack.enter_context(runner.client()) for _ in range(2)]
        try:
            for client in clients:
                client.request("/slow")
                assert busy.acquire(timeout=10)
            clients += [stack.enter_context(runner.client()) for _ in range(2)]
            clients[2].request()
            clients[3].request()
            assert runner.server.open_connections == 2
        finally:
            go_on.set()
        for client in clients[:2]:
            assert client.answer().body == b"hello"
            client.close()
        for client in clients[2:]:
            assert client.answer().body == b"hello"


def test_one_client_cannot_take_every_place() -> None:
    with running(hello, Limits(connections_per_client=2)) as runner, ExitStack() as stack:
        clients = [stack.enter_context(runner.client()) for _ in range(2)]
        for client in clients:
            assert client.get().body == b"hello"
            runner.settle()
        newcomer = stack.enter_context(runner.client())
        assert newcomer.get().body == b"hello"
        assert clients[0].is_closed()
        assert clients[1].get().body == b"hello"


def test_over_its_share_a_client_with_busy_connections_is_turned_away() -> None:
    busy, go_on = threading.Semaphore(0), threading.Event()

    def site(_request: Request) -> Response:
        busy.release()
        assert go_on.wait(10)
        return Response(200, [], b"hello")

    with running(site, Limits(connections_per_client=1)) as runner, runner.client() as client:
        client.request()
        assert busy.acquire(timeout=10)
        try:
            with runner.client() as second:
                assert second.is_closed()
        finally:
            go_on.set()
        assert client.answer().body == b"hello"


@pytest.mark.point(101)
def test_the_count_of_connections_returns_to_zero() -> None:
    with running(hello) as runner:
        clients = [runner.client() for _ in range(20)]
        for client in clients:
            client.get("/", ("Connection", "close"))
            client.rest()
            client.close()
        runner.told.wait_done(20)
        with runner.client() as last:  # served after the others' places were given back
            last.get()
            assert runner.server.open_connections == 1


@pytest.mark.point(100)
@pytest.mark.fault("no-deadlines")
def test_dripping_and_silent_clients_hold_no_worker() -> None:
    with running(hello, Limits(workers=1)) as runner, ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(runner.client()).send("GET / HT")
            stack.enter_context(runner.client())
        client = stack.enter_context(runner.client())
        assert client.get().body == b"hello"


@pytest.mark.point(102)
def test_stalled_readers_hold_no_worker(tmp_path: Path) -> None:
    size = 100_000_000
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(size)

    def site(request: Request) -> Response:
        if request.path == "/huge":
            return Response(200, [], FileSlice(os.open(tmp_path / "huge", os.O_RDONLY), 0, size))
        return Response(200, [], b"hello")

    with running(hello, Limits(workers=1)) as runner, ExitStack() as stack:
        runner.server.site = site
        for _ in range(10):
            stack.enter_context(runner.client(receive_buffer=4096)).request("/huge")
        client = stack.enter_context(runner.client())
        assert client.get().body == b"hello"


def test_blocked_workers_are_joined_by_others() -> None:
    together = threading.Barrier(20)

    def site(_request: Request) -> Response:
        together.wait(10)
        return Response(200, [], b"hello")

    with running(site) as runner, ExitStack() as stack:
        clients = [stack.enter_context(runner.client()) for _ in range(20)]
        for client in clients:
            client.request()
        assert [client.answer().body for client in clients] == [b"hello"] * 20


@pytest.mark.parametrize("selector", [selectors.DefaultSelector, selectors.SelectSelector])
def test_systems_without_epoll_serve_alike(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, selector: type[selectors.BaseSelector]
) -> None:
    monkeypatch.setattr(selectors, "DefaultSelector", selector)
    monkeypatch.setattr(pool, "new_poller", SelectorPoller)
    size = 100_000_000
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(size)

    def site(request: Request) -> Response:
        if request.path == "/huge":
            return Response(200, [], FileSlice(os.open(tmp_path / "huge", os.O_RDONLY), 0, size))
        return hello(request)

    with running(site, Limits(idle_s=0.5, connections=3)) as runner, ExitStack() as stack:
        client, stalled = (stack.enter_context(runner.client(receive_buffer=4096)) for _ in range(2))
        stalled.request("/huge")
        stalled.until(b"\r\n\r\n")
        for _ in range(5):
            assert client.get().body == b"hello"
        runner.server.cancel(runner.server.transfers()[0].id)
        assert len(stalled.rest()) < size
        assert client.is_closed()
        with runner.client() as last:
            assert last.get().body == b"hello"


@pytest.fixture
def few_descriptors() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to set")
def test_without_descriptors_accepting_pauses_is_told_once_and_recovers(few_descriptors: None) -> None:
    with running(hello) as runner, ExitStack() as stack:
        with runner.client() as first:
            first.request()
            first.answer()
            waiting = [socket.socket() for _ in range(4)]
            for client in waiting:
                stack.callback(client.close)
            lowest_free = socket.socket()
            free = lowest_free.fileno()
            lowest_free.close()
            hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
            for client in waiting:
                client.connect(("127.0.0.1", runner.server.port))
            runner.told.wait_trouble("out-of-descriptors")
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        for client in waiting:
            with WireClient.around(client) as spoken:
                assert spoken.get().body == b"hello"
        assert [trouble.code for trouble in runner.told.troubles] == ["out-of-descriptors"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to set")
def test_half_of_the_descriptors_are_left_for_the_files_of_those_who_are_in(few_descriptors: None) -> None:
    with socket.socket() as lowest_free:
        free = lowest_free.fileno()
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + 60, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with running(hello) as runner, ExitStack() as stack:
        for _ in range(16):
            with runner.client() as client:
                assert client.get().body == b"hello"
                waiting = stack.enter_context(runner.client())
                waiting.request()
                waiting.answer()
                assert runner.server.open_connections <= 14
        assert runner.told.troubles == []
