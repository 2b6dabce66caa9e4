"""What the engine tells: one RequestDone for each answered request, and Trouble. Values only, picklable."""

from collections.abc import Callable
from typing import Literal, NamedTuple

Note = Literal[
    "",
    "aborted",  # the client left, or was cut off, before the answer was complete
    "crashed",  # our own fault: the log holds the traceback
]


class RequestDone(NamedTuple):
    """One finished request. Emitted exactly once each, after the last byte or the abort.

    A NamedTuple because it is the hot record: half the cost of a frozen dataclass.
    """

    at: float  # seconds since the epoch, when the head was complete
    client: str  # numeric address, without a port
    user: str  # name of the checked password, or ""
    method: str  # "GET"
    target: str  # as sent (origin-form with query), at most 2,048 characters, control characters escaped
    version: str  # "HTTP/1.1"
    status: int  # 0 when nothing was answered
    sent: int  # bytes of body that left this computer
    received: int  # bytes of request body that were read
    seconds: float  # from the complete head to the last byte
    agent: str  # User-Agent, at most 512 characters
    referer: str  # Referer, at most 512 characters
    note: Note = ""  # what went wrong
    added: int = 0  # files that are whole and in their place by it: of an upload in parts, by the last one


TroubleCode = Literal[
    "tls-on-plain-port",  # a TLS hello arrived where plain HTTP is spoken
    "plain-on-tls-port",  # an HTTP request arrived where TLS is spoken
    "handshake-failed",  # params: the library's reason
    "bad-request",  # unusable bytes; params: the status and the reason
    "client-timeout",  # head or body deadline passed
    "crash",  # params: the id shown on the error page, then the traceback
    "out-of-descriptors",  # accepting pauses until some are free
    "cgi-stderr",  # params: script, one line
    "cgi-exit",  # params: script, exit code or minus the signal, seconds, the end of what it wrote to standard error
]


class Trouble(NamedTuple):
    """Something the owner of the share may want to read; never about a healthy request."""

    at: float  # seconds since the epoch
    code: TroubleCode  # what it is
    client: str  # numeric address, "" when it is nobody's in particular
    params: tuple[str, ...] = ()  # as its code says


class Arriving(NamedTuple):
    """The file that an upload brings, where the target of its request does not tell it."""

    name: str
    token: str = ""  # what the requests of one resumable upload have in common; "" when one request brings it all
    before: int = 0  # bytes that earlier requests have brought
    length: int | None = None  # bytes of the whole file; None when one request may bring several


class Transfer(NamedTuple):
    """A snapshot of one answer that is on its way (or one body that is arriving)."""

    id: int  # for ``SiteServer.cancel``
    client: str  # numeric address
    agent: str  # User-Agent, at most 512 characters
    method: str  # "GET"
    target: str  # as in RequestDone
    direction: Literal["down", "up"]  # from this computer, or to it
    done: int  # bytes so far
    total: int | None  # None when not known beforehand
    started: float  # monotonic seconds
    arriving: Arriving | None = None  # what an upload brings, once that is known


Event = RequestDone | Trouble
Sink = Callable[[Event], None]
"""Takes one event. Never blocks and never raises: it is called between two requests of a connection."""


def discard(_event: Event) -> None:
    """The sink of someone who does not listen."""
