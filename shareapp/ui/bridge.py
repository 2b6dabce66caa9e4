"""ShareBridge: the seam between the engine's threads and the window. A timer in, signals out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shareapp.server.events import RequestDone
from shareapp.server.heads import Heads
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.controller import ShareController
from shareapp.sharing.devices import OWN_AGENT, Device, with_arrivals
from shareapp.sharing.events import Batch, EventBuffer, ShareState, Totals

if TYPE_CHECKING:
    from shareapp.server.layers.doorbell import Visitor

VISIBLE_MS = 100
HIDDEN_MS = 1_000
_TRANSFERS_EVERY = 3  # drains: numbers that change faster cannot be read

_AT_REST = {ShareState.STOPPED, ShareState.FAILED}


class ShareBridge(QObject):
    """Owns the controller and its buffer, and lives in the window's thread like every slot connected to it.

    Each drain emits at most one of each signal, the states in their order first.
    """

    state_changed = Signal(object)
    """StateChanged."""
    requests_done = Signal(object)
    """list[RequestDone], never empty, oldest first. Signal(list) would copy each request for each receiver."""
    requests_dropped = Signal(int)
    """So many requests were counted in the totals but came too fast to be listed."""
    troubles = Signal(object)
    """tuple[Trouble, ...], never empty."""
    totals_changed = Signal(object)
    """Totals."""
    transfers_changed = Signal(object)
    """tuple[Transfer, ...]; empty once when the last one has ended."""
    ended = Signal(bool)
    """Devices are told that the share has ended (or not any more); when that has changed."""
    visitors_waiting = Signal(object)
    """tuple[Visitor, ...]: who waits at the door now, the first one first; when that has changed."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        buffer: EventBuffer | None = None,
        controller: ShareController | None = None,
    ) -> None:
        super().__init__(parent)
        self._buffer = buffer or EventBuffer()
        self.controller = controller or ShareController(self._buffer)
        self._totals = Totals()
        self._transfers = 0
        self._visitors: tuple[Visitor, ...] = ()
        self._has_ended = False
        self._drains = 0
        self._restart: tuple[ShareConfig, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(VISIBLE_MS)
        self._timer.timeout.connect(self.drain)

    @property
    def state(self) -> ShareState:
        """Where the share stands now, perhaps a moment before ``state_changed`` tells it."""
        return self.controller.state

    def start(self, config: ShareConfig) -> None:
        """Begin to share; the outcome arrives by ``state_changed``. Raises IllegalMove while a share is up."""
        self.controller.start(config)
        self._timer.start()

    def stop(self, grace_s: float | None = None) -> None:
        """End the share, as ``ShareController.stop`` does; a pending restart is forgotten."""
        self._restart = ()
        self.controller.stop(grace_s)
        self._timer.start()

    def restart(self, config: ShareConfig, grace_s: float | None = 0) -> None:
        """Stop, and start with ``config`` when that is done; just start when nothing runs."""
        if self.controller.state in _AT_REST:
            self.start(config)
            return
        self.stop(grace_s)
        self._restart = (config,)

    def replace_site(self, config: ShareConfig) -> bool:
        """Apply live settings to a running share; whether there was one."""
        return self.controller.replace_site(config)

    def renew_certificate(self) -> bool:
        """Have the certificate cover the present addresses; call it beside the window's thread."""
        return self.controller.renew_certificate()

    def cancel(self, transfer_id: int) -> None:
        """End one transfer."""
        self.controller.cancel(transfer_id)

    def heads(self, request: RequestDone) -> Heads | None:
        """What was said around one of the last requests, as the engine sent and received it."""
        return self.controller.heads(request)

    def devices(self) -> tuple[Device, ...]:
        """Every device since the totals began, also one whose first answer is not complete; the last one to come
        first."""
        return with_arrivals(self._buffer.devices(), self.controller.transfers())

    def blocked(self) -> frozenset[str]:
        """The addresses that are refused."""
        return self.controller.blocked

    def disconnect_device(self, client: str) -> None:
        """End what a device has under way."""
        self.controller.disconnect(client)

    def block(self, client: str) -> None:
        """Refuse a device until ``unblock`` or the end of the program."""
        self.controller.block(client)

    def unblock(self, client: str) -> None:
        """Let a device in again."""
        self.controller.unblock(client)

    def admit(self, client: str) -> None:
        """Let a device in that waits at the door."""
        self.controller.doorbell.admit(client)

    def renew(self) -> None:
        """Let a share that ends by itself begin anew."""
        self.controller.lease.renew()

    def clear_totals(self) -> None:
        """Count from zero again."""
        self._buffer.clear_totals()
        self._tell_totals(Totals())

    def set_visible(self, visible: bool) -> None:
        """Look ten times a second for a window that is seen, once a second otherwise."""
        self._timer.setInterval(VISIBLE_MS if visible else HIDDEN_MS)

    def shut_down(self, timeout_s: float) -> bool:
        """End everything before the program ends; False when a thread outlived ``timeout_s``."""
        self.stop(0)
        ended = self.controller.join(timeout_s)
        self._timer.stop()
        self.drain()
        self._timer.stop()
        return ended

    @Slot()
    def drain(self) -> None:
        """Pass on what has happened since the last time. The timer calls it; a test may."""
        at_rest = self.controller.state in _AT_REST  # read before the drain: its state event is in the batch then
        batch = self._buffer.drain()
        if at_rest:
            self._timer.stop()
        self._emit(batch)
        self._tell_transfers(ended=at_rest)
        self._tell_visitors(ended=at_rest)
        self._tell_end()
        if at_rest and self._restart and self.controller.state is ShareState.STOPPED:
            (config,), self._restart = self._restart, ()
            self.start(config)

    def _tell_end(self) -> None:
        has_ended = self.controller.has_ended
        if has_ended != self._has_ended:
            self._has_ended = has_ended
            self.ended.emit(has_ended)

    def _tell_visitors(self, *, ended: bool) -> None:
        waiting = () if ended else self.controller.doorbell.visitors()
        visitors = tuple(visitor for visitor in waiting if visitor.agent != OWN_AGENT)
        if visitors != self._visitors:
            self._visitors = visitors
            self.visitors_waiting.emit(visitors)

    def _emit(self, batch: Batch) -> None:
        for change in batch.states:
            self.state_changed.emit(change)
        if batch.requests:
            self.requests_done.emit(batch.requests)
        if batch.dropped:
            self.requests_dropped.emit(batch.dropped)
        if batch.troubles:
            self.troubles.emit(batch.troubles)
        self._tell_totals(batch.totals)

    def _tell_totals(self, totals: Totals) -> None:
        if totals != self._totals:
            self._totals = totals
            self.totals_changed.emit(totals)

    def _tell_transfers(self, *, ended: bool) -> None:
        self._drains += 1
        if not ended and self._drains % _TRANSFERS_EVERY:
            return
        transfers = () if ended else tuple(self.controller.transfers())
        if transfers or self._transfers:
            self._transfers = len(transfers)
            self.transfers_changed.emit(transfers)
