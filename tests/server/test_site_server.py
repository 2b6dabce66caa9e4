"""What a whole server promises: where it listens, how it stops, what it shows while it runs."""

import errno
import gc
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shareapp.server.connection import Connection
from shareapp.server.content.arriving import announce
from shareapp.server.conversation import Conversation
from shareapp.server.errors import AddressUnavailable, PortInUse
from shareapp.server.events import Arriving
from shareapp.server.limits import Limits
from shareapp.server.message import FileSlice, Request, Response
from shareapp.server.site_server import SiteServer
from tests.support.certificates import contexts
from tests.support.running_server import Running, running

HUGE = 1_000_000_000


def hello(_request: Request) -> Response:
    return Response(200, [], b"hello")


@pytest.fixture
def huge_file(tmp_path: Path) -> Path:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(HUGE)
    return path


def sending(path: Path) -> Response:
    return Response(200, [], FileSlice(os.open(path, os.O_RDONLY), 0, HUGE))


# Listening


def test_clients_reach_it_through_ipv4_and_ipv6_on_one_port() -> None:
    with running(lambda request: Response(200, [], request.client.encode()), addresses=[("", 0)]) as runner:
        with runner.client() as client:
            assert client.get().body == b"127.0.0.1"
        with runner.client(host="::1") as client:
            assert client.get().body == b"::1"


def test_several_addresses_share_the_port_the_system_chose() -> None:
    with running(hello, addresses=[("127.0.0.1", 0), ("127.0.0.2", 0)]) as runner:
        for host in ("127.0.0.1", "127.0.0.2"):
            with runner.client(host=host) as client:
                assert client.get().body == b"hello"


def test_a_taken_port_is_told_and_nothing_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortInUse) as raised:
            SiteServer([("127.0.0.2", 0), ("127.0.0.1", port)], hello)
        assert raised.value == PortInUse("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-address", "1.2.3.4.5"])
def test_a_foreign_address_is_told(host: str) -> None:
    with pytest.raises(AddressUnavailable) as raised:
        SiteServer([(host, 0)], hello)
    assert raised.value == AddressUnavailable(host)


def test_the_site_may_be_replaced_while_it_runs() -> None:
    with running(hello) as runner, runner.client() as client:
        assert client.get().body == b"hello"
        runner.server.site = lambda _: Response(200, [], b"bye")
        assert client.get().body == b"bye"


# Stopping


def test_a_server_that_never_served_stops_and_frees_its_port() -> None:
    server = SiteServer([("127.0.0.1", 0)], hello)
    server.stop()
    server.stop()
    server.serve()
    SiteServer([("127.0.0.1", server.port)], hello).stop()


def test_stop_before_serve_has_polled_is_not_lost() -> None:
    for _ in range(20):
        with running(hello) as runner:
            assert runner.stop()


@pytest.mark.parametrize("secure", [False, True])
def test_stop_drops_silent_idle_and_half_spoken_clients_at_once(*, secure: bool) -> None:
    server_context, client_context = contexts()
    own = client_context if secure else None
    with (
        running(hello, tls=server_context if secure else None) as runner,
        runner.client() as silent,
        runner.client(own) as idle,
        runner.client(own) as half,
    ):
        half.send("GET / HTTP/1.1\r\n")
        assert idle.get().body == b"hello"
        assert runner.stop(grace_s=10, within_s=1)
        assert idle.is_closed()
        assert silent.is_closed()
        assert half.is_closed()


@pytest.mark.point(103)
def test_stop_refuses_new_clients_at_once_and_lets_a_transfer_finish() -> None:
    go_on = threading.Event()

    def slow(_request: Request) -> Response:
        return Response(200, [], body(), length=3)

    def body() -> Iterator[bytes]:
        yield b"a"
        go_on.wait(10)
        yield b"bc"

    with running(slow) as runner, runner.client() as client:
        client.request()
        client.until(b"\r\n\r\na")
        try:
            runner.server.stop(10)
            refused_by(runner)
        finally:
            go_on.set()
        assert client.exactly(2) == b"bc"
        assert client.is_closed()
        assert runner.told.wait_done(1)[0].note == ""


def refused_by(runner: Running) -> None:
    """Until a new connection is refused."""
    for _ in range(1000):
        try:
            runner.client().close()
        except ConnectionError:
            return
    pytest.fail("still accepts")


@pytest.mark.parametrize("secure", [False, True])
def test_stop_cuts_a_stalled_download_after_the_grace(huge_file: Path, *, secure: bool) -> None:
    server_context, client_context = contexts()
    with (
        running(lambda _: sending(huge_file), tls=server_context if secure else None) as runner,
        runner.client(client_context if secure else None, receive_buffer=4096) as client,
    ):
        client.request()
        client.until(b"\r\n\r\n")
        began = time.monotonic()
        assert runner.stop(grace_s=0.3, within_s=1.3)
        assert time.monotonic() - began >= 0.3
        assert runner.told.wait_done(1)[0].note == "aborted"


def test_stop_cuts_a_waiting_upload_after_the_grace() -> None:
    reading = threading.Event()

    def site(request: Request) -> Response:
        reading.set()
        return Response(200, [], request.body.read())

    with running(site) as runner, runner.client() as client:
        client.request(method="PUT", fields=[("Content-Length", "10")], body=b"abc")
        assert reading.wait(10)
        assert runner.stop(grace_s=0.1, within_s=1.1)
        assert runner.told.wait_done(1)[0].note == "aborted"


@pytest.mark.point(103)
def test_stopping_fifty_downloads_leaves_nothing(huge_file: Path) -> None:
    with running(lambda _: sending(huge_file), Limits(stall_s=10)) as runner:
        clients = [runner.client(receive_buffer=4096) for _ in range(50)]
        try:
            for client in clients:
                client.request()
            for client in clients:
                client.until(b"\r\n\r\n")
            assert runner.server.open_connections == 50
            runner.server.stop(5)
            assert runner.stop(grace_s=0.1, within_s=1.1)
            assert runner.server.open_connections == 0
            assert {done.note for done in runner.told.wait_done(50)} == {"aborted"}
        finally:
            for client in clients:
                client.close()


def test_a_response_is_closed_even_when_its_transfer_is_cut(huge_file: Path) -> None:
    closed = threading.Event()

    def site(_request: Request) -> Response:
        response = sending(huge_file)
        response.on_close = closed.set
        return response

    with running(site) as runner, runner.client(receive_buffer=4096) as client:
        client.request()
        client.until(b"\r\n\r\n")
        assert runner.stop()
    assert closed.is_set()


def test_a_response_that_cannot_be_closed_ends_all_the_same() -> None:
    closed = threading.Event()

    class Failing(list[bytes]):
        def close(self) -> None:
            raise OSError(errno.EIO, "disk")

    with (
        running(lambda _: Response(200, [], Failing([b"hello"]), 5, on_close=closed.set)) as runner,
        runner.client() as client,
    ):
        assert client.get().body == b"hello"
        assert runner.told.wait_done(1)[0].status == 200
        assert runner.server.transfers() == ()
    assert closed.is_set()


@pytest.mark.parametrize("secure", [False, True])
def test_a_connection_that_has_ended_leaves_nothing_to_the_garbage_collector(huge_file: Path, *, secure: bool) -> None:
    ours, theirs = contexts() if secure else (None, None)
    gc.collect()
    gc.disable()
    try:
        with running(lambda _: sending(huge_file), tls=ours) as runner:
            with runner.client(theirs, receive_buffer=4096) as client:
                client.request()
                client.until(b"\r\n\r\n")
            runner.told.wait_done(1)
            assert runner.stop()
        assert [item for item in gc.get_objects() if isinstance(item, Connection | Conversation)] == []
    finally:
        gc.enable()


# Transfers


def test_a_running_download_is_shown_and_can_be_cancelled(huge_file: Path) -> None:
    with running(lambda _: sending(huge_file)) as runner, runner.client(receive_buffer=4096) as client:
        assert runner.server.transfers() == ()
        client.request("/film", fields=[("User-Agent", "phone")])
        client.until(b"\r\n\r\n")
        (transfer,) = runner.server.transfers()
        assert (transfer.client, transfer.agent, transfer.method, transfer.target) == (
            "127.0.0.1",
            "phone",
            "GET",
            "/film",
        )
        assert (transfer.direction, transfer.total) == ("down", HUGE)
        client.exactly(2_000_000)  # what is counted lags behind by one system call
        assert runner.server.transfers()[0].done >= 1_000_000
        runner.server.cancel(transfer.id)
        assert len(client.rest()) < HUGE
        done = runner.told.wait_done(1)[0]
        assert (done.note, done.agent) == ("aborted", "phone")
        assert 1_000_000 <= done.sent < HUGE
        runner.server.cancel(transfer.id)
        assert runner.server.transfers() == ()


def test_an_upload_is_shown_with_its_direction() -> None:
    with running(lambda request: Response(200, [], request.body.read())) as runner, runner.client() as client:
        client.request("/up", method="PUT", fields=[("Content-Length", "6"), ("Expect", "100-continue")])
        assert client.answer().status == 100
        (transfer,) = runner.server.transfers()
        assert (transfer.direction, transfer.done, transfer.total) == ("up", 0, 6)
        client.send("abcdef")
        assert client.answer().body == b"abcdef"


def test_a_cancelled_upload_ends_and_is_told() -> None:
    with running(lambda request: Response(200, [], request.body.read())) as runner, runner.client() as client:
        client.request("/up", method="PUT", fields=[("Content-Length", "6"), ("Expect", "100-continue")])
        assert client.answer().status == 100
        runner.server.cancel(runner.server.transfers()[0].id)
        client.rest()
        assert runner.told.wait_done(1)[0].note == "aborted"


def test_an_upload_tells_which_file_it_brings_and_is_given_up_when_it_is_cancelled() -> None:
    given_up = threading.Event()
    film = Arriving("film.mp4", "token", 4_000, 10_000)

    def site(request: Request) -> Response:
        announce(request.body, film, given_up.set)
        return Response(200, [], request.body.read())

    with running(site) as runner, runner.client() as client:
        client.request("/?upload=token", method="PATCH", fields=[("Content-Length", "6"), ("Expect", "100-continue")])
        assert client.answer().status == 100
        (transfer,) = runner.server.transfers()
        assert transfer.arriving == film
        assert (transfer.direction, transfer.done, transfer.total) == ("up", 0, 6)
        assert not given_up.is_set()
        runner.server.cancel(transfer.id)
        assert given_up.is_set()
        client.rest()
        assert runner.told.wait_done(1)[0].note == "aborted"


def test_a_responder_learns_that_its_client_has_left() -> None:
    asked, gone = threading.Event(), threading.Event()

    def site(request: Request) -> Response:
        assert request.is_connected()
        asked.set()
        while request.is_connected():
            time.sleep(0.001)
        gone.set()
        return Response(200, [], b"too late")

    with running(site) as runner:
        with runner.client() as client:
            client.request()
            assert asked.wait(10)
        assert gone.wait(10)


@pytest.mark.point(120)
@pytest.mark.fault("gh-87979")
def test_what_the_log_gets_is_harmless_and_bounded() -> None:
    with running(hello) as runner, runner.client() as client:
        agent, referer = "a\x9bb\xa0", "r" * 4000
        client.request("/" + "t" * 4000 + "\x85", fields=[("User-Agent", agent), ("Referer", referer)])
        client.answer()
        client.request("/\x85")
        client.answer()
        first, second = runner.told.wait_done(2)
        assert (first.agent, first.referer, len(first.target)) == ("a\\x9bb\\xa0", "r" * 512, 2048)
        assert second.target == "/\\x85"
        assert (first.version, first.sent, first.received, first.note) == ("HTTP/1.1", 5, 0, "")
        assert 0 < first.seconds < 10
        assert abs(first.at - time.time()) < 10
