"""BaseHTTPRequestHandler: one connection, its requests one after the other, each given to a ``do_...`` method."""

import contextlib
import io
import logging
import socket
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from shareapp.server.errors import HTTPError
from shareapp.server.handlers.greeting import greet
from shareapp.server.handlers.heads import (
    LINE_BYTES,
    parse_lenient_line,
    read_lenient_head,
    read_strict_head,
    told_version,
)
from shareapp.server.handlers.responses import ResponseWriter
from shareapp.server.handlers.streams import BodyReader, SocketReader, SocketWriter, abort, is_tls, linger
from shareapp.server.limits import Limits
from shareapp.server.wire.framing import request_body_length
from shareapp.server.wire.head import RequestHead, expects_continue, keeps_alive, looks_like_tls

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage

_log = logging.getLogger(__name__)
_BLANK_LINES: Final = (b"\r\n", b"\n")
_SKIPPED_LINES: Final = 8
_KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"})
_DRAIN_S: Final = 2.0


class _EmailMessage:
    """``http.client.HTTPMessage``, imported by the first request: the email package costs a cold start much."""

    def __get__(self, instance: object, owner: type | None = None) -> "type[HTTPMessage]":
        from http.client import HTTPMessage

        return HTTPMessage


class BaseHTTPRequestHandler(ResponseWriter):
    """Reads requests and calls ``do_GET``, ``do_POST`` ... of a subclass, which answer through the ``send_`` methods.

    Everything of https://docs.python.org/3/library/http.server.html is here by its name: ``client_address``,
    ``server``, ``close_connection``, ``requestline``, ``command``, ``path``, ``request_version``, ``headers``,
    ``rfile`` (ends where the request's body ends, chunked or not) and ``wfile`` (unbuffered). docs tell what differs.

    ``strict`` refuses what RFC 9112 allows to refuse; False is as lenient as ``http.server`` is. ``limits`` bounds
    sizes and times; a ``timeout`` in seconds, when set, takes the place of its times for one wait,
    as does one that the connection has when ``setup`` begins.
    """

    strict = False
    limits = Limits()

    disable_nagle_algorithm = True  # it costs 40 ms a request on kept connections (gh-108736)
    default_request_version = "HTTP/0.9"  # of a request that names none; its answer has no head
    default_content_type = "application/octet-stream"  # of a file with an unknown suffix (3.15)
    MessageClass: Any = _EmailMessage()  # what ``headers`` is made of; an ``email.message.Message``

    raw_requestline: bytes = b""  # the first line as it came
    path: str = ""  # the request target, with its query
    headers: Any = None  # the request's fields, of ``MessageClass``

    _reader: SocketReader | None = None
    _stream: io.BufferedIOBase | None = None  # the connection's bytes, while rfile is a body
    _body: BodyReader | None = None
    _patience_s: float | None = None  # of the program's own for one wait: ``timeout``, or set on the connection
    _lingers = False  # the client may be sending still: it must not lose the answer for that

    def setup(self) -> None:
        """Make ``rfile`` and ``wfile`` from the connection, with deadlines."""
        self.connection = self.request
        if getattr(self.request, "family", None) in (socket.AF_INET, socket.AF_INET6) and self.disable_nagle_algorithm:
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        raw = self.connection.makefile("rb", 0)
        self._patience_s = self.timeout
        if self.timeout is None and isinstance(self.request, socket.socket):
            self._patience_s = self.request.gettimeout() or None
        self._reader = SocketReader(self.connection, raw, self.limits, self._patience_s)
        unbuffered: Any = self._reader
        self.rfile = unbuffered if self.rbufsize == 0 else io.BufferedReader(self._reader)
        stall_s = self.limits.stall_s if self._patience_s is None else self._patience_s
        buffered = self.wbufsize != 0
        self.wfile = (
            self.connection.makefile("wb", self.wbufsize) if buffered else SocketWriter(self.connection, stall_s)
        )

    def finish(self) -> None:
        """Flush and let go of the files; where the client may still be sending, see that it gets the answer."""
        if not self.wfile.closed:
            with contextlib.suppress(OSError):  # the client is gone: nobody is left to tell
                self.wfile.flush()
        if self._lingers:
            linger(self.connection, self.limits)
        self.wfile.close()
        self.rfile.close()

    def handle(self) -> None:
        """Answer requests until ``close_connection``."""
        self.close_connection = True
        if is_tls(self.connection) and not greet(self.connection, self.limits, self.log_error):
            return
        self.handle_one_request()
        self._finish_body()  # when handle_one_request was overridden, nobody has
        while not self.close_connection:
            self.handle_one_request()
            self._finish_body()

    def handle_one_request(self) -> None:
        """Read one request, call its method, and leave the connection ready for the next one.

        Raises what the method raises, after a 500 (or, when the head was sent already, a reset) for the client.
        """
        try:
            self._restore_stream()
            if self._read_request_line() and self.parse_request():
                self._dispatch()
        except TimeoutError as error:
            self._give_up(error)
        except HTTPError as error:
            self._refuse(error)
        except ConnectionError as error:
            self.close_connection = True
            _log.debug("client went away: %s", error)
        finally:
            self._finish_body()

    def parse_request(self) -> bool:
        """Make sense of ``raw_requestline`` and of the head that follows it in ``rfile``.

        Sets ``requestline``, ``command``, ``path``, ``request_version`` and ``headers``, bounds ``rfile`` to the body.
        False when an error was answered.
        """
        self.command = None
        self.close_connection = True
        self._head_sent = False
        self._lingers = False
        self.request_version = "HTTP/1.1" if self.strict else self.default_request_version
        self.requestline = self.raw_requestline.decode("latin-1").removesuffix("\n").removesuffix("\r")
        try:
            head = self._read_head()
            self._frame(head)
            return self._continue_expected(head)
        except HTTPError as error:
            self._refuse(error)
            return False

    def handle_expect_100(self) -> bool:
        """Answer "Expect: 100-continue". Override it to send an error and return False (RFC 9110 section 10.1.1)."""
        self.send_response_only(HTTPStatus.CONTINUE)
        self.end_headers()
        return True

    def _read_request_line(self) -> bool:
        """Read the first line of a request; False when there is none to parse."""
        if self._reader is not None:
            self._reader.await_request()
        for _ in range(_SKIPPED_LINES):  # empty lines before a request (RFC 9112 section 2.2)
            self.raw_requestline = self.rfile.readline(LINE_BYTES + 1)
            if self.raw_requestline not in _BLANK_LINES:
                break
        if looks_like_tls(self.raw_requestline):
            self.close_connection = True
            self.log_error("a TLS client came to a port without TLS")
            return False
        if len(self.raw_requestline) > LINE_BYTES:
            self.requestline = self.request_version = self.command = ""
            raise HTTPError(414, close=True)
        self.close_connection = self.close_connection or not self.raw_requestline
        return bool(self.raw_requestline)

    def _read_head(self) -> RequestHead:
        stream: Any = self.rfile
        if self.strict:
            head = read_strict_head(self.raw_requestline, stream, self.limits)
            self.request_version = f"HTTP/{head.version[0]}.{head.version[1]}"
            target = head.target if head.path == "*" else head.path + (f"?{head.query}" if head.query else "")
        else:
            self.request_version = told_version(self.requestline) or self.request_version
            line = parse_lenient_line(self.requestline)
            if (line.version or (0, 9)) >= (2, 0):
                raise HTTPError(505, f"no HTTP version {line.version_text}", close=True)
            self.request_version = line.version_text or self.request_version
            # HTTP/0.9 has no fields: waiting for them would be waiting for ever.
            head = read_lenient_head(line, io.BytesIO() if line.version is None else stream, self.limits)
            # "//host" in a Location would lead to another site (gh-87389).
            target = "/" + line.target.lstrip("/") if line.target.startswith("//") else line.target
        self.command, self.path = head.method, target
        self.headers = self.MessageClass()
        for name, value in head.headers:
            self.headers.set_raw(name, value)
        return head

    def _frame(self, head: RequestHead) -> None:
        """Bound ``rfile`` to the request's body, and decide whether the connection may outlive it."""
        length = request_body_length(head)
        self.close_connection = self.protocol_version < "HTTP/1.1" or not keeps_alive(head)
        stream: Any = self.rfile
        self._stream = stream
        self._body = BodyReader(stream, length, self.limits)
        self.rfile = io.BufferedReader(self._body)
        if self._reader is not None:
            self._reader.expect_body()

    def _continue_expected(self, head: RequestHead) -> bool:
        """Answer an expectation; False when the request has been refused by ``handle_expect_100``."""
        if self.strict:
            expected = expects_continue(head) and self._body is not None and not self._body.finished
            expected = expected and hasattr(self, f"do_{self.command}")  # a refusal comes instead (section 10.1.1)
        else:
            expected = head.headers.get("expect", "").lower() == "100-continue" and self.request_version >= "HTTP/1.1"
        if not expected or self.protocol_version < "HTTP/1.1":
            return True
        return self.handle_expect_100()

    def _dispatch(self) -> None:
        method: Callable[[], object] | None = getattr(self, f"do_{self.command}", None)
        if method is None:
            self._refuse_method()
            return
        try:
            method()
            self.wfile.flush()
        except (HTTPError, ConnectionError, TimeoutError):
            raise
        except Exception:
            self._fail()
            raise

    def _refuse_method(self) -> None:
        allowed = sorted(name.removeprefix("do_") for name in dir(self) if name.startswith("do_"))
        if not self.strict or self.command not in _KNOWN_METHODS:
            raise HTTPError(501, f"Unsupported method ({self.command!r})")
        allow = ("Allow", ", ".join([*allowed, "OPTIONS"]))
        if self.command != "OPTIONS":
            raise HTTPError(405, headers=[allow])
        self.send_response(HTTPStatus.NO_CONTENT)
        self.send_header(*allow)
        self.end_headers()

    def _refuse(self, error: HTTPError) -> None:
        """Answer with an error, unless an answer is under way, which must not end as if it were whole."""
        if self._head_sent:
            self.log_error("code %d, message %s", error.status, error.reason)
            self._abort()
            return
        self.close_connection = True
        self._lingers = error.close
        self._error_fields = error.headers
        self.send_error(HTTPStatus(error.status), error.reason or None)

    def _fail(self) -> None:
        """A method raised: tell the client, whatever state it left the answer in."""
        self.close_connection = True
        self._headers_buffer = []
        if self._head_sent:
            self._abort()
        else:
            with contextlib.suppress(OSError):
                self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)

    def _give_up(self, error: TimeoutError) -> None:
        self.close_connection = True
        if self._reader is not None and self._reader.awaits_request:
            return  # an idle connection
        self.log_error("Request timed out: %r", error)
        if self._head_sent:
            self._abort()
        elif self.strict:
            self.request_version = "HTTP/1.1"
            with contextlib.suppress(OSError):
                self.send_error(HTTPStatus.REQUEST_TIMEOUT)

    def _abort(self) -> None:
        self.close_connection = True
        self._lingers = False
        if isinstance(self.connection, socket.socket):
            abort(self.connection)

    def _restore_stream(self) -> None:
        if self._stream is not None:
            self.rfile, self._stream, self._body = self._stream, None, None

    def _leave_http(self) -> None:
        """After 101, and in a tunnel, ``rfile`` is what the client sends, without end."""
        self._restore_stream()
        if self._reader is not None:
            self._reader.leave_http(self._patience_s)
        if isinstance(self.wfile, SocketWriter):
            self.wfile.leave_http(self._patience_s)
        super()._leave_http()

    def _finish_body(self) -> None:
        """Read the unread rest of a small body; a connection with a larger one is closed (RFC 9112 section 9.3)."""
        body = self._body
        self._restore_stream()
        if body is None or body.finished:
            return
        if self.close_connection or not self._drained(body):
            self.close_connection = self._lingers = True

    def _drained(self, body: BodyReader) -> bool:
        if self._reader is not None:
            self._reader.expect_body(_DRAIN_S)
        try:
            return body.drain(self.limits.drain_bytes)
        except (HTTPError, OSError):
            return False
