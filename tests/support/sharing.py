"""A share on loopback whose states a test can wait for."""

import http.client
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shareapp.sharing.config import ShareConfig
from shareapp.sharing.controller import ShareController
from shareapp.sharing.events import EventBuffer, ShareState, StateChanged

PATIENCE_S = 10.0
LOOPBACK = "127.0.0.1"


class WatchedBuffer(EventBuffer):
    """An event buffer that also queues the states for ``await_state``."""

    def __init__(self) -> None:
        super().__init__()
        self._changes: queue.SimpleQueue[StateChanged] = queue.SimpleQueue()

    def put_state(self, change: StateChanged) -> None:
        super().put_state(change)
        self._changes.put(change)

    def await_state(self, *wanted: ShareState) -> StateChanged:
        """The next change to one of ``wanted``. Raises queue.Empty when it does not come, AssertionError on FAILED."""
        while (change := self._changes.get(timeout=PATIENCE_S)).state not in wanted:
            assert change.state is not ShareState.FAILED, change
        return change


@contextmanager
def controlled(**options: Any) -> Iterator[tuple[ShareController, WatchedBuffer]]:
    """A controller and its buffer; whatever it shares has ended afterwards."""
    buffer = WatchedBuffer()
    controller = ShareController(buffer, **options)
    try:
        yield controller, buffer
    finally:
        controller.stop(0)
        assert controller.join(PATIENCE_S)


def loopback(root: Path, **values: Any) -> ShareConfig:
    """A share of ``root`` on loopback and any free port."""
    chosen: dict[str, Any] = {"root": root, "host": LOOPBACK, "port": 0} | values
    return ShareConfig(**chosen)


def fetch(port: int, target: str = "/", **headers: str) -> tuple[int, bytes]:
    """Status and body of one GET over a connection of its own."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_S)
    try:
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def adding(root: Path, **values: Any) -> ShareConfig:
    """The same, and devices may add files."""
    return loopback(root, rights="add", **values)


def managed(root: Path, **values: Any) -> ShareConfig:
    """The same, and devices may do whatever they can be allowed."""
    return loopback(root, rights="manage", **values)
