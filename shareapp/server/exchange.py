"""One request and its answer: how it is made and written down, what others see of it, what the log keeps of it."""

import functools
import itertools
import secrets
import time
import traceback
from collections.abc import Callable
from typing import Final, Literal

from shareapp.server.body import IncomingBody
from shareapp.server.connection import Connection
from shareapp.server.errors import HTTPError
from shareapp.server.events import Note, RequestDone, Sink, Transfer, Trouble, TroubleCode
from shareapp.server.heads import RecentHeads
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.sessions import blotted
from shareapp.server.limits import Limits
from shareapp.server.message import EMPTY_BODY, Field, Request, Response
from shareapp.server.sending import BrokenBodyError, Outgoing, date_field, frame, has_no_body
from shareapp.server.stored import StoredAnswers
from shareapp.server.wire.head import serialise_response_head

_SERVER: Final[Field] = ("Server", "shareapp")
_CLOSE: Final[Field] = ("Connection", "close")
_KEEP_ALIVE: Final[Field] = ("Connection", "keep-alive")
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

    __slots__ = (
        "heads",
        "limits",
        "numbers",
        "refuse",
        "running",
        "secure",
        "sink",
        "site",
        "stopping",
        "stored",
        "version",
    )

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
        self.heads = RecentHeads(limits)
        self.stored = StoredAnswers()
        self.numbers = itertools.count(1)

    def has_room_for_body(self, client: str) -> bool:
        """Whether one more body, of ``client``, may hold up a worker."""
        senders = [exchange.connection.client for exchange in list(self.running.values()) if exchange.is_receiving]
        return len(senders) < self.limits.bodies and senders.count(client) < self.limits.bodies_per_client

    def trouble(self, code: TroubleCode, client: str = "", *params: str) -> None:
        """Tell the sink of something unhealthy."""
        self.sink(Trouble(time.time(), code, client, params))


class Exchange:
    """One request and its answer while it runs."""

    __slots__ = (
        "_service",
        "at",
        "connection",
        "head",
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

    def __init__(self, service: Service, connection: Connection, request: Request) -> None:
        self.number = next(service.numbers)
        self.connection = connection
        self.request = request
        self.at = time.time()
        self.started = time.monotonic()
        self.response: Response | None = None
        self.outgoing: Outgoing | None = None
        self.head = b""  # of the answer, as sent
        self.status = 0
        self.sent = 0  # bytes of body, unless outgoing counts them
        self.keep = False  # the connection afterwards
        self.linger = False  # the client may be sending still: it must not lose the answer for that
        self.note: Note = ""
        self._service = service

    @property
    def is_receiving(self) -> bool:
        """Whether a responder may be reading a body. Any thread."""
        body = self.request.body
        return self.response is None and isinstance(body, IncomingBody) and not body.finished

    def respond(self, site: Responder) -> Response:
        """What ``site`` answers, or the page of what it raises."""
        try:
            return site(self.request)
        except Exception as error:  # noqa: BLE001 - told to the sink with its traceback; the client learns an id only
            return self._replacement(error)

    def prepare(self, response: Response) -> tuple[bytes, bytes | Outgoing]:
        """Head and body, ready to be sent: those of ``response``, or of the page of what its making raised.

        Raises BrokenBodyError for a body that is shorter than announced.
        """
        self.response = response
        try:
            return self._write_down(response)
        except BrokenBodyError as error:
            if error.__cause__ is None:
                raise
            failure = error.__cause__
        except (ValueError, TypeError) as error:  # fields that no head may hold, a body of another type
            failure = error
        response.close()
        self.response = self._replacement(failure)
        return self._write_down(self.response)

    def resume(self, response: Response, head: bytes) -> None:
        """Go on with a stored answer after its beginning."""
        self.response, self.status, self.head, self.keep = response, response.status, head, True

    def page(self, error: HTTPError) -> Response:
        """The page of ``error``."""
        try:
            return self._service.refuse(error)
        except Exception as fault:  # noqa: BLE001 - told to the sink; the client still learns the status
            self.crash(fault)
            return plain_refusal(error)

    def crash(self, error: BaseException) -> str:
        """Tell the sink of a fault of ours. Returns the id under which the client may complain."""
        self.note = "crashed"
        number = secrets.token_hex(4)
        text = "".join(traceback.format_exception(error))
        self._service.trouble("crash", self.connection.client, number, text)
        return number

    def _replacement(self, error: BaseException) -> Response:
        if not isinstance(error, HTTPError):
            error = HTTPError(500, self.crash(error), close=True)
        self.keep = self.keep and not error.close
        return self.page(error)

    def _write_down(self, response: Response) -> tuple[bytes, bytes | Outgoing]:
        head_only = self.request.method == "HEAD"
        head, chunked = self._head(response, head_only=head_only)
        self.head = head
        body = response.body
        if head_only or has_no_body(response.status):
            return head, b""
        if isinstance(body, bytes):
            return head, body
        outgoing = Outgoing(self.connection.transport, response, chunked=chunked)
        outgoing.begin(head)
        return head, outgoing

    def _head(self, response: Response, *, head_only: bool) -> tuple[bytes, bool]:
        """The head's bytes, and whether the body goes in chunks."""
        version, ours = self.request.version, self._service.version
        framing = frame(response, head_only=head_only, chunks_allowed=version == ours == (1, 1))
        self.status = response.status
        if framing.until_close or not self._may_be_followed():
            self.keep = False
        fields = [date_field(self.at), _SERVER, *response.headers, *framing.fields]
        if not self.keep:
            fields.append(_CLOSE)
        elif version == (1, 0) or ours == (1, 0):
            fields.append(_KEEP_ALIVE)
        return serialise_response_head(ours, response.status, fields), framing.chunked

    def _may_be_followed(self) -> bool:
        """Whether the end of the request's body can be reached, so that another request may follow it."""
        body = self.request.body
        if not isinstance(body, IncomingBody) or body.finished:
            return True
        left = (body.length or 0) - body.received
        if body.failure is None and not body.awaits_continue and left <= self._service.limits.drain_bytes:
            return True
        self.linger = True
        if body.client_left:
            self.note = "aborted"
        elif body.failure is not None and body.failure.status == 408:
            self._service.trouble("client-timeout", self.connection.client)
        return False

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

    def keep_heads(self) -> None:
        """Leave what was said for whoever looks closely."""
        connection = self.connection
        self._service.heads.keep(
            self.at, connection.client, self.request.headers, self.head, connection.transport.encryption
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
            0 if self.response is None else self.response.added,
        )


@functools.lru_cache(512)  # a client says the same of itself each time
def _printable(text: str, length: int) -> str:
    """``text``, cut, without the key of a QR code, with everything escaped that could steer a terminal."""
    text = blotted(text)
    if len(text) > length:
        text = text[:length]
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)
