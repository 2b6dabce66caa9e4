"""Request heads from bytes, response heads to bytes (RFC 9112 sections 2 to 6). The strict profile: doubt is 400."""

from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Final, NamedTuple

from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.message import Field, Headers
from shareapp.server.wire.field_names import FIELD_NAMES
from shareapp.server.wire.grammar import (
    ABSOLUTE_FORM,
    BLANKS,
    FIELD_BYTES,
    HOST,
    HTTP_VERSION,
    LEADING_LINES,
    ORIGIN_FORM,
    STRAY_CONTROL,
    TOKEN,
)

_END: Final = b"\r\n\r\n"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_METHOD_BYTES: Final = 32
_CACHED_BYTES: Final = 4096  # a longer block of fields is parsed anew each time, which bounds the cache's memory


class RequestHead(NamedTuple):
    """A checked request line and its fields. ``path``, ``query`` and ``host`` are as in ``message.Request``."""

    method: str
    target: str
    path: str
    query: str
    version: tuple[int, int]
    headers: Headers
    host: str


def looks_like_tls(buffer: bytes | bytearray) -> bool:
    """Whether these first bytes are a TLS handshake record (RFC 8446 section 5.1), as no request line begins."""
    return buffer[:1] == b"\x16" and buffer[1:2] in (b"", b"\x03")


def head_end(buffer: bytes | bytearray, start: int = 0) -> int:
    """The index just past the blank line that ends the head, -1 while it has not arrived.

    ``start`` is how many bytes an earlier call has seen in vain. Empty lines before the request line count as part of
    the head.
    """
    skipped = 0
    if buffer[:1] == b"\r":
        skipped = _leading(buffer)
    found = buffer.find(_END, max(start - 3, skipped))
    return found + 4 if found >= 0 else -1


def check_partial_head(buffer: bytes | bytearray, limits: Limits, start: int = 0) -> None:
    """Refuse a head before it is complete when it can no longer become a good one.

    Raises HTTPError 414 or 431 for what is too long already, 400 for stray control bytes, and whatever a complete but
    unusable request line deserves. ``start`` is how many bytes an earlier call has checked.
    """
    if STRAY_CONTROL.search(buffer, max(start - 1, 0)):
        raise _bad("control character in the head")
    first = _leading(buffer)
    line_end = buffer.find(b"\r\n", first)
    arrived = len(buffer) - buffer.endswith(b"\r")  # a CR at the end is half a line end already
    if (line_end if line_end >= 0 else arrived) - first > limits.target_bytes:
        raise _too_long(414, "request line")
    if line_end < 0:
        return
    if start <= line_end + 1:
        _parse_request_line(buffer[first:line_end].decode("latin-1"))
    if len(buffer) - first > limits.head_bytes:
        raise _too_long(431, "head")
    if buffer.count(b"\n", line_end) > limits.header_count + 1:
        raise _too_long(431, "number of fields")
    if arrived - buffer.rfind(b"\n") - 1 > limits.field_bytes:
        raise _too_long(431, "field")


def parse_request_head(head: bytes, limits: Limits) -> RequestHead:
    """Parse ``head``, which ends with its blank line (see ``head_end``).

    Raises HTTPError with ``close``: 400 for anything ambiguous, 414 and 431 for what is too long, 501 for a method that
    cannot be ours, 505 for another major version.
    """
    if head[:1] == b"\r":
        head = head[_leading(head) :]
    line_end = head.find(b"\r\n")
    if not head.endswith(_END):
        raise _bad("incomplete head")
    size = len(head)
    if size > limits.target_bytes or size > limits.field_bytes or size > limits.head_bytes:
        _check_sizes(head, limits)
    line, block = head[:line_end], head[line_end + 2 : -4]
    remembered = size <= _CACHED_BYTES
    method, target, path, query, version, authority = (_parse_line if remembered else _parse_line.__wrapped__)(line)
    headers, host = (_parse_fields if remembered else _parse_fields.__wrapped__)(block)
    if len(headers) > limits.header_count:
        raise _too_long(431, "number of fields")
    if host is None:
        if version != (1, 0):
            raise _bad("no Host")
        host = ""
    # An authority in the target replaces the Host field (RFC 9112 section 3.2.2).
    return RequestHead(method, target, path, query, version, headers, host if authority is None else authority)


def first_words(data: bytes) -> tuple[str, str]:
    """Method and target of an unusable head for the log, as far as they can be told."""
    words = data[:4096].split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    return (words[0][:32], words[1]) if len(words) == 3 and words[0].isalpha() else ("", "")


def keeps_alive(head: RequestHead) -> bool:
    """Whether the client wants the connection kept open (RFC 9112 section 9.3)."""
    headers = head.headers
    if "connection" not in headers:
        return head.version != (1, 0)
    options = [
        option.lower() for option in headers.get_list("connection")
    ]  # over all its lines (RFC 9110 section 7.6.1)
    if "close" in options:
        return False
    return head.version != (1, 0) or "keep-alive" in options


def expects_continue(head: RequestHead) -> bool:
    """Whether the client waits for 100 before it sends the body (RFC 9110 section 10.1.1). Never with HTTP/1.0.

    Raises HTTPError 417 for any other expectation.
    """
    if "expect" not in head.headers or head.version == (1, 0):
        return False
    if [option.lower() for option in head.headers.get_list("expect")] != ["100-continue"]:
        raise HTTPError(417, "unknown expectation", close=True)
    return True


def check_field_line(line: str) -> tuple[str, str]:
    """Name and value of one field line without its CRLF (RFC 9112 section 5). Control bytes are the caller's to refuse.

    Raises HTTPError 400 for folded lines, blanks before the colon, a missing colon, and names that are not tokens.
    """
    name, colon, value = line.partition(":")
    if not colon or (name not in FIELD_NAMES and TOKEN.fullmatch(name) is None):
        raise _bad("malformed field line")
    return name, value.strip(BLANKS)


def serialise_response_head(version: tuple[int, int], status: int, fields: Iterable[Field], reason: str = "") -> bytes:
    """The bytes of a response's head with its blank line. Without ``reason``, the registered phrase of ``status``.

    Raises ValueError on control characters (CR, LF and NUL among them) in names, values or reason, on names that are
    not tokens, and on text outside ISO-8859-1: nothing can split a response (RFC 9112 section 11.1).
    """
    return b"".join([_status_line(version, status, reason), *map(_LINES.__getitem__, fields), b"\r\n"])


def _leading(buffer: bytes | bytearray) -> int:
    match = LEADING_LINES.match(buffer)
    return match.end() if match else 0


def _bad(reason: str) -> HTTPError:
    return HTTPError(400, reason, close=True)


def _too_long(status: int, what: str) -> HTTPError:
    return HTTPError(status, f"{what} over the limit", close=True)


def _check_sizes(head: bytes, limits: Limits) -> None:
    lines = head.split(b"\r\n")
    if len(lines[0]) > limits.target_bytes:
        raise _too_long(414, "request line")
    if len(head) > limits.head_bytes:
        raise _too_long(431, "head")
    if len(lines) > limits.header_count + 3:  # the request line before the fields, the blank line and nothing after
        raise _too_long(431, "number of fields")
    if any(len(line) > limits.field_bytes for line in lines[1:]):
        raise _too_long(431, "field")


class _RequestLine(NamedTuple):
    method: str
    target: str
    path: str
    query: str
    version: tuple[int, int]
    authority: str | None  # of an absolute-form target


@lru_cache(maxsize=256)
def _parse_line(line: bytes) -> _RequestLine:
    """A request line and the parts of its target. Remembered: a film comes range by range, an icon to every phone."""
    method, target, version = _parse_request_line(line.decode("latin-1"))
    if target[:1] == "/":
        path, _, query = target.partition("?")
        return _RequestLine(method, target, _one_slash(path) if path[1:2] == "/" else path, query, version, None)
    path, query, authority = _reduce_target(method, target)
    return _RequestLine(method, target, path, query, version, authority)


def _parse_request_line(line: str) -> tuple[str, str, tuple[int, int]]:
    """Method, target and version, split at single spaces (RFC 9112 section 3)."""
    parts = line.split(" ")
    if len(parts) != 3:
        raise _bad("malformed request line")
    method, target, version_text = parts
    if method not in _METHODS:
        _check_method(method)
    version = (1, 1) if version_text == "HTTP/1.1" else _parse_version(version_text)
    if ORIGIN_FORM.fullmatch(target) is None:
        _check_other_target(method, target)
    return method, target, version


def _check_method(method: str) -> None:
    if TOKEN.fullmatch(method) is None:
        raise _bad("malformed method")
    # Longer than any we know: 501 (RFC 9112 section 3). A tunnel is never offered (RFC 9110 section 9.3.6).
    if len(method) > _METHOD_BYTES or method == "CONNECT":
        raise HTTPError(501, "unsupported method", close=True)


def _parse_version(text: str) -> tuple[int, int]:
    match = HTTP_VERSION.fullmatch(text)
    if match is None:
        raise _bad("malformed version")
    if match[1] != "1":
        raise HTTPError(505, "unsupported version", close=True)
    return (1, 0) if match[2] == "0" else (1, 1)  # a later minor version is read as ours (RFC 9110 section 2.5)


def _check_other_target(method: str, target: str) -> None:
    if target == "*" and method == "OPTIONS":
        return
    if ABSOLUTE_FORM.fullmatch(target) is None:
        raise _bad("malformed target")


def _reduce_target(method: str, target: str) -> tuple[str, str, str | None]:
    """Path, query and authority of a checked target that is not in origin-form."""
    if target == "*":
        return "*", "", None
    match = ABSOLUTE_FORM.fullmatch(target)
    if match is None:
        raise _bad("malformed target")
    # OPTIONS of a bare authority means the server as a whole (RFC 9112 section 3.2.4).
    if method == "OPTIONS" and match["path"] is None and match["query"] is None:
        return "*", "", match["host"]
    return _one_slash(match["path"] or "/"), match["query"] or "", match["host"]


def _one_slash(path: str) -> str:
    # "//host/" in a Location would lead to another site (CVE-2021-28861).
    return "/" + path.lstrip("/")


@lru_cache(maxsize=256)
def _parse_fields(block: bytes) -> tuple[Headers, str | None]:
    """The fields and the host of a head's lines after the first. Remembered, as a client repeats them word for word."""
    if not block:
        return Headers(), None
    lines = block.decode("latin-1").split("\r\n")
    if len(block.translate(None, FIELD_BYTES)) != 2 * (len(lines) - 1):
        raise _bad("control character in a field")
    fields: list[Field] = []
    first: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        key = FIELD_NAMES.get(name)
        if key is None or not colon:
            name, value = check_field_line(line)
            key = name.lower()
        value = value.strip(BLANKS)
        fields.append((name, value))
        if key not in first:
            first[key] = value
    headers = Headers.of_parsed(tuple(fields), first)
    return headers, _only_host(headers)


def _only_host(headers: Headers) -> str | None:
    host = headers.get("host")
    if host is None:
        return None
    if HOST.fullmatch(host) is None or len(headers.get_all("host")) > 1:
        raise _bad("invalid Host")
    return host


@lru_cache(maxsize=256)
def _status_line(version: tuple[int, int], status: int, reason: str) -> bytes:
    if not 100 <= status <= 599:
        raise ValueError(f"not a status: {status}")
    if not reason and status in _PHRASES:
        reason = _PHRASES[status]
    return _line(f"HTTP/{version[0]}.{version[1]} {status} {reason}")


class _Lines(dict[Field, bytes]):
    """The lines of answers, remembered: most answers of a share have most fields in common."""

    MOST: Final = 1024

    def __missing__(self, field: Field) -> bytes:
        name, value = field
        if name not in FIELD_NAMES and TOKEN.fullmatch(name) is None:
            raise ValueError(f"not a field name: {name!r}")
        line = _line(f"{name}: {value}")
        if len(line) <= _CACHED_BYTES:
            if len(self) >= self.MOST:
                self.clear()
            self[field] = line
        return line


_LINES: Final = _Lines()


def _line(text: str) -> bytes:
    line = text.encode("latin-1")
    if line.translate(None, FIELD_BYTES):
        raise ValueError("control character in a response head")
    return line + b"\r\n"


_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}
