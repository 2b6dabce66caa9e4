"""What a share tells its owner: states, batches of requests, exact totals. All immutable and picklable."""

from enum import Enum
from typing import NamedTuple

from shareapp.server.errors import StartError
from shareapp.server.events import RequestDone, Trouble
from shareapp.sharing.addresses import Address


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
    """Exact counts since the share started (or was cleared), however many rows were dropped."""

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
