"""Listeners, every parked connection and its deadline. Whoever is ready is worked on by a worker.

A connection costs a thread only while somebody works on it, so thousands of idle phones cost nothing but memory.

One thread at a time leads: it polls, accepts, keeps the books. A worker that has nothing to do takes the lead and works
on what it finds itself, as handing each request to another thread would cost more than answering it. While no worker
leads, because all rest or are held up, the share thread does, and calls more workers for what waits.
"""

import contextlib
import errno
import logging
import socket
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Final

from shareapp.server.connection import Connection, Next, Phase
from shareapp.server.limits import Limits
from shareapp.server.listeners import prepare
from shareapp.server.poller import Poller, new_poller
from shareapp.server.workers import Workers

_log = logging.getLogger(__name__)

_ACCEPT_BATCH: Final = 64  # then the parked ones get their turn
_RELIEF_S: Final = 0.002  # a ready connection that waits longer waits for a blocked worker
_PAUSE_S: Final = 0.5  # between two tries to accept when descriptors are short
_HOT_S: Final = 0.02  # a worker that leads in vain for so long leaves it to the share thread
_STOPPING_SWEEP_S: Final = 0.02
_RESERVED_DESCRIPTORS: Final = 32  # for scripts, pages and whatever else the process does
_NO_DESCRIPTOR: Final = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_EVICTABLE: Final = {Phase.IDLE, Phase.OPENING}


class Pool:
    """Owns listeners and connections from ``run`` until everything is gone.

    ``admit`` makes the Connection of an accepted socket; ``starved`` is told once when descriptors run out. ``swept``
    is called every second or so while anybody is connected, and once afterwards.
    """

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        admit: Callable[[socket.socket, str], Connection],
        starved: Callable[[], None],
        limits: Limits,
        name: str,
        swept: Callable[[], None] = lambda: None,
    ) -> None:
        self.stopping = False
        self._limits = limits
        self._admit = admit
        self._starved = starved
        self._swept = swept
        self._is_swept = True  # since the last connection came
        self._listeners = {listener.fileno(): listener for listener in listeners}
        self._connections: dict[int, Connection] = {}
        self._per_client: Counter[str] = Counter()
        self._most = min(limits.connections, _affordable(max(self._listeners)))
        self._closed: deque[Connection] = deque()  # by workers, for the leader's books
        self._cancelled: deque[Connection] = deque()
        self._poller: Poller = new_poller()
        self._workers = Workers(
            self._work, limit=limits.workers, idle_s=limits.worker_idle_s, name=name, fetch=self._lead_from_worker
        )
        self._lead = threading.Lock()  # never waited for
        self._led = False  # by a worker, since the share thread looked
        self._returned = threading.Event()  # the lead, by a worker that found nothing
        shortest = min(limits.idle_s, limits.head_s, limits.handshake_s, limits.linger_s, limits.stall_s)
        self._sweep_s = max(0.01, min(1.0, shortest / 4))
        self._next_sweep = 0.0
        self._paused_until: float | None = None
        self._short = False  # of descriptors
        self._taken = 0  # by workers, at the last look
        self._relief = 1
        self._next_look = 0.0
        self._stopped_at = 0.0
        self._grace_s: float | None = None

    @property
    def open_connections(self) -> int:
        """Connections that are not closed yet."""
        return max(0, len(self._connections) - len(self._closed))

    def run(self) -> None:
        """Serve until ``stop``; returns when every connection, worker and listener is gone."""
        try:
            for descriptor in self._listeners:
                self._poller.watch(descriptor)
            while not self._finished():
                self._supervise()
        finally:
            self._poller.wake()
            self._workers.stop()
            for connection in self._connections.values():  # only after a fault of this thread
                connection.abort()
            self.close()

    def stop(self, grace_s: float) -> None:
        """Ask ``run`` to end: running transfers get ``grace_s`` seconds. Any thread, any number of times."""
        self._grace_s = grace_s if self._grace_s is None else min(grace_s, self._grace_s)
        self._poller.wake()

    def cancel(self, connection: Connection) -> None:
        """End a connection at once. Any thread."""
        connection.cancel()
        self._cancelled.append(connection)
        self._poller.wake()

    def disconnect(self, client: str) -> None:
        """End every connection of one client at once. Any thread."""
        for connection in list(self._connections.values()):  # a list takes a dict's values in one step
            if connection.client == client:
                self.cancel(connection)

    def close(self) -> None:
        """Release listeners and poller. For a pool that does not run (any more)."""
        self._close_listeners()
        self._poller.close()

    def _finished(self) -> bool:
        return self.stopping and not self._connections

    def _supervise(self) -> None:
        """Lead, unless a worker did a moment ago, and see that nothing waits for a worker who is held up."""
        led, self._led = self._led, False
        if not led and self._lead.acquire(blocking=False):
            try:
                self._turn(self._timeout())
            finally:
                self._lead.release()
        self._look_at_queue(time.monotonic())
        if self._workers.busy:  # and about to take the lead
            self._returned.wait(_RELIEF_S)
            self._returned.clear()

    def _lead_from_worker(self) -> bool:
        """Look for work in a worker that has none; whether there is some."""
        if not self._lead.acquire(blocking=False):
            return False
        try:
            timeout = self._timeout()
            self._turn(_HOT_S if timeout is None else min(_HOT_S, timeout))
        finally:
            self._lead.release()
        self._led = bool(self._workers.waiting)
        if not self._led:
            self._returned.set()
        return self._led

    def _turn(self, timeout: float | None) -> None:
        ready = self._poller.poll(timeout)
        if self._closed:
            self._forget_closed()
        for descriptor in ready:
            connection = self._connections.get(descriptor)
            if connection is None:
                if descriptor in self._listeners:
                    self._accept(self._listeners[descriptor])
            elif connection.parked:
                connection.parked = False
                self._workers.submit(connection)
        now = time.monotonic()
        if now >= self._next_sweep:
            self._sweep(now)
        if self._cancelled:
            self._take_cancelled()
        if self._grace_s is not None:
            self._advance_stop(now, self._grace_s)

    def _timeout(self) -> float | None:
        if self._workers.waiting:
            return _RELIEF_S
        if not self._connections and self._paused_until is None and self._is_swept:
            return None
        return max(0.0, self._next_sweep - time.monotonic())

    # Workers' side

    def _work(self, connection: Connection) -> None:
        try:
            verdict = connection.proceed()
        except Exception:  # noqa: BLE001 - logged; a fault of ours must not take the thread, nor keep the place
            _log.exception("connection from %s ended by a fault", connection.client)
            connection.abort()
            verdict = Next.CLOSE
        if verdict is Next.PARK:
            self._park(connection)
        elif verdict is Next.CONTINUE:
            self._workers.again(connection)
        else:
            self._closed.append(connection)
            if self.stopping or self._paused_until is not None:
                self._poller.wake()

    def _park(self, connection: Connection) -> None:
        # From the flag on the leader may take the connection (its deadline, an eviction) and another worker close it,
        # before it is armed here. An arming that comes so late finds no descriptor, or arms another connection once
        # too often, which its flag renders harmless.
        connection.parked = True
        try:  # noqa: SIM105 - a context manager costs as much as the arming
            self._poller.arm(connection.descriptor, write=connection.wants_write)
        except OSError:
            pass

    # The leader's side, but for the next, which is the share thread's

    def _look_at_queue(self, now: float) -> None:
        """Call more workers, twice as many each time, while nobody takes what waits: those at work are blocked."""
        if now < self._next_look:
            return
        self._next_look = now + _RELIEF_S
        taken = self._workers.taken
        if self._workers.waiting and taken == self._taken:
            self._workers.relieve(self._relief)
            self._relief *= 2
        else:
            self._relief = 1
        self._taken = taken

    def _expire(self, connection: Connection) -> None:
        self._poller.disarm(connection.descriptor)
        connection.parked = False
        connection.expired = True
        self._workers.submit(connection)

    def _sweep(self, now: float) -> None:
        self._next_sweep = now + (_STOPPING_SWEEP_S if self.stopping else self._sweep_s)
        if self._paused_until is not None and now >= self._paused_until:
            self._resume()
        for connection in self._connections.values():
            if connection.parked and (connection.deadline <= now or self._unwanted(connection)):
                self._expire(connection)
        self._is_swept = not self._connections
        self._swept()

    def _unwanted(self, connection: Connection) -> bool:
        return self.stopping and (connection.phase is not Phase.SENDING or connection.cancelled)

    def _forget_closed(self) -> None:
        while self._closed:
            connection = self._closed.popleft()
            self._per_client[connection.client] -= 1
            if self._per_client[connection.client] <= 0:
                del self._per_client[connection.client]
            if self._connections.get(connection.descriptor) is connection:
                del self._connections[connection.descriptor]
        if self._paused_until is not None:
            self._resume()

    def _take_cancelled(self) -> None:
        while self._cancelled:
            connection = self._cancelled.popleft()
            if connection.parked:
                self._expire(connection)

    # Accepting

    def _accept(self, listener: socket.socket) -> None:
        if len(self._connections) >= self._most:
            self._make_room(None)
            self._pause()
            return
        for _ in range(min(_ACCEPT_BATCH, self._most - len(self._connections))):
            try:
                connected, address = listener.accept()
            except (BlockingIOError, InterruptedError, ConnectionError):
                self._short = False  # everybody who came is in
                return
            except OSError as error:
                self._accept_failed(error)
                return
            self._enter(connected, _numeric(address[0]))

    def _enter(self, connected: socket.socket, client: str) -> None:
        if self._per_client[client] >= self._limits.connections_per_client and not self._make_room(client):
            connected.close()
            return
        try:
            connected.setblocking(False)
            if sys.platform != "linux":
                prepare(connected)
        except OSError:  # gone before it began
            connected.close()
            return
        self._is_swept = False
        connection = self._admit(connected, client)
        self._connections[connection.descriptor] = connection
        self._per_client[client] += 1
        self._workers.submit(connection)

    def _make_room(self, client: str | None) -> bool:
        """End the connection (of ``client``) that has been idle longest; whether there was one."""
        idle = [
            connection
            for connection in self._connections.values()
            if connection.parked and connection.phase in _EVICTABLE and client in (None, connection.client)
        ]
        if idle:
            self._expire(min(idle, key=lambda connection: connection.deadline))
        return bool(idle)

    def _accept_failed(self, error: OSError) -> None:
        if error.errno not in _NO_DESCRIPTOR:
            _log.warning("accepting failed: %s", error)
        elif not self._short:
            self._short = True
            self._starved()
        self._make_room(None)
        self._pause()

    def _pause(self) -> None:
        """Accept nobody until a connection has closed, or a while has passed."""
        if self._paused_until is None:
            for descriptor in self._listeners:
                self._poller.unwatch(descriptor)
        self._paused_until = time.monotonic() + _PAUSE_S
        self._next_sweep = min(self._next_sweep, self._paused_until)

    def _resume(self) -> None:
        self._paused_until = None
        for descriptor in self._listeners:
            self._poller.watch(descriptor)

    # Stopping

    def _advance_stop(self, now: float, grace_s: float) -> None:
        if not self.stopping:
            self.stopping = True
            self._stopped_at = now
            self._close_listeners()
            self._sweep(now)
        if now >= self._stopped_at + grace_s:
            for connection in self._connections.values():
                if not connection.cancelled:
                    connection.cancel()

    def _close_listeners(self) -> None:
        while self._listeners:
            descriptor, listener = self._listeners.popitem()
            if self._paused_until is None:
                with contextlib.suppress(KeyError, OSError):  # never watched
                    self._poller.unwatch(descriptor)
            listener.close()
        self._paused_until = None


def _affordable(used: int) -> int:
    """How many connections this process has descriptors for: one each, and one for the file that it is sent.

    ``used`` are in use already. Accepting all that come would leave none for the files of those who are in.
    """
    if sys.platform == "win32":  # handles are not few
        return sys.maxsize
    import resource

    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if limit == resource.RLIM_INFINITY:
        return sys.maxsize
    return max(1, (limit - used - _RESERVED_DESCRIPTORS) // 2)


def _numeric(host: str) -> str:
    """An IPv4 client of a dual-stack listener under its own address."""
    return host.removeprefix("::ffff:") if "." in host else host
