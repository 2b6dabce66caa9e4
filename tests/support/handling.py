"""Handler classes behind real sockets on loopback, and clients that send and read bytes as they are."""

import contextlib
import io
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from shareapp.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from shareapp.server.limits import Limits

SHORT = Limits(head_s=0.4, idle_s=0.3, stall_s=0.4, handshake_s=0.5, linger_s=0.5, stop_grace_s=3.0)
"""Times that a test can wait for."""

Handler = Callable[..., socketserver.BaseRequestHandler]


class Quiet:
    """Mixed in before a handler class: its log goes to ``lines``."""

    lines: list[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.lines = []

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Keep the line."""
        self.lines.append(format % args)


class Echo(Quiet, BaseHTTPRequestHandler):
    """Answers with the method and the body it got."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802
        """Tell what came."""
        self.answer((self.command or "").encode() + b" " + self.rfile.read())

    do_POST = do_GET  # noqa: N815

    def answer(self, content: bytes) -> None:
        """200 with ``content``."""
        self.send_response(200)
        self.send_header("Content-Length", len(content))
        self.end_headers()
        self.wfile.write(content)


def files_of(folder: Path, *, strict: bool = False, protocol: str = "HTTP/1.1") -> Any:
    """A handler class for the files of ``folder``."""
    members = {"strict": strict, "protocol_version": protocol}
    return partial(type("Files", (Quiet, SimpleHTTPRequestHandler), members), directory=folder)


@contextlib.contextmanager
def serving(handler: Handler, server: Callable[..., Any] = ThreadingHTTPServer, **options: Any) -> Iterator[Any]:
    """The running server; everything of it is gone afterwards."""
    with server(("127.0.0.1", 0), handler, **options) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()


def connect(server: Any) -> socket.socket:
    """A client's socket."""
    return socket.create_connection(server.server_address[:2], timeout=10)


def talk(server: Any, sent: bytes, *, end: bool = False) -> bytes:
    """Send ``sent`` (and, with ``end``, the end of our side); everything that comes back until the server closes."""
    with connect(server) as client:
        client.sendall(sent)
        if end:
            client.shutdown(socket.SHUT_WR)
        return read_all(client)


def read_all(client: socket.socket) -> bytes:
    """Everything until the end; a reset is one too."""
    received = b""
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(65536):
            received += piece
    return received


def status_of(answer: bytes) -> int:
    """The status of the first response in ``answer``, 0 when there is none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def fields_of(answer: bytes) -> dict[str, str]:
    """The header fields of the first response, names in lower case."""
    lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


def body_of(answer: bytes) -> bytes:
    """What follows the first head."""
    return answer.partition(b"\r\n\r\n")[2]


def errors_of(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is written to standard error from now on."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream
