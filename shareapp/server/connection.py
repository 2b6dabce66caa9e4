"""One client's connection: its socket and transport, its unread bytes, its deadline.

It has exactly one owner at a time. While ``parked`` that is the thread that leads the pool, otherwise the worker it was
handed to; only the leader clears ``parked`` and only the owning worker sets it, so that no lock is needed.
"""

import contextlib
import enum
import socket
import struct
import time
from typing import TYPE_CHECKING

from shareapp.server.errors import HTTPError
from shareapp.server.transport import PlainTransport, TLSTransport, Transport, has_ended, wait_ready

if TYPE_CHECKING:
    from collections.abc import Callable

_RESET_ON_CLOSE = struct.pack("ii", 1, 0) if not hasattr(socket, "SO_EXCLUSIVEADDRUSE") else struct.pack("hh", 1, 0)


class Phase(enum.Enum):
    """What a connection waits for while it is parked."""

    OPENING = enum.auto()  # the first byte of an encrypted connection, and its handshake
    IDLE = enum.auto()  # a request's first byte
    HEAD = enum.auto()  # the rest of a head
    SENDING = enum.auto()  # room for more of the answer
    DRAINING = enum.auto()  # the unread rest of a small request body
    LINGERING = enum.auto()  # the client's end, after our closing answer
    CLOSED = enum.auto()

    __hash__ = object.__hash__  # Enum's own is a function of Python, and each request looks its phase up


class Next(enum.Enum):
    """What the owner of a connection does with it now."""

    PARK = enum.auto()
    CONTINUE = enum.auto()  # more is buffered: serve it again, after those who wait
    CLOSE = enum.auto()


class Connection:
    """One accepted socket, non-blocking."""

    __slots__ = (
        "buffer",
        "cancelled",
        "client",
        "deadline",
        "descriptor",
        "expired",
        "parked",
        "phase",
        "proceed",
        "socket",
        "transport",
        "waiting_since",
        "wants_write",
    )

    def __init__(self, connected: socket.socket, client: str, phase: Phase, deadline: float) -> None:
        self.socket = connected
        self.descriptor = connected.fileno()
        self.client = client
        self.transport: Transport = PlainTransport(connected)
        self.buffer: bytes = b""  # received and not yet used
        self.phase = phase
        self.deadline = deadline  # monotonic seconds; counts while parked
        self.waiting_since = 0.0  # likewise
        self.wants_write = False  # what to be woken for: room instead of bytes
        self.parked = False
        self.expired = False  # the deadline passed, or the place is needed: the owner finishes it
        self.cancelled = False
        self.proceed: Callable[[], Next] = _nothing_more

    def encrypt(self, transport: TLSTransport) -> None:
        """Go on encrypted, with the bytes received so far."""
        transport.feed(self.buffer)
        self.buffer = b""
        self.transport = transport

    def wait(self, phase: Phase, seconds: float, *, write: bool = False) -> Next:
        """Be parked for at most ``seconds``."""
        self.phase = phase
        self.wants_write = write
        self.waiting_since = now = time.monotonic()
        self.deadline = now + seconds
        return Next.PARK

    def waited_s(self) -> float:
        """Seconds since it began to wait."""
        return time.monotonic() - self.waiting_since

    def receive_into(self, view: memoryview, wait_s: float | None) -> int | None:
        """Fill ``view`` as far as bytes are there, 0 at the client's end, None when none are and ``wait_s`` is None.

        Otherwise waits for the first byte that long. Raises HTTPError 408 after it, OSError when the client is gone.
        """
        if self.buffer:
            count = min(len(view), len(self.buffer))
            view[:count] = self.buffer[:count]
            self.buffer = self.buffer[count:]
            return count
        deadline = time.monotonic() + (wait_s or 0)
        while (received := self.transport.receive_into(view)) is None:
            if wait_s is None:
                return None
            if not wait_ready(self.socket, write=False, timeout=deadline - time.monotonic()):
                raise HTTPError(408, "request body stalled", close=True)
        return received

    def send_soon(self, data: bytes, stall_s: float) -> None:
        """Send a few bytes, waiting at most ``stall_s`` for room. Raises OSError when the client does not take them."""
        deadline = time.monotonic() + stall_s
        view = memoryview(data)
        while view:
            taken = self.transport.send(view)
            view = view[taken or 0 :]
            if not taken and not wait_ready(self.socket, write=True, timeout=deadline - time.monotonic()):
                raise TimeoutError("the client takes nothing")

    def room_within(self, seconds: float) -> bool:
        """Whether the client made room for more within ``seconds``."""
        return wait_ready(self.socket, write=True, timeout=seconds)

    def is_connected(self) -> bool:
        """Whether the client still waits, as far as this side knows. Any thread."""
        try:
            return not self.cancelled and not has_ended(self.socket)
        except (OSError, ValueError):  # closed on this side
            return False

    def close(self) -> None:
        """Release the socket; what was sent still reaches the client."""
        with contextlib.suppress(OSError):  # the client was faster
            self.transport.farewell()
        self._release()

    def abort(self) -> None:
        """Release the socket so that the client sees a broken transfer, never a short complete one."""
        with contextlib.suppress(OSError):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._release()

    def half_close(self) -> None:
        """End our side only. From now on, whatever still comes is raw and of no interest."""
        with contextlib.suppress(OSError):  # the client was faster
            self.transport.farewell()
            self.socket.shutdown(socket.SHUT_WR)
        self.transport = PlainTransport(self.socket)

    def cancel(self) -> None:
        """End the connection from any thread: its owner finds the socket shut, then releases it."""
        self.cancelled = True
        with contextlib.suppress(OSError):  # gone already
            self.socket.shutdown(socket.SHUT_RDWR)

    def _release(self) -> None:
        self.phase = Phase.CLOSED
        # What proceeds refers to this connection: a cycle, whose buffers would wait for the garbage collector.
        self.proceed = _nothing_more
        self.socket.close()


def _nothing_more() -> Next:
    return Next.CLOSE
