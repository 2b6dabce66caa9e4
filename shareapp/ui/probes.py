"""Questions to the world that the window asks in the background: the size of a folder, our own address."""

import os
import ssl
import time
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import NamedTuple

from shareapp.sharing.addresses import Address

COUNT_SECONDS = 2.0
COUNT_ITEMS = 10_000
SELF_CHECK_SECONDS = 3.0


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
