"""Habits of code written for http.server, which the handlers must go on to serve."""

import io
import socketserver
from http.client import HTTPMessage
from typing import Any

import pytest

from shareapp.server import BaseHTTPRequestHandler, HTTPServer
from tests.support.handling import Echo, Quiet, body_of, connect, fields_of, read_all, serving, talk

LAST = b"GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"


def test_end_headers_runs_once_for_each_response() -> None:
    calls: list[int] = []

    class Injecting(Echo):
        def end_headers(self) -> None:
            calls.append(1)
            self.send_header("X-Injected", "yes")
            super().end_headers()

    with serving(Injecting) as server:
        good, bad = talk(server, LAST), talk(server, b"SPAM / HTTP/1.1\r\nHost: h\r\n\r\n")
    assert fields_of(good)["x-injected"] == fields_of(bad)["x-injected"] == "yes"
    assert len(calls) == 2


def test_wfile_reaches_the_client_without_a_flush() -> None:
    class Streaming(Echo):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"first")
            assert self.rfile.read() == b"seen"

    with serving(Streaming) as server, connect(server) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n")
        received = b""
        while not received.endswith(b"first"):
            received += client.recv(65536)
        client.sendall(b"seen")
        assert read_all(client) == b""


def test_class_attributes_stay_live(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plain(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            self.send_error(404)

    with serving(Plain) as server:
        assert talk(server, LAST).startswith(b"HTTP/1.0 404")
        monkeypatch.setattr(BaseHTTPRequestHandler, "protocol_version", "HTTP/1.1")
        monkeypatch.setattr(BaseHTTPRequestHandler, "error_message_format", "oh: %(code)d")
        answer = talk(server, LAST)
    assert answer.startswith(b"HTTP/1.1 404")
    assert body_of(answer) == b"oh: 404"


def test_headers_are_an_email_message() -> None:
    seen: list[Any] = []

    class Reading(Echo):
        def do_GET(self) -> None:  # noqa: N802
            seen.append(self.headers)
            super().do_GET()

    with serving(Reading) as server:
        talk(server, b"GET / HTTP/1.0\r\nA: 1\r\na: \xc4\r\nContent-Type: text/x; q=1\r\n\r\n")
    headers = seen[0]
    assert isinstance(headers, HTTPMessage)
    assert headers.get_all("A") == ["1", "\xc4"]
    assert headers.get_content_type() == "text/x"
    assert headers.getallmatchingheaders("none") == []


def test_a_request_parsed_from_memory_needs_no_socket() -> None:
    class FromMemory(BaseHTTPRequestHandler):
        def __init__(self, data: bytes) -> None:
            self.rfile = io.BytesIO(data)
            self.raw_requestline = self.rfile.readline()
            self.parsed = self.parse_request()

    request = FromMemory(b"POST /x?y HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nokrest")
    assert request.parsed
    assert (request.command, request.path, request.rfile.read()) == ("POST", "/x?y", b"ok")


def test_an_overridden_handle_one_request_is_called() -> None:
    class Own(Echo):
        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline()
            if self.raw_requestline and self.parse_request():
                self.do_GET()
            else:
                self.close_connection = True

    with serving(Own) as server:
        answers = talk(server, b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok" + LAST)
    assert answers.count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize("server_class", [socketserver.TCPServer, socketserver.ThreadingTCPServer, HTTPServer])
def test_any_socketserver_will_do(server_class: type[socketserver.TCPServer]) -> None:
    with serving(Echo, server_class) as server:
        assert talk(server, LAST).endswith(b"GET ")


@pytest.mark.parametrize("rbufsize", [-1, 0, 1024])
@pytest.mark.parametrize("wbufsize", [0, -1])
def test_buffer_sizes_are_honoured(rbufsize: int, wbufsize: int) -> None:
    sized = type("Sized", (Echo,), {"rbufsize": rbufsize, "wbufsize": wbufsize})
    chunked = b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
    with serving(sized) as server:
        answers = talk(server, chunked + LAST)
    assert b"POST ok" in answers
    assert answers.endswith(b"GET ")
