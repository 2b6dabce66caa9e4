"""The product's server: one responder behind listening sockets, with the strict profile of HTTP/1.1."""

import socket
import ssl
import threading
import time
from collections.abc import Sequence

from shareapp.server.body import IncomingBody
from shareapp.server.connection import Connection, Phase
from shareapp.server.conversation import Conversation
from shareapp.server.events import RequestDone, Sink, Transfer, discard
from shareapp.server.exchange import Exchange, Refuse, Service, plain_refusal
from shareapp.server.heads import Heads
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import Limits
from shareapp.server.listeners import Address, listen
from shareapp.server.pool import Pool

_VERSIONS = {"HTTP/1.0": (1, 0), "HTTP/1.1": (1, 1)}


class SiteServer:
    """Listens on ``addresses`` from its construction on, and answers with ``site`` while ``serve`` runs.

    A host of "" means every address of this computer (one IPv6 socket for both families where possible), a port of 0
    any free port. With ``tls`` every connection is encrypted; plain HTTP is redirected. ``protocol`` "HTTP/1.0" answers
    so, and closes unless the client asks otherwise. ``refuse`` makes the pages of errors that ``site`` never saw.
    ``name`` begins the names of all threads.

    Raises PortInUse, PortForbidden, AddressUnavailable or StartFailed when it cannot listen.
    """

    def __init__(  # noqa: PLR0913 - all but two by name
        self,
        addresses: Sequence[Address],
        site: Responder,
        *,
        tls: ssl.SSLContext | None = None,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        sink: Sink = discard,
        protocol: str = "HTTP/1.1",
        name: str = "share-1",
        refuse: Refuse = plain_refusal,
    ) -> None:
        self._limits = limits
        self._tls = tls
        self._service = Service(site, limits, sink, refuse, secure=tls is not None, version=_VERSIONS[protocol])
        listeners = listen(addresses, limits.backlog)
        self.port: int = listeners[0].getsockname()[1]
        self._lock = threading.Lock()
        self._started = False
        self._stopped = False
        self._pool = Pool(listeners, self._admit, self._starved, limits, name, self._service.stored.let_go)

    @property
    def site(self) -> Responder:
        """What answers. May be replaced at any time: each request asks once."""
        return self._service.site

    @site.setter
    def site(self, site: Responder) -> None:
        self._service.site = site
        self._service.stored.forget()

    def replace_tls(self, tls: ssl.SSLContext) -> None:
        """Show the certificate of ``tls`` to whoever connects from now on; open connections keep the one they have.

        Raises ValueError for a server without TLS, which cannot begin it.
        """
        if self._tls is None:
            raise ValueError("a server without TLS")
        self._tls = tls

    @property
    def open_connections(self) -> int:
        """How many clients are connected."""
        return self._pool.open_connections

    def serve(self) -> None:
        """Answer until ``stop``, in the calling thread. Returns when every thread, connection and listener is gone."""
        with self._lock:
            if self._stopped or self._started:
                return
            self._started = True
        self._pool.run()
        self._service.stored.let_go()

    def stop(self, grace_s: float | None = None) -> None:
        """End ``serve``: nobody is accepted any more, running transfers get ``grace_s`` seconds (by default
        ``Limits.stop_grace_s``). Returns at once. Any thread, any number of times, also before ``serve``."""
        with self._lock:
            first, self._stopped = not self._stopped, True
        self._service.stopping = True
        if self._started:
            self._pool.stop(self._limits.stop_grace_s if grace_s is None else grace_s)
        elif first:
            self._pool.close()

    def transfers(self) -> tuple[Transfer, ...]:
        """The requests that are being answered now."""
        return tuple(_transfer(exchange) for exchange in list(self._service.running.values()))

    def heads(self, request: RequestDone) -> Heads | None:
        """What was said around a request that was reported lately; None when that is kept no more."""
        return self._service.heads.find(request.at, request.client)

    def cancel(self, transfer_id: int) -> None:
        """End the connection of a transfer at once, and for good: an upload is not gone on with afterwards.

        Nothing happens when it has ended already.
        """
        exchange = self._service.running.get(transfer_id)
        if exchange is not None:
            body = exchange.request.body
            if isinstance(body, IncomingBody) and body.give_up is not None:
                body.give_up()
            self._pool.cancel(exchange.connection)

    def disconnect(self, client: str) -> None:
        """End every connection of the device at this address at once."""
        self._pool.disconnect(client)

    def _admit(self, connected: socket.socket, client: str) -> Connection:
        phase, seconds = (Phase.OPENING, self._limits.handshake_s) if self._tls else (Phase.IDLE, self._limits.idle_s)
        connection = Connection(connected, client, phase, time.monotonic() + seconds)
        connection.proceed = Conversation(self._service, connection, self._tls).proceed
        return connection

    def _starved(self) -> None:
        self._service.trouble("out-of-descriptors")


def _transfer(exchange: Exchange) -> Transfer:
    """As the exchange tells it; an upload is one to its last byte, also while its answer is being made."""
    told, body = exchange.transfer(), exchange.request.body
    if not isinstance(body, IncomingBody) or body.arriving is None:
        return told
    return told._replace(direction="up", done=body.received, total=body.length, arriving=body.arriving)
