"""What a handler writes and logs, without a socket."""

import io
import sys
from http import HTTPStatus
from typing import Any

import pytest

from shareapp.server import BaseHTTPRequestHandler
from shareapp.server.handlers.texts import LOGGED_CHARACTERS
from tests.support.handling import errors_of


class Unconnected(BaseHTTPRequestHandler):
    """A handler that writes to memory."""

    requestline = "GET / HTTP/1.1"
    request_version = "HTTP/1.1"
    command = "GET"

    def __init__(self, client_address: Any = ("192.0.2.1", 1)) -> None:
        self.wfile = io.BytesIO()
        self.client_address = client_address

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing."""

    def written(self) -> bytes:
        assert isinstance(self.wfile, io.BytesIO)
        return self.wfile.getvalue()


@pytest.mark.point(86)
@pytest.mark.fault("gh-142533", "gh-144370")
@pytest.mark.parametrize("bad", ["a\r\nX: y", "a\nX: y", "a\rb", "a\0b", "a\x1bb", "한글"])
def test_nothing_splits_a_response(bad: str) -> None:
    """gh-142533, gh-144370."""
    handler = Unconnected()
    with pytest.raises(ValueError, match="not a"):
        handler.send_header("X", bad)
    with pytest.raises(ValueError, match="not a"):
        handler.send_header(bad, "x")
    with pytest.raises(ValueError, match="not a"):
        handler.send_response(200, bad)
    handler.end_headers()
    assert handler.written() == b"\r\n"


@pytest.mark.parametrize("name", ["", "a b", "a:", "a(b"])
def test_a_field_name_is_a_token(name: str) -> None:
    with pytest.raises(ValueError, match="not a header field"):
        Unconnected().send_header(name, "x")


def test_an_error_message_may_be_anything() -> None:
    handler = Unconnected()
    handler.send_error(404, "파일이\r\nX-Injected: yes", "<b>\n한글")
    head, _, body = handler.written().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.0 404 Not Found\r\n")
    assert b"\r\nX-Injected" not in head
    assert "파일이" in body.decode()
    assert "&lt;b&gt;" in body.decode()


@pytest.mark.point(86)
@pytest.mark.fault("gh-144370")
def test_an_error_of_several_lines_has_one_in_its_status() -> None:
    handler = Unconnected()
    handler.send_error(500, "one\r\ntwo")
    assert handler.written().startswith(b"HTTP/1.0 500 one two\r\n")


def test_an_unknown_status_has_an_empty_reason_behind_its_space() -> None:
    handler = Unconnected()
    handler.send_response_only(799)
    handler.end_headers()
    assert handler.written().startswith(b"HTTP/1.0 799 \r\n")


@pytest.mark.parametrize("code", [100, 204, 205, 304])
def test_these_errors_have_no_body(code: int) -> None:
    handler = Unconnected()
    handler.send_error(code)
    assert handler.written().endswith(b"\r\n\r\n")
    assert b"Content-Length" not in handler.written()


def test_head_gets_the_fields_of_an_error_without_its_body() -> None:
    handler = Unconnected()
    handler.command = "HEAD"
    handler.send_error(404)
    assert b"Content-Length: " in handler.written()
    assert handler.written().endswith(b"\r\n\r\n")


def test_http_0_9_gets_the_body_alone() -> None:
    handler = Unconnected()
    handler.request_version = "HTTP/0.9"
    handler.send_error(404)
    assert handler.written().startswith(b"<!DOCTYPE html>")


def test_connection_decides_about_the_connection() -> None:
    handler = Unconnected()
    handler.send_header("Connection", "Keep-Alive")
    assert not handler.close_connection
    handler.send_header("connection", "CLOSE")
    assert handler.close_connection


def test_the_head_is_sent_at_once() -> None:
    class Counting(io.BytesIO):
        writes = 0

        def write(self, data: Any, /) -> int:
            self.writes += 1
            return super().write(data)

    handler = Unconnected()
    handler.wfile = Counting()
    handler.send_response(200)
    handler.send_header("X", "y")
    assert handler.wfile.writes == 0
    handler.end_headers()
    assert handler.wfile.writes == 1


class TestLog:
    def lines(self, monkeypatch: pytest.MonkeyPatch, *args: Any, address: Any = ("192.0.2.1", 1)) -> str:
        errors = errors_of(monkeypatch)
        BaseHTTPRequestHandler.log_message(Unconnected(address), *args)
        return errors.getvalue()

    @pytest.mark.point(120)
    @pytest.mark.fault("gh-100001")
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("\x1b[2J", r"\x1b[2J"),
            ("a\nb\r", r"a\x0ab\x0d"),
            ("\x7f\x85\x9b", r"\x7f\x85\x9b"),
            ("\u2028\u2029", r"\u2028\u2029"),
            ("\u202egpj.exe", r"\u202egpj.exe"),
            ("\\b", r"\\b"),
            ("한글\xa0", "한글\xa0"),
        ],
    )
    def test_nothing_steers_a_terminal(self, monkeypatch: pytest.MonkeyPatch, text: str, shown: str) -> None:
        """gh-100001, gh-100038, and line separators and bidi controls besides."""
        line = self.lines(monkeypatch, "%s", text)
        assert line.endswith(f"] {shown}\n")
        assert line.startswith("192.0.2.1 - - [")

    @pytest.mark.point(120)
    @pytest.mark.fault("gh-87979")
    def test_a_long_line_is_cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """gh-87979."""
        assert len(self.lines(monkeypatch, "%s", "x" * 65536)) < LOGGED_CHARACTERS + 100

    @pytest.mark.fault("unix-sockets")
    def test_a_unix_peer_has_a_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.lines(monkeypatch, "x", address="").startswith("unix: - - [")

    def test_a_program_without_standard_error_logs_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", None)
        BaseHTTPRequestHandler.log_message(Unconnected(), "x")

    def test_a_request_is_a_line_with_its_status(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors = errors_of(monkeypatch)

        class Logging(Unconnected):
            log_message = BaseHTTPRequestHandler.log_message

        Logging().log_request(HTTPStatus.OK)
        assert errors.getvalue().endswith('"GET / HTTP/1.1" 200 -\n')


def test_dates_are_http_dates() -> None:
    assert Unconnected().date_time_string(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT"


def test_the_server_field_has_two_parts() -> None:
    handler = Unconnected()
    assert handler.version_string() == f"BaseHTTP/0.6 Python/{sys.version.split()[0]}"
    handler.sys_version = ""
    assert handler.version_string() == "BaseHTTP/0.6"


def test_responses_are_those_of_this_python() -> None:
    assert Unconnected.responses[404] == (HTTPStatus(404).phrase, HTTPStatus(404).description)
