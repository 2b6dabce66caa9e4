"""HTTPServer, HTTPSServer and their threading twins: ``http.server``'s, on ``socketserver``, with bounds."""

import contextlib
import logging
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from shareapp.server.handlers.streams import say_farewell
from shareapp.server.limits import Limits
from shareapp.server.wire.head import serialise_response_head

if TYPE_CHECKING:
    from ssl import SSLContext

_log = logging.getLogger(__name__)
_BUSY: Final = serialise_response_head(
    (1, 1), 503, [("Connection", "close"), ("Retry-After", "5"), ("Content-Length", "0")]
)
_AFTER_CUT_S: Final = 1.0  # between the end of a thread's socket and its own


class HTTPServer(socketserver.TCPServer):
    """A ``socketserver.TCPServer`` for HTTP handlers: one request at a time, in the thread of ``serve_forever``.

    ``server_name`` is the host's full name, looked up when somebody asks for it (binding never waits for a name
    server, gh-106505); ``server_port`` is the bound port. An IPv6 server bound to "::" takes IPv4 clients too.
    """

    # On Windows it would let two programs share the port (gh-85307); there the port is taken exclusively instead.
    allow_reuse_address = sys.platform != "win32"
    allow_reuse_port = False  # two servers on one port would share the clients by chance
    request_queue_size = 128  # connections that wait to be accepted; socketserver's 5 turns the sixth phone away

    limits = Limits()  # ``stop_grace_s`` is heeded here, the rest by the handlers
    server_port = 0  # the bound one
    _server_name: str | None = None

    @property
    def server_name(self) -> str:
        """The full name of the bound host."""
        if self._server_name is None:
            self._server_name = socket.getfqdn(str(self.server_address[0]))
        return self._server_name

    @server_name.setter
    def server_name(self, name: str) -> None:
        self._server_name = name

    def server_bind(self) -> None:
        """Bind, and remember the port. Raises OSError."""
        if sys.platform == "win32":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        if self.socket.family == socket.AF_INET6:
            with contextlib.suppress(OSError):  # a system may insist on IPv6 alone
                self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()
        address: Any = self.server_address
        if isinstance(address, tuple):
            self.server_port = address[1]
        else:  # a Unix socket has a path
            self.server_name = str(address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print the traceback of a handler's fault; that a client went away is none."""
        error = sys.exc_info()[1]
        if isinstance(error, ConnectionError | TimeoutError):
            _log.debug("%s went away: %s", client_address, error)
        else:
            super().handle_error(request, client_address)


class _Threads(socketserver.ThreadingMixIn):
    """A thread for each connection, a bounded number of them, none of which outlives ``server_close`` unasked."""

    daemon_threads = True  # they do not keep the program from ending
    max_threads = 1024  # connections at once; more are answered 503
    limits: Limits  # ``stop_grace_s`` is how long ``server_close`` waits for them

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start a thread, or answer 503 where there are enough of them."""
        running = self._running()
        if len(running) >= self.max_threads:
            _refuse_busy(request)
            self.shutdown_request(request)  # type: ignore[attr-defined]
            return
        thread = threading.Thread(
            target=self._serve,
            args=(request, client_address),
            name=f"client {client_address}",
            daemon=self.daemon_threads,
        )
        running[thread] = request
        try:
            thread.start()
        except RuntimeError:  # the system gives no more threads: socketserver tells it, and the client is let go
            del running[thread]
            raise

    def server_close(self) -> None:
        """Stop listening. Daemon threads get ``limits.stop_grace_s`` seconds to finish their answers, idle ones none;
        others are waited for (``block_on_close``)."""
        super().server_close()
        threads = dict(self._running())
        threads.pop(threading.current_thread(), None)
        if not self.daemon_threads:
            if self.block_on_close:
                _join(threads, None)
            return
        for request in threads.values():
            _end(request, socket.SHUT_RD)  # who waits for a request sees the end; who answers does not mind
        _join(threads, self.limits.stop_grace_s)
        for request in threads.values():
            _end(request, socket.SHUT_RDWR)
        _join(threads, _AFTER_CUT_S)

    def _serve(self, request: Any, client_address: Any) -> None:
        try:
            self.process_request_thread(request, client_address)
        finally:
            self._running().pop(threading.current_thread(), None)

    def _running(self) -> dict[threading.Thread, Any]:
        """Thread -> its connection. Each change is one atomic operation."""
        running: dict[threading.Thread, Any] = vars(self).setdefault("_requests", {})
        return running


class ThreadingHTTPServer(_Threads, HTTPServer):
    """An ``HTTPServer`` with a thread for each connection, at most ``max_threads``."""


class HTTPSServer(HTTPServer):
    """An ``HTTPServer`` that speaks TLS 1.2 or newer.

    ``certfile`` is the PEM chain, ``keyfile`` its private key (None: in the same file), ``password`` (text, bytes or a
    callable) the key's, ``alpn_protocols`` what is offered to the client (default ``["http/1.1"]``). The handshake
    belongs to whoever handles the connection: accepting never waits for a client.

    Raises RuntimeError without Python's ssl module, ssl.SSLError or OSError for files that cannot be used; nothing ever
    asks for a password on the terminal.
    """

    def __init__(  # noqa: PLR0913 - http.server's signature
        self,
        server_address: Any,
        RequestHandlerClass: Callable[[Any, Any, Any], socketserver.BaseRequestHandler],  # noqa: N803 - http.server's
        bind_and_activate: bool = True,
        *,
        certfile: Any,
        keyfile: Any = None,
        password: Any = None,
        alpn_protocols: Sequence[str] | None = None,
    ) -> None:
        try:
            import ssl
        except ImportError as error:
            raise RuntimeError("HTTPS needs Python's ssl module, which this Python lacks") from error
        self.ssl = ssl
        self.certfile = certfile
        self.keyfile = keyfile
        self.password = password
        self.alpn_protocols = ["http/1.1"] if alpn_protocols is None else alpn_protocols
        self._context: SSLContext | None = None
        super().__init__(server_address, RequestHandlerClass, bind_and_activate)

    def server_activate(self) -> None:
        """Listen, once the certificate has proved usable."""
        self._context = self._create_context()
        super().server_activate()

    def get_request(self) -> tuple[Any, Any]:
        """Accept a connection. Its handshake comes with the first read, or by the handler under a deadline."""
        connection, address = super().get_request()
        context = self._context or self._create_context()
        # The listener's options hold for the handler's sockets too, but a wrapped one starts without a timeout.
        return context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def shutdown_request(self, request: Any) -> None:
        """Say farewell in TLS, then end the connection."""
        say_farewell(request)
        super().shutdown_request(request)

    def _create_context(self) -> "SSLContext":
        from shareapp.server.tls import bare_context

        context = bare_context(self.alpn_protocols)
        # A password of None would let OpenSSL ask on the terminal.
        context.load_cert_chain(self.certfile, self.keyfile, "" if self.password is None else self.password)
        return context


class ThreadingHTTPSServer(_Threads, HTTPSServer):
    """An ``HTTPSServer`` with a thread for each connection, at most ``max_threads``."""


def _join(threads: dict[threading.Thread, Any], seconds: float | None) -> None:
    deadline = time.monotonic() + (seconds or 0.0)
    for thread in threads:
        thread.join(None if seconds is None else max(0.0, deadline - time.monotonic()))


def _end(request: Any, how: int) -> None:
    with contextlib.suppress(OSError):
        # Beneath TLS, so that the thread that owns the connection is not disturbed in its records.
        socket.socket.shutdown(request, how)


def _refuse_busy(request: Any) -> None:
    with contextlib.suppress(OSError):
        request.settimeout(0.0)
        if type(request) is socket.socket:
            request.send(_BUSY)
