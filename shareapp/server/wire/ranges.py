"""Byte ranges (RFC 9110 section 14): which parts of a representation are asked for, and how several are sent."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from shareapp.server.limits import Limits
from shareapp.server.wire.grammar import BLANKS, BOUNDARY, BYTE_RANGE, BYTE_RANGES, FIELD_TEXT, strict_int

_DIGITS: Final = 400  # of one position; no file needs a twentieth, and a client may send a hundred (section 14.1.2)
_OVERLAPS: Final = 2  # more are an attack on the reader's patience (section 17.15)


class ByteRange(NamedTuple):
    """Bytes ``first`` to ``last``, both included, of a representation that has them."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """Number of bytes, at least 1."""
        return self.last - self.first + 1


class NoRanges(Enum):
    """Why a Range field leads to no partial answer."""

    IGNORED = auto()  # send the whole representation, 200
    UNSATISFIABLE = auto()  # 416 with ``unsatisfied_content_range``


def parse_range(value: str, size: int, limits: Limits) -> tuple[ByteRange, ...] | NoRanges:
    """What the Range field ``value`` asks of a representation of ``size`` bytes: one or more ranges to send, in the
    order asked, overlapping and adjacent ones joined; else why not.

    Ignored are other units, bad syntax, more than ``limits.ranges`` ranges, more than two that overlap, and the end of
    an empty representation, which no Content-Range can express.
    """
    specifier = BYTE_RANGES.fullmatch(value)
    if specifier is None:
        return NoRanges.IGNORED
    members = [member for item in specifier[1].split(",") if (member := item.strip(BLANKS))]
    if not 1 <= len(members) <= limits.ranges:
        return NoRanges.IGNORED
    satisfiable: list[ByteRange] = []
    for member in members:
        resolved = _resolve(member, size)
        if resolved is NoRanges.IGNORED:
            return resolved
        if isinstance(resolved, ByteRange):
            satisfiable.append(resolved)
    return _join(satisfiable) if satisfiable else NoRanges.UNSATISFIABLE


def content_range(first: int, last: int, size: int) -> str:
    """The Content-Range of a 206 or of one of its parts (section 14.4)."""
    return f"bytes {first}-{last}/{size}"


def unsatisfied_content_range(size: int) -> str:
    """The Content-Range of a 416, which tells the size (section 14.4)."""
    return f"bytes */{size}"


class MultipartPlan(NamedTuple):
    """A multipart/byteranges body before its first byte is sent: each part's head goes before the bytes of its range,
    ``end`` after the last."""

    content_type: str  # of the response
    length: int  # bytes of the whole body
    parts: tuple[tuple[bytes, ByteRange], ...]
    end: bytes


def plan_multipart(boundary: str, content_type: str, size: int, ranges: Sequence[ByteRange]) -> MultipartPlan:
    """Lay out several ``ranges`` of a representation of ``size`` bytes (section 14.6, RFC 2046 section 5.1.1).

    ``boundary`` must not occur in the content: make it random. Raises ValueError when it is not a boundary or
    ``content_type`` not a field value.
    """
    if BOUNDARY.fullmatch(boundary) is None:
        raise ValueError(f"not a boundary: {boundary!r}")
    if FIELD_TEXT.fullmatch(content_type) is None:
        raise ValueError(f"not a field value: {content_type!r}")
    parts = tuple(
        (
            _part_head(boundary, content_type, content_range(first, last, size), is_first=index == 0),
            ByteRange(first, last),
        )
        for index, (first, last) in enumerate(ranges)
    )
    end = f"\r\n--{boundary}--\r\n".encode("ascii")
    length = sum(len(head) + part.length for head, part in parts) + len(end)
    return MultipartPlan(f'multipart/byteranges; boundary="{boundary}"', length, parts, end)


def _part_head(boundary: str, content_type: str, where: str, *, is_first: bool) -> bytes:
    line_end = "" if is_first else "\r\n"  # the CRLF before a delimiter belongs to it
    text = f"{line_end}--{boundary}\r\nContent-Type: {content_type}\r\nContent-Range: {where}\r\n\r\n"
    return text.encode("latin-1")


def _resolve(member: str, size: int) -> ByteRange | NoRanges:
    match = BYTE_RANGE.fullmatch(member)
    if match is None:
        return NoRanges.IGNORED
    first, last = strict_int(match[1], _DIGITS), strict_int(match[2], _DIGITS)
    if (first is None and match[1]) or (last is None and match[2]):
        return NoRanges.IGNORED
    if first is None:
        return _resolve_suffix(last, size)
    if last is not None and last < first:
        return NoRanges.IGNORED
    if first >= size:
        return NoRanges.UNSATISFIABLE
    return ByteRange(first, size - 1 if last is None else min(last, size - 1))


def _resolve_suffix(length: int | None, size: int) -> ByteRange | NoRanges:
    if length is None:
        return NoRanges.IGNORED
    if length == 0:
        return NoRanges.UNSATISFIABLE
    return ByteRange(max(size - length, 0), size - 1) if size else NoRanges.IGNORED


def _join(ranges: Sequence[ByteRange]) -> tuple[ByteRange, ...] | NoRanges:
    """Merge what overlaps or touches into the place of the first; too many overlaps are ignored altogether."""
    joined: list[ByteRange] = []
    overlaps = 0
    for wanted in ranges:
        merged, place = wanted, len(joined)
        for index in range(len(joined) - 1, -1, -1):
            kept = joined[index]
            if merged.first > kept.last + 1 or merged.last < kept.first - 1:
                continue
            overlaps += merged.first <= kept.last and merged.last >= kept.first
            merged = ByteRange(min(merged.first, kept.first), max(merged.last, kept.last))
            del joined[index]
            place = index
        joined.insert(place, merged)
    return tuple(joined) if overlaps <= _OVERLAPS else NoRanges.IGNORED
