"""Shares that end: after some time, or after some downloads. Whoever comes later is told so."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final, NamedTuple

from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Request, Response

ENDED: Final = 410


class Terms(NamedTuple):
    """When a share ends; None for never."""

    seconds: float | None = None  # from its beginning
    downloads: int | None = None  # complete ones


class _Since(NamedTuple):
    """One beginning, and what came after it."""

    at: float  # seconds since the epoch: a promise to people, kept while the computer sleeps
    downloads: deque[None]


class Lease:
    """What has been used up of a share since it began. Any thread may call any method: each is one step."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._since = _Since(clock(), deque())

    def renew(self) -> None:
        """Begin anew, with nothing used up."""
        self._since = _Since(self._clock(), deque())

    def count(self) -> None:
        """One more complete download."""
        self._since.downloads.append(None)

    @property
    def downloads(self) -> int:
        """Complete ones so far."""
        return len(self._since.downloads)

    def ends_at(self, terms: Terms) -> float | None:
        """Seconds since the epoch, None when time does not end it."""
        return None if terms.seconds is None else self._since.at + terms.seconds

    def has_ended(self, terms: Terms) -> bool:
        """Whether all of it is used up."""
        end = self.ends_at(terms)
        return (end is not None and self._clock() >= end) or (
            terms.downloads is not None and self.downloads >= terms.downloads
        )


class Ending:
    """A layer that lets in nobody after the end, and counts downloads on the way to it.

    A download is a file or an archive whose last byte has left: all of it at once, or the range at its end. Pages are
    none. What is under way at the end goes on.
    """

    def __init__(self, lease: Lease, terms: Terms) -> None:
        self._lease = lease
        self._terms = terms

    def __call__(self, request: Request, inner: Responder) -> Response:
        """What ``inner`` answers; raises HTTPError 410 after the end."""
        if self._lease.has_ended(self._terms):
            raise HTTPError(ENDED, "this share has ended", close=request.method not in {"GET", "HEAD"})
        response = inner(request)
        if self._terms.downloads is not None and request.method == "GET" and _holds_the_end(response):
            self._watch(response)
        return response

    def _watch(self, response: Response) -> None:
        close = response.on_close

        def closed() -> None:
            if response.is_sent:
                self._lease.count()
            if close is not None:
                close()

        response.on_close = closed


def _holds_the_end(response: Response) -> bool:
    """Whether the last byte of a file is in it. Only files and archives speak of ranges, compressed ones too."""
    if response.header("accept-ranges") is None:
        return False
    if response.status != 206:
        return response.status == 200
    where = response.header("content-range")
    if where is None:
        return True  # several ranges at once: nobody needs them to read a part
    last, _, total = where.partition("-")[2].partition("/")
    return last.isdecimal() and total.isdecimal() and int(last) + 1 == int(total)
