"""Plain and encrypted transports carry the same bytes, and never block."""

import errno
import os
import select
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shareapp.server.transport import PlainTransport, TLSTransport, Transport, has_ended, wait_ready
from tests.support.certificates import contexts

CONTENT = os.urandom(1_000_000)


class Ends:
    """A transport and, without encryption, what its client has received and sends."""

    def __init__(self, *, secure: bool) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._client: PlainTransport | Client = PlainTransport(self._theirs)
        self.transport: Transport = PlainTransport(self._ours)
        if secure:
            server_context, client_context = contexts()
            tls = TLSTransport(self._ours, server_context)
            client = Client(self._theirs, client_context)
            while not tls.handshake() or not client.handshake():
                client.handshake()
            self.transport, self._client = tls, client

    def pump(self) -> bytes:
        """What has arrived at the client."""
        arrived = b""
        while data := self._client.receive(1 << 20):
            arrived += data
        return arrived

    def say(self, data: bytes) -> None:
        """Send from the client."""
        while data:
            data = data[self._client.send(data) or 0 :]

    def say_goodbye(self) -> None:
        self._theirs.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._ours.close()
        self._theirs.close()


class Client(TLSTransport):
    """The other side of a handshake."""

    __slots__ = ()

    def __init__(self, connected: socket.socket, context: ssl.SSLContext) -> None:
        super().__init__(connected, contexts()[0])
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname="localhost")


@pytest.fixture(params=[False, True], ids=["plain", "tls"])
def ends(request: pytest.FixtureRequest) -> Iterator[Ends]:
    made = Ends(secure=request.param)
    yield made
    made.close()


def deliver(ends: Ends, send: Callable[[int], int | None], size: int) -> bytes:
    """Call ``send(offset)`` until ``size`` bytes are taken, and collect what arrives."""
    arrived, offset, refused = b"", 0, 0
    while offset < size:
        taken = send(offset)
        refused += taken is None
        offset += taken or 0
        if taken is None:
            arrived += ends.pump()
    while not ends.transport.flush():
        arrived += ends.pump()
    assert refused, "never pushed back"
    return arrived + ends.pump()


def test_nothing_there_is_none_not_the_end(ends: Ends) -> None:
    assert ends.transport.receive() is None
    assert ends.transport.receive_into(memoryview(bytearray(10))) is None


def test_what_was_sent_is_received(ends: Ends) -> None:
    ends.say(b"hello")
    assert ends.transport.receive() == b"hello"
    ends.say(b"world")
    view = memoryview(bytearray(10))
    assert ends.transport.receive_into(view) == 5
    assert bytes(view[:5]) == b"world"


def test_the_clients_end_is_empty(ends: Ends) -> None:
    ends.say_goodbye()
    assert ends.transport.receive() == b""
    assert ends.transport.receive_into(memoryview(bytearray(10))) == 0


def test_a_transport_takes_what_fits_and_loses_nothing(ends: Ends) -> None:
    view = memoryview(CONTENT)
    assert deliver(ends, lambda offset: ends.transport.send(view[offset:]), len(CONTENT)) == CONTENT


def test_a_file_is_sent_from_its_offset(ends: Ends, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"<<<" + CONTENT)
    with path.open("rb") as file:
        descriptor = file.fileno()

        def send(offset: int) -> int | None:
            return ends.transport.send_file(descriptor, 3 + offset, len(CONTENT) - offset)

        assert deliver(ends, send, len(CONTENT)) == CONTENT


@pytest.mark.skipif(not hasattr(os, "sendfile"), reason="this system has no sendfile")
def test_a_disk_without_sendfile_is_read_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: int) -> int:
        raise OSError(errno.EINVAL, "no splice")

    monkeypatch.setattr(os, "sendfile", refuse)
    ends = Ends(secure=False)
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    with path.open("rb") as file:
        descriptor = file.fileno()

        def send(offset: int) -> int | None:
            return ends.transport.send_file(descriptor, offset, len(CONTENT) - offset)

        assert deliver(ends, send, len(CONTENT)) == CONTENT
        assert ends.transport.send_file(descriptor, len(CONTENT), 1) == 0
    ends.close()


def test_a_file_that_ends_early_is_zero(ends: Ends, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    with path.open("rb") as file:
        assert ends.transport.send_file(file.fileno(), 3, 10) == 0


def test_bytes_left_in_the_encryption_are_not_overlooked() -> None:
    ends = Ends(secure=True)
    ends.say(b"x" * 1000)
    assert ends.transport.receive(400) == b"x" * 400
    assert ends.transport.holds_data()
    assert ends.transport.receive(1000) == b"x" * 600
    assert not ends.transport.holds_data()
    ends.close()


def test_farewell_tells_an_encrypted_client_that_the_end_is_meant() -> None:
    ends = Ends(secure=True)
    ends.transport.farewell()
    ends.transport.farewell()
    assert ends.pump() == b""
    ends.close()


def test_a_failed_handshake_raises_and_tells_the_client() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        transport = TLSTransport(ours, contexts()[0])
        theirs.settimeout(10)
        transport.feed(b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")  # a hello cut short
        with pytest.raises(ssl.SSLError):
            transport.handshake()
        assert theirs.recv(100)[:1] == b"\x15"  # an alert


def test_waiting_ends_with_readiness_or_time() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not wait_ready(ours, write=False, timeout=0.001)
        assert not wait_ready(ours, write=False, timeout=-1)
        assert wait_ready(ours, write=True, timeout=5)
        theirs.send(b"x")
        assert wait_ready(ours, write=False, timeout=5)


def test_the_clients_end_is_noticed_behind_unread_bytes() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        assert not has_ended(ours)
        theirs.send(b"x")
        assert not has_ended(ours)
        theirs.shutdown(socket.SHUT_WR)
        assert has_ended(ours) or not hasattr(select, "POLLRDHUP")
        ours.recv(1)
        assert has_ended(ours)
