"""A request's head from a file object, in both profiles.

Strict is ``wire.head``. Lenient takes what code and tests written for ``http.server`` rely on (HTTP/0.9, a bare LF at
the end of a line, no Host, targets of any form, 64 KiB lines) and refuses all that two readers could read differently.
"""

import re
from typing import IO, Final, NamedTuple

from shareapp.server.errors import HTTPError
from shareapp.server.limits import KIB, Limits
from shareapp.server.message import Field, Headers
from shareapp.server.wire.grammar import FIELD_TEXT, HOST, TOKEN
from shareapp.server.wire.head import RequestHead, check_field_line, check_partial_head, parse_request_head

LINE_BYTES: Final = 64 * KIB
"""Of the request line and of each field, in the lenient profile."""

_VERSION: Final = re.compile(r"HTTP/([0-9]{1,10})\.([0-9]{1,10})")
_TOLD_VERSION: Final = re.compile(r" (HTTP/1\.[0-9]{1,10}) *\Z")
_LINE_ENDS: Final = (b"\r\n", b"\n", b"")
_BLANKS: Final = " "


class RequestLine(NamedTuple):
    """The words of a request line. ``version`` is None in the two words of HTTP/0.9, which has none."""

    method: str
    target: str
    version_text: str  # "" in HTTP/0.9
    version: tuple[int, int] | None


def read_strict_head(first_line: bytes, stream: IO[bytes], limits: Limits) -> RequestHead:
    """The head that begins with ``first_line``. Raises HTTPError like ``wire.head.parse_request_head``."""
    head = bytearray(first_line)
    line = first_line
    while line not in _LINE_ENDS:
        check_partial_head(head, limits, len(head) - len(line))
        line = stream.readline(limits.field_bytes + 3)
        head += line
    return parse_request_head(bytes(head), limits)


def told_version(line: str) -> str | None:
    """The version that even an unusable request line ends with: its client understands a status line."""
    match = _TOLD_VERSION.search(line)
    return match[1] if match else None


def parse_lenient_line(line: str) -> RequestLine:
    """Split a request line at single spaces; those around it are dropped.

    Raises HTTPError 400 for control characters, further spaces, an unusable method or version, and a method besides
    GET without a version.
    """
    words = line.strip(_BLANKS).split(" ")
    if not 2 <= len(words) <= 3 or not FIELD_TEXT.fullmatch(line) or "\t" in line or not TOKEN.fullmatch(words[0]):
        raise _bad(f"bad request line {line!r}")
    if len(words) == 2:
        if words[0] != "GET":
            raise _bad(f"HTTP/0.9 has no method {words[0]!r}")
        return RequestLine(words[0], words[1], "", None)
    match = _VERSION.fullmatch(words[2])
    if match is None:
        raise _bad(f"bad HTTP version {words[2]!r}")
    return RequestLine(words[0], words[1], words[2], (int(match[1]), int(match[2])))


def read_lenient_head(line: RequestLine, stream: IO[bytes], limits: Limits) -> RequestHead:
    """The fields that follow ``line``, with it. Raises HTTPError 400 and 431."""
    headers = Headers(_read_fields(stream, limits))
    version = (1, 1) if (line.version or (0, 9)) >= (1, 1) else (1, 0)
    path, _, query = line.target.partition("?")
    return RequestHead(line.method, line.target, path, query, version, headers, _host(headers))


def _read_fields(stream: IO[bytes], limits: Limits) -> list[Field]:
    fields: list[Field] = []
    while (line := stream.readline(LINE_BYTES + 1)) not in _LINE_ENDS:
        if len(line) > LINE_BYTES:
            raise HTTPError(431, "Line too long", close=True)
        text = line.decode("latin-1").removesuffix("\n").removesuffix("\r")
        if not FIELD_TEXT.fullmatch(text):
            raise _bad("control character in a field")
        fields.append(check_field_line(text))
        if len(fields) > limits.header_count:
            raise HTTPError(431, "Too many headers", close=True)
    return fields


def _host(headers: Headers) -> str:
    """The Host, "" without one. Two, or one that is none, are refused in every profile (RFC 9112 section 3.2)."""
    hosts = headers.get_all("host")
    if len(hosts) > 1 or (hosts and hosts[0] and HOST.fullmatch(hosts[0]) is None):
        raise _bad("invalid Host")
    return hosts[0] if hosts else ""


def _bad(reason: str) -> HTTPError:
    return HTTPError(400, reason, close=True)
