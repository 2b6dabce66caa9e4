"""Compression: text is sent gzip-coded to whoever takes that. Worth it on slow networks; it costs this computer's time.

A coded answer is another representation of the same thing (RFC 9110 section 8.8.3.3): it has a tag of its own, no
ranges, and every answer that could be coded says so in Vary (section 12.5.5).
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from shareapp.server.content.mediatypes import content_type
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import KIB, MIB
from shareapp.server.message import Field, FileSlice, Headers, Request, Response, read_at
from shareapp.server.sending import BrokenBodyError

_TEXT: Final = re.compile(
    r"text/(?!event-stream)|application/(?:json|javascript|xml|wasm|manifest\+json)|image/svg\+xml|[^;]*\+(?:json|xml)"
)
_WEIGHT: Final = re.compile(r"\s*;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
_TAG_END: Final = '-gzip"'
_LEAST: Final = 1 * KIB  # a smaller answer is one packet either way
_MOST: Final = 16 * MIB  # a larger file is worth more with its length and its ranges: it can be resumed
_PIECE: Final = 64 * KIB
_LEVEL: Final = 5  # zlib's knee: 4 % larger than the best, in half its time
_GZIP: Final = 16 + zlib.MAX_WBITS
_CONDITIONS: Final = frozenset({"if-none-match", "if-match"})


class Compression:
    """The layer. It changes 200 answers to GET and HEAD that hold text, and the tags of conditional requests."""

    def __call__(self, request: Request, inner: Responder) -> Response:
        """What ``inner`` answers, coded when the client takes that, it is text, and no part of it was asked for."""
        if request.method not in {"GET", "HEAD"}:
            return inner(request)
        is_wanted = takes_gzip(request.headers) and "range" not in request.headers
        response = inner(_with_known_tags(request) if is_wanted else request)
        if response.status == 304 and _TEXT.match(_type_by_name(request.path)):
            _vary(response)
            _say_which_was_known(request, response)
        elif _is_text(response):
            _vary(response)
            if is_wanted and _is_worth_it(response):
                _code(response, is_head=request.is_head)
        return response


def takes_gzip(headers: Headers) -> bool:
    """Whether Accept-Encoding allows gzip; without the field nothing is coded (RFC 9110 section 12.5.3)."""
    weights: dict[str, float] = {}
    for item in headers.get_list("Accept-Encoding"):
        coding, mark, _ = item.partition(";")
        weight = _WEIGHT.fullmatch(item[len(coding) :]) if mark else None
        weights[coding.strip().lower()] = float(weight[1]) if weight else float(not mark)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _is_text(response: Response) -> bool:
    return (
        response.status == 200
        and _TEXT.match(response.header("Content-Type") or "") is not None
        and response.header("Content-Encoding") is None
        and "no-transform" not in (response.header("Cache-Control") or "")
    )


def _type_by_name(path: str) -> str:
    """The type that the 200 would have had: a 304 does not tell it. A folder's answer is a page."""
    name = path.rpartition("/")[2]
    return content_type(unquote(name)) if name else "text/html"


def _is_worth_it(response: Response) -> bool:
    length = response.body_length()
    return length is None or _LEAST <= length <= _MOST


def _vary(response: Response) -> None:
    """Say that Accept-Encoding decided, in the field that may be there already."""
    for index, (name, value) in enumerate(response.headers):
        if name.lower() == "vary":
            response.headers[index] = (name, f"{value}, Accept-Encoding")
            return
    response.headers.append(("Vary", "Accept-Encoding"))


def _code(response: Response, *, is_head: bool) -> None:
    response.headers[:] = [_of_coded(field) for field in response.headers]
    response.headers.append(("Content-Encoding", "gzip"))
    body, response.length = response.body, None
    if not isinstance(body, bytes):
        response.on_close = _both(getattr(body, "close", None), response.on_close)
    if is_head:
        response.body = iter(())  # its length is not known without the work
    elif isinstance(body, bytes):
        response.body = zlib.compress(body, _LEVEL, _GZIP)
    else:
        response.body = _coded(_read(body) if isinstance(body, FileSlice) else body)


def _of_coded(field: Field) -> Field:
    name, value = field
    if name.lower() == "etag":
        return name, value.removesuffix('"') + _TAG_END
    return (name, "none") if name.lower() == "accept-ranges" else field


def _coded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Each piece leaves when it comes: the head of a long page is painted before its end is known."""
    coder = zlib.compressobj(_LEVEL, wbits=_GZIP)
    for piece in pieces:
        if coded := coder.compress(piece) + coder.flush(zlib.Z_SYNC_FLUSH):
            yield coded
    yield coder.flush()


def _read(file: FileSlice) -> Iterator[bytes]:
    """The bytes of the file. Raises BrokenBodyError when it has become shorter: half of it must not look whole."""
    offset, end = file.offset, file.offset + file.length
    while offset < end:
        piece = read_at(file.descriptor, min(_PIECE, end - offset), offset)
        if not piece:
            raise BrokenBodyError("file truncated")
        offset += len(piece)
        yield piece


def _both(first: Callable[[], None] | None, second: Callable[[], None] | None) -> Callable[[], None]:
    def close() -> None:
        try:
            if first is not None:
                first()
        finally:
            if second is not None:
                second()

    return close


def _with_known_tags(request: Request) -> Request:
    """The request with each tag of a coded answer beside that of the plain one, which the inner layers know."""
    if not request.headers.has_any(_CONDITIONS):
        return request
    fields = [
        (name, f"{value}, {value.replace(_TAG_END, chr(34))}")
        if name.lower() in _CONDITIONS and _TAG_END in value
        else (name, value)
        for name, value in request.headers
    ]
    return request._replace(headers=Headers(fields))


def _say_which_was_known(request: Request, response: Response) -> None:
    """A 304 bears the tag that the client holds."""
    etag = response.header("ETag") or ""
    coded = etag.removesuffix('"') + _TAG_END
    if etag and coded.removeprefix("W/") in ",".join(request.headers.get_all("If-None-Match")):
        response.headers[:] = [(name, coded if name.lower() == "etag" else value) for name, value in response.headers]
