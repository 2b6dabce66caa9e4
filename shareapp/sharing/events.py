"""What a share tells its owner: states, batches of requests, exact totals. All immutable and picklable."""

import threading
from collections import deque
from enum import Enum
from typing import NamedTuple

from shareapp.server.errors import StartError
from shareapp.server.events import Event, RequestDone, Trouble
from shareapp.sharing.addresses import Address
from shareapp.sharing.devices import Device, Visits


class ShareState(Enum):
    """Where a share stands. ``controller.NEXT`` is the table of moves."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    FAILED = "failed"


class StateChanged(NamedTuple):
    """The share moved to ``state``. ``addresses`` (best first) and ``port`` count while RUNNING, ``error`` when FAILED.

    ``lost`` tells a share that failed while it ran ("Sharing has stopped") from one that never started.
    """

    state: ShareState
    addresses: tuple[Address, ...] = ()
    port: int = 0
    error: StartError | None = None
    lost: bool = False


class Totals(NamedTuple):
    """Exact counts since the first start (or the last clearing), however many rows were dropped."""

    requests: int = 0
    sent: int = 0
    received: int = 0
    devices: int = 0


class Batch(NamedTuple):
    """All that happened since the last drain."""

    states: tuple[StateChanged, ...]
    requests: list[RequestDone]
    troubles: tuple[Trouble, ...]
    dropped: int  # requests that were counted but not kept
    totals: Totals


class EventBuffer:
    """Between the engine's threads and whoever shows what happens: bounded, drained in one step.

    ``put`` is a ``Sink``. Of requests the newest ``capacity`` are kept and the rest counted, of troubles the newest
    ``TROUBLES``; states are never dropped. Totals are counted before anything is dropped, hence exact.
    """

    CAPACITY = 20_000  # one second of a full engine; the window drains ten times a second
    TROUBLES = 1_000  # a hostile client can make one for each connection
    DEVICES = 100_000  # addresses remembered to tell a new device; one IPv6 network could offer more than fit

    _COUNTED_AT_ONCE = 256

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._lock = threading.Lock()
        self._capacity = capacity
        self._states: list[StateChanged] = []
        self._fresh: list[RequestDone] = []  # not counted yet
        self._requests: deque[RequestDone] = deque(maxlen=capacity)
        self._troubles: deque[Trouble] = deque(maxlen=self.TROUBLES)
        self._dropped = 0
        self._forget()

    def put(self, event: Event) -> None:
        """Take one event of the engine. Never blocks beyond a short lock, never raises."""
        with self._lock:
            if isinstance(event, RequestDone):
                self._fresh.append(event)
                if len(self._fresh) == self._COUNTED_AT_ONCE:
                    self._count()
            else:
                self._troubles.append(event)

    def put_state(self, change: StateChanged) -> None:
        """Take a change of state. Totals go on when a share starts again, as the rows that they sum up do."""
        with self._lock:
            self._states.append(change)

    def drain(self) -> Batch:
        """Hand over everything that waits. Costs the lock one swap, however much there is."""
        with self._lock:
            self._count()
            states, self._states = self._states, []
            requests, self._requests = self._requests, deque(maxlen=self._capacity)
            troubles, self._troubles = self._troubles, deque(maxlen=self.TROUBLES)
            dropped, self._dropped = self._dropped, 0
            totals = Totals(self._requests_seen, self._sent, self._received, len(self._devices))
        return Batch(tuple(states), list(requests), tuple(troubles), dropped, totals)

    def devices(self) -> tuple[Device, ...]:
        """Every device since the totals began, the last one to come first."""
        with self._lock:
            self._count()
            devices = [visits.told() for visits in self._devices.values()]
        return tuple(sorted(devices, key=lambda device: device.last_seen, reverse=True))

    def clear_totals(self) -> None:
        """Count from zero again, devices too."""
        with self._lock:
            self._count()
            self._forget()

    def _count(self) -> None:
        """Add up what came since the last time: many at once cost a third of as many one by one."""
        fresh, self._fresh = self._fresh, []
        self._dropped += max(0, len(self._requests) + len(fresh) - self._capacity)
        self._requests.extend(fresh)
        self._requests_seen += len(fresh)
        for request in fresh:
            self._sent += request.sent
            self._received += request.received
            device = self._devices.get(request.client)
            if device is not None:
                device.count(request)
            elif len(self._devices) < self.DEVICES:
                self._devices[request.client] = Visits(request)

    def _forget(self) -> None:
        self._requests_seen = self._sent = self._received = 0
        self._devices: dict[str, Visits] = {}
