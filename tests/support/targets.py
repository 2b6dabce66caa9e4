"""The same folder behind the product and behind both profiles of the classes, to hold all three to one promise."""

import contextlib
import re
import ssl
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest

from shareapp.server import SimpleHTTPRequestHandler
from shareapp.server.events import discard
from shareapp.server.message import Request, Response
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.site import build_site
from tests.support import handling
from tests.support.running_server import Running, running
from tests.support.trees import write
from tests.support.wire_client import Answer, WireClient

Kind = Literal["product", "strict", "lenient"]

CANARY = b"the canary of the conformance tests"
"""What stands outside the folder; no answer may ever hold it."""

SONG = "한글 노래.txt"
CONTENT = b"0123456789abcdefghijklmnopqrstuvwxyz"

ALL = pytest.mark.parametrize("target", ["product", "strict", "lenient"], indirect=True)
STRICT = pytest.mark.parametrize("target", ["product", "strict"], indirect=True)
LENIENT = pytest.mark.parametrize("target", ["lenient"], indirect=True)
"""For tests that take the fixture ``target``: which servers promise it."""

HOST = "Host: localhost\r\n"
LAST = f"GET /song.txt HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n"
"""A good request that ends its connection."""

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


WRITABLE: dict[str, Any] = {"rights": "add"}
"""The product's setting that lets visitors add files."""


class Target(NamedTuple):
    """One running server of those that are compared."""

    kind: Kind
    port: int
    folder: Path

    def client(self) -> WireClient:
        """A new connection."""
        return WireClient(self.port)

    def talk(self, *parts: bytes | str, end: bool = True) -> bytes:
        """Send all of it, and with ``end`` the end of our side; everything that comes back until the server closes."""
        with self.client() as client:
            with contextlib.suppress(ConnectionError):  # a server may close before it has read all
                client.send(*parts)
                if end:
                    client.half_close()
            received = client.rest()
        assert CANARY not in received
        return received

    def statuses(self, *parts: bytes | str, end: bool = True) -> list[int]:
        """The statuses of all answers to these bytes."""
        return [int(status) for status in _STATUS.findall(self.talk(*parts, end=end))]

    def get(self, path: str = "/song.txt", *fields: tuple[str, str], method: str = "GET") -> Answer:
        """One request on a connection of its own."""
        with self.client() as client:
            client.request(path, method, fields)
            answer = client.answer(head_only=method == "HEAD")
        assert CANARY not in answer.body
        return answer


def fill(folder: Path) -> Path:
    """A share with some of everything, and a canary beside it. Returns the share."""
    share = folder / "share"
    write(folder / "canary.txt", CANARY)
    write(share / "song.txt", CONTENT)
    write(share / SONG, CONTENT)
    write(share / "empty.txt", b"")
    write(share / "packed.tar.gz", b"\x1f\x8b no gzip at all")
    write(share / "page" / "index.html", b"<p>index")
    write(share / "folder" / "inside.txt", b"inside")
    return share


@contextlib.contextmanager
def serving(kind: Kind, share: Path, **options: Any) -> Iterator[Target]:
    """``share`` behind one of the three; ``options`` are the product's settings."""
    if kind == "product":
        with product(share, **options) as runner:
            yield Target(kind, runner.server.port, share)
    else:
        with handling.serving(_handler(share, strict=kind == "strict")) as server:
            yield Target(kind, server.server_address[1], share)


@contextlib.contextmanager
def product(share: Path, *, tls_context: ssl.SSLContext | None = None, **options: Any) -> Iterator[Running]:
    """The share as the window serves it, besides "/echo", which answers with the body it got."""
    config = ShareConfig(root=share, **options)
    site = build_site(config, discard)

    def with_echo(request: Request) -> Response:
        return Response(200, [], request.body.read()) if request.path == "/echo" else site(request)

    with running(with_echo, config.limits, tls=tls_context) as runner:
        yield runner


def _handler(share: Path, *, strict: bool) -> Any:
    class Files(handling.Quiet, SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # noqa: N802
            body = self.rfile.read()
            self.send_response(200)
            self.send_header("Content-Length", len(body))
            self.end_headers()
            self.wfile.write(body)

    Files.strict = strict
    return partial(Files, directory=share)
