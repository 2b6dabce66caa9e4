"""What others may see of a request while it runs, and what remains of it."""

import contextlib
import socket
from collections.abc import Iterator

import pytest

from shareapp.server.body import IncomingBody
from shareapp.server.connection import Connection, Phase
from shareapp.server.errors import HTTPError
from shareapp.server.events import Event, Trouble, discard
from shareapp.server.exchange import Exchange, Service, plain_refusal
from shareapp.server.limits import Limits
from shareapp.server.message import EMPTY_BODY, Body, Headers, Request, Response
from tests.support.running_server import Running, running
from tests.support.wire_client import WireClient


@pytest.fixture
def connection() -> Iterator[Connection]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Connection(ours, "192.0.2.7", Phase.IDLE, 0.0)


def exchange(connection: Connection, target: str = "/", agent: str = "", body: Body = EMPTY_BODY) -> Exchange:
    headers = Headers([("User-Agent", agent), ("Referer", "r")])
    service = Service(lambda _: Response(200), Limits(), discard, plain_refusal, secure=False, version=(1, 1))
    return Exchange(service, connection, Request("GET", target, "/", "", (1, 1), headers, body=body))


def test_before_its_answer_a_request_without_body_is_a_download_of_unknown_size(connection: Connection) -> None:
    transfer = exchange(connection, "/a?b", "phone").transfer()
    assert transfer[:6] == (1, "192.0.2.7", "phone", "GET", "/a?b", "down")
    assert (transfer.done, transfer.total) == (0, None)


def test_a_body_is_an_upload_until_it_is_answered(connection: Connection) -> None:
    body = IncomingBody(connection, 100, Limits(), awaits_continue=False)
    body.received = 40
    running = exchange(connection, body=body)
    assert running.transfer()[5:8] == ("up", 40, 100)
    running.response = Response(200, [], b"hello")
    assert running.transfer()[5:8] == ("down", 0, 5)
    assert running.done().received == 40


@pytest.mark.point(120)
def test_the_record_tells_what_was_done(connection: Connection) -> None:
    running = exchange(connection, "/x", "phone")
    running.response = Response(206, [], user="alice", added=2)
    running.status, running.sent, running.note = 206, 9, "aborted"
    done = running.done()
    assert done.added == 2
    assert (done.client, done.user, done.method, done.target, done.version) == (
        "192.0.2.7",
        "alice",
        "GET",
        "/x",
        "HTTP/1.1",
    )
    assert (done.status, done.sent, done.received, done.agent, done.referer, done.note) == (
        206,
        9,
        0,
        "phone",
        "r",
        "aborted",
    )


@pytest.mark.point(120)
@pytest.mark.fault("gh-100001")
@pytest.mark.parametrize(
    ("agent", "logged"),
    [
        ("plain text", "plain text"),
        ("esc\x1b[2J", "esc\\x1b[2J"),
        ("c1\x9b", "c1\\x9b"),
        ("caf\xe9", "caf\xe9"),
        ("x" * 600, "x" * 512),
    ],
)
def test_what_could_steer_a_terminal_is_escaped(connection: Connection, agent: str, logged: str) -> None:
    assert exchange(connection, agent=agent).done().agent == logged


def test_the_key_of_a_qr_code_is_in_no_record(connection: Connection) -> None:
    running = exchange(connection, "/~key/c2VjcmV0")
    assert (running.done().target, running.transfer().target) == ("/~key/***", "/~key/***")


def test_trouble_reaches_the_sink() -> None:
    told: list[Event] = []
    service = Service(lambda _: Response(200), Limits(), told.append, plain_refusal, secure=False, version=(1, 1))
    service.trouble("bad-request", "192.0.2.7", "400", "why")
    (trouble,) = told
    assert isinstance(trouble, Trouble)
    assert trouble[1:] == ("bad-request", "192.0.2.7", ("400", "why"))


def test_the_plain_page_holds_status_reason_and_fields() -> None:
    page = plain_refusal(HTTPError(405, "no \u20ac", [("Allow", "GET")]))
    assert (page.status, page.header("Allow"), page.body) == (405, "GET", b"405 no ?\n")


FEW = Limits(bodies=3, bodies_per_client=2, workers=4)
UPLOAD = [("Content-Length", "5"), ("Expect", "100-continue")]


def echo(request: Request) -> Response:
    return Response(200, [], request.body.read())


def test_one_client_cannot_hold_every_worker_with_slow_bodies() -> None:
    with running(echo, FEW) as runner, runner.client() as first, runner.client() as second, runner.client() as third:
        for client in (first, second):
            client.request(method="PUT", fields=UPLOAD)
            assert client.answer().status == 100
        third.request(method="PUT", fields=UPLOAD)
        assert third.answer().status == 503
        with runner.client() as reader:
            assert reader.get().status == 200
        first.send("hello")
        assert first.answer().body == b"hello"
        with runner.client() as again:
            again.request(method="PUT", fields=[("Content-Length", "5")], body=b"hello")
            assert again.answer().body == b"hello"
        second.send("hello")
        assert second.answer().body == b"hello"


def test_many_clients_cannot_hold_every_worker_with_slow_bodies() -> None:
    with running(echo, FEW) as runner, contextlib.ExitStack() as stack:
        for number, status in ((2, 100), (3, 100), (4, 100), (5, 503)):
            client = stack.enter_context(from_address(runner, f"127.0.0.{number}"))
            client.request(method="PUT", fields=UPLOAD)
            assert client.answer().status == status


def from_address(runner: Running, address: str) -> WireClient:
    return WireClient.around(socket.create_connection(("127.0.0.1", runner.server.port), source_address=(address, 0)))
