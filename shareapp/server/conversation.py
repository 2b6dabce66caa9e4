"""Requests and answers on one connection, one after the other.

A Conversation is what its connection's owner calls whenever something can go on. It never waits for a slow client: it
says what it waits for and is parked. Only a responder may hold up the worker it runs in (reading a body, running a
script).
"""

import logging
import ssl
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from shareapp.server.body import IncomingBody
from shareapp.server.connection import Connection, Next, Phase
from shareapp.server.errors import HTTPError
from shareapp.server.exchange import Exchange, Service
from shareapp.server.limits import KIB
from shareapp.server.message import EMPTY_BODY, Body, Headers, Request, Response
from shareapp.server.sending import BrokenBodyError, Outgoing, send_at_once
from shareapp.server.stored import Reply, StoredAnswer
from shareapp.server.transport import TLSTransport
from shareapp.server.wire.framing import Control, control_of
from shareapp.server.wire.head import (
    RequestHead,
    check_partial_head,
    first_words,
    head_end,
    looks_like_tls,
    parse_request_head,
)

_log = logging.getLogger(__name__)

_PATIENCE_S: Final = 0.0005  # for a reader to make room, before its connection is parked
_SCRATCH_BYTES: Final = 64 * KIB
_LINGERING_READS: Final = 16  # then others get their turn


class Conversation:
    """The requests of one connection. ``context`` when it is to be encrypted."""

    __slots__ = ("_connection", "_context", "_exchange", "_misdirected", "_requests", "_seen", "_service")

    def __init__(self, service: Service, connection: Connection, context: ssl.SSLContext | None) -> None:
        self._service = service
        self._connection = connection
        self._context = context
        self._exchange: Exchange | None = None
        self._requests = 0
        self._seen = 0  # bytes of an incomplete head that have been looked at
        self._misdirected = False  # plain HTTP where TLS is spoken

    def proceed(self) -> Next:
        """Go on with whatever the connection waited for."""
        connection = self._connection
        try:
            if connection.expired or connection.cancelled:
                return self._give_up()
            return _STEPS[connection.phase](self)
        except OSError as error:
            return self._client_left(error)
        except Exception:  # noqa: BLE001 - logged; a fault of ours ends this connection and no other
            _log.exception("fault while serving %s", connection.client)
            return self._client_left(None)

    # Beginning

    def _open(self) -> Next:
        """The first bytes of a connection that should be encrypted, then its handshake."""
        connection = self._connection
        transport = connection.transport
        if not isinstance(transport, TLSTransport):
            data = transport.receive()
            if data is None:
                return Next.PARK
            if not data:
                return self._close()
            connection.buffer = data
            if data[:1].isalpha() or self._context is None:
                return self._begin_misdirected()
            transport = TLSTransport(connection.socket, self._context)
            connection.encrypt(transport)
        if not transport.handshake():
            connection.wants_write = not transport.flush()
            return Next.PARK
        connection.wait(Phase.IDLE, self._service.limits.idle_s)
        return self._read()

    def _begin_misdirected(self) -> Next:
        self._misdirected = True
        self._service.trouble("plain-on-tls-port", self._connection.client)
        self._connection.wait(Phase.IDLE, self._service.limits.head_s)
        return self._take_head()

    # Reading

    def _read(self) -> Next:
        connection = self._connection
        if connection.buffer and not self._seen:  # the next request came along with the last one
            return self._take_head()
        data = connection.transport.receive()
        if data is None:
            return Next.PARK
        if not data:
            return self._close()
        if connection.buffer:
            connection.buffer += data
            return self._take_head()
        connection.buffer = data
        return self._answer_again(data) or self._take_head()

    def _take_head(self) -> Next:
        connection = self._connection
        buffer = connection.buffer
        end = head_end(buffer, self._seen)
        if end < 0:
            return self._take_partial_head()
        connection.buffer = buffer[end:]
        self._seen = 0
        return self._begin(buffer[:end])

    def _take_partial_head(self) -> Next:
        connection, limits = self._connection, self._service.limits
        buffer = connection.buffer
        if looks_like_tls(buffer):
            self._service.trouble("tls-on-plain-port", connection.client)
            return self._close()
        try:
            check_partial_head(buffer, limits, self._seen)
        except HTTPError as error:
            return self._refuse(error, buffer)
        self._seen = len(buffer)
        if connection.phase is not Phase.HEAD:
            connection.wait(Phase.HEAD, limits.head_s)
        return Next.CONTINUE if connection.transport.holds_data() else Next.PARK

    # Answering

    def _begin(self, data: bytes) -> Next:
        """Answer the request whose head is ``data``."""
        service, connection = self._service, self._connection
        try:
            head = parse_request_head(data, service.limits)
            control = control_of(head)
        except HTTPError as error:
            return self._refuse(error, data)
        site = service.site
        if control.length != 0 and not service.has_room_for_body(connection.client):
            site = _too_many
        body = EMPTY_BODY if control.length == 0 else self._body(control)
        request = self._request(head, body)
        exchange = self._enter(request)
        exchange.keep = control.keeps_alive and self._may_stay(head)
        response = exchange.respond(_to_https if self._misdirected else site)
        again = response.again
        verdict = self._send(exchange, response)
        if again is not None and exchange.keep and exchange.response is response and control.length == 0:
            service.stored.offer(
                data, request, exchange.status, lambda: StoredAnswer(site, again, exchange.head, exchange.done())
            )
        return verdict

    def _request(self, head: RequestHead, body: Body) -> Request:
        connection = self._connection
        secure = self._service.secure and not self._misdirected
        return Request(*head, connection.client, secure, body, "", connection.is_connected)

    def _answer_again(self, data: bytes) -> Next | None:
        """Give the stored answer to the request ``data``; None when there is none for it."""
        service, connection = self._service, self._connection
        if self._misdirected or service.stopping or self._requests + 1 >= service.limits.requests_per_connection:
            return None
        if (reply := service.stored.reply(service.site, connection.client, data)) is None:
            return None
        started = time.monotonic()
        connection.buffer = b""
        try:
            outgoing = send_at_once(connection.transport, reply.head, reply.body)
        except BrokenBodyError as error:
            return self._break_off(self._resume(data, reply), error)
        except OSError:
            self._resume(data, reply)
            raise
        if outgoing is not None:
            self._resume(data, reply).outgoing = outgoing
            return self._go_on()
        self._requests += 1
        reply.close()
        service.heads.keep(reply.at, connection.client, data, reply.head, connection.transport.encryption)
        service.sink(reply.told(time.monotonic() - started))
        return self._next()

    def _resume(self, data: bytes, reply: Reply) -> Exchange:
        """Treat a stored answer, of which something could not be sent at once, as any other."""
        exchange = self._enter(self._request(parse_request_head(data, self._service.limits), EMPTY_BODY))
        exchange.resume(reply.response(), reply.head)
        return exchange

    def _body(self, control: Control) -> IncomingBody:
        connection = self._connection
        # Whoever sends the body at once does not wait.
        awaits_continue = control.awaits_continue and not connection.buffer
        return IncomingBody(connection, control.length, self._service.limits, awaits_continue=awaits_continue)

    def _enter(self, request: Request) -> Exchange:
        self._exchange = exchange = Exchange(self._service, self._connection, request)
        self._service.running[exchange.number] = exchange
        self._requests += 1
        return exchange

    def _may_stay(self, head: RequestHead) -> bool:
        """Whether the connection may serve another request after this one."""
        service = self._service
        if service.stopping or self._misdirected or self._requests >= service.limits.requests_per_connection:
            return False
        return service.version != (1, 0) or "keep-alive" in head.headers.get("connection", "").lower()

    def _refuse(self, error: HTTPError, data: bytes) -> Next:
        """Answer what is no request: nothing behind it can be trusted."""
        if error.status == 408:
            self._service.trouble("client-timeout", self._connection.client)
        else:
            self._service.trouble("bad-request", self._connection.client, str(error.status), error.reason)
        method, target = first_words(data)
        exchange = self._enter(Request(method, target, "/", "", (1, 1), Headers(), client=self._connection.client))
        exchange.linger = True
        return self._send(exchange, exchange.page(error))

    # Sending

    def _send(self, exchange: Exchange, response: Response) -> Next:
        try:
            head, body = exchange.prepare(response)
        except BrokenBodyError as error:
            return self._break_off(exchange, error)
        if isinstance(body, Outgoing):
            exchange.outgoing = body
            return self._go_on()
        exchange.outgoing = send_at_once(self._connection.transport, head, body)
        if exchange.outgoing is not None:
            return self._go_on()
        exchange.sent = len(body)
        return self._done(exchange)

    def _go_on(self) -> Next:
        """Send what the client takes; be parked when it takes nothing."""
        connection, exchange = self._connection, self._exchange
        if exchange is None or exchange.outgoing is None:
            return self._close()
        stall_s = self._service.limits.stall_s
        # Who let us wait last time will again: waiting for many such would hold up those who do not.
        is_slow = connection.phase is Phase.SENDING and connection.waited_s() > _PATIENCE_S
        try:
            while not exchange.outgoing.advance():
                if is_slow or not connection.room_within(_PATIENCE_S):
                    return connection.wait(Phase.SENDING, stall_s, write=True)
        except BrokenBodyError as error:
            return self._break_off(exchange, error)
        return self._done(exchange)

    def _break_off(self, exchange: Exchange, error: BrokenBodyError) -> Next:
        """End a transfer that cannot be completed, so that nobody takes it for complete (RFC 9112 section 8)."""
        exchange.note = "aborted"
        if error.__cause__ is not None:
            exchange.crash(error.__cause__)
        self._record(exchange)
        self._connection.abort()
        return Next.CLOSE

    # Ending

    def _done(self, exchange: Exchange) -> Next:
        if exchange.response is not None:
            exchange.response.is_sent = True
        self._record(exchange)
        connection, body = self._connection, exchange.request.body
        if not exchange.keep or self._service.stopping:
            if exchange.linger or connection.buffer:
                return self._begin_linger()
            return self._close()
        if isinstance(body, IncomingBody) and not body.finished:
            body.limit = body.received + self._service.limits.drain_bytes
            self._exchange = exchange
            connection.wait(Phase.DRAINING, self._service.limits.head_s)
            return self._drain()
        return self._next()

    def _record(self, exchange: Exchange) -> None:
        """Release the answer and tell the sink, once."""
        self._exchange = None
        try:
            if exchange.response is not None:
                exchange.response.close()
        finally:  # a disk that fails in the very end must not leave a transfer that never ends
            del self._service.running[exchange.number]
            exchange.keep_heads()
            self._service.sink(exchange.done())

    def _next(self) -> Next:
        connection = self._connection
        connection.wait(Phase.IDLE, self._service.limits.idle_s)
        return Next.CONTINUE if connection.buffer or connection.transport.holds_data() else Next.PARK

    def _drain(self) -> Next:
        exchange = self._exchange
        if exchange is None or not isinstance(exchange.request.body, IncomingBody):
            return self._close()
        try:
            if not exchange.request.body.drain(memoryview(bytearray(_SCRATCH_BYTES))):
                return Next.PARK
        except HTTPError:
            self._exchange = None
            return self._begin_linger()
        self._exchange = None
        return self._next()

    def _begin_linger(self) -> Next:
        """Half-close and read on for a while: closing with unread bytes would reset the connection, and take the answer
        from the client before it has read it (RFC 9112 section 9.6)."""
        self._connection.half_close()
        self._connection.wait(Phase.LINGERING, self._service.limits.linger_s)
        return self._linger()

    def _linger(self) -> Next:
        connection = self._connection
        for _ in range(_LINGERING_READS):
            data = connection.transport.receive(_SCRATCH_BYTES)
            if data is None:
                break
            if not data:
                return self._close()
        return Next.PARK  # also when there is more: who pours on must not hold a worker meanwhile

    def _close(self) -> Next:
        self._connection.close()
        return Next.CLOSE

    def _give_up(self) -> Next:
        """The deadline has passed, or the connection has to go."""
        connection, service = self._connection, self._service
        late = not connection.cancelled and time.monotonic() >= connection.deadline
        if connection.phase is Phase.SENDING:
            if late:
                service.trouble("client-timeout", connection.client)
            return self._client_left(None)
        if late and connection.phase is Phase.OPENING:
            service.trouble("handshake-failed", connection.client, "timeout")
        if late and connection.phase is Phase.HEAD:
            connection.expired = False
            return self._refuse(HTTPError(408, "request head incomplete", close=True), connection.buffer)
        if not late and connection.phase is Phase.IDLE and not connection.cancelled and not service.stopping:
            return self._make_room()
        return self._close()

    def _make_room(self) -> Next:
        """Close for somebody who waits to come in, unless a request has come at this very moment."""
        before = self._requests
        self._connection.expired = False
        verdict = self._read()
        if verdict is not Next.PARK or self._requests > before:
            return verdict
        return self._close()

    def _client_left(self, error: OSError | None) -> Next:
        exchange = self._exchange
        if isinstance(error, ssl.SSLError) and not self._requests:
            self._service.trouble("handshake-failed", self._connection.client, error.reason or str(error))
        if exchange is not None and exchange.number in self._service.running:
            exchange.note = exchange.note or "aborted"
            self._record(exchange)
        self._connection.abort()
        return Next.CLOSE


_STEPS: Final[dict[Phase, Callable[[Conversation], Next]]] = {
    Phase.OPENING: Conversation._open,
    Phase.IDLE: Conversation._read,
    Phase.HEAD: Conversation._read,
    Phase.SENDING: Conversation._go_on,
    Phase.DRAINING: Conversation._drain,
    Phase.LINGERING: Conversation._linger,
}


def _to_https(request: Request) -> Response:
    """Send a client of the wrong scheme to the right one; its Host field holds the port already."""
    if not request.host:
        raise HTTPError(400, "this port speaks HTTPS", close=True)
    target = request.path + (f"?{request.query}" if request.query else "")
    location = f"https://{request.host}{quote(target, safe='%/:?@!$&()*+,;=~[]', encoding='latin-1')}"
    return Response(308, [("Location", location)])


def _too_many(_request: Request) -> Response:
    raise HTTPError(503, "too many bodies at once")
