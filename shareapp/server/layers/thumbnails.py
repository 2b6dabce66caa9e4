"""``?thumbnail`` on a picture: a small one of it, made once and kept on this computer's disk."""

import os
import sys
from collections import deque
from collections.abc import Callable
from contextlib import closing
from hashlib import blake2b
from typing import Final
from urllib.parse import parse_qsl

from shareapp.server.content import thumbnail
from shareapp.server.content.filecache import FileCache
from shareapp.server.content.mediatypes import content_type, kind
from shareapp.server.content.paths import Directory, File, Root
from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import KIB, Limits
from shareapp.server.message import Field, Request, Response
from shareapp.server.process import (
    LOOK_AROUND_S,
    ChildProcess,
    ClientGone,
    Command,
    ProcessTimeout,
    Slots,
)
from shareapp.server.wire.conditions import EntityTag, Outcome, evaluate_preconditions

_READS: Final = frozenset({"GET", "HEAD"})
_DRAWING_BYTES: Final = 64 * KIB  # of an SVG, which is its own small picture
_LONGEST_BYTES: Final = 1024 * KIB  # of the answer; a picture of this size takes a tenth
_COMPLAINTS: Final = 50  # lines; decoders of damaged pictures are talkative
_ASKED_AGAIN: Field = ("Cache-Control", "no-cache")
_FOR_A_DAY: Field = ("Cache-Control", "private, max-age=86400")
_BUSY: Final = [("Retry-After", "2")]

Maker = Callable[[Request, File, Limits], bytes]
"""Makes the small picture of an open file, which it takes over; b"" when there is none."""


class Thumbnails:
    """Answers ``/photo.jpg?thumbnail`` below ``root`` from ``cache``, or makes the picture in a child process.

    ``?thumbnail=`` with any value is an address that its page changes with the picture, so it is kept by browsers
    without being asked for again. What is not called a picture passes. A worker waits for each picture that is made:
    few are made at a time, and only so many may wait (``Limits``).
    """

    is_steady = True

    def __init__(self, root: Root, cache: FileCache, limits: Limits | None = None, make: Maker | None = None) -> None:
        self._root = root
        self._cache = cache
        self._limits = limits or Limits()
        self._make = make or make_in_child
        self._makers = Slots(self._limits.thumbnails)
        self._waiting = Slots(self._limits.thumbnails_waiting)

    def __call__(self, request: Request, inner: Responder) -> Response:
        """The small picture, or what ``inner`` answers. Raises HTTPError 404 where there is none, 412 and 503."""
        if not request.query or request.method not in _READS:
            return inner(request)
        version = dict(parse_qsl(request.query, keep_blank_values=True, encoding="latin-1")).get("thumbnail")
        if version is None:
            return inner(request)
        opened = self._root.resolve(request.path)
        with closing(opened):
            if isinstance(opened, Directory) or kind(opened.names[-1]) != "image":
                return inner(request)
            if content_type(opened.names[-1]) == "image/svg+xml":
                if opened.stat.st_size > _DRAWING_BYTES:
                    raise HTTPError(404, "no thumbnail")
                return _in_one_piece(inner(request))
            return self._answer(request, opened, _FOR_A_DAY if version else _ASKED_AGAIN)

    def _answer(self, request: Request, file: File, caching: Field) -> Response:
        key = _key(file)
        tag = EntityTag(key)
        fields: list[Field] = [("ETag", str(tag)), caching]
        outcome = evaluate_preconditions(request.method, request.headers, tag, None)
        if outcome is Outcome.NOT_MODIFIED:
            return Response(304, fields)
        if outcome is Outcome.PRECONDITION_FAILED:
            raise HTTPError(412)
        content = self._cache.get(key)
        if content is None:
            content = self._made(request, file, key)
        if not content:
            raise HTTPError(404, "no thumbnail")
        return Response(200, [("Content-Type", thumbnail.MEDIA_TYPE), *fields], content)

    def _made(self, request: Request, file: File, key: str) -> bytes:
        if not self._waiting.take():
            raise HTTPError(503, "too many wait for thumbnails", _BUSY)
        try:
            while not self._makers.take(LOOK_AROUND_S):
                if not request.is_connected():
                    raise HTTPError(408, "the client left")
        finally:
            self._waiting.give_back()
        try:
            content = self._cache.get(key)  # somebody else may have waited for the same
            if content is None:
                content = self._make(request, file, self._limits)
                self._cache.put(key, content)
            return content
        finally:
            self._makers.give_back()


def _in_one_piece(response: Response) -> Response:
    """Without its offer of ranges, which says that this is a download: a share may end after some of them."""
    response.headers = [field for field in response.headers if field[0] != "Accept-Ranges"]
    return response


def make_in_child(request: Request, file: File, limits: Limits) -> bytes:
    """See ``Maker``. Raises HTTPError 408 when the client leaves, RuntimeError when the child could not even begin."""
    complaints = deque[str](maxlen=_COMPLAINTS)
    with os.fdopen(file.detach(), "rb", buffering=0) as source:
        child = ChildProcess(
            Command(
                arguments=(sys.executable, "-P", thumbnail.__file__),  # no module from the folder of whoever asks
                environment=dict(os.environ),
                folder=os.path.dirname(thumbnail.__file__),  # noqa: PTH120 - text in, text out
                body=source,
            ),
            seconds=limits.thumbnail_s,
            on_error_line=complaints.append,
            is_wanted=request.is_connected,
        )
    with closing(child):
        try:
            content = _read(child)
        except ProcessTimeout:
            return b""
        except ClientGone as error:
            raise HTTPError(408, "the client left") from error
        code = child.close().code
    if code == 0:
        return content
    if code == thumbnail.NO_PICTURE or code < 0:  # refused, or brought down by its picture
        return b""
    raise RuntimeError("\n".join(complaints))


def _read(child: ChildProcess) -> bytes:
    content = b""
    while len(content) < _LONGEST_BYTES and (piece := child.read()):
        content += piece
    return content


def _key(file: File) -> str:
    """The same for the same version of the same file: a name for what is kept, and the entity tag."""
    status = file.stat
    version = f"{thumbnail.BOX} {status.st_mtime_ns} {status.st_size} {status.st_ino} {file.path}"
    return blake2b(version.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
