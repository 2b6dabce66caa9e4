"""The first bytes on a TLS port: the handshake under a deadline, and a readable answer for who speaks plain HTTP."""

import contextlib
import socket
from collections.abc import Callable
from typing import Any, Final

from shareapp.server.limits import Limits
from shareapp.server.wire.head import looks_like_tls, serialise_response_head

_PLAIN_ANSWER: Final = b"This port speaks HTTPS. Write https:// in front of the address.\n"


def greet(connection: Any, limits: Limits, log: Callable[..., None]) -> bool:
    """Shake hands with the client of an ``ssl.SSLSocket``; whether it went well.

    Never in the accept path, so that a silent client delays nobody but itself. One line goes to ``log`` otherwise.
    Programs that wrap the listener, or the connection, themselves have shaken hands already.
    """
    if connection.version() is not None:
        return True
    try:
        connection.settimeout(limits.handshake_s)
        first = socket.socket.recv(connection, 1, socket.MSG_PEEK)
        if first and not looks_like_tls(first):
            _answer_plain(connection, limits)
            log("plain HTTP came to a port with TLS")
            return False
        connection.settimeout(limits.handshake_s)
        connection.do_handshake()
    except OSError as error:  # ssl.SSLError and TimeoutError among them
        log("TLS handshake failed: %s", getattr(error, "reason", None) or error)
        return False
    return True


def _answer_plain(connection: Any, limits: Limits) -> None:
    fields = [
        ("Connection", "close"),
        ("Content-Type", "text/plain; charset=us-ascii"),
        ("Content-Length", str(len(_PLAIN_ANSWER))),
    ]
    head = serialise_response_head((1, 1), 400, fields)
    with contextlib.suppress(OSError):
        socket.socket.sendall(connection, head + _PLAIN_ANSWER)
        socket.socket.shutdown(connection, socket.SHUT_WR)
        connection.settimeout(limits.linger_s)
        socket.socket.recv(connection, limits.field_bytes)  # unread bytes would turn the close into a reset
