"""BaseHTTPRequestHandler over real sockets: framing, connections, expectations, deadlines, and what subclasses do."""

import select
import socket
from collections.abc import Callable
from http.client import HTTPConnection

import pytest

from tests.support.handling import (
    SHORT,
    Echo,
    body_of,
    connect,
    errors_of,
    fields_of,
    read_all,
    serving,
    status_of,
    talk,
)

GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"
LAST = b"GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"


class Strict(Echo):
    strict = True
    limits = SHORT


class Impatient(Echo):
    limits = SHORT


class Ignoring(Echo):
    """Answers without a look at the body."""

    def do_GET(self) -> None:  # noqa: N802
        self.answer(b"ignored")

    do_POST = do_GET  # noqa: N815


BAD_FRAMING = {
    "two-lengths": b"Content-Length: 5\r\nContent-Length: 6\r\n",
    "equal-lengths": b"Content-Length: 5\r\nContent-Length: 5\r\n",
    "length-and-chunked": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "signed-length": b"Content-Length: +5\r\n",
    "underscored-length": b"Content-Length: 1_0\r\n",
    "chunked-not-last": b"Transfer-Encoding: chunked, gzip\r\n",
    "chunked-twice": b"Transfer-Encoding: chunked, chunked\r\n",
    "blank-before-colon": b"Content-Length : 5\r\n",
    "no-colon": b"Content-Length 5\r\n",
    "folded": b"X: a\r\n b\r\n",
    "bare-cr": b"X: a\rb\r\n",
    "nul": b"X: a\0b\r\n",
    "empty-name": b": x\r\n",
    "two-hosts": b"Host: other\r\n",
}


@pytest.mark.parametrize("handler", [Echo, Strict])
@pytest.mark.parametrize("fields", BAD_FRAMING.values(), ids=BAD_FRAMING)
def test_a_doubtful_head_is_400_and_nothing_behind_it_is_executed(handler: type[Echo], fields: bytes) -> None:
    """gh-150499, and the fields that http.server's parser silently drops after a bad one."""
    with serving(handler) as server:
        answer = talk(server, b"POST / HTTP/1.1\r\nHost: h\r\n" + fields + b"\r\nhello" + LAST)
    assert status_of(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1
    assert fields_of(answer)["connection"] == "close"


def test_an_unknown_transfer_coding_is_501() -> None:
    with serving(Echo) as server:
        assert status_of(talk(server, b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")) == 501


@pytest.mark.parametrize(
    "line",
    [
        b"GET\xa0/\xa0HTTP/1.1",
        b"GET\x85/ HTTP/1.1",
        b"GET\x1c/ HTTP/1.1",
        b"GET\t/\tHTTP/1.1",
        b"GET  / HTTP/1.1",
        b"GET / HTTP/1.1\x00",
        b"GET / HTTP/1.1 x",
        b"G(T / HTTP/1.1",
    ],
)
@pytest.mark.parametrize("handler", [Echo, Strict])
def test_a_request_line_is_split_at_single_spaces_only(handler: type[Echo], line: bytes) -> None:
    with serving(handler) as server:
        assert b"200" not in talk(server, line + b"\r\nHost: h\r\n\r\n", end=True)


def test_a_bad_line_gets_a_bare_page_by_default_and_a_real_400_in_the_strict_profile() -> None:
    with serving(Echo) as server:
        assert talk(server, b"nonsense\r\n\r\n").startswith(b"<!DOCTYPE html>")
    with serving(Strict) as server:
        assert status_of(talk(server, b"nonsense\r\n\r\n")) == 400
        assert status_of(talk(server, b"GET / HTTP/2.0\r\n\r\n")) == 505


LENIENT = {
    "no-host": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "bare-lf": b"GET / HTTP/1.1\nHost: h\nConnection: close\n\n",
    "no-leading-slash": b"GET x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "http-0.9": b"GET / HTTP/0.9\r\n\r\n",
    "two-words": b"GET /\r\n",
}


@pytest.mark.parametrize("request_bytes", LENIENT.values(), ids=LENIENT)
def test_leniency_is_of_the_classes_and_not_of_the_strict_profile(request_bytes: bytes) -> None:
    with serving(Echo) as server:
        assert talk(server, request_bytes).endswith(b"GET ")
    with serving(Strict) as server:
        assert status_of(talk(server, request_bytes, end=True)) in (400, 505)


def test_empty_lines_before_a_request_are_skipped() -> None:
    with serving(Echo) as server:
        assert talk(server, b"\r\n\r\n" + LAST).endswith(b"GET ")


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        (b"Content-Length: 11\r\n", b"hello world"),
        (b"Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"),
    ],
    ids=["length", "chunked"],
)
def test_rfile_ends_where_the_body_ends(fields: bytes, sent: bytes) -> None:
    with serving(Echo) as server:
        answers = talk(server, b"POST / HTTP/1.1\r\nHost: h\r\n" + fields + b"\r\n" + sent + LAST)
    assert body_of(answers).startswith(b"POST hello world")
    assert answers.endswith(b"GET ")


def test_broken_chunks_are_400() -> None:
    with serving(Echo) as server:
        sent = b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello"
        assert status_of(talk(server, sent)) == 400


@pytest.mark.parametrize("method", [b"GET", b"POST"])
def test_an_unread_body_is_never_the_next_request(method: bytes) -> None:
    """The body of a GET was executed as a second request."""
    hidden = b"GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n"
    head = method + b" / HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % len(hidden)
    with serving(Ignoring) as server:
        answers = talk(server, head + hidden + LAST)
    assert answers.count(b"HTTP/1.1 200") == 2


def test_a_large_unread_body_closes_the_connection_and_the_client_still_sees_the_answer() -> None:
    with serving(Ignoring) as server:
        size = 8 << 20
        with connect(server) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % size)
            client.sendall(bytes(64 * 1024))
            answer = read_all(client)
    assert status_of(answer) == 200
    assert body_of(answer) == b"ignored"


@pytest.mark.parametrize(
    ("version", "field", "stays"),
    [
        ("HTTP/1.1", "", True),
        ("HTTP/1.1", "close", False),
        ("HTTP/1.1", "x, Close", False),
        ("HTTP/1.0", "", False),
        ("HTTP/1.0", "keep-alive", True),
        ("HTTP/1.0", "Keep-Alive, x", True),
    ],
)
def test_the_connection_field_is_a_list(version: str, field: str, stays: bool) -> None:
    line = f"Connection: {field}\r\n" if field else ""
    with serving(Echo) as server:
        answers = talk(server, f"GET / {version}\r\nHost: h\r\n{line}\r\n".encode() + LAST)
    assert answers.count(b" 200 ") == 1 + stays
    told = fields_of(answers).get("connection")
    assert told == ("close" if not stays else "keep-alive" if version == "HTTP/1.0" else None)


def test_an_answer_without_length_closes_the_connection() -> None:
    """http.server left it open, and the client hung."""

    class Endless(Echo):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"all")

    with serving(Endless) as server:
        answer = talk(server, GET)
    assert fields_of(answer)["connection"] == "close"
    assert body_of(answer) == b"all"


class TestExpectations:
    HEAD = b"POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"

    def test_100_is_answered_before_the_body(self) -> None:
        with serving(Echo) as server, connect(server) as client:
            client.sendall(self.HEAD)
            assert client.recv(65536).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
            client.sendall(b"ok")
            assert read_all(client).endswith(b"POST ok")

    def test_a_refusal_is_final(self) -> None:
        class Refusing(Echo):
            def handle_expect_100(self) -> bool:
                self.send_error(417)
                return False

        with serving(Refusing) as server:
            answer = talk(server, self.HEAD)
        assert status_of(answer) == 417
        assert answer.count(b"HTTP/1.1 ") == 1

    def test_an_unknown_one_is_417_in_the_strict_profile_and_ignored_otherwise(self) -> None:
        sent = b"GET / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nConnection: close\r\n\r\n"
        with serving(Strict) as server:
            assert status_of(talk(server, sent)) == 417
        with serving(Echo) as server:
            assert status_of(talk(server, sent)) == 200

    def test_http_1_0_clients_get_no_100(self) -> None:
        sent = b"POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok"
        with serving(Echo) as server:
            assert status_of(talk(server, sent)) == 200


class TestMethods:
    def test_an_unknown_one_is_501(self) -> None:
        with serving(Echo) as server:
            assert b"501 Unsupported method ('SPAM')" in talk(server, b"SPAM / HTTP/1.1\r\nHost: h\r\n\r\n")

    def test_names_are_case_sensitive(self) -> None:
        with serving(Echo) as server:
            assert status_of(talk(server, b"get / HTTP/1.1\r\nHost: h\r\n\r\n")) == 501

    def test_the_strict_profile_tells_what_is_allowed(self) -> None:
        with serving(Strict) as server:
            refused = talk(server, b"PUT / HTTP/1.1\r\nHost: h\r\n\r\n")
            asked = talk(server, b"OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        assert (status_of(refused), fields_of(refused)["allow"]) == (405, "GET, POST, OPTIONS")
        assert (status_of(asked), fields_of(asked)["allow"]) == (204, "GET, POST, OPTIONS")


class TestTime:
    @pytest.mark.point(100)
    @pytest.mark.fault("no-deadlines")
    def test_a_dripping_head_is_cut_at_its_deadline(self) -> None:
        with serving(Strict) as server, connect(server) as client:
            client.sendall(b"GET / HTTP/1.1\r\nX: ")
            client.settimeout(0.05)
            answer = b""
            while not answer:
                try:
                    client.sendall(b"x")
                    answer = client.recv(65536)
                except TimeoutError:
                    continue
            assert status_of(answer) == 408

    @pytest.mark.point(73)
    def test_an_idle_connection_is_closed_silently(self) -> None:
        with serving(Impatient) as server:
            assert talk(server, b"") == b""
        assert Impatient.lines == []

    def test_a_stalled_body_ends_the_connection_without_a_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors = errors_of(monkeypatch)
        with serving(Impatient) as server:
            assert talk(server, b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhel") == b""
        assert "Request timed out" in Impatient.lines.pop()
        assert errors.getvalue() == ""

    def test_timeout_takes_the_place_of_the_limits(self) -> None:
        class Timed(Echo):
            timeout = 0.2

        with serving(Timed) as server:
            assert talk(server, b"") == b""

    def test_a_timeout_of_the_connection_does_too(self) -> None:
        class Timed(Echo):
            def setup(self) -> None:
                self.request.settimeout(0.2)
                super().setup()

        with serving(Timed) as server:
            assert talk(server, b"") == b""

    @pytest.mark.point(102)
    @pytest.mark.fault("no-deadlines")
    def test_a_reader_that_stops_reading_is_dropped(self) -> None:
        class Flood(Impatient):
            def do_GET(self) -> None:  # noqa: N802
                self.send_response(200)
                self.end_headers()
                self.wfile.write(bytes(64 << 20))

        with serving(Flood) as server, connect(server) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(GET)
            poll = select.poll()
            poll.register(client, 0)  # woken by a reset alone
            assert poll.poll(10_000)
        assert any("timed out" in line for line in Flood.lines)


class TestFaults:
    """What a method raises."""

    def raising(self, error: Callable[[], Exception], *, late: bool) -> type[Echo]:
        class Raising(Echo):
            def do_GET(self) -> None:  # noqa: N802
                self.send_response(200)
                self.send_header("Content-Length", 1000)
                if late:
                    self.end_headers()
                    self.wfile.write(b"part")
                raise error()

        return Raising

    @pytest.mark.point(123)
    def test_before_the_head_it_is_500_and_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors = errors_of(monkeypatch)
        with serving(self.raising(lambda: KeyError("secret"), late=False)) as server:
            answer = talk(server, GET)
        assert status_of(answer) == 500
        assert answer.count(b"HTTP/1.1") == 1
        assert b"secret" not in answer
        assert "KeyError: 'secret'" in errors.getvalue()

    @pytest.mark.point(123)
    def test_after_the_head_the_connection_is_reset(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors = errors_of(monkeypatch)
        with serving(self.raising(lambda: KeyError("secret"), late=True)) as server, connect(server) as client:
            client.sendall(GET)
            with pytest.raises(ConnectionResetError):
                b"".join(iter(lambda: client.recv(65536), b""))
        assert "KeyError" in errors.getvalue()

    @pytest.mark.fault("client-gone-traceback")
    def test_a_client_that_went_away_makes_no_noise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors = errors_of(monkeypatch)
        with serving(self.raising(BrokenPipeError, late=True)) as server:
            talk(server, GET)
        assert errors.getvalue() == ""

    def test_a_body_cut_short_is_no_complete_body(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors = errors_of(monkeypatch)
        with serving(Echo) as server:
            assert talk(server, b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhel", end=True) == b""
        assert errors.getvalue() == ""


@pytest.mark.fault("tls-on-plain-port")
def test_a_tls_hello_on_a_plain_port_is_recognised() -> None:
    class Plain(Echo):
        pass

    with serving(Plain) as server:
        assert talk(server, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\n") == b""
    assert Plain.lines == ["a TLS client came to a port without TLS"]


def test_after_101_rfile_is_the_raw_connection() -> None:
    class Upgrading(Echo):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(101)
            self.send_header("Upgrade", "echo")
            self.end_headers()
            self.wfile.write(self.rfile.readline())

    with serving(Upgrading) as server:
        answer = talk(server, GET + b"no longer HTTP\n")
    assert answer.endswith(b"no longer HTTP\n")


def test_a_second_cr_at_the_end_of_the_request_line_is_400() -> None:
    with serving(Echo) as server:
        assert b"Error code: 400" in talk(server, b"GET / HTTP/1.1\r\r\nHost: h\r\n\r\n")


@pytest.mark.parametrize("patience_s", [None, 7.0])
def test_another_protocol_has_no_deadlines_but_the_programs_own(patience_s: float | None) -> None:
    class Upgrading(Impatient):
        timeout = patience_s

        def do_GET(self) -> None:  # noqa: N802
            self.send_response(101)
            self.end_headers()
            times = [self.connection.gettimeout()]
            self.rfile.readline()
            times.append(self.connection.gettimeout())
            self.wfile.write(repr(times).encode())

    with serving(Upgrading) as server:
        answer = talk(server, GET + b"no longer HTTP\n")
    assert answer.endswith(repr([patience_s] * 2).encode())


@pytest.mark.fault("gh-108736")
def test_nagle_is_off() -> None:
    seen: list[int] = []

    class Looking(Echo):
        def do_GET(self) -> None:  # noqa: N802
            seen.append(self.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            super().do_GET()

    with serving(Looking) as server:
        talk(server, LAST)
    assert seen[0] != 0


def test_http_client_keeps_its_connection() -> None:
    with serving(Echo) as server:
        connection = HTTPConnection(*server.server_address)
        for method, sent, wanted in (("GET", None, b"GET "), ("POST", b"body", b"POST body")):
            connection.request(method, "/", sent)
            response = connection.getresponse()
            assert (response.status, response.read()) == (200, wanted)
        connection.close()
