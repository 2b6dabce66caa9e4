"""One request and its answer: the record that other threads may read, and what remains of it for the log."""

import itertools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from shareapp.server.body import IncomingBody
from shareapp.server.connection import Connection
from shareapp.server.errors import HTTPError
from shareapp.server.events import Note, RequestDone, Sink, Transfer, Trouble, TroubleCode
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import Limits
from shareapp.server.message import EMPTY_BODY, Request, Response

if TYPE_CHECKING:
    from shareapp.server.sending import Outgoing

_LOGGED_TARGET: Final = 2048  # characters
_LOGGED_FIELD: Final = 512

Refuse = Callable[[HTTPError], Response]
"""Makes the page of an error that no layer saw."""


def plain_refusal(error: HTTPError) -> Response:
    """The status and the reason as plain text."""
    text = f"{error.status} {error.reason}\n".encode("latin-1", "replace")
    return Response(error.status, [*error.headers, ("Content-Type", "text/plain; charset=iso-8859-1")], text)


class Service:
    """What all conversations of a share have in common."""

    __slots__ = ("limits", "numbers", "refuse", "running", "secure", "sink", "site", "stopping", "version")

    def __init__(
        self, site: Responder, limits: Limits, sink: Sink, refuse: Refuse, *, secure: bool, version: tuple[int, int]
    ) -> None:
        self.site = site
        self.limits = limits
        self.sink = sink
        self.refuse = refuse
        self.secure = secure
        self.version = version
        self.stopping = False
        self.running: dict[int, Exchange] = {}
        self.numbers = itertools.count(1)

    def trouble(self, code: TroubleCode, client: str = "", *params: str) -> None:
        """Tell the sink of something unhealthy."""
        self.sink(Trouble(time.time(), code, client, params))


class Exchange:
    """One request and its answer while it runs."""

    __slots__ = (
        "at",
        "connection",
        "keep",
        "linger",
        "note",
        "number",
        "outgoing",
        "request",
        "response",
        "sent",
        "started",
        "status",
    )

    def __init__(self, number: int, connection: Connection, request: Request) -> None:
        self.number = number
        self.connection = connection
        self.request = request
        self.at = time.time()
        self.started = time.monotonic()
        self.response: Response | None = None
        self.outgoing: Outgoing | None = None
        self.status = 0
        self.sent = 0  # bytes of body, unless outgoing counts them
        self.keep = False  # the connection afterwards
        self.linger = False  # the client may be sending still: it must not lose the answer for that
        self.note: Note = ""

    def transfer(self) -> Transfer:
        """How far it has come. Any thread."""
        request, response, outgoing, body = self.request, self.response, self.outgoing, self.request.body
        direction: Literal["down", "up"] = "down"
        done = self.sent if outgoing is None else outgoing.sent
        total = None if response is None else response.body_length()
        if response is None and isinstance(body, IncomingBody):
            direction, done, total = "up", body.received, body.length
        return Transfer(
            self.number,
            self.connection.client,
            _printable(request.headers.get("user-agent", ""), _LOGGED_FIELD),
            request.method,
            _printable(request.target, _LOGGED_TARGET),
            direction,
            done,
            total,
            self.started,
        )

    def done(self) -> RequestDone:
        """What the log keeps of it."""
        request, outgoing, body = self.request, self.outgoing, self.request.body
        headers = request.headers
        return RequestDone(
            self.at,
            self.connection.client,
            "" if self.response is None else self.response.user,
            request.method,
            _printable(request.target, _LOGGED_TARGET),
            "HTTP/1.1" if request.version == (1, 1) else "HTTP/1.0",
            self.status,
            self.sent if outgoing is None else outgoing.sent,
            0 if body is EMPTY_BODY or not isinstance(body, IncomingBody) else body.received,
            time.monotonic() - self.started,
            _printable(headers.get("user-agent", ""), _LOGGED_FIELD),
            _printable(headers.get("referer", ""), _LOGGED_FIELD),
            self.note,
        )


def _printable(text: str, length: int) -> str:
    """``text``, cut, with everything escaped that could steer a terminal."""
    if len(text) > length:
        text = text[:length]
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)
