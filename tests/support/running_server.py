"""A SiteServer in a thread of its own, for the length of a with block, and what it tells."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from shareapp.server.events import Event, RequestDone, Trouble
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import Limits
from shareapp.server.site_server import SiteServer
from tests.support.wire_client import TIMEOUT_S, WireClient


class Recorder:
    """A sink that keeps what it is told, and can be waited on."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    @property
    def done(self) -> list[RequestDone]:
        """The finished requests so far."""
        return [event for event in self.events if isinstance(event, RequestDone)]

    @property
    def troubles(self) -> list[Trouble]:
        """The troubles so far."""
        return [event for event in self.events if isinstance(event, Trouble)]

    def wait_for(self, condition: Callable[["Recorder"], object]) -> None:
        """Until ``condition`` holds; fails the test when it never does."""
        with self._changed:
            assert self._changed.wait_for(lambda: condition(self), TIMEOUT_S), self.events

    def wait_done(self, count: int) -> list[RequestDone]:
        """``count`` finished requests, and no more."""
        self.wait_for(lambda recorder: len(recorder.done) >= count)
        assert len(self.done) == count, self.done
        return self.done

    def wait_trouble(self, code: str) -> Trouble:
        """The first trouble of that code."""
        self.wait_for(lambda recorder: any(trouble.code == code for trouble in recorder.troubles))
        return next(trouble for trouble in self.troubles if trouble.code == code)


class Running:
    """A server that runs in a thread."""

    def __init__(self, server: SiteServer, told: Recorder) -> None:
        self.server = server
        self.told = told
        self.thread = threading.Thread(target=server.serve, name="serve")
        self.thread.start()

    def client(self, tls: ssl.SSLContext | None = None, **options: Any) -> WireClient:
        """A new connection."""
        return WireClient(self.server.port, tls=tls, **options)

    def settle(self) -> None:
        """Until nobody works on any connection: an answer arrives some moments before its connection is parked."""
        deadline = time.monotonic() + TIMEOUT_S
        connections = self.server._pool._connections
        while not all(connection.parked for connection in list(connections.values())):
            assert time.monotonic() < deadline, "still at work"
            time.sleep(0.001)

    def stop(self, grace_s: float = 0.0, within_s: float = TIMEOUT_S) -> bool:
        """Stop; whether the server was gone ``within_s``."""
        self.server.stop(grace_s)
        self.thread.join(within_s)
        return not self.thread.is_alive()


@contextmanager
def running(
    site: Responder,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    addresses: Sequence[tuple[str, int]] = (("127.0.0.1", 0),),
    **options: Any,
) -> Iterator[Running]:
    """Serve ``site``; stopped at the end, whatever happens."""
    told = Recorder()
    server = SiteServer(addresses, site, limits=limits, sink=told, **options)
    runner = Running(server, told)
    try:
        yield runner
    finally:
        assert runner.stop()
