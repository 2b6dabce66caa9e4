"""One response on its way to the client: how it is framed, how far it has come. Never blocks, so it may be parked."""

import mmap
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from shareapp.server.limits import KIB
from shareapp.server.message import Field, FileSlice, Response, read_at
from shareapp.server.transport import Transport
from shareapp.server.wire.dates import format_http_date
from shareapp.server.wire.framing import LAST_CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL_FILE_BYTES: Final = 16 * KIB  # copied and sent together with the head: one system call and one packet fewer


class BrokenBodyError(Exception):
    """The body is not what its head announced: a file was truncated meanwhile, an iterable ended early."""


class Framing(NamedTuple):
    """How the client learns where the body ends (RFC 9112 section 6.3)."""

    fields: tuple[Field, ...] = ()
    chunked: bool = False
    until_close: bool = False


_NOTHING: Final = Framing()
_CHUNKED: Final = Framing((("Transfer-Encoding", "chunked"),), chunked=True)
_UNTIL_CLOSE: Final = Framing(until_close=True)


def has_no_body(status: int) -> bool:
    """Whether a response of this status ends with its head (RFC 9112 section 6.3)."""
    return status in {204, 304} or status < 200


def frame(response: Response, *, head_only: bool, chunks_allowed: bool) -> Framing:
    """The framing of ``response``: never two at once, none where no body may follow (RFC 9110 section 8.6).

    A 304 could repeat the length of the 200 it stands for, and HEAD the chunks; both may leave them out.
    """
    if has_no_body(response.status):
        return _NOTHING
    body = response.body
    length = len(body) if isinstance(body, bytes) and not head_only else response.body_length()
    if length is not None:
        return _announced(length)
    if head_only:
        return _NOTHING
    return _CHUNKED if chunks_allowed else _UNTIL_CLOSE


@lru_cache(maxsize=512)
def _announced(length: int) -> Framing:
    return Framing((("Content-Length", str(length)),))


class _DateField:
    """The Date field of the current second (RFC 9110 section 6.6.1)."""

    def __init__(self) -> None:
        self._cached: tuple[int, Field] = (-1, ("Date", ""))

    def at(self, seconds: float) -> Field:
        """The field for ``seconds`` since the epoch."""
        cached = self._cached
        if cached[0] != int(seconds):
            cached = self._cached = (int(seconds), ("Date", format_http_date(seconds)))
        return cached[1]


date_field: Final = _DateField().at


class Outgoing:
    """Head and body of one response, handed to the transport as fast as it takes them."""

    __slots__ = ("_ahead", "_body", "_chunked", "_file", "_left", "_offset", "_payload", "_transport", "_view", "sent")

    def __init__(self, transport: Transport, response: Response, *, chunked: bool) -> None:
        body = response.body
        self.sent = 0  # bytes of body
        self._transport = transport
        self._chunked = chunked
        self._left = response.body_length()  # still to be taken from the body
        self._file = body if isinstance(body, FileSlice) else None
        self._offset = self._file.offset if self._file is not None else 0
        self._body: Iterator[bytes] | None = None
        if not isinstance(body, FileSlice):
            self._body = iter((body,) if isinstance(body, bytes) else body)
        # Pending: _ahead bytes of head or frame, then _payload bytes of body, then the rest of the frame.
        self._view = memoryview(b"")
        self._ahead = 0
        self._payload = 0

    @classmethod
    def resumed(cls, transport: Transport, data: bytes, ahead: int, taken: int) -> "Outgoing":
        """The rest of ``data``, whose first ``ahead`` bytes are the head, and of which ``taken`` are sent."""
        outgoing = cls(transport, Response(200), chunked=False)
        outgoing._body = None
        outgoing._set_pending(data, ahead, len(data) - ahead)
        outgoing._count(taken)
        return outgoing

    @classmethod
    def of_file(cls, transport: Transport, head: bytes, file: FileSlice, taken: int, sent: int) -> "Outgoing":
        """The rest of ``head``, of which ``taken`` bytes are sent, and of ``file``, of which ``sent`` are."""
        outgoing = cls(transport, Response(200, body=file), chunked=False)
        outgoing._set_pending(head, len(head), 0)
        outgoing._count(taken)
        outgoing._offset += sent
        outgoing._left = file.length - sent
        outgoing.sent = sent
        return outgoing

    def begin(self, head: bytes) -> None:
        """Prepare ``head`` and the beginning of the body. Nothing is sent yet, should the body raise already."""
        if self._file is None:
            self._take_piece(head)
        elif self._left is not None and self._left <= _SMALL_FILE_BYTES:
            data = _read(self._file, self._left, self._offset)
            if len(data) < self._left:
                raise BrokenBodyError("file truncated")
            self._file, self._left = None, 0
            self._set_pending(head + data, len(head), len(data))
        else:
            _read(self._file, 1, self._offset)  # a disk that fails now can still be told to the client
            self._set_pending(head, len(head), 0)

    def advance(self) -> bool:
        """Send what the transport takes; whether everything has left.

        Raises BrokenBodyError, OSError when the client is gone, and whatever an iterable body raises.
        """
        while True:
            if not self._send_pending():
                return False
            if self._file is not None:
                if not self._send_file(self._file):
                    return False
                self._file = None
            elif self._body is not None:
                self._take_piece(b"")
            else:
                return self._transport.flush()

    def _send_pending(self) -> bool:
        while self._view:
            taken = self._transport.send(self._view, more=self._file is not None and _shares_packets(self._offset))
            if taken is None:
                return False
            self._count(taken)
        return True

    def _send_file(self, file: FileSlice) -> bool:
        left = self._left or 0
        while left:
            taken = _send_from(self._transport, file, self._offset, left)
            if taken is None:
                return False
            if taken == 0:
                raise BrokenBodyError("file truncated")
            self._offset += taken
            self._left = left = left - taken
            self.sent += taken
        return True

    def _take_piece(self, head: bytes) -> None:
        """Make the next piece of the body pending, behind ``head``."""
        try:
            piece = next(filter(None, self._body or ()), None)
            if piece is not None:
                self._frame(head, piece)
                return
        except BrokenBodyError:
            raise
        except Exception as error:  # whatever it was: the responder's fault, not the client's leaving
            raise BrokenBodyError("body raised") from error
        self._body = None
        if self._left:
            raise BrokenBodyError("body shorter than announced")
        self._set_pending(head + LAST_CHUNK if self._chunked else head, len(head), 0)

    def _frame(self, head: bytes, piece: bytes) -> None:
        if self._chunked:
            ahead = b"%b%x\r\n" % (head, len(piece))
            self._set_pending(b"%b%b\r\n" % (ahead, piece), len(ahead), len(piece))
            return
        if self._left is not None:
            if len(piece) > self._left:
                raise BrokenBodyError("body longer than announced")
            self._left -= len(piece)
        self._set_pending(head + piece, len(head), len(piece))

    def _set_pending(self, data: bytes, ahead: int, payload: int) -> None:
        self._view, self._ahead, self._payload = memoryview(data), ahead, payload

    def _count(self, taken: int) -> None:
        self._view = self._view[taken:]
        ahead = min(taken, self._ahead)
        payload = min(taken - ahead, self._payload)
        self._ahead -= ahead
        self._payload -= payload
        self.sent += payload


def send_at_once(transport: Transport, head: bytes, body: bytes | FileSlice) -> Outgoing | None:
    """Send a whole answer without ado; what is left of it when the transport does not take it all.

    Raises OSError when the client is gone, BrokenBodyError for a file that cannot be read.
    """
    if isinstance(body, bytes):
        data = head + body
        taken = transport.send(data) or 0
        if taken == len(data) and transport.flush():
            return None
        return Outgoing.resumed(transport, data, len(head), taken)
    taken, sent = transport.send(head, more=_shares_packets(body.offset)) or 0, 0
    if taken == len(head):
        sent = _send_from(transport, body, body.offset, body.length) or 0
        if sent == body.length and transport.flush():
            return None
    return Outgoing.of_file(transport, head, body, taken, sent)


def _shares_packets(offset: int) -> bool:
    """Whether a head should leave together with a file's bytes from ``offset``. From within a page on, these do not fit
    the same packets: it took nearly half as long again (64 KiB ranges)."""
    return offset % mmap.PAGESIZE == 0


def _send_from(transport: Transport, file: FileSlice, offset: int, count: int) -> int | None:
    try:
        return transport.send_file(file.descriptor, offset, count)
    except OSError:
        _read(file, 1, offset)  # the disk's fault, or the client's leaving: both come from one system call
        raise


def _read(file: FileSlice, size: int, offset: int) -> bytes:
    try:
        return read_at(file.descriptor, size, offset)
    except OSError as error:
        raise BrokenBodyError("unreadable file") from error
