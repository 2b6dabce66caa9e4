"""Bytes over one non-blocking socket, plain or encrypted, behind one small interface.

``None`` or False says "would block": wait, then call again. A vanished client is an OSError (ssl.SSLError is one too).
"""

import errno
import os
import select
import socket
import ssl
import sys
from typing import Protocol, cast

from shareapp.server.limits import KIB
from shareapp.server.message import read_at

RECEIVE_BYTES = 16 * KIB  # holds any browser's head; a larger buffer costs more to allocate than it saves
SENDFILE_BYTES = 256 * KIB  # performance.md: with 128 KiB of low water the fastest, and a look at the deadline between
TLS_WRITE_BYTES = 256 * KIB  # plain text for one encryption; OpenSSL cuts it into records of 16 KiB
_CIPHER_BYTES = 256 * KIB
_RECORD_BYTES = 1 * KIB  # what encryption adds to a request, generously
_NOTHING = memoryview(b"")
_MORE = getattr(socket, "MSG_MORE", 0)
_NO_SENDFILE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}  # of some network and user-space disks


class Transport(Protocol):
    """What a connection sends and receives through."""

    encryption: str
    """ "TLSv1.3 · TLS_AES_256_GCM_SHA384", "" for plain bytes."""

    def receive(self, size: int = RECEIVE_BYTES) -> bytes | None:
        """At most ``size`` bytes, ``b""`` when the client has ended its side."""

    def receive_into(self, view: memoryview) -> int | None:
        """Fill ``view`` with what is there; 0 when the client has ended its side."""

    def send(self, data: bytes | memoryview, *, more: bool = False) -> int | None:
        """How many bytes were taken. With ``more`` the next ones follow at once and may share a packet."""

    def send_file(self, descriptor: int, offset: int, count: int) -> int | None:
        """Send from a file; how many bytes were taken, 0 when the file ends before ``offset``."""

    def flush(self) -> bool:
        """Whether everything taken has been handed to the system."""

    def holds_data(self) -> bool:
        """Whether bytes were received that ``receive`` has not returned: waiting for the socket would overlook them."""

    def farewell(self) -> None:
        """Say, before the socket is closed, that the end is meant. Best effort, never blocks."""


class PlainTransport:
    """Straight through the socket."""

    __slots__ = ("_receive", "_receive_into", "_send", "_socket", "encryption")

    def __init__(self, connected: socket.socket) -> None:
        self.encryption = ""
        self._socket = connected
        self._receive = connected.recv
        self._receive_into = connected.recv_into
        self._send = connected.send

    def receive(self, size: int = RECEIVE_BYTES) -> bytes | None:
        """At most ``size`` bytes, ``b""`` when the client has ended its side."""
        try:
            return self._receive(size)
        except (BlockingIOError, InterruptedError):
            return None

    def receive_into(self, view: memoryview) -> int | None:
        """Fill ``view`` with what is there; 0 when the client has ended its side."""
        try:
            return self._receive_into(view)
        except (BlockingIOError, InterruptedError):
            return None

    def send(self, data: bytes | memoryview, *, more: bool = False) -> int | None:
        """How many bytes were taken."""
        try:
            return self._send(data, _MORE) if more else self._send(data)
        except (BlockingIOError, InterruptedError):
            return None

    if sys.platform == "win32":

        def send_file(self, descriptor: int, offset: int, count: int) -> int | None:
            """Send from a file; 0 when the file ends before ``offset``."""
            data = read_at(descriptor, min(count, SENDFILE_BYTES), offset)
            return self.send(data) if data else 0

    else:

        def send_file(self, descriptor: int, offset: int, count: int) -> int | None:
            """Send from a file without copying it through this process; 0 when the file ends before ``offset``."""
            try:
                return os.sendfile(self._socket.fileno(), descriptor, offset, min(count, SENDFILE_BYTES))
            except (BlockingIOError, InterruptedError):
                return None
            except OSError as error:
                if error.errno not in _NO_SENDFILE:
                    raise
            data = read_at(descriptor, min(count, SENDFILE_BYTES), offset)
            return self.send(data) if data else 0

    def flush(self) -> bool:
        """Always true: the system has everything."""
        return True

    def holds_data(self) -> bool:
        """Never: the system holds them."""
        return False

    def farewell(self) -> None:
        """Nothing to say: the end of a plain stream is not authenticated."""


class TLSTransport:
    """TLS over memory buffers: one system call carries many records, and the handshake may be parked like any read."""

    __slots__ = ("_cipher", "_incoming", "_outgoing", "_plain", "_tls", "encryption")

    def __init__(self, connected: socket.socket, context: ssl.SSLContext) -> None:
        self.encryption = ""  # known after the handshake
        self._plain = PlainTransport(connected)
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        self._cipher = _NOTHING  # encrypted and not yet taken by the system

    def feed(self, data: bytes) -> None:
        """Take bytes that were received before this transport existed."""
        self._incoming.write(data)

    def handshake(self) -> bool:
        """Go on with the handshake; whether it is complete. Raises ssl.SSLError when it failed."""
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                self.flush()
                if not self._pull():
                    return False
            except ssl.SSLError:
                self.flush()  # carries the alert that tells the client why
                raise
            else:
                cipher = self._tls.cipher()
                self.encryption = f"{self._tls.version()} · {cipher[0]}" if cipher else ""
                return self.flush()

    def receive(self, size: int = RECEIVE_BYTES) -> bytes | None:
        """At most ``size`` bytes, ``b""`` when the client has ended its side."""
        if not self.holds_data() and not self._pull(size + _RECORD_BYTES):
            return None
        while True:
            try:
                return self._tls.read(size)
            except ssl.SSLWantReadError:  # only a part of a record was there
                if not self._pull():
                    return None
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""  # a missing close_notify is no error: framing decides what is complete

    def receive_into(self, view: memoryview) -> int | None:
        """Fill ``view`` with what is there; 0 when the client has ended its side."""
        filled = 0
        while filled < len(view):
            try:
                # With a buffer, read returns how many bytes it wrote.
                count = cast(int, self._tls.read(len(view) - filled, view[filled:]))
            except ssl.SSLWantReadError:
                if filled or not self._pull():
                    return filled or None
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                break
            else:
                if not count:  # what the library answers instead of an error after a close_notify
                    break
                filled += count
        return filled

    def send(self, data: bytes | memoryview, *, more: bool = False) -> int | None:  # noqa: ARG002 - records are whole
        """How many bytes were taken: they may wait encrypted until ``flush``."""
        if not self.flush():
            return None
        taken = self._tls.write(data[:TLS_WRITE_BYTES])
        self.flush()
        return taken

    def send_file(self, descriptor: int, offset: int, count: int) -> int | None:
        """Send from a file; 0 when the file ends before ``offset``."""
        if not self.flush():
            return None
        data = read_at(descriptor, min(count, TLS_WRITE_BYTES), offset)
        return self.send(data) if data else 0

    def flush(self) -> bool:
        """Whether everything encrypted has been handed to the system."""
        while True:
            if not self._cipher:
                if not self._outgoing.pending:
                    return True
                self._cipher = memoryview(self._outgoing.read())
            taken = self._plain.send(self._cipher)
            if taken is None:
                return False
            self._cipher = self._cipher[taken:] if taken < len(self._cipher) else _NOTHING

    def holds_data(self) -> bool:
        """Whether decrypted or encrypted bytes wait here."""
        return self._tls.pending() > 0 or self._incoming.pending > 0

    def farewell(self) -> None:
        """Send close_notify (RFC 9112 section 9.8)."""
        try:
            self._tls.unwrap()
        except ssl.SSLWantReadError:
            pass  # the client's own close_notify is not waited for
        except ssl.SSLError:
            return  # never encrypted, or broken: there is nobody to say farewell to
        self.flush()

    def _pull(self, size: int = _CIPHER_BYTES) -> bool:
        """Receive encrypted bytes; whether there were any (or the end)."""
        data = self._plain.receive(size)
        if data is None:
            return False
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()
        return True


if hasattr(select, "poll"):

    def wait_ready(connected: socket.socket, *, write: bool, timeout: float) -> bool:
        """Whether the socket became readable (or writable, or broken) within ``timeout`` seconds."""
        poll = select.poll()
        poll.register(connected, select.POLLOUT if write else select.POLLIN)
        return bool(poll.poll(max(timeout, 0) * 1000))

else:

    def wait_ready(connected: socket.socket, *, write: bool, timeout: float) -> bool:
        """Whether the socket became readable (or writable, or broken) within ``timeout`` seconds."""
        wanted = [connected]
        reading, writing = ([], wanted) if write else (wanted, [])
        return any(select.select(reading, writing, wanted, max(timeout, 0)))


if hasattr(select, "POLLRDHUP"):

    def has_ended(connected: socket.socket) -> bool:
        """Whether the client has ended its side, even when bytes it sent before are unread. Raises as polling does."""
        poll = select.poll()
        poll.register(connected, select.POLLRDHUP)
        return bool(poll.poll(0))

else:

    def has_ended(connected: socket.socket) -> bool:
        """Whether the client has ended its side, and all it sent before has been read."""
        try:
            return connected.recv(1, socket.MSG_PEEK) == b""
        except (BlockingIOError, InterruptedError):
            return False
