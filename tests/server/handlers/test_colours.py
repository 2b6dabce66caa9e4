"""Colours are for terminals that want them, and change no text."""

import os
import re
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import IO

import pytest

from shareapp.server import BaseHTTPRequestHandler
from shareapp.server.handlers.colours import coloured_banner, coloured_line, shows_colours

pty = pytest.importorskip("pty", reason="this system has no pseudo terminals")

ESCAPE = re.compile(r"\x1b\[[0-9]+m")
VARIABLES = ("PYTHON_COLORS", "NO_COLOR", "FORCE_COLOR", "TERM")


@pytest.fixture(autouse=True)
def _no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def terminal() -> Iterator[IO[str]]:
    """A stream to a terminal, whose other end is its attribute ``other``."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", 0) as other, os.fdopen(theirs, "w", encoding="utf-8") as stream:
        stream.other = other  # type: ignore[attr-defined]
        yield stream


class Unconnected(BaseHTTPRequestHandler):
    def __init__(self) -> None:
        self.client_address = ("192.0.2.1", 5)
        self.requestline = "GET /a b.txt HTTP/1.1"


@pytest.mark.parametrize(
    ("wishes", "terminal_too", "file_too"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"PYTHON_COLORS": "1", "NO_COLOR": "1"}, True, True),
        ({"PYTHON_COLORS": "0", "FORCE_COLOR": "1"}, False, False),
        ({"PYTHON_COLORS": "yes"}, True, False),
    ],
)
def test_the_environment_decides(
    monkeypatch: pytest.MonkeyPatch,
    terminal: IO[str],
    wishes: dict[str, str],
    *,
    terminal_too: bool,
    file_too: bool,
) -> None:
    for name, value in wishes.items():
        monkeypatch.setenv(name, value)
    assert shows_colours(terminal) is terminal_too
    with Path(os.devnull).open("w", encoding="utf-8") as file:
        assert shows_colours(file) is file_too
    assert shows_colours(file) is file_too  # closed
    assert shows_colours(object()) is file_too


@pytest.mark.parametrize(
    "message",
    [
        '"GET /a b.txt HTTP/1.1" 200 -',
        '"GET / HTTP/1.0" 304 12',
        '"POST /x HTTP/1.1" 404 -',
        '"GET / HTTP/1.1" 500 -',
        '"GET / HTTP/1.1" 101 -',
        '"nonsense" 400 -',
        "anything (else)",
    ],
)
@pytest.mark.parametrize("is_error", [False, True])
def test_without_its_colours_a_line_is_what_it_was(message: str, *, is_error: bool) -> None:
    line = coloured_line("192.0.2.1", "21/Nov/2026 01:02:03", message, is_error=is_error)
    assert ESCAPE.sub("", line) == f"192.0.2.1 - - [21/Nov/2026 01:02:03] {message}"
    assert line.count("\x1b[0m") * 2 == len(ESCAPE.findall(line)) >= 2


@pytest.mark.parametrize(("status", "code"), [("204", 32), ("301", 96), ("404", 33), ("503", 31)])
def test_each_kind_of_status_has_its_colour(status: str, code: int) -> None:
    assert f"\x1b[{code}m{status}\x1b[0m" in coloured_line("c", "t", f'"GET / HTTP/1.1" {status} -', is_error=False)


def test_the_banner_shows_its_address() -> None:
    banner = "Serving HTTP on :: port 8000 (http://[::]:8000/) ..."
    assert "(\x1b[36mhttp://[::]:8000/\x1b[0m)" in coloured_banner(banner)
    assert ESCAPE.sub("", coloured_banner(banner)) == banner
    assert coloured_banner("else") == "else"


def test_a_handler_writes_coloured_lines_to_a_terminal(monkeypatch: pytest.MonkeyPatch, terminal: IO[str]) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    handler = Unconnected()
    handler.log_request(HTTPStatus.OK)
    handler.log_error("code %d, message %s", 404, "not \x1b[31mhere")
    terminal.flush()
    shown = b""
    while shown.count(b"\n") < 2:
        shown += os.read(terminal.other.fileno(), 4096)  # type: ignore[attr-defined]
    first, second = shown.decode().splitlines()
    assert '"GET \x1b[36m/a b.txt\x1b[0m HTTP/1.1" \x1b[32m200\x1b[0m' in first
    assert second.endswith("\x1b[33mcode 404, message not \\x1b[31mhere\x1b[0m")  # what a client sent stays harmless


def test_who_overrides_the_log_gets_plain_text(monkeypatch: pytest.MonkeyPatch, terminal: IO[str]) -> None:
    lines: list[str] = []

    class Own(Unconnected):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            lines.append(format % args)

    monkeypatch.setattr(sys, "stderr", terminal)
    Own().log_request(200)
    Own().log_error("no")
    assert lines == ['"GET /a b.txt HTTP/1.1" 200 -', "no"]
