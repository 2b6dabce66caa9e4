"""What one connection of the product promises, seen from the other end of a real socket."""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shareapp.server import conversation
from shareapp.server.connection import Connection
from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.message import FileSlice, Request, Response
from tests.support.certificates import contexts
from tests.support.running_server import Running, running
from tests.support.wire_client import TIMEOUT_S

QUICK = Limits(head_s=0.3, stall_s=0.3, linger_s=0.3)
CHUNKED = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"


def hello(_request: Request) -> Response:
    return Response(200, [("Content-Type", "text/plain")], b"hello")


def echo(request: Request) -> Response:
    return Response(200, [("X-Method", request.method), ("X-Target", request.target)], request.body.read())


def pieces(_request: Request) -> Response:
    return Response(200, [], iter([b"one ", b"", b"two ", b"three"]))


@pytest.fixture
def server() -> Iterator[Running]:
    with running(echo) as runner:
        yield runner


# Staying and leaving


def test_requests_follow_each_other_on_one_connection(server: Running) -> None:
    with server.client() as client:
        answers = [client.get(f"/{number}") for number in range(3)]
    assert [answer.field("X-Target") for answer in answers] == ["/0", "/1", "/2"]
    assert [answer.field("Connection") for answer in answers] == [None] * 3
    assert [done.target for done in server.told.wait_done(3)] == ["/0", "/1", "/2"]


def test_every_answer_carries_date_and_product_and_nothing_more(server: Running) -> None:
    with server.client() as client:
        answer = client.get()
    assert answer.field("Server") == "shareapp"
    assert (answer.field("Date") or "").endswith(" GMT")
    assert answer.version == "HTTP/1.1"


def test_pipelined_requests_are_answered_in_order(server: Running) -> None:
    with server.client() as client:
        client.send("".join(f"GET /{number} HTTP/1.1\r\nHost: h\r\n\r\n" for number in range(50)))
        assert [client.answer().field("X-Target") for _ in range(50)] == [f"/{number}" for number in range(50)]


def test_a_pipelined_body_does_not_swallow_the_next_request(server: Running) -> None:
    with server.client() as client:
        client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\nHost: h\r\n\r\n")
        assert client.answer().body == b"abc"
        assert client.answer().field("X-Target") == "/b"


@pytest.mark.parametrize(
    ("request_text", "connection", "stays"),
    [
        ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", None, True),
        ("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "close", False),
        ("GET / HTTP/1.1\r\nHost: h\r\nConnection: x\r\nConnection: y, Close\r\n\r\n", "close", False),
        ("GET / HTTP/1.0\r\n\r\n", "close", False),
        ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "keep-alive", True),
    ],
)
def test_the_connection_stays_as_the_client_asked(
    server: Running, request_text: str, connection: str | None, *, stays: bool
) -> None:
    with server.client() as client:
        client.send(request_text)
        assert client.answer().field("Connection") == connection
        if stays:
            assert client.get("/again").field("X-Target") == "/again"
        else:
            assert client.is_closed()


def test_nothing_is_served_after_a_closing_request(server: Running) -> None:
    with server.client() as client:
        client.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n")
        assert client.answer().field("X-Target") == "/a"
        assert client.is_closed()
    assert len(server.told.wait_done(1)) == 1


def test_a_connection_ends_after_its_share_of_requests() -> None:
    with running(hello, Limits(requests_per_connection=2)) as runner, runner.client() as client:
        assert client.get().field("Connection") is None
        assert client.get().field("Connection") == "close"
        assert client.is_closed()


def test_the_older_protocol_closes_unless_asked() -> None:
    with running(pieces, protocol="HTTP/1.0") as runner:
        with runner.client() as client:
            answer = client.get()
            assert (answer.version, answer.body) == ("HTTP/1.0", b"one two three")
            assert answer.field("Transfer-Encoding") is None
        runner.server.site = hello
        with runner.client() as client:
            assert client.get("/", ("Connection", "keep-alive")).field("Connection") == "keep-alive"
            assert client.get().field("Connection") == "close"


def test_a_client_that_half_closes_still_gets_its_answer(server: Running) -> None:
    with server.client() as client:
        client.request()
        client.half_close()
        assert client.answer().status == 200
        assert client.is_closed()


def test_an_empty_line_before_a_request_is_skipped(server: Running) -> None:
    with server.client() as client:
        client.send("\r\n")
        assert client.get("/a").field("X-Target") == "/a"


def test_a_head_may_arrive_byte_by_byte(server: Running) -> None:
    with server.client() as client:
        for byte in b"GET /drip HTTP/1.1\r\nHost: h\r\n\r\n":
            client.send(bytes([byte]))
        assert client.answer().field("X-Target") == "/drip"


# Framing of answers


def test_unknown_length_goes_in_chunks() -> None:
    with running(pieces) as runner, runner.client() as client:
        answer = client.get()
        assert answer.field("Transfer-Encoding") == "chunked"
        assert answer.body == b"one two three"
        assert client.get().body == b"one two three"
        assert [done.sent for done in runner.told.wait_done(2)] == [13, 13]


def test_unknown_length_to_an_old_client_ends_with_the_connection() -> None:
    with running(pieces) as runner, runner.client() as client:
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        answer = client.answer()
        assert (answer.field("Transfer-Encoding"), answer.field("Connection")) == (None, "close")
        assert answer.body == b"one two three"


def test_a_known_length_of_an_iterable_is_announced() -> None:
    with running(lambda _: Response(200, [], iter([b"abc", b"de"]), length=5)) as runner, runner.client() as client:
        answer = client.get()
        assert (answer.field("Content-Length"), answer.field("Transfer-Encoding"), answer.body) == ("5", None, b"abcde")


@pytest.mark.point(51)
@pytest.mark.fault("gh-157951")
@pytest.mark.parametrize("status", [204, 304])
def test_statuses_without_a_body_have_no_framing(status: int) -> None:
    with running(lambda _: Response(status, [], b"ignored")) as runner, runner.client() as client:
        for _ in range(2):
            answer = client.get()
            assert (answer.field("Content-Length"), answer.field("Transfer-Encoding")) == (None, None)


@pytest.mark.parametrize(
    ("response", "length"),
    [
        (Response(200, [], b"hello"), "5"),
        (Response(200, [], b"", length=123), "123"),
        (Response(200, [], iter([b"abc"])), None),
        (Response(404, [], b"no"), "2"),
    ],
)
def test_head_tells_the_length_and_sends_no_body(response: Response, length: str | None) -> None:
    with running(lambda _: response) as runner, runner.client() as client:
        client.request(method="HEAD")
        answer = client.answer(head_only=True)
        assert (answer.field("Content-Length"), answer.field("Transfer-Encoding")) == (length, None)
        runner.server.site = hello
        assert client.get().body == b"hello"
        assert runner.told.done[0].sent == 0


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1, 3_000_000])
@pytest.mark.parametrize("secure", [False, True])
def test_a_file_arrives_whole(tmp_path: Path, size: int, *, secure: bool) -> None:
    content = os.urandom(size)
    (tmp_path / "file").write_bytes(b"<<" + content + b">>")
    server_context, client_context = contexts()

    def site(_request: Request) -> Response:
        return Response(200, [], FileSlice(os.open(tmp_path / "file", os.O_RDONLY), 2, size))

    with running(site, tls=server_context if secure else None) as runner:
        with runner.client(client_context if secure else None) as client:
            assert client.get().body == content
            assert client.get().body == content
        assert [done.sent for done in runner.told.wait_done(2)] == [size, size]


def test_a_large_body_of_bytes_arrives_whole() -> None:
    content = os.urandom(5_000_000)
    with running(lambda _: Response(200, [], content)) as runner, runner.client(receive_buffer=4096) as client:
        assert client.get().body == content
        assert runner.told.wait_done(1)[0].sent == len(content)


@pytest.mark.parametrize("size", [1000, 300_000])
def test_a_truncated_file_breaks_the_connection_off(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"x" * (size // 2))

    def site(_request: Request) -> Response:
        return Response(200, [], FileSlice(os.open(tmp_path / "file", os.O_RDONLY), 0, size))

    with running(site) as runner, runner.client() as client:
        client.request()
        assert len(client.rest()) < size
        assert runner.told.wait_done(1)[0].note == "aborted"


@pytest.mark.parametrize("body", [[b"ab"], [b"abcd", b"ef"]])
def test_an_iterable_of_another_length_breaks_the_connection_off(body: list[bytes]) -> None:
    with running(lambda _: Response(200, [], iter(body), length=5)) as runner, runner.client() as client:
        client.request()
        assert not client.rest().endswith(b"f")
        assert runner.told.wait_done(1)[0].note == "aborted"


@pytest.mark.point(71, 123)
def test_an_iterable_that_fails_midway_never_looks_complete() -> None:
    def body() -> Iterator[bytes]:
        yield b"a" * 100
        raise OSError("disk gone")

    with running(lambda _: Response(200, [], body())) as runner, runner.client() as client:
        client.request()
        assert b"0\r\n\r\n" not in client.rest()
        assert runner.told.wait_done(1)[0].note == "crashed"
        assert "disk gone" in runner.told.wait_trouble("crash").params[1]


def test_a_reader_that_was_slow_once_holds_no_worker_again(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    waited = threading.Event()

    def no_room(_connection: Connection, seconds: float) -> bool:
        waits.append(seconds)
        waited.set()
        return False

    monkeypatch.setattr(conversation, "_PATIENCE_S", 0.0)
    monkeypatch.setattr(Connection, "room_within", no_room)
    piece = bytes(8_000_000)
    with running(lambda _request: Response(200, [], iter([piece] * 3))) as server:
        with server.client(receive_buffer=8192) as slow:
            slow.request()
            assert waited.wait(TIMEOUT_S)
            assert slow.answer().body == piece * 3
        server.told.wait_done(1)
    assert len(waits) == 1


# Bodies of requests


def test_announced_and_chunked_bodies_read_alike(server: Running) -> None:
    with server.client() as client:
        client.request(method="POST", fields=[("Content-Length", "11")], body=b"hello world")
        assert client.answer().body == b"hello world"
        client.send(CHUNKED, "6;x=y\r\nhello \r\n5\r\nworld\r\n0\r\nTrailer: x\r\n\r\n")
        assert client.answer().body == b"hello world"
        assert [done.received for done in server.told.wait_done(2)] == [11, 11]


@pytest.mark.parametrize("framing", [("Content-Length", "3000000"), ("Transfer-Encoding", "chunked")])
@pytest.mark.parametrize("secure", [False, True])
def test_a_large_body_is_read_whole(framing: tuple[str, str], *, secure: bool) -> None:
    content = os.urandom(3_000_000)
    server_context, client_context = contexts()
    sent = content if framing[0] == "Content-Length" else b"2dc6c0\r\n" + content + b"\r\n0\r\n\r\n"
    with (
        running(echo, tls=server_context if secure else None) as runner,
        runner.client(client_context if secure else None) as client,
    ):
        client.request(method="POST", fields=[framing], body=sent)
        assert client.answer().body == content
        assert client.get("/next").field("X-Target") == "/next"


def test_100_continue_is_sent_when_the_body_is_wanted(server: Running) -> None:
    with server.client() as client:
        client.request(method="PUT", fields=[("Content-Length", "3"), ("Expect", "100-continue")])
        assert client.answer().status == 100
        client.send("abc")
        assert client.answer().body == b"abc"
        assert client.get().status == 200


def test_a_refusal_comes_instead_of_100_continue_and_closes() -> None:
    def refuse(_request: Request) -> Response:
        raise HTTPError(403, "not yours")

    with running(refuse) as runner, runner.client() as client:
        client.request(method="PUT", fields=[("Content-Length", "3"), ("Expect", "100-continue")])
        answer = client.answer()
        assert (answer.status, answer.field("Connection")) == (403, "close")
        assert client.is_closed()


@pytest.mark.parametrize("field", ["Expect: 200-ok", "Expect: 100-continue, x"])
def test_an_unknown_expectation_is_417(server: Running, field: str) -> None:
    with server.client() as client:
        client.send(f"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n{field}\r\n\r\n")
        assert client.answer().status == 417


def test_an_old_client_is_never_told_to_continue(server: Running) -> None:
    with server.client() as client:
        client.send("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc")
        assert client.answer().body == b"abc"


@pytest.mark.parametrize("body", [b"x" * 100, b"x" * 200_000])
def test_an_unread_small_body_is_skipped(body: bytes) -> None:
    with running(hello) as runner, runner.client() as client:
        client.request(method="POST", fields=[("Content-Length", str(len(body)))], body=body)
        assert client.answer().field("Connection") is None
        assert client.get().body == b"hello"
        assert runner.told.wait_done(2)[1].method == "GET"


def test_an_unread_chunked_body_is_skipped() -> None:
    with running(hello) as runner, runner.client() as client:
        client.send(CHUNKED, "5\r\nabcde\r\n")
        assert client.answer().body == b"hello"
        client.send("0\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert client.answer().body == b"hello"


@pytest.mark.parametrize("fields", ["Content-Length: 9000000", "Content-Length: 5\r\nExpect: 100-continue"])
def test_a_body_not_worth_skipping_closes_the_connection(fields: str) -> None:
    with running(hello) as runner, runner.client() as client:
        client.send(f"POST / HTTP/1.1\r\nHost: h\r\n{fields}\r\n\r\n")
        assert client.answer().field("Connection") == "close"
        assert client.is_closed()


def test_a_chunked_body_that_never_ends_closes_the_connection() -> None:
    with running(hello, Limits(drain_bytes=10, linger_s=0.2)) as runner, runner.client() as client:
        client.send(CHUNKED, "5\r\nabcde\r\n" * 10)
        assert client.answer().body == b"hello"
        assert client.is_closed()


@pytest.mark.point(68)
def test_the_client_sees_the_refusal_of_an_upload_it_is_still_sending() -> None:
    with running(hello) as runner, runner.client() as client:
        client.request(method="PUT", fields=[("Content-Length", "500000")], body=b"x" * 400_000)
        assert client.answer().body == b"hello"
        client.send(b"x" * 100_000)
        assert client.is_closed()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello world", 413),
        (CHUNKED + "b\r\nhello world\r\n0\r\n\r\n", 413),
        (CHUNKED + "x\r\n", 400),
    ],
)
def test_a_bad_body_is_refused_by_its_first_read(text: str, status: int) -> None:
    with running(echo, Limits(body_bytes=10)) as runner, runner.client() as client:
        client.send(text)
        answer = client.answer()
        assert (answer.status, answer.field("Connection")) == (status, "close")


def test_a_stalled_body_is_408() -> None:
    with running(echo, QUICK) as runner, runner.client() as client:
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello")
        assert client.answer().status == 408
        assert runner.told.wait_trouble("client-timeout")


def test_a_body_cut_short_is_told_as_aborted() -> None:
    with running(echo) as runner, runner.client() as client:
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello")
        client.half_close()
        assert client.answer().status == 400
        done = runner.told.wait_done(1)[0]
        assert (done.note, done.received) == ("aborted", 5)


# Refusals


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("\0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (f"GET /{'x' * 9000}", 414),
        ("GET / HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n" * 200 + "\r\n", 431),
    ],
)
def test_what_is_no_request_is_refused_readably_and_nothing_behind_it_is_served(text: str, status: int) -> None:
    with running(echo) as runner, runner.client() as client:
        client.send(text, "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n")
        answer = client.answer()
        assert (answer.status, answer.field("Connection")) == (status, "close")
        assert str(status).encode() in answer.body
        client.half_close()
        assert client.is_closed()
        assert [done.status for done in runner.told.wait_done(1)] == [status]
        assert runner.told.wait_trouble("bad-request").params[0] == str(status)


def test_refusals_are_made_by_whom_the_share_names() -> None:
    page = lambda error: Response(error.status, [], b"<page>")  # noqa: E731 - shorter than its name
    with running(hello, refuse=page) as runner, runner.client() as client:
        client.send("bad\r\n\r\n")
        assert client.answer().body == b"<page>"


def test_an_error_raised_by_the_site_is_answered() -> None:
    def site(_request: Request) -> Response:
        raise HTTPError(405, "read only", [("Allow", "GET")])

    with running(site) as runner, runner.client() as client:
        for _ in range(2):
            answer = client.get()
            assert (answer.status, answer.field("Allow")) == (405, "GET")


@pytest.mark.point(122, 123)
def test_a_crash_is_500_without_a_traceback_and_the_server_lives_on() -> None:
    def site(_request: Request) -> Response:
        raise RuntimeError("secret detail")

    with running(site) as runner:
        with runner.client() as client:
            answer = client.get()
            assert (answer.status, answer.field("Connection")) == (500, "close")
            assert b"secret" not in answer.body
            assert client.is_closed()
        trouble = runner.told.wait_trouble("crash")
        assert trouble.params[0].encode() in answer.body
        assert "secret detail" in trouble.params[1]
        assert runner.told.wait_done(1)[0].note == "crashed"
        runner.server.site = hello
        with runner.client() as client:
            assert client.get().body == b"hello"


@pytest.mark.parametrize(
    "response",
    [
        Response(200, [("X", "a\r\nSet-Cookie: b")], b""),
        Response(200, [("Bad name", "x")], b""),
        Response(1000),
        Response(200, [("X", "\u20ac")]),
    ],
)
def test_a_response_that_cannot_be_written_down_is_a_crash(response: Response) -> None:
    with running(lambda _: response) as runner, runner.client() as client:
        assert client.get().status == 500
        assert runner.told.wait_trouble("crash")


def test_a_body_of_text_is_a_crash_not_a_second_answer() -> None:
    broken = Response(200, [], iter([b"fine", "text"]))  # type: ignore[arg-type]
    with running(lambda _: broken) as runner, runner.client() as client:
        client.request()
        assert client.rest().count(b"HTTP/1.1") == 1
        assert runner.told.wait_done(1)[0].note == "crashed"


def test_a_page_that_cannot_be_made_is_replaced_by_plain_text() -> None:
    def refuse(_error: HTTPError) -> Response:
        raise KeyError("template")

    with running(hello, refuse=refuse) as runner, runner.client() as client:
        client.send("bad\r\n\r\n")
        answer = client.answer()
        assert (answer.status, b"400" in answer.body) == (400, True)
        assert runner.told.wait_trouble("crash")


def test_an_error_before_the_first_piece_of_a_body_is_answered() -> None:
    def body() -> Iterator[bytes]:
        yield b""
        raise HTTPError(502, "script failed")

    with running(lambda _: Response(200, [], body())) as runner, runner.client() as client:
        assert client.get().status == 502


def test_a_fault_of_the_engine_is_logged_and_ends_one_connection_only(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_event: object) -> None:
        raise LookupError("sink")

    with running(hello) as runner, runner.client() as other:
        other.get()
        runner.told.wait_done(1)
        healthy, runner.server._service.sink = runner.server._service.sink, broken
        with runner.client() as client:
            client.request()
            client.rest()
        runner.server._service.sink = healthy
        assert other.get().body == b"hello"
        runner.told.wait_done(2)
        assert runner.server.transfers() == ()
    assert "fault while serving 127.0.0.1" in caplog.text


# Deadlines


@pytest.mark.point(100)
@pytest.mark.fault("no-deadlines")
def test_a_dripping_head_is_408_at_its_deadline() -> None:
    with running(hello, QUICK) as runner, runner.client() as client:
        client.send("GET / HTTP/1.1\r\n")
        drip = threading.Event()

        def keep_dripping() -> None:
            while not drip.wait(0.02):
                try:
                    client.send("X: y\r\n")
                except OSError:
                    return

        dripping = threading.Thread(target=keep_dripping)
        dripping.start()
        try:
            assert client.answer().status == 408
        finally:
            drip.set()
            dripping.join()
        assert runner.told.wait_trouble("client-timeout")
        assert runner.told.wait_done(1)[0].status == 408


@pytest.mark.point(73)
@pytest.mark.parametrize("first", ["", "GET / HTTP/1.1\r\nHost: h\r\n\r\n"])
def test_an_idle_connection_is_closed_silently(first: str) -> None:
    with running(hello, Limits(idle_s=0.3)) as runner, runner.client() as client:
        client.send(first)
        if first:
            assert client.answer().status == 200
        assert client.is_closed()
        assert not runner.told.troubles


@pytest.mark.point(102)
@pytest.mark.parametrize("secure", [False, True])
def test_a_stalled_reader_is_dropped(*, secure: bool) -> None:
    server_context, client_context = contexts()
    site = lambda _: Response(200, [], b"x" * 50_000_000)  # noqa: E731 - shorter than its name
    with (
        running(site, QUICK, tls=server_context if secure else None) as runner,
        runner.client(client_context if secure else None, receive_buffer=4096) as client,
    ):
        client.request()
        client.until(b"\r\n\r\n")
        done = runner.told.wait_done(1)[0]
        assert done.note == "aborted"
        assert 0 < done.sent < 50_000_000
        assert runner.told.wait_trouble("client-timeout")


@pytest.mark.point(120)
@pytest.mark.fault("client-gone-traceback")
def test_a_reset_during_a_download_is_one_aborted_record(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.truncate(1_000_000_000)

    def site(_request: Request) -> Response:
        return Response(200, [], FileSlice(os.open(tmp_path / "file", os.O_RDONLY), 0, 1_000_000_000))

    with running(site) as runner:
        client = runner.client(receive_buffer=4096)
        client.request("/big")
        client.until(b"\r\n\r\n")
        client.reset()
        done = runner.told.wait_done(1)[0]
        assert (done.note, done.target, done.status) == ("aborted", "/big", 200)
        assert 0 < done.sent < 1_000_000_000


# Encryption


def test_requests_over_tls_are_secure() -> None:
    server_context, client_context = contexts()
    site = lambda request: Response(200, [], str(request.secure).encode())  # noqa: E731 - shorter than its name
    with running(site, tls=server_context) as runner, runner.client(client_context) as client:
        assert client.get().body == b"True"
        assert client.get().body == b"True"


def test_pipelined_requests_in_one_record_are_all_answered() -> None:
    server_context, client_context = contexts()
    with running(echo, tls=server_context) as runner, runner.client(client_context) as client:
        client.send("".join(f"GET /{n} HTTP/1.1\r\nHost: h\r\nX: {'y' * 500}\r\n\r\n" for n in range(100)))
        assert [client.answer().field("X-Target") for _ in range(100)] == [f"/{n}" for n in range(100)]


@pytest.mark.point(98)
def test_the_end_of_an_encrypted_connection_is_announced() -> None:
    server_context, client_context = contexts()
    with running(hello, tls=server_context) as runner, runner.client(client_context) as client:
        client.get("/", ("Connection", "close"))
        assert client.socket.recv(1) == b""  # without close_notify this raises SSLEOFError


@pytest.mark.point(97)
def test_plain_http_on_the_encrypted_port_is_redirected() -> None:
    with running(hello, tls=contexts()[0]) as runner:
        with runner.client() as client:
            client.send("GET /a%20b?c=\xe4 HTTP/1.1\r\nHost: share.local:8443\r\n\r\n")
            answer = client.answer()
            assert answer.status == 308
            assert answer.field("Location") == "https://share.local:8443/a%20b?c=%E4"
            assert client.is_closed()
        with runner.client() as client:
            client.send("GET / HTTP/1.0\r\n\r\n")
            assert client.answer().status == 400
        assert runner.told.wait_trouble("plain-on-tls-port")
        assert len(runner.told.wait_done(2)) == 2


@pytest.mark.fault("tls-on-plain-port")
def test_a_tls_hello_on_the_plain_port_is_closed_and_told() -> None:
    with running(hello) as runner, runner.client() as client:
        client.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
        assert client.is_closed()
        assert runner.told.wait_trouble("tls-on-plain-port")
        assert not runner.told.done


@pytest.mark.point(97)
@pytest.mark.parametrize("first", [b"\x16\x03\x01\x00\x05hello", b"\x00\x00\x00\x00"])
def test_garbage_on_the_encrypted_port_is_one_line(first: bytes) -> None:
    with running(hello, tls=contexts()[0]) as runner, runner.client() as client:
        client.send(first)
        with contextlib.suppress(OSError):  # the server may have hung up already
            client.half_close()
        client.rest()
        assert runner.told.wait_trouble("handshake-failed")
        assert len(runner.told.events) == 1


@pytest.mark.point(97)
@pytest.mark.fault("silent-tls-client")
def test_silent_clients_of_the_encrypted_port_delay_nobody_and_leave_at_their_deadline() -> None:
    server_context, client_context = contexts()
    limits = Limits(handshake_s=1.0, workers=2)
    with running(hello, limits, tls=server_context) as runner:
        silent = [runner.client() for _ in range(20)]
        silent[0].send(b"\x16\x03\x01")
        try:
            with runner.client(client_context) as client:
                assert client.get().body == b"hello"
            assert all(client.is_closed() for client in silent)
        finally:
            for client in silent:
                client.close()
        runner.told.wait_for(lambda told: len(told.troubles) == 20)
