"""The body of a request as a responder reads it: bounded by its framing, fetched from the connection on demand."""

import time
from typing import TYPE_CHECKING, Final

from shareapp.server.connection import Connection
from shareapp.server.errors import HTTPError
from shareapp.server.limits import KIB, Limits
from shareapp.server.wire.framing import ChunkedDecoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from shareapp.server.events import Arriving

_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_PIECE_BYTES: Final = 64 * KIB


class IncomingBody:
    """A body with an announced ``length``, or a chunked one (None).

    ``100 Continue`` is sent by the first read, so that a responder may refuse before a byte is uploaded (RFC 9110
    section 10.1.1). More than ``limit`` bytes are refused with 413, an announced length before anything is read.
    """

    def __init__(self, connection: Connection, length: int | None, limits: Limits, *, awaits_continue: bool) -> None:
        self.length = length
        self.limit = limits.body_bytes
        self.received = 0  # bytes of content
        self.awaits_continue = awaits_continue
        # The framing is lost: nothing behind this body can be trusted. Never raised itself, as its traceback would lead
        # to this body again, a cycle in which a megabyte of buffers waits for the garbage collector.
        self.failure: HTTPError | None = None
        self.client_left = False
        self.arriving: Arriving | None = None  # the file it brings, as the layer that reads it says
        self.give_up: Callable[[], None] | None = None  # what ends more than this request
        self._connection = connection
        self._decoder = ChunkedDecoder(limits) if length is None else None
        self._decoded = b""
        self._stall_s = limits.stall_s
        self._bytes_per_s = limits.body_bytes_per_s
        self._waited_s = 0.0  # for the client; what the responder does meanwhile is not the client's fault

    def allow(self, limit: int) -> None:
        """Take up to ``limit`` bytes instead of ``Limits.body_bytes``."""
        self.limit = limit

    @property
    def finished(self) -> bool:
        """Whether the end was reached."""
        if self._decoder is not None:
            return self._decoder.finished and not self._decoded
        return self.received == self.length

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes (all of the rest when negative); ``b""`` at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE_BYTES), b""))
        buffer = bytearray(min(size, _PIECE_BYTES))
        return bytes(buffer[: self.readinto(memoryview(buffer))])

    def readinto(self, buffer: memoryview) -> int:
        """Fill ``buffer`` as far as bytes are there (at least one, unless at the end)."""
        if self.finished or not buffer:
            return 0
        try:
            self._check()
            if self.awaits_continue:
                self.awaits_continue = False
                self._connection.send_soon(_CONTINUE, self._stall_s)
            return self._wait(buffer)
        except HTTPError as error:
            self.failure = _copy(error)
            raise
        except OSError as error:
            self.client_left = True
            self.failure = _cut_short()
            raise _cut_short() from error

    def drain(self, buffer: memoryview) -> bool:
        """Read and drop what is there, without waiting; whether the end was reached. Raises as ``readinto`` does."""
        while not self.finished:
            self._check()
            if self._fill(buffer, None) is None:
                return False
        return True

    def _check(self) -> None:
        if self.failure is not None:
            raise _copy(self.failure)
        if (self.length or self.received) > self.limit:
            raise HTTPError(413, "request body over the limit", close=True)

    def _fill(self, buffer: memoryview, wait_s: float | None) -> int | None:
        """Bytes written to ``buffer``; None when none came (only without ``wait_s``)."""
        count = self._fill_announced(buffer, wait_s) if self.length is not None else self._fill_decoded(buffer, wait_s)
        self.received += count or 0
        return count

    def _wait(self, buffer: memoryview) -> int:
        began = time.monotonic()
        count = self._fill(buffer, self._stall_s) or 0
        self._waited_s += time.monotonic() - began
        is_slow = self._waited_s > self._stall_s and self.received < self._waited_s * self._bytes_per_s
        if is_slow and not self.finished:
            raise HTTPError(408, "request body too slow", close=True)
        return count

    def _fill_announced(self, buffer: memoryview, wait_s: float | None) -> int | None:
        return self._receive(buffer[: (self.length or 0) - self.received], wait_s)

    def _fill_decoded(self, buffer: memoryview, wait_s: float | None) -> int | None:
        while not self._decoded and not self.finished:
            count = self._receive(buffer, wait_s)
            if count is None:
                return None
            self._decode(bytes(buffer[:count]))
        count = min(len(buffer), len(self._decoded))
        buffer[:count] = self._decoded[:count]
        self._decoded = self._decoded[count:]
        return count

    def _decode(self, data: bytes) -> None:
        decoder = self._decoder
        assert decoder is not None  # noqa: S101 - only chunked bodies are decoded
        self._decoded = decoder.feed(data)
        if decoder.finished:
            self._connection.buffer = decoder.unused + self._connection.buffer
        if self.received + len(self._decoded) > self.limit:
            raise HTTPError(413, "request body over the limit", close=True)

    def _receive(self, buffer: memoryview, wait_s: float | None) -> int | None:
        count = self._connection.receive_into(buffer, wait_s)
        if count == 0:
            self.client_left = True
            raise _cut_short()
        return count


def _copy(error: HTTPError) -> HTTPError:
    return HTTPError(error.status, error.reason, error.headers, close=error.close)


def _cut_short() -> HTTPError:
    return HTTPError(400, "request body cut short", close=True)
