"""multipart/form-data as browsers send forms with files (RFC 7578), read in pieces of any size."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final, NamedTuple

from shareapp.server.errors import HTTPError
from shareapp.server.wire.disposition import parse_disposition
from shareapp.server.wire.grammar import BOUNDARY, STRAY_CONTROL
from shareapp.server.wire.head import check_field_line
from shareapp.server.wire.parameters import parse_parameters

_HEAD_BYTES: Final = 16 * 1024  # of one part; a file name and a type need some hundred
_FIELDS: Final = 16  # of one part
_PREAMBLE_BYTES: Final = 64 * 1024
_PADDING: Final = 64  # blanks between a delimiter and its line end (RFC 2046 section 5.1.1)
_PLAIN_CODINGS: Final = frozenset({"7bit", "8bit", "binary"})


class PartBegin(NamedTuple):
    """The head of a part."""

    name: str  # of the form's field
    file_name: str | None  # as sent, None for a field that is no file; "" when no file was chosen


class PartEnd(NamedTuple):
    """The part before is complete."""


Piece = PartBegin | bytes | PartEnd
"""What a form is read as: for each part its head, its content in pieces, its end."""


class _Expect(Enum):
    DELIMITER = auto()  # the first one; what stands before it is ignored
    DELIMITER_END = auto()
    HEAD = auto()
    CONTENT = auto()


def form_boundary(content_type: str) -> str:
    """The boundary in a Content-Type field. Raises HTTPError 415 unless that is multipart/form-data, 400 for a bad
    boundary (RFC 2046 section 5.1.1: 1 to 70 characters of a few kinds)."""
    media_type, parameters = parse_parameters(content_type)
    if media_type.lower() != "multipart/form-data":
        raise HTTPError(415, "not multipart/form-data")
    boundary = parameters.get("boundary", "")
    if BOUNDARY.fullmatch(boundary) is None:
        raise HTTPError(400, "malformed boundary", close=True)
    return boundary


class MultipartParser:
    """Reads a form fed in pieces until ``finished``; after an error it is of no further use.

    Delimiters are a boundary on a line of its own, line ends are CRLF and nothing else, preamble and epilogue are
    ignored. Raises HTTPError 400, 413 for more than ``parts`` parts, 415 for an encoding besides plain bytes.
    """

    def __init__(self, boundary: str, *, parts: int) -> None:
        self.finished = False
        self._delimiter = b"\r\n--" + boundary.encode("ascii")
        self._parts_left = parts
        self._expect = _Expect.DELIMITER
        self._pending = b"\r\n"  # a form begins with its delimiter, without a line before it
        self._preamble = 0

    def feed(self, data: bytes) -> list[Piece]:
        """What ``data`` brings, perhaps nothing."""
        self._pending += data
        pieces: list[Piece] = []
        while not self.finished:
            before = self._expect, len(self._pending)
            pieces += self._steps[self._expect](self)
            if (self._expect, len(self._pending)) == before:
                return pieces
        self._pending = b""
        return pieces

    def _take_preamble(self) -> list[Piece]:
        self._preamble += len(self._until_delimiter())
        if self._preamble > _PREAMBLE_BYTES:
            raise _bad("no delimiter")
        return []

    def _take_content(self) -> list[Piece]:
        content = self._until_delimiter()
        pieces: list[Piece] = [content] if content else []
        return [*pieces, PartEnd()] if self._expect is _Expect.DELIMITER_END else pieces

    def _until_delimiter(self) -> bytes:
        """What surely stands before the next delimiter; with it found, the delimiter is taken as well."""
        pending, delimiter = self._pending, self._delimiter
        found = pending.find(delimiter)
        if found >= 0:
            self._pending = pending[found + len(delimiter) :]
            self._expect = _Expect.DELIMITER_END
            return pending[:found]
        sure = len(pending)
        start = pending.rfind(b"\r", max(0, sure - len(delimiter) + 1))
        if start >= 0 and delimiter.startswith(pending[start:]):  # it may begin in these bytes
            sure = start
        self._pending = pending[sure:]
        return pending[:sure]

    def _take_delimiter_end(self) -> list[Piece]:
        if self._pending.startswith(b"--"):
            self.finished = True
            return []
        rest = self._pending.lstrip(b" \t")
        if len(self._pending) - len(rest) > _PADDING:
            raise _bad("malformed delimiter")
        if rest.startswith(b"\r\n"):
            self._pending = rest[2:]
            self._expect = _Expect.HEAD
        elif rest not in {b"", b"\r"} and self._pending != b"-":
            raise _bad("malformed delimiter")
        return []

    def _take_head(self) -> list[Piece]:
        end = self._pending.find(b"\r\n\r\n") + 2
        if len(self._pending[:end] if end > 1 else self._pending) > _HEAD_BYTES:
            raise _bad("part head over the limit")
        if end == 1:  # not there yet
            return []
        head, self._pending = self._pending[:end], self._pending[end + 2 :]
        if not self._parts_left:
            raise HTTPError(413, "number of parts over the limit", close=True)
        self._parts_left -= 1
        self._expect = _Expect.CONTENT
        return [_part_begin(head)]

    _steps: Final[dict[_Expect, Callable[["MultipartParser"], list[Piece]]]] = {
        _Expect.DELIMITER: _take_preamble,
        _Expect.DELIMITER_END: _take_delimiter_end,
        _Expect.HEAD: _take_head,
        _Expect.CONTENT: _take_content,
    }


def _part_begin(head: bytes) -> PartBegin:
    if STRAY_CONTROL.search(head):
        raise _bad("control character in a part head")
    lines = head.decode("latin-1").split("\r\n")[:-1]
    if len(lines) > _FIELDS:
        raise _bad("number of part fields over the limit")
    fields: dict[str, str] = {}
    for line in lines:
        name, value = check_field_line(line)
        if name.lower() in fields:
            raise _bad("repeated part field")
        fields[name.lower()] = value
    if fields.get("content-transfer-encoding", "binary").lower() not in _PLAIN_CODINGS:
        raise HTTPError(415, "encoded part", close=True)
    disposition = parse_disposition(fields.get("content-disposition", ""))
    if disposition.kind != "form-data" or disposition.name is None:
        raise _bad("part without a name")
    return PartBegin(disposition.name, disposition.file_name)


def _bad(reason: str) -> HTTPError:
    return HTTPError(400, reason, close=True)
