"""One open file to a Response: validators, conditions, ranges, and the files asked for most kept ready.

Why a kept file is safe to answer from. An entry is made from a descriptor that ``paths`` reached inside the root by
plain names, with that file's identity (device, inode, size, modification and change time). It answers only while,
asked anew for each request, every folder on the way is still a folder and no link, and the name still stands for the
same identity; so what it sends lies inside the root and is unchanged. Otherwise it is dropped and the whole way is
walked again. A file that was reached through a link is not kept: the link may lead elsewhere the next moment. Nor is
one that changed within the last ``SETTLED_S``, as a disk's clock ticks slower than a processor: its next change might
bear the same time.
"""

import os
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import time

from shareapp.server.content.mediatypes import UTF8, content_type
from shareapp.server.content.paths import File, Sighting, identity
from shareapp.server.content.texts import charset_of
from shareapp.server.errors import HTTPError
from shareapp.server.limits import KIB, Limits
from shareapp.server.message import Again, Field, FileSlice, Request, Response, read_at
from shareapp.server.wire.conditions import EntityTag, Outcome, evaluate_preconditions, range_applies
from shareapp.server.wire.dates import format_http_date
from shareapp.server.wire.disposition import content_disposition
from shareapp.server.wire.ranges import (
    ByteRange,
    MultipartPlan,
    NoRanges,
    content_range,
    parse_range,
    plan_multipart,
    unsatisfied_content_range,
)

SETTLED_S = 2.0  # FAT's clock, the slowest in use, ticks every two seconds
KEPT_BYTES = 64 * KIB  # a larger file is sent from its descriptor
KEPT_FILES = 1024  # of either size, so at most 64 MiB

_CHUNK_BYTES = 256 * KIB
_CONDITIONAL = frozenset({"if-none-match", "if-modified-since", "range", "if-match", "if-unmodified-since"})
_ACCEPT_RANGES: Field = ("Accept-Ranges", "bytes")
# Stored, but asked about each time: the owner's change is seen at once, and an unchanged file costs a 304.
_CACHE_CONTROL: Field = ("Cache-Control", "no-cache")


@dataclass(slots=True)
class Representation:
    """One version of one file, and what its answers need, made once."""

    name: str
    size: int
    etag: EntityTag
    last_modified: int
    media_type: str
    fields: list[Field]  # of a 200, Content-Type first
    not_modified: list[Field]  # of a 304 (RFC 9110 section 15.4.5)
    content: bytes | None  # all bytes of a small file


class _Kept:
    """A file that may be answered from as long as it is seen unchanged."""

    __slots__ = ("is_current", "shown", "sighting")

    def __init__(self, sighting: Sighting, shown: Representation) -> None:
        self.sighting = sighting
        self.is_current = sighting.is_current
        self.shown = shown

    def open(self) -> FileSlice | None:
        """All of it, None when something else took its place."""
        descriptor = self.sighting.reopen()
        return None if descriptor is None else FileSlice(descriptor, 0, self.shown.size)

    def take(self) -> int:
        """A descriptor of it. Raises _Replaced."""
        descriptor = self.sighting.reopen()
        if descriptor is None:
            raise _Replaced
        return descriptor

    def again(self, response: Response) -> Again | None:
        """How ``response``, which was made from this, can be given once more. Several ranges at once are rare, and
        made anew."""
        body = response.body
        if isinstance(body, FileSlice):
            return Again(self.is_current, self)
        if not isinstance(body, bytes):
            return None
        return Again(self.is_current, self.shown.content or b"" if response.status == 206 else body)


class Files:
    """Answers with files, the recently used ones kept. May be used by many threads: each step on ``_kept`` is one
    atomic operation, and losing a race costs one walk."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def kept(self, request: Request) -> Response | None:
        """The answer from what is kept for the request's path, None when that must be resolved (again)."""
        kept = self._kept.get(request.path)
        if kept is None:
            return None
        if kept.is_current():
            try:
                response = answer(request, kept.shown, kept.take, self._limits)
            except _Replaced:
                pass  # as if it had been seen before: the path is resolved again
            else:
                response.again = kept.again(response)
                return response
        self._kept.pop(request.path, None)
        return None

    def respond(self, request: Request, file: File, *, keep: bool = True) -> Response:
        """The answer with ``file``, which is closed or moves into the response. Raises HTTPError 412 and 416.

        ``keep`` is False when the path could lead to another file without this one changing.
        """
        try:
            shown = _represent(file)
            if keep:
                self._keep(request.path, file, shown)
            return answer(request, shown, file.detach, self._limits)
        finally:
            file.close()

    def _keep(self, path: str, file: File, shown: Representation) -> None:
        sighting = file.sighting()
        if sighting is None or shown.etag.weak or not is_settled(file.stat):
            return
        self._kept[path] = _Kept(sighting, shown)
        if len(self._kept) > KEPT_FILES:
            self._kept.popitem(last=False)


def answer(request: Request, shown: Representation, take: Callable[[], int], limits: Limits) -> Response:
    """The response to GET or HEAD for ``shown``. ``take`` yields a descriptor of it, asked for when bytes are needed.

    Raises HTTPError 412 (RFC 9110 section 13.2) and 416 (section 14.2).
    """
    headers = request.headers
    if headers.has_any(_CONDITIONAL):
        outcome = evaluate_preconditions(request.method, headers, shown.etag, shown.last_modified)
        if outcome is Outcome.NOT_MODIFIED:
            return Response(304, shown.not_modified.copy())
        if outcome is Outcome.PRECONDITION_FAILED:
            raise HTTPError(412)
        ranges = _ranges(request, shown, limits)
        if ranges:
            return _partial(shown, _fields(request, shown), ranges, take)
    fields = _fields(request, shown)
    if request.method == "HEAD":
        return Response(200, fields, b"", shown.size)
    if shown.content is not None:
        return Response(200, fields, shown.content)
    return Response(200, fields, FileSlice(take(), 0, shown.size))


def _fields(request: Request, shown: Representation) -> list[Field]:
    fields = shown.fields.copy()
    if request.query and _wants_download(request.query):
        fields.append(("Content-Disposition", content_disposition("attachment", shown.name)))
    return fields


def _wants_download(query: str) -> bool:
    return any(part == "download" or part.startswith("download=") for part in query.split("&"))


def _ranges(request: Request, shown: Representation, limits: Limits) -> tuple[ByteRange, ...]:
    """The ranges to send, none for the whole file. Range has a meaning for GET only (RFC 9110 section 14.2)."""
    value = request.headers.get("range")
    if value is None or request.method != "GET":
        return ()
    if not range_applies(request.headers, shown.etag, shown.last_modified):
        return ()
    ranges = parse_range(value, shown.size, limits)
    if ranges is NoRanges.UNSATISFIABLE:
        raise HTTPError(416, headers=[("Content-Range", unsatisfied_content_range(shown.size))])
    return () if isinstance(ranges, NoRanges) else ranges


def _partial(
    shown: Representation, fields: list[Field], ranges: tuple[ByteRange, ...], take: Callable[[], int]
) -> Response:
    if len(ranges) > 1:
        # Drawn anew for each answer, so no file can contain it on purpose.
        plan = plan_multipart(secrets.token_hex(16), shown.media_type, shown.size, ranges)
        fields[0] = ("Content-Type", plan.content_type)
        return Response(206, fields, MultipartBody(plan, shown.content, take), plan.length)
    first, last = ranges[0]
    fields.append(("Content-Range", content_range(first, last, shown.size)))
    if shown.content is not None:
        return Response(206, fields, shown.content[first : last + 1])
    return Response(206, fields, FileSlice(take(), first, last + 1 - first))


class MultipartBody:
    """The parts of a multipart/byteranges answer, read while they are sent (RFC 9110 section 14.6).

    Ends early when the file has shrunk, so that the sender, who knows the length, gives the connection up.
    """

    def __init__(self, plan: MultipartPlan, content: bytes | None, take: Callable[[], int]) -> None:
        self._plan = plan
        self._content = content
        self._descriptor = take() if content is None else -1

    def __iter__(self) -> Iterator[bytes]:
        for head, (first, last) in self._plan.parts:
            yield head
            offset = first
            while offset <= last:
                chunk = self._read(offset, min(_CHUNK_BYTES, last + 1 - offset))
                if not chunk:
                    return
                yield chunk
                offset += len(chunk)
        yield self._plan.end

    def close(self) -> None:
        """Release the descriptor; harmless twice."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)

    def _read(self, offset: int, size: int) -> bytes:
        if self._content is not None:
            return self._content[offset : offset + size]
        return read_at(self._descriptor, size, offset)


class _Replaced(Exception):
    """Another file took the place of a kept one between the stat and the open."""


def validators(status: os.stat_result, now: float) -> tuple[EntityTag, int]:
    """The entity tag and the Last-Modified (seconds since the epoch) of a file; ``now`` is this moment."""
    weak = abs(now - status.st_mtime) < SETTLED_S  # it may change again under the same time (RFC 9110 section 8.8.1)
    etag = EntityTag(f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}", weak)
    return etag, min(int(status.st_mtime // 1), int(now))  # never later than Date (section 8.8.2.1)


def _represent(file: File) -> Representation:
    status, name = file.stat, file.names[-1]
    etag, last_modified = validators(status, time())
    content = _content(file)
    media_type = _media_type(file, content)
    etag_field = ("ETag", str(etag))
    return Representation(
        name=name,
        size=status.st_size,
        etag=etag,
        last_modified=last_modified,
        media_type=media_type,
        fields=[
            ("Content-Type", media_type),
            etag_field,
            ("Last-Modified", format_http_date(last_modified)),
            _ACCEPT_RANGES,
            _CACHE_CONTROL,
        ],
        not_modified=[etag_field, _CACHE_CONTROL],
        content=content,
    )


def _media_type(file: File, content: bytes | None) -> str:
    """By the name, but a text that is not UTF-8 is not called that: one in old Korean letters says so, and of all
    others the browser may think what it likes."""
    media_type = content_type(file.names[-1])
    plain = media_type.removesuffix(UTF8)
    if plain == media_type:
        return media_type
    start = read_at(file.descriptor, KEPT_BYTES, 0) if content is None else content
    charset = charset_of(start, whole=content is not None)
    return plain if charset is None else f"{plain}; charset={charset}"


def _content(file: File) -> bytes | None:
    """All bytes of a small file, None for a large one or one that changes while it is read."""
    size = file.stat.st_size
    if size > KEPT_BYTES:
        return None
    content = read_at(file.descriptor, size + 1, 0)
    if len(content) != size or identity(os.fstat(file.descriptor)) != identity(file.stat):
        return None
    return content


def is_settled(status: os.stat_result) -> bool:
    """Whether the next change of the file is sure to bear another time."""
    now = time()
    return abs(now - status.st_mtime) >= SETTLED_S and (os.name == "nt" or now - status.st_ctime >= SETTLED_S)
