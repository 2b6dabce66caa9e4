"""Where a message body ends (RFC 9112 sections 6 and 7): its announced length, or chunks."""

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Final, NamedTuple

from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.wire.grammar import CHUNK_LINE, STRAY_CONTROL, TOKEN, strict_int
from shareapp.server.wire.head import RequestHead, check_field_line, expects_continue, keeps_alive

LAST_CHUNK: Final = b"0\r\n\r\n"
"""Ends a chunked body. Without it the client knows that the body is incomplete (RFC 9112 section 8)."""

_FRAMING: Final = frozenset({"content-length", "transfer-encoding"})
_CONTROLS: Final = _FRAMING | {"connection", "expect"}
_LENGTH_DIGITS: Final = 19  # 2**63 - 1 has as many
_PLAIN_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,16})\r\n")
_EXCESS_BYTES: Final = 16 * 1024


def request_body_length(head: RequestHead) -> int | None:
    """Bytes of the body that follows ``head``: 0 without one, None when it is chunked (RFC 9112 section 6.3).

    Raises HTTPError with ``close`` whenever two recipients could disagree, as that is how requests are smuggled: 400,
    413 for a length of twenty digits, 501 for a transfer coding besides chunked.
    """
    headers = head.headers
    if not headers.has_any(_FRAMING):
        return 0
    lengths = headers.get_all("content-length")
    if "transfer-encoding" not in headers:
        return _announced(lengths)
    if lengths:
        raise _bad("both Content-Length and Transfer-Encoding")
    if head.version == (1, 0):
        raise _bad("Transfer-Encoding in HTTP/1.0")
    _check_codings([coding.lower() for coding in headers.get_list("transfer-encoding")])
    return None


class Control(NamedTuple):
    """What a head says of everything but the resource: of its body and of the connection."""

    length: int | None  # of the body, None when it is chunked
    awaits_continue: bool
    keeps_alive: bool


_SILENT: Final = Control(0, awaits_continue=False, keeps_alive=True)
_SILENT_1_0: Final = Control(0, awaits_continue=False, keeps_alive=False)


def control_of(head: RequestHead) -> Control:
    """All of it at once: most requests say nothing. Raises HTTPError like the three functions that tell each."""
    if not head.headers.has_any(_CONTROLS):
        return _SILENT_1_0 if head.version == (1, 0) else _SILENT
    return Control(request_body_length(head), expects_continue(head), keeps_alive(head))


def encode_chunk(data: bytes) -> bytes:
    """``data`` as one chunk (RFC 9112 section 7.1); nothing for no data, as an empty chunk would end the body."""
    return b"%x\r\n%b\r\n" % (len(data), data) if data else b""


class _Expect(Enum):
    SIZE = auto()
    DATA = auto()
    DATA_END = auto()
    TRAILER = auto()
    NOTHING = auto()


class ChunkedDecoder:
    """Decodes a chunked body fed in pieces of any size (RFC 9112 section 7.1).

    Give ``feed`` what arrived until ``finished``; then ``unused`` holds the bytes behind the body, which belong to the
    next request. After an error the decoder is of no further use.
    """

    def __init__(self, limits: Limits) -> None:
        self.finished = False
        self.unused = b""
        self._limits = limits
        self._expect = _Expect.SIZE
        self._left = 0  # bytes of the current chunk still to come
        self._pending = b""  # the beginning of a line
        self._trailers = 0
        self._excess = 0  # bytes of extensions that no content has paid for

    def feed(self, data: bytes) -> bytes:
        """The decoded bytes in ``data``, perhaps none.

        Raises HTTPError 400 for a broken frame or a line over ``chunk_line_bytes``, 431 for more than ``header_count``
        trailers. Trailers are checked like fields and dropped (section 7.1.2).
        """
        pieces: list[bytes] = []
        at = 0
        while at < len(data) and not self.finished:
            if self._expect is _Expect.SIZE and not self._pending and not self._excess:
                at = _take_whole_chunks(data, at, pieces)
                if at == len(data):
                    break
            if self._expect is _Expect.DATA:
                piece = data[at : at + self._left]
                pieces.append(piece)
                at += len(piece)
                self._left -= len(piece)
                if not self._left:
                    self._expect = _Expect.DATA_END
            else:
                at = self._take_line(data, at)
        if self.finished:
            self.unused += data[at:]
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _take_line(self, data: bytes, at: int) -> int:
        """Read one line, or as much of it as is there, and act on it. The index behind it."""
        newline = data.find(b"\n", at)
        end = newline + 1 if newline >= 0 else len(data)
        limit = 2 if self._expect is _Expect.DATA_END else self._limits.chunk_line_bytes
        if len(self._pending) + end - at > limit:
            raise _bad("chunk line over the limit")
        line = self._pending + data[at:end]
        if STRAY_CONTROL.search(line):
            raise _bad("control character in a chunk line")
        if newline < 0:
            self._pending = line
            return end
        self._pending = b""
        self._actions[self._expect](self, line[:-2])
        return end

    def _size(self, line: bytes) -> None:
        match = CHUNK_LINE.fullmatch(line)
        if match is None:
            raise _bad("malformed chunk size")
        self._left = int(match[1], 16)
        # Sixteen bytes are a chunk's due, and each byte of content is worth two (as in Go, CVE-2023-39326).
        self._excess = max(0, self._excess + len(line) - 16 - 2 * self._left)
        if self._excess > _EXCESS_BYTES:
            raise _bad("more chunk extensions than content")
        self._expect = _Expect.DATA if self._left else _Expect.TRAILER

    def _data_end(self, line: bytes) -> None:
        if line:
            raise _bad("chunk longer than its size")
        self._expect = _Expect.SIZE

    def _trailer(self, line: bytes) -> None:
        if not line:
            self._expect = _Expect.NOTHING
            self.finished = True
            return
        check_field_line(line.decode("latin-1"))
        self._trailers += 1
        if self._trailers > self._limits.header_count:
            raise HTTPError(431, "number of trailers over the limit", close=True)

    _actions: Final[dict[_Expect, Callable[["ChunkedDecoder", bytes], None]]] = {
        _Expect.SIZE: _size,
        _Expect.DATA_END: _data_end,
        _Expect.TRAILER: _trailer,
    }


def _take_whole_chunks(data: bytes, at: int, pieces: list[bytes]) -> int:
    """Append the content of the plain chunks that are there as a whole; the index behind them. A quick way past the
    decoder's states for what nearly all chunks are, as crumbs of one byte would cost a second for each megabyte."""
    while match := _PLAIN_SIZE.match(data, at):
        begin = match.end()
        end = begin + int(match[1], 16)
        if begin == end or data[end : end + 2] != b"\r\n":  # the last chunk, an incomplete one, or a broken one
            break
        pieces.append(data[begin:end])
        at = end + 2
    return at


def _announced(lengths: list[str]) -> int:
    if len(lengths) != 1:  # also equal ones: nobody honest repeats it
        raise _bad("several Content-Length fields")
    length = strict_int(lengths[0], _LENGTH_DIGITS)
    if length is not None:
        return length
    if lengths[0].isascii() and lengths[0].isdigit():
        raise HTTPError(413, "Content-Length beyond any disk", close=True)
    raise _bad("malformed Content-Length")


def _check_codings(codings: list[str]) -> None:
    if not codings or any(TOKEN.fullmatch(coding) is None for coding in codings):
        raise _bad("malformed Transfer-Encoding")
    if codings[-1] != "chunked" or "chunked" in codings[:-1]:
        raise _bad("chunked is not the last transfer coding")
    if len(codings) > 1:
        raise HTTPError(501, "unsupported transfer coding", close=True)


def _bad(reason: str) -> HTTPError:
    return HTTPError(400, reason, close=True)
