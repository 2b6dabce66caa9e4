"""Questions to the world that the window asks in the background: a free port, the size of a folder, our own address."""

import os
import socket
import ssl
import time
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import NamedTuple

from shareapp.sharing.addresses import Address

FIRST_ORDINARY_PORT = 1024
WEB_PORT = 8080
PORTS_TRIED = 50
COUNT_SECONDS = 2.0
COUNT_ITEMS = 10_000
SELF_CHECK_SECONDS = 3.0


def free_port_after(host: str, port: int) -> int | None:
    """The next port on which this computer could listen; None when the near ones are all taken.

    Only a hint for a button: another program may take the port before it is pressed.
    """
    first = WEB_PORT if port < FIRST_ORDINARY_PORT else port + 1
    candidates = range(first, min(first + PORTS_TRIED, 65536))
    return next((candidate for candidate in candidates if _is_free(host, candidate)), None)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there it would allow a second listener on a port in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


class FolderSize(NamedTuple):
    """How many entries a folder holds. ``more`` when the count was cut short by time or number."""

    items: int
    more: bool


def folder_size(folder: Path) -> FolderSize | None:
    """Count the entries directly in ``folder``, for a bounded time; None when it cannot be read."""
    deadline = time.monotonic() + COUNT_SECONDS
    try:
        with os.scandir(folder) as entries:
            return _count(entries, deadline)
    except OSError:
        return None


def _count(entries: Iterable[object], deadline: float) -> FolderSize:
    items = 0
    for items, _ in enumerate(entries, start=1):
        if items >= COUNT_ITEMS or time.monotonic() > deadline:
            return FolderSize(items, more=True)
    return FolderSize(items, more=False)


def answers(address: Address, scheme: str, port: int) -> bool:
    """Does this share answer on its own address? Whatever the status, an answer is an answer."""
    connection: HTTPConnection
    if scheme == "https":
        connection = HTTPSConnection(address.host, port, timeout=SELF_CHECK_SECONDS, context=_trusting_context())
    else:
        connection = HTTPConnection(address.host, port, timeout=SELF_CHECK_SECONDS)
    try:
        connection.request("HEAD", "/")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _trusting_context() -> ssl.SSLContext:
    """Our own certificate is not one the system trusts; whether something answers is the only question here."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
