"""What a handler reads from and writes to: one client's socket under deadlines, a request's body, a part of a file."""

import contextlib
import io
import os
import socket
import struct
import sys
import time
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from shareapp.server.limits import KIB, Limits
from shareapp.server.message import FileSlice
from shareapp.server.wire.framing import ChunkedDecoder

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_PIECE_BYTES = 64 * KIB


class SocketReader(io.RawIOBase):
    """The bytes of a connection, each wait for them bounded; a TimeoutError when it is over.

    Dripping bytes do not extend a head's time (RFC 9112 section 9.5): from its first byte it has ``head_s`` altogether.
    """

    def __init__(self, connection: socket.socket, raw: IO[bytes], limits: Limits, patience_s: float | None) -> None:
        self._connection = connection
        self._raw = raw
        self._idle_s = limits.idle_s if patience_s is None else patience_s
        self._head_s = limits.head_s if patience_s is None else patience_s
        self._stall_s: float | None = limits.stall_s if patience_s is None else patience_s
        self._deadline: float | None = None
        self.awaits_request = True

    def await_request(self) -> None:
        """What comes next is a request, or nothing for a while."""
        self.awaits_request = True
        self._deadline = None

    def expect_body(self, seconds: float | None = None) -> None:
        """What comes next is a body: any pace but a stall, or all of it within ``seconds``."""
        self.awaits_request = False
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def leave_http(self, patience_s: float | None) -> None:
        """What comes next is another protocol, of which nobody knows the pace: each wait may take ``patience_s``."""
        self.expect_body()
        self._stall_s = patience_s

    def readable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._raw.fileno()

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill ``buffer`` with what is there. Raises TimeoutError, or ConnectionError when the client is gone."""
        self._connection.settimeout(self._wait_s())
        with _tls_faults_as_gone():
            count: int = self._raw.readinto(buffer)  # type: ignore[attr-defined]
        if self.awaits_request:
            self.awaits_request = False
            self._deadline = time.monotonic() + self._head_s
        return count

    def close(self) -> None:
        """Let go of the socket."""
        if not self.closed:
            self._raw.close()
        super().close()

    def _wait_s(self) -> float | None:
        if self.awaits_request:
            return self._idle_s
        if self._deadline is None or self._stall_s is None:
            return self._stall_s
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the request did not arrive in time")
        return min(left, self._stall_s)


class SocketWriter(io.BufferedIOBase):
    """Unbuffered: what is written reaches the client without a flush. Each wait for room is bounded, not the whole."""

    def __init__(self, connection: socket.socket, stall_s: float) -> None:
        self._connection = connection
        self._stall_s: float | None = stall_s

    def leave_http(self, patience_s: float | None) -> None:
        """What comes next is another protocol: each wait may take ``patience_s``, and those of the method's own on the
        connection too."""
        self._stall_s = patience_s

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._connection.fileno()

    def write(self, data: "ReadableBuffer", /) -> int:
        """Send all of ``data``. Raises TimeoutError when the client takes nothing, ConnectionError when it is gone."""
        self._connection.settimeout(self._stall_s)
        view = memoryview(data).cast("B")
        count = len(view)
        with _tls_faults_as_gone():
            while view:
                view = view[self._connection.send(view) :]
        return count

    def write_file(self, descriptor: int, offset: int, count: int) -> None:
        """Send ``count`` bytes of a file from ``offset``; the system copies them where it can.

        Raises ConnectionAbortedError when the file has become shorter.
        """
        self._connection.settimeout(self._stall_s)
        with _tls_faults_as_gone(), open(descriptor, "rb", buffering=0, closefd=False) as file:
            sent = self._connection.sendfile(file, offset, count) if count else 0
        if sent < count:
            raise _truncated()


class BodyReader(io.RawIOBase):
    """A request's body, framed as announced (RFC 9112 section 6.3), so that reading ends where the body ends.

    Raises HTTPError 400 for broken chunks, ConnectionError when the client leaves within the body.
    """

    def __init__(self, stream: IO[bytes], length: int | None, limits: Limits) -> None:
        self.length = length
        self._stream = stream
        self._left = length or 0
        self._decoder = ChunkedDecoder(limits) if length is None else None
        self._decoded = b""

    @property
    def finished(self) -> bool:
        """Whether the end was reached."""
        if self._decoder is not None:
            return self._decoder.finished and not self._decoded
        return self._left == 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill ``buffer`` as far as bytes are there (at least one, unless at the end)."""
        view = memoryview(buffer).cast("B")
        if self.finished or not view:
            return 0
        piece = self._announced(len(view)) if self._decoder is None else self._chunked(self._decoder, len(view))
        view[: len(piece)] = piece
        return len(piece)

    def drain(self, limit: int) -> bool:
        """Read and drop at most ``limit`` bytes; whether the end was reached."""
        scratch = memoryview(bytearray(min(limit, _PIECE_BYTES)))
        while not self.finished and limit > 0:
            limit -= self.readinto(scratch[:limit])
        return self.finished

    def _announced(self, size: int) -> bytes:
        piece = self._arrived(min(size, self._left))
        self._left -= len(piece)
        return piece

    def _chunked(self, decoder: ChunkedDecoder, size: int) -> bytes:
        while not self._decoded and not decoder.finished:
            # Only what belongs to the body may be taken from the stream, so look first.
            peek = getattr(self._stream, "peek", None)
            data = peek(1) if peek else b""
            if data:
                self._decoded = decoder.feed(data)
                self._stream.read(len(data) - len(decoder.unused))
            else:
                self._decoded = decoder.feed(self._arrived(1))
        piece, self._decoded = self._decoded[:size], self._decoded[size:]
        return piece

    def _arrived(self, size: int) -> bytes:
        read = getattr(self._stream, "read1", self._stream.read)
        piece: bytes = read(size)
        if not piece:
            raise ConnectionAbortedError("the request's body was cut short")
        return piece


class FilePart(io.RawIOBase):
    """Exactly the announced bytes of an open file, whatever happens to it meanwhile. Owns the descriptor."""

    def __init__(self, piece: FileSlice) -> None:
        self._piece = piece
        self._at = piece.offset

    def readable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The file's descriptor."""
        return self._piece.descriptor

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """The next bytes, 0 at the end. Raises ConnectionAbortedError when the file has become shorter."""
        view = memoryview(buffer).cast("B")[: self._left]
        if not view:
            return 0
        os.lseek(self._piece.descriptor, self._at, os.SEEK_SET)
        data = os.read(self._piece.descriptor, len(view))
        if not data:
            raise _truncated()
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seekable(self) -> bool:
        """Always: what ``http.server`` returns from ``send_head`` is a file, and some go on to a part of it."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go on from ``offset`` within this part; where that is. Raises ValueError before its beginning."""
        begin = {
            os.SEEK_SET: self._piece.offset,
            os.SEEK_CUR: self._at,
            os.SEEK_END: self._piece.offset + self._piece.length,
        }[whence]
        if begin + offset < self._piece.offset:
            raise ValueError(f"negative seek position {begin + offset - self._piece.offset}")
        self._at = begin + offset
        return self._at - self._piece.offset

    def send_to(self, writer: SocketWriter) -> None:
        """Send all that is left."""
        if self._left <= _PIECE_BYTES:  # cheaper than all that the system's own copying needs around it
            while piece := self.read(_PIECE_BYTES):
                writer.write(piece)
            return
        writer.write_file(self._piece.descriptor, self._at, self._left)
        self._at += self._left

    def close(self) -> None:
        """Close the file; harmless twice."""
        self._piece.close()
        super().close()

    @property
    def _left(self) -> int:
        return max(0, self._piece.offset + self._piece.length - self._at)


class PiecesReader(io.RawIOBase):
    """Pieces that are made while they are sent, read like a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._iterator: Iterator[bytes] = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """The next bytes, 0 at the end."""
        view = memoryview(buffer).cast("B")
        if not self._rest:
            self._rest = next(filter(None, self._iterator), b"")
        piece, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Release what the pieces are made from."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
        super().close()


def is_tls(connection: object) -> bool:
    """Whether the connection is encrypted. Without Python's ssl module none is, and it is not imported to ask."""
    ssl = sys.modules.get("ssl")
    return ssl is not None and isinstance(connection, ssl.SSLSocket)


def is_connected(connection: socket.socket) -> bool:
    """Whether the client still waits, as far as this side knows."""
    connection.settimeout(0.0)
    try:
        # Below TLS: any byte, or none yet, is a sign of life; only the end of the stream is not.
        return socket.socket.recv(connection, 1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def say_farewell(connection: Any) -> None:
    """Send TLS's close_notify (RFC 9112 section 9.8), without waiting for the client's own."""
    if is_tls(connection):
        # ValueError: never encrypted. OSError: broken, or would have to wait.
        with contextlib.suppress(OSError, ValueError):
            connection.settimeout(0.0)
            connection.unwrap()


def linger(connection: socket.socket, limits: Limits) -> None:
    """End our side and read on for a moment, so that the client sees the answer before a reset can destroy it
    (RFC 9112 section 9.6)."""
    deadline = time.monotonic() + limits.linger_s
    say_farewell(connection)
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while (wait := deadline - time.monotonic()) > 0:
            connection.settimeout(wait)
            if not socket.socket.recv(connection, _PIECE_BYTES):
                return


def abort(connection: socket.socket) -> None:
    """Cut the connection with a reset: what was sent so far must not pass for a complete answer (RFC 9112 section 8).

    The socket's descriptor is gone afterwards; closing the object again is harmless.
    """
    with contextlib.suppress(OSError):
        form = "hh" if sys.platform == "win32" else "ii"
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(form, 1, 0))
        socket.close(connection.detach())


def _truncated() -> ConnectionAbortedError:
    return ConnectionAbortedError("the file became shorter while it was sent")


@contextlib.contextmanager
def _tls_faults_as_gone() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        ssl = sys.modules.get("ssl")
        if ssl is not None and isinstance(error, ssl.SSLError) and not isinstance(error, TimeoutError):
            raise ConnectionAbortedError(str(error)) from error
        raise
