"""Answers that are given again to requests that come again word for word.

A page that asks every few seconds, a film that is fetched range by range: the same bytes from the same device deserve
the same answer, and parsing and judging them anew would only find that out again. What the answer depends on besides is
asked each time (``Response.again``): of a file, whether the disk still has it unchanged. Layers that know more than
the request (passwords, sessions, a share that ends) let nothing through that could be stored (``layers.chain``), and
what another site answered counts no more.

A single range is the one part of a request that may differ: of an unchanged file, every range is answered alike.
"""

import re
import sys
import time
from collections.abc import Callable
from typing import Final, NamedTuple

from shareapp.server.events import RequestDone
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Again, FileSlice, Openable, Request, Response, SharedFile, read_at
from shareapp.server.sending import date_field

_DATE: Final = re.compile(rb"(\r\nDate: )[^\r]*")
_RANGE_FIELD: Final = b"\r\nRange: bytes="
_ONE_RANGE: Final = re.compile(rb"([0-9]{1,18})-([0-9]{1,18})?")
_CONTENT_RANGE: Final = re.compile(rb"(\r\nContent-Range: bytes )[0-9]+-[0-9]+/([0-9]+)\r")
_CONTENT_LENGTH: Final = re.compile(rb"(\r\nContent-Length: )[0-9]+\r")
_MOST_OPEN: Final = 0 if sys.platform == "win32" else 16  # Windows lets nobody delete or rename an open file

OpenFiles = dict[Openable, SharedFile]
"""The files that are open for whoever asks next."""


class Reply(NamedTuple):
    """A stored answer as it is given this time."""

    answer: "StoredAnswer"
    at: float  # seconds since the epoch
    head: bytes
    body: bytes | FileSlice
    size: int  # bytes of the body

    def response(self) -> Response:
        """As a responder would have made it, without the fields."""
        return Response(self.answer.told.status, body=self.body)

    def close(self) -> None:
        """Release the file."""
        if isinstance(self.body, FileSlice):
            self.body.close()

    def told(self, seconds: float) -> RequestDone:
        """What the log keeps when all of it has left, after ``seconds``."""
        _, client, user, method, target, version, status, _, _, _, agent, referer, *_ = self.answer.told
        return RequestDone(
            self.at, client, user, method, target, version, status, self.size, 0, seconds, agent, referer
        )


class StoredAnswer:
    """What was said to one request, but for its body and its date, and for the range when one was asked for."""

    __slots__ = ("_again", "_dated", "_form", "_size", "site", "told")

    def __init__(self, site: Responder, again: Again, head: bytes, told: RequestDone) -> None:
        self.site = site
        self._again = again
        self.told = told  # of the first time
        form = head.replace(b"%", b"%%")
        whole = _CONTENT_RANGE.search(form) if told.status == 206 else None
        self._size = int(whole[2]) if whole else 0  # of the file that ranges are asked of
        if whole:
            form = _CONTENT_LENGTH.sub(rb"\1%d\r", _CONTENT_RANGE.sub(rb"\1%d-%d/\2\r", form))
        self._form = form if whole else head
        self._dated = (0, b"")

    def reply(self, wanted: bytes | None, open_files: OpenFiles) -> Reply | None:
        """Give it again, None when that is not the answer any more.

        ``wanted`` is the range that is asked for, None without one. A file is taken from ``open_files`` or added there.
        """
        if wanted is None:
            body = self._body(0, open_files)
            if body is None:
                return None
            at = time.time()
            return Reply(self, at, self._head_at(at), body, len(body) if isinstance(body, bytes) else body.length)
        match = _ONE_RANGE.fullmatch(wanted)
        if match is None:
            return None
        first, last = int(match[1]), self._size - 1
        if match[2] is not None:
            last = min(last, int(match[2]))
        body = self._body(first, open_files) if first <= last else None
        if body is None:
            return None
        at, length = time.time(), last + 1 - first
        head = self._head_at(at) % (first, last, length)
        if isinstance(body, bytes):
            return Reply(self, at, head, body[first : last + 1], length)
        body.offset, body.length = first, length
        return Reply(self, at, head, body, length)

    def _body(self, first: int, open_files: OpenFiles) -> bytes | FileSlice | None:
        """All of it, None when it holds no more or cannot be read at ``first``: the ordinary way finds out which."""
        holds, whole = self._again
        if not holds():
            return None
        if isinstance(whole, bytes):
            return whole
        file = open_files.get(whole)
        if file is not None:
            return FileSlice(file.descriptor, 0, file.size, file)
        opened = whole.open()
        if opened is None or not _is_readable(opened, first):
            return None
        if len(open_files) < _MOST_OPEN:
            opened.shared = open_files[whole] = SharedFile(opened.descriptor, opened.length)
        return opened

    def _head_at(self, seconds: float) -> bytes:
        second, head = self._dated
        if second != int(seconds):
            date = date_field(seconds)[1].encode("latin-1")
            head = _DATE.sub(rb"\g<1>" + date, self._form, count=1)
            self._dated = (int(seconds), head)
        return head


class StoredAnswers:
    """The stored answers of one share. Any thread may call any method: each is one step of a dict or a set."""

    MOST: Final = 256
    MARKS: Final = 4096  # of requests that came once
    REQUEST_BYTES: Final = 4096  # a longer request is parsed each time, which bounds the memory

    def __init__(self) -> None:
        self._stored: dict[tuple[str, bytes], StoredAnswer] = {}
        self._open: OpenFiles = {}
        self._marks = set[int]()

    def reply(self, site: Responder, client: str, request: bytes) -> Reply | None:
        """What ``client`` gets for this ``request``, in the bytes it came in; None when that has to be found out."""
        key, wanted = _split(request)
        stored = self._stored.get((client, key))
        return None if stored is None or stored.site is not site else stored.reply(wanted, self._open)

    def let_go(self) -> None:
        """Close the files that are open for whoever asks next. To be called every second or so, and at the end: a disk
        with an open file can't be removed, and a deleted one keeps its place on the disk."""
        self._open = {}

    def forget(self) -> None:
        """Drop all answers when another site answers: they would keep the old one, and the files it holds in memory."""
        self._stored.clear()
        self._open = {}

    def offer(self, data: bytes, request: Request, status: int, make: Callable[[], StoredAnswer]) -> None:
        """Store what ``make`` makes of ``request``, which came as ``data`` and was answered with ``status``: if the
        same came lately already, and if it could be found when it comes again."""
        key, wanted = _split(data)
        if len(key) > self.REQUEST_BYTES or not _is_fit(request, status, wanted):
            return
        mark = hash((request.client, key))  # two that share one are stored too soon: no harm
        if mark in self._marks:
            if len(self._stored) >= self.MOST:
                self._stored.clear()
            self._stored[request.client, key] = make()
            return
        if len(self._marks) >= self.MARKS:
            self._marks.clear()
        self._marks.add(mark)


def _is_fit(request: Request, status: int, wanted: bytes | None) -> bool:
    """Whether an answer may stand for others: not to HEAD, which ends with its head whatever its body, and only when
    it is to a range if one was split off."""
    ranges = request.headers.get_all("range")
    if request.method != "GET" or (status == 206) != (wanted is not None) or len(ranges) != (wanted is not None):
        return False
    return wanted is None or _ONE_RANGE.fullmatch(wanted) is not None


def _is_readable(file: FileSlice, offset: int) -> bool:
    """Asked when a file is opened, as its head leaves before its first byte is read."""
    try:
        read_at(file.descriptor, 1, offset)
    except OSError:
        file.close()
        return False
    return True


def _split(request: bytes) -> tuple[bytes, bytes | None]:
    """The request without the range it asks for, and that."""
    at = request.find(_RANGE_FIELD)
    if at < 0:
        return request, None
    begin = at + len(_RANGE_FIELD)
    end = request.find(b"\r", begin)
    return request[:begin] + request[end:], request[begin:end]
