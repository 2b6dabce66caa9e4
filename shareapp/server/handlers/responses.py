"""Everything a handler says: the response it writes, field by field, and the lines of its log."""

import html
import socketserver
import sys
import time
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from shareapp.server.handlers.colours import coloured_line, shows_colours
from shareapp.server.handlers.texts import (
    CONTROL_CHARACTERS,
    DEFAULT_ERROR_CONTENT_TYPE,
    DEFAULT_ERROR_MESSAGE,
    harmless,
)
from shareapp.server.message import Field
from shareapp.server.wire.dates import format_http_date
from shareapp.server.wire.grammar import FIELD_TEXT, REASON_PHRASE, TOKEN

__version__ = "0.6"
"""Of http.server, whose interface this is."""


class ResponseWriter(socketserver.StreamRequestHandler):
    """The ``send_`` and ``log_`` half of ``BaseHTTPRequestHandler``, which see."""

    server_version = "BaseHTTP/" + __version__  # the first half of the Server field
    sys_version = "Python/" + sys.version.split()[0]  # and the second; "" leaves it away
    protocol_version = "HTTP/1.0"  # what is answered with; "HTTP/1.1" keeps connections open
    error_message_format = DEFAULT_ERROR_MESSAGE  # the %-template of ``send_error``
    error_content_type = DEFAULT_ERROR_CONTENT_TYPE  # of what is made from it
    # Status code -> its phrase, and a longer description for the error page.
    responses: ClassVar[dict[int, tuple[str, str]]] = {
        status.value: (status.phrase, status.description) for status in HTTPStatus
    }
    # English whatever the locale (RFC 9110 section 5.6.7); months count from 1.
    weekdayname: ClassVar[list[str]] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    monthname: ClassVar[list[str | None]] = [
        None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]  # fmt: skip
    _control_char_table: ClassVar[dict[int, str | int | None]] = CONTROL_CHARACTERS

    requestline: str = ""  # the first line as it came, without its end
    command: str | None = None  # the method, None when the line was unusable
    request_version: str = ""  # "HTTP/1.1"
    close_connection: bool = True  # after this answer

    _status = 0  # of the response that is being made
    _names: frozenset[str] = frozenset()  # of its fields, in lower case
    _head_sent = False
    _logs_error = False
    _error_fields: Sequence[Field] = ()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Log an error and answer with its page; the connection is closed afterwards.

        ``message`` is one line, ``explain`` more words; by default both are those of ``responses``. There is no body
        for HEAD nor with 1xx, 204, 205 and 304.
        """
        phrase, description = self.responses.get(code, ("???", "???"))
        message = phrase if message is None else message
        explain = description if explain is None else explain
        self.log_error("code %d, message %s", code, message)
        self.send_response(code, _as_reason(message, phrase))
        self.send_header("Connection", "close")
        for name, value in self._take_error_fields():
            self.send_header(name, value)
        body = b""
        if code >= 200 and code not in (204, 205, 304):
            told = {
                "code": code,
                "message": html.escape(message, quote=False),
                "explain": html.escape(explain, quote=False),
            }
            body = (self.error_message_format % told).encode("utf-8", "replace")
            self.send_header("Content-Type", self.error_content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body and self.command != "HEAD":
            self.wfile.write(body)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin a response, with Server and Date, and log the request. Raises ValueError like ``send_header``."""
        self.log_request(code)
        self.send_response_only(code, message)
        self.send_header("Server", self.version_string())
        self.send_header("Date", self.date_time_string())

    def send_response_only(self, code: int, message: str | None = None) -> None:
        """Begin a response with its status line alone. Raises ValueError when ``message`` could split it."""
        if message is None:
            message = self.responses.get(code, ("", ""))[0]
        if REASON_PHRASE.fullmatch(message) is None:
            raise ValueError(f"not a reason phrase: {message!r}")
        self._status = int(code)
        self._names = frozenset()
        if code == HTTPStatus.SWITCHING_PROTOCOLS or (self.command == "CONNECT" and 200 <= code <= 299):
            self._leave_http()
        self._buffer(f"{self.protocol_version} {self._status} {message}\r\n")

    def send_header(self, keyword: str, value: object) -> None:
        """Add a field to the response. "Connection" decides about ``close_connection``.

        Raises ValueError for a name that is no token and for control characters or text beyond ISO-8859-1 in the
        value: nothing can split a response (RFC 9112 section 11.1, gh-142533).
        """
        text = str(value)
        if TOKEN.fullmatch(keyword) is None or FIELD_TEXT.fullmatch(text) is None:
            raise ValueError(f"not a header field: {keyword!r}: {text!r}")
        self._buffer(f"{keyword}: {text}\r\n")
        self._names |= {keyword.lower()}
        if keyword.lower() == "connection" and text.lower() in ("close", "keep-alive"):
            self.close_connection = text.lower() == "close"

    def end_headers(self) -> None:
        """End the response's head and send it. Overriding it to add fields is fine: it runs once for each response."""
        if self._status >= 200:
            self._announce_connection()
        self._head_sent = self._status >= 200 or self._status == HTTPStatus.SWITCHING_PROTOCOLS
        self._status = 0
        self._buffer("\r\n")
        self.flush_headers()

    def flush_headers(self) -> None:
        """Send what has been gathered of the head."""
        if buffered := getattr(self, "_headers_buffer", None):
            self.wfile.write(b"".join(buffered))
            self._headers_buffer: list[bytes] = []

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log an accepted request; called by ``send_response``."""
        status = code.value if isinstance(code, HTTPStatus) else code
        self.log_message('"%s" %s %s', self.requestline, str(status), str(size))

    def log_error(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Log what went wrong; by default like anything else."""
        self._logs_error = True
        try:
            self.log_message(format, *args)
        finally:
            self._logs_error = False

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Write one line to standard error: the address, the time, the message with control characters escaped.

        Coloured where that is a terminal that wants it (3.15, gh-146292).
        """
        if sys.stderr is None:  # pythonw has none
            return
        who, when, message = self.address_string(), self.log_date_time_string(), harmless(format % args)
        if shows_colours(sys.stderr):
            line = coloured_line(who, when, message, is_error=self._logs_error)
        else:
            line = f"{who} - - [{when}] {message}"
        sys.stderr.write(line + "\n")

    def version_string(self) -> str:
        """The Server field: ``server_version`` and ``sys_version``."""
        return f"{self.server_version} {self.sys_version}".rstrip()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """``timestamp`` (seconds since the epoch, default now) as an HTTP date (RFC 9110 section 5.6.7)."""
        return format_http_date(time.time() if timestamp is None else timestamp)

    def log_date_time_string(self) -> str:
        """Now, in local time, as a log has it: "21/Nov/2026 01:02:03"."""
        now = time.localtime()
        return f"{now.tm_mday:02}/{self.monthname[now.tm_mon]}/{now.tm_year:04} " + time.strftime("%H:%M:%S", now)

    def address_string(self) -> str:
        """The client's numeric address; never a name lookup."""
        if isinstance(self.client_address, tuple):
            return str(self.client_address[0])
        return "unix:"

    def _leave_http(self) -> None:
        """The connection speaks another protocol from now on."""
        self._names = frozenset({"connection"})  # it is the method's own business now
        self.close_connection = True

    def _announce_connection(self) -> None:
        """Say whether the connection stays open; without a length it cannot (RFC 9112 sections 6.3 and 9.3)."""
        has_body = self._status not in (204, 304) and self.command != "HEAD"
        if has_body and self._names.isdisjoint({"content-length", "transfer-encoding"}):
            if "connection" in self._names and not self.close_connection:
                return  # the method knows what it does
            self.close_connection = True
        if "connection" in self._names or self.protocol_version < "HTTP/1.1":
            return
        if self.close_connection:
            self._buffer("Connection: close\r\n")
        elif self.request_version == "HTTP/1.0":
            self._buffer("Connection: keep-alive\r\n")

    def _take_error_fields(self) -> Sequence[Field]:
        fields, self._error_fields = self._error_fields, ()
        return fields

    def _buffer(self, text: str) -> None:
        if self.request_version != "HTTP/0.9":
            if not hasattr(self, "_headers_buffer"):
                self._headers_buffer = []
            self._headers_buffer.append(text.encode("latin-1"))


def _as_reason(message: str, phrase: str) -> str:
    """``message`` in one line that a status line can hold, else the registered ``phrase``."""
    line = " ".join(message.split())
    return line if REASON_PHRASE.fullmatch(line) else phrase
