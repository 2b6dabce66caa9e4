"""An HTTP client on a raw socket: sends exactly the bytes it is given, and reads answers strictly."""

import socket
import ssl
import struct
from collections.abc import Iterable
from types import TracebackType
from typing import NamedTuple, Self

TIMEOUT_S = 10.0
"""Longer than anything a healthy server needs; a test that reaches it fails."""


class Answer(NamedTuple):
    """One response as it was received."""

    status: int
    version: str
    reason: str
    fields: list[tuple[str, str]]
    body: bytes

    def field(self, name: str) -> str | None:
        """The only value of the field ``name``; a repeated one fails the test."""
        values = [value for key, value in self.fields if key.lower() == name.lower()]
        assert len(values) <= 1, f"{name} repeated: {values}"
        return values[0] if values else None


class WireClient:
    """One connection to a server on loopback."""

    def __init__(
        self,
        port: int,
        *,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
        receive_buffer: int | None = None,
    ) -> None:
        self.socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.socket.settimeout(TIMEOUT_S)
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            self.socket.connect((host, port))
            if tls is not None:
                self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        except BaseException:
            self.socket.close()
            raise
        self._buffer = b""

    @classmethod
    def around(cls, connected: socket.socket) -> Self:
        """A client on a socket that is connected already."""
        client = cls.__new__(cls)
        connected.settimeout(TIMEOUT_S)
        client.socket = connected
        client._buffer = b""
        return client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, *parts: bytes | str) -> None:
        """Send everything at once; text as ISO-8859-1."""
        self.socket.sendall(b"".join(part.encode("latin-1") if isinstance(part, str) else part for part in parts))

    def request(
        self, target: str = "/", method: str = "GET", fields: Iterable[tuple[str, str]] = (), body: bytes = b""
    ) -> None:
        """Send a request of HTTP/1.1 with a Host field."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
        self.send(f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n", body)

    def get(self, target: str = "/", *fields: tuple[str, str]) -> Answer:
        """Send a GET and read the answer."""
        self.request(target, fields=fields)
        return self.answer()

    def answer(self, *, head_only: bool = False) -> Answer:
        """The next response; ``head_only`` after HEAD. Fails the test when it is cut short or framed twice."""
        head = self.until(b"\r\n\r\n")[:-4].decode("latin-1").split("\r\n")
        version, status, reason = head[0].split(" ", 2)
        fields = [(name, value) for name, value in (line.split(": ", 1) for line in head[1:])]
        answer = Answer(int(status), version, reason, fields, b"")
        if head_only or answer.status in {204, 304} or answer.status < 200:
            return answer
        return answer._replace(body=self._body(answer))

    def until(self, end: bytes) -> bytes:
        """Everything up to and including ``end``."""
        while end not in self._buffer:
            self._more()
        found = self._buffer.index(end) + len(end)
        taken, self._buffer = self._buffer[:found], self._buffer[found:]
        return taken

    def exactly(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        taken = bytearray(self._buffer[:count])
        self._buffer = self._buffer[count:]
        while len(taken) < count:
            data = self.socket.recv(min(count - len(taken), 1 << 20))
            if not data:
                raise EOFError(f"connection ended after {len(taken)} of {count} bytes")
            taken += data
        return bytes(taken)

    def rest(self) -> bytes:
        """Everything up to the end of the connection, however it ends."""
        taken, self._buffer = bytearray(self._buffer), b""
        try:
            while data := self.socket.recv(65536):
                taken += data
        except (ConnectionError, ssl.SSLError):
            pass
        return bytes(taken)

    def is_closed(self) -> bool:
        """Wait for the server to end the connection; whether it did so without another byte."""
        return self.rest() == b""

    def half_close(self) -> None:
        """Send no more."""
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Vanish without a goodbye."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        """Close; harmless twice."""
        self.socket.close()

    def _more(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError(f"connection ended after {self._buffer!r}")
        self._buffer += data

    def _body(self, answer: Answer) -> bytes:
        length, coding = answer.field("Content-Length"), answer.field("Transfer-Encoding")
        assert length is None or coding is None, "framed twice"
        if coding is not None:
            assert coding == "chunked"
            return b"".join(self._chunks())
        if length is not None:
            return self.exactly(int(length))
        assert answer.field("Connection") == "close", "no framing"
        return self.rest()

    def _chunks(self) -> Iterable[bytes]:
        while size := int(self.until(b"\r\n"), 16):
            yield self.exactly(size)
            assert self.exactly(2) == b"\r\n"
        assert self.exactly(2) == b"\r\n"
