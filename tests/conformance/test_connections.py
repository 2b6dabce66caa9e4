"""Points 64 to 77 over real sockets: how connections stay and end, how answers are framed, and what is expected."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from tests.support import handling
from tests.support.running_server import running
from tests.support.targets import ALL, CONTENT, HOST, LAST, STRICT, Target, product
from tests.support.wire_client import WireClient

GET = "GET /song.txt HTTP/1.1\r\n"
OLD_GET = "GET /song.txt HTTP/1.0\r\n"
POST = "POST /echo HTTP/1.1\r\n"

STAYS = {"": True, "x": True, "close": False, "Close": False, "x, close": False, "close, x": False}
STAYS |= {"x\r\nConnection: y, CLOSE": False, "keep-alive": True, "keep-alive, close": False, "closed": True}


@pytest.mark.point(64)
@ALL
def test_http_1_1_stays_open_unless_close_stands_anywhere(target: Target) -> None:
    for value, stays in STAYS.items():
        field = f"Connection: {value}\r\n" if value else ""
        assert target.statuses(GET, HOST, field, "\r\n", LAST) == [200] * (1 + stays), value


@pytest.mark.point(65)
@ALL
def test_http_1_0_stays_open_only_by_keep_alive_and_is_told_so(target: Target) -> None:
    assert target.statuses(OLD_GET, "\r\n", LAST) == [200]
    with target.client() as client:
        client.send(OLD_GET, HOST, "Connection: Keep-Alive\r\n\r\n")
        assert (client.answer().field("Connection") or "").lower() == "keep-alive"
        client.send(OLD_GET, HOST, "\r\n")
        assert client.answer().body == CONTENT
        assert client.is_closed()


@pytest.mark.point(66)
@pytest.mark.fault("gh-150499")
@ALL
def test_an_unread_body_is_skipped_up_to_a_bound_and_never_the_next_request(target: Target) -> None:
    hidden = "GET /nothing HTTP/1.1\r\n" + HOST + "\r\n"
    assert target.statuses(GET, HOST, f"Content-Length: {len(hidden)}\r\n\r\n", hidden, LAST) == [200, 200]
    assert target.statuses(GET, HOST, "Content-Length: 8000000\r\n\r\n", bytes(300_000), LAST) == [200]


@pytest.mark.point(67)
@ALL
def test_after_close_nothing_further_is_answered(target: Target) -> None:
    assert target.statuses(LAST, LAST, LAST) == [200]
    answer = target.talk("GET /nothing HTTP/1.1\r\n", HOST, "Connection: close\r\n\r\n", LAST)
    assert b"\r\nConnection: close\r\n" in answer
    assert CONTENT not in answer


@pytest.mark.point(68)
@ALL
def test_a_refusal_is_seen_by_a_client_that_is_still_sending(target: Target) -> None:
    with target.client() as client:
        client.send(POST, HOST, "Content-Length: 1000000\r\nContent-Length: 2\r\n\r\n", bytes(100_000))
        answer = client.answer()
        assert (answer.status, answer.field("Connection")) == (400, "close")


@pytest.mark.point(69)
@ALL
def test_pipelined_requests_are_answered_in_order(target: Target) -> None:
    with target.client() as client:
        client.send(
            (GET + HOST + "\r\n" + f"GET /folder HTTP/1.1\r\n{HOST}\r\n" + f"HEAD / HTTP/1.1\r\n{HOST}\r\n") * 20
        )
        for _ in range(20):
            assert client.answer().body == CONTENT
            assert client.answer().status == 301
            assert client.answer(head_only=True).status == 200


def pieces(_request: Request) -> Response:
    """An answer whose length nobody knows."""
    return Response(200, [], iter([b"one ", b"two"]))


@pytest.mark.point(70)
@pytest.mark.fault("gh-157951")
def test_unknown_length_is_chunked_to_1_1_and_ends_with_the_connection_to_1_0() -> None:
    with running(pieces) as runner, runner.client() as client:
        answer = client.get()
        assert (answer.field("Transfer-Encoding"), answer.field("Content-Length")) == ("chunked", None)
        client.send("GET / HTTP/1.0\r\n\r\n")
        answer = client.answer()
        assert (answer.field("Transfer-Encoding"), answer.field("Connection")) == (None, "close")
        assert answer.body == b"one two"


@pytest.mark.point(70)
def test_a_page_of_the_product_is_framed_once_for_either_version(product: Target) -> None:
    for line in ("GET / HTTP/1.1\r\n", "GET / HTTP/1.0\r\n"):
        head = product.talk(line, HOST, "Connection: close\r\n\r\n").partition(b"\r\n\r\n")[0]
        framings = [b"\r\nContent-Length: " in head, b"\r\nTransfer-Encoding: " in head]
        assert framings == [False, line.endswith("1.1\r\n")]


@pytest.mark.point(70)
@pytest.mark.fault("open-without-length")
def test_a_method_that_announces_no_length_ends_its_connection() -> None:
    class Endless(handling.Echo):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"all of it")

    with handling.serving(Endless) as server, WireClient(server.server_address[1]) as client:
        answer = client.get()
    assert (answer.field("Connection"), answer.body) == ("close", b"all of it")


def failing(pieces: Callable[[], Iterator[bytes]]) -> Any:
    """A site whose body breaks on its way."""
    return lambda _request: Response(200, [], pieces())


def broken() -> Iterator[bytes]:
    """A body that ends in an error."""
    yield b"half of"
    raise OSError("the disk is gone")


@pytest.mark.point(71)
def test_an_answer_that_breaks_off_never_looks_whole() -> None:
    with running(failing(broken)) as runner, runner.client() as client:
        client.request()
        received = client.rest()
    assert b"half of" in received
    assert not received.endswith(b"0\r\n\r\n")


@pytest.mark.point(71)
@pytest.mark.fault("changing-files")
@ALL
def test_a_file_that_shrinks_while_it_is_sent_breaks_the_connection(target: Target, share: Path) -> None:
    size = 32 << 20
    with (share / "large.bin").open("wb") as file:
        file.truncate(size)
    with WireClient(target.port, receive_buffer=4096) as client:
        client.request("/large.bin")
        head = client.until(b"\r\n\r\n")
        assert f"Content-Length: {size}".encode() in head
        (share / "large.bin").write_bytes(b"")
        assert len(client.rest()) < size


@pytest.mark.point(72)
def test_a_status_line_keeps_its_space_and_has_no_control_byte() -> None:
    def odd(request: Request) -> Response:
        return Response(int(request.path[1:]), [], b"")

    with running(odd) as runner, runner.client() as client:
        client.request("/299")
        assert client.until(b"\r\n") == b"HTTP/1.1 299 \r\n"

    class Splitting(handling.Echo):
        def do_GET(self) -> None:  # noqa: N802
            self.send_error(400, "one\r\nInjected: two\x1b")

    with handling.serving(Splitting) as server, WireClient(server.server_address[1]) as client:
        answer = client.get()
    assert answer.field("Injected") is None
    assert answer.reason.isprintable()


IMPATIENT = Limits(head_s=0.6, idle_s=0.6, stall_s=0.6, linger_s=0.2)


class Impatient(handling.Echo):
    """The lenient profile with times that a test can wait for."""

    limits = IMPATIENT


@pytest.mark.point(73)
def test_half_a_head_is_408_and_an_idle_connection_ends_silently(share: Path) -> None:
    with product(share, limits=IMPATIENT) as runner:
        with runner.client() as client:
            client.send(GET, "Ho")
            assert client.answer().status == 408
        with runner.client() as client:
            assert client.is_closed()
        with runner.client() as client:
            assert client.get("/song.txt").status == 200
            assert client.is_closed()


@pytest.mark.point(73)
@pytest.mark.fault("no-deadlines")
def test_half_a_head_and_silence_end_without_a_traceback_in_the_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = handling.errors_of(monkeypatch)
    with handling.serving(Impatient) as server:
        assert handling.talk(server, b"") == b""
        assert b" 200 " not in handling.talk(server, b"GET / HT")
    assert errors.getvalue() == ""


EXPECTING = POST + HOST + "Expect: 100-continue\r\nContent-Length: 2\r\n"


@pytest.mark.point(74)
@ALL
def test_100_continue_comes_before_the_body_is_read(target: Target) -> None:
    with target.client() as client:
        client.send(EXPECTING, "\r\n")
        assert client.answer().status == 100
        client.send("ok")
        answer = client.answer()
        assert (answer.status, answer.body) == (200, b"ok")


@pytest.mark.point(74, 76)
def test_a_refusal_comes_instead_of_100_continue_and_closes(product: Target) -> None:
    with product.client() as client:
        client.send(EXPECTING.replace("/echo", "/song.txt"), "\r\n")
        answer = client.answer()
        assert (answer.status, answer.field("Connection")) == (405, "close")
        assert client.is_closed()


@pytest.mark.point(74)
def test_a_class_may_refuse_instead_of_continuing() -> None:
    class Refusing(handling.Echo):
        def handle_expect_100(self) -> bool:
            self.send_error(413)
            return False

    with handling.serving(Refusing) as server, WireClient(server.server_address[1]) as client:
        client.send(EXPECTING, "\r\n")
        assert client.answer().status == 413


@pytest.mark.point(75)
@ALL
def test_http_1_0_never_gets_a_100(target: Target) -> None:
    sent = EXPECTING.replace("HTTP/1.1", "HTTP/1.0")
    answer = target.talk(sent, "\r\nok")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"ok")


@pytest.mark.point(76)
@STRICT
def test_a_final_status_without_reading_the_body_leaves_the_connection_in_step(target: Target) -> None:
    head = "PUT /song.txt HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 30\r\n\r\n"
    statuses = target.statuses(head, LAST)
    assert statuses[0] == 405
    assert 200 not in statuses[1:]  # what follows is the body, not a request


@pytest.mark.point(77)
@ALL
def test_an_unknown_expectation_is_417_and_ignored_by_the_lenient_profile(target: Target) -> None:
    statuses = target.statuses(GET, HOST, "Expect: a-miracle\r\nConnection: close\r\n\r\n")
    assert statuses == ([200] if target.kind == "lenient" else [417])
