"""Points 94 to 98 over real sockets: the product and the classes under encryption."""

import contextlib
import socket
import ssl
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shareapp.server import ThreadingHTTPSServer
from shareapp.server.tls import server_context
from tests.support import handling, targets
from tests.support.certificate_files import certificate_files
from tests.support.targets import CONTENT, LAST
from tests.support.wire_client import WireClient

LOOPBACK = "127.0.0.1"


class Encrypted(NamedTuple):
    """A server that speaks TLS, and what a client needs."""

    port: int
    kind: str

    def connect(self, context: ssl.SSLContext, name: str = LOOPBACK) -> ssl.SSLSocket:
        """A handshake as ``context`` wants it."""
        raw = socket.create_connection((LOOPBACK, self.port), timeout=10)
        try:
            return context.wrap_socket(raw, server_hostname=name, suppress_ragged_eofs=False)
        except BaseException:
            raw.close()
            raise


@pytest.fixture(params=["product", "lenient"])
def server(request: pytest.FixtureRequest, share: Path) -> Iterator[Encrypted]:
    """The folder of the other tests, encrypted."""
    files = certificate_files()
    if request.param == "product":
        context = server_context(files.certificate, files.key)
        with targets.product(share, tls_context=context) as runner:
            yield Encrypted(runner.server.port, "product")
            return
    options: dict[str, Any] = {"certfile": files.certificate, "keyfile": files.key}
    with handling.serving(handling.files_of(share), ThreadingHTTPSServer, **options) as running:
        yield Encrypted(running.server_address[1], "lenient")


def client_context(**versions: ssl.TLSVersion) -> ssl.SSLContext:
    """A client that trusts the server, and speaks these versions only."""
    context = certificate_files().client()
    context.check_hostname = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # to name TLS 1.1 is deprecated too
        for name, version in versions.items():
            setattr(context, name, version)
    return context


def ask(client: ssl.SSLSocket, sent: str = LAST) -> bytes:
    """Everything that the server sends, up to its goodbye: without one this raises SSLEOFError."""
    client.sendall(sent.encode())
    return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.mark.point(94)
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_1_2_and_1_3_are_spoken_without_compression(server: Encrypted, version: ssl.TLSVersion) -> None:
    context = client_context(minimum_version=version, maximum_version=version)
    with server.connect(context) as client:
        assert client.version() == version.name.replace("_", ".")
        assert client.compression() is None
        assert ask(client).endswith(CONTENT)


@pytest.mark.point(94)
def test_tls_1_1_and_older_are_refused(server: Encrypted) -> None:
    context = client_context(minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        server.connect(context)


@pytest.mark.point(94)
def test_nothing_is_renegotiated_or_compressed() -> None:
    files = certificate_files()
    with ThreadingHTTPSServer((LOOPBACK, 0), handling.Echo, certfile=files.certificate, keyfile=files.key) as classes:
        contexts = [server_context(files.certificate, files.key), classes._create_context()]
    for context in contexts:
        assert context.options & ssl.OP_NO_RENEGOTIATION
        assert context.options & ssl.OP_NO_COMPRESSION


@pytest.mark.point(95)
@pytest.mark.parametrize("offered", [["h2", "http/1.1"], ["http/1.1"], []])
def test_alpn_is_http_1_1_and_a_client_without_it_works(server: Encrypted, offered: list[str]) -> None:
    context = client_context()
    if offered:
        context.set_alpn_protocols(offered)
    with server.connect(context) as client:
        assert client.selected_alpn_protocol() == ("http/1.1" if offered else None)
        assert ask(client).endswith(CONTENT)


@pytest.mark.point(96)
def test_an_unknown_server_name_gets_the_certificate_and_a_foreign_host_is_421_in_the_product(
    server: Encrypted,
) -> None:
    for name in ("unknown.example", "localhost", LOOPBACK):
        with server.connect(client_context(), name) as client:
            assert client.getpeercert() != {}
            assert ask(client).endswith(CONTENT)
    with server.connect(client_context()) as client:
        answer = ask(client, LAST.replace("localhost", "evil.example"))
    assert answer.startswith(b"HTTP/1.1 421 " if server.kind == "product" else b"HTTP/1.1 200 ")


@pytest.mark.point(97)
@pytest.mark.fault("silent-tls-client")
def test_silent_and_broken_clients_of_the_encrypted_port_delay_nobody(server: Encrypted) -> None:
    with contextlib.ExitStack() as stack:
        for first in (b"", b"\x16", b"\x16\x03\x01\x02\x00\x01", b"GET", b"\x00" * 5, b"\x80") * 5:
            other = stack.enter_context(WireClient(server.port))
            other.send(first)
        began = time.monotonic()
        with server.connect(client_context()) as client:
            assert ask(client).endswith(CONTENT)
        assert time.monotonic() - began < 5.0  # one that waited for them would wait ten


@pytest.mark.point(97)
def test_plain_http_on_the_encrypted_port_is_answered_readably(server: Encrypted) -> None:
    with WireClient(server.port) as client:
        answer = client.get("/song.txt")
    assert answer.status in (308, 400)
    assert answer.status == 400 or (answer.field("Location") or "").startswith("https://localhost")


@pytest.mark.point(98)
def test_the_end_is_announced_and_a_missing_goodbye_is_no_error(
    server: Encrypted, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = handling.errors_of(monkeypatch)
    with server.connect(client_context()) as client:
        assert ask(client).endswith(CONTENT)  # read up to close_notify
    rude = server.connect(client_context())
    rude.sendall(LAST.replace("Connection: close\r\n", "").encode())
    assert rude.recv(65536)
    socket.socket(fileno=rude.detach()).close()  # no goodbye
    with server.connect(client_context()) as client:
        assert ask(client).endswith(CONTENT)
    assert errors.getvalue() == ""
