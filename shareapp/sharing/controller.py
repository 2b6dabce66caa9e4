"""ShareController: five states, one engine thread. Any thread may call any method, and all but join return at once."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from shareapp.server.errors import CertificateInvalid, RootUnreadable, StartError, StartFailed
from shareapp.server.events import Event, RequestDone, Sink, Transfer, discard
from shareapp.server.heads import Heads
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.doorbell import Doorbell
from shareapp.server.layers.lease import Lease
from shareapp.sharing.addresses import reachable_addresses
from shareapp.sharing.config import ShareConfig, restart_needed
from shareapp.sharing.descriptors import provide_descriptors
from shareapp.sharing.devices import OWN_AGENT
from shareapp.sharing.events import EventBuffer, ShareState, StateChanged

if TYPE_CHECKING:
    from shareapp.server.site_server import SiteServer

_log = logging.getLogger(__name__)

_OURSELVES = ("127.0.0.1", "::1")

Cause = Literal["start", "listening", "stop", "stopped", "error"]

NEXT: Mapping[tuple[ShareState, Cause], ShareState] = MappingProxyType(
    {
        (ShareState.STOPPED, "start"): ShareState.STARTING,
        (ShareState.STOPPED, "stop"): ShareState.STOPPED,
        (ShareState.STARTING, "listening"): ShareState.RUNNING,
        (ShareState.STARTING, "stop"): ShareState.STOPPING,
        (ShareState.STARTING, "error"): ShareState.FAILED,
        (ShareState.RUNNING, "stop"): ShareState.STOPPING,
        (ShareState.RUNNING, "error"): ShareState.FAILED,
        (ShareState.STOPPING, "listening"): ShareState.STOPPING,
        (ShareState.STOPPING, "stop"): ShareState.STOPPING,
        (ShareState.STOPPING, "stopped"): ShareState.STOPPED,
        (ShareState.STOPPING, "error"): ShareState.FAILED,
        (ShareState.FAILED, "start"): ShareState.STARTING,
        (ShareState.FAILED, "stop"): ShareState.STOPPED,
    }
)
"""The only moves there are; any other is an IllegalMove."""


class IllegalMove(RuntimeError):
    """The share cannot do that in its present state, such as start while it runs."""


@dataclass(eq=False)
class _Run:
    """One share from its start to its last state. Changed under the controller's lock only."""

    config: ShareConfig
    name: str
    thread: threading.Thread = field(init=False)
    site: Responder | None = None
    server: "SiteServer | None" = None
    listened: bool = False
    fault: StartError | None = None  # why it ends, when nobody asked it to


class ShareController:
    """Starts, stops and watches one share at a time.

    States go to ``buffer`` in their order, events to ``buffer`` and to ``log`` (replaceable at any time, such as by an
    access log). ``watch_seconds`` is how often the shared folder is looked for.
    """

    def __init__(self, buffer: EventBuffer, log: Sink = discard, *, watch_seconds: float = 2.0) -> None:
        self.log = log
        self._buffer = buffer
        self._watch_seconds = watch_seconds
        self._lock = threading.Lock()
        self._state = ShareState.STOPPED
        self._starts = 0
        self._run: _Run | None = None
        self._blocked: set[str] = set()  # changed by one step each, so that the engine may look without the lock
        self.doorbell = Doorbell(_OURSELVES)
        """Where new devices wait while ``ShareConfig.ask_devices`` is on. Who was let in is, until the program ends."""
        self.lease = Lease()
        """What has been used up of the present share, when it ends by itself. ``renew`` begins it anew."""
        self._find_heads: Callable[[RequestDone], Heads | None] | None = None

    @property
    def state(self) -> ShareState:
        """Where the share stands now."""
        return self._state

    def start(self, config: ShareConfig) -> None:
        """Begin to share; RUNNING or FAILED follows. Raises IllegalMove unless STOPPED or FAILED."""
        with self._lock:
            self._move("start")
            self._starts += 1
            self.lease.renew()
            run = self._run = _Run(config, f"share-{self._starts}")
            run.thread = threading.Thread(target=self._work, args=(run,), name=run.name)
            try:
                run.thread.start()
            except RuntimeError as error:  # the system has no more threads
                self._run = None
                self._move("error", StateChanged(ShareState.FAILED, error=StartFailed(str(error)), lost=False))

    def stop(self, grace_s: float | None = None) -> None:
        """Refuse new requests, give running transfers ``grace_s`` seconds (None: as the limits say); STOPPED follows.

        Harmless in every state, and twice: ``stop(0)`` while STOPPING ends the transfers now. A failure is dismissed.
        """
        with self._lock:
            self._move("stop")
            run = self._run
            server = run.server if run is not None and self._state is ShareState.STOPPING else None
        if run is not None and server is not None:
            server.stop(run.config.limits.stop_grace_s if grace_s is None else grace_s)

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait until the last share's threads have ended; False when ``timeout_s`` passed first."""
        run = self._run
        if run is None:
            return True
        run.thread.join(timeout_s)
        return not run.thread.is_alive()

    @property
    def has_ended(self) -> bool:
        """Whether devices are only told that the share has ended; ``lease.renew`` or other settings let them in."""
        run = self._run
        return run is not None and self._state is ShareState.RUNNING and self.lease.has_ended(run.config.terms)

    def transfers(self) -> tuple[Transfer, ...]:
        """The answers and uploads that are on their way."""
        server = self._server()
        return () if server is None else tuple(server.transfers())

    def heads(self, request: RequestDone) -> Heads | None:
        """What was said around one of the last requests of the present share, or of the one that ended last."""
        find = self._find_heads
        return None if find is None else find(request)

    def cancel(self, transfer_id: int) -> None:
        """End one transfer; nothing happens when it has ended already."""
        server = self._server()
        if server is not None:
            server.cancel(transfer_id)

    @property
    def blocked(self) -> frozenset[str]:
        """The addresses that are refused, until they are let in again or the program ends."""
        return frozenset(self._blocked)

    def disconnect(self, client: str) -> None:
        """End every connection of a device; it may come again."""
        server = self._server()
        if server is not None:
            server.disconnect(client)

    def block(self, client: str) -> None:
        """Refuse a device from now on, in later shares too, and end what it has under way."""
        self._blocked.add(client)
        self.doorbell.send_away(client)
        self.disconnect(client)

    def unblock(self, client: str) -> None:
        """Let a device in again."""
        self._blocked.discard(client)

    def replace_site(self, config: ShareConfig) -> bool:
        """Let a share that is starting or running go on with the live settings of ``config``; whether it does.

        False when there is none, or its folder has just gone, which FAILED will tell. Raises ValueError when a field
        differs that only a restart applies (``config.RESTART_FIELDS``).
        """
        run = self._run
        if run is None or self._state not in {ShareState.STARTING, ShareState.RUNNING}:
            return False
        fixed = restart_needed(run.config, config)
        if fixed:
            raise ValueError(f"only a restart applies {', '.join(sorted(fixed))}")
        try:
            site = self._build(config)
        except RootUnreadable:
            return False
        with self._lock:
            run.config, run.site = config, site
            if run.server is not None:
                run.server.site = site
        return True

    def renew_certificate(self) -> bool:
        """Have this computer's own certificate cover the addresses that it has now; whether that made another one.

        Takes some milliseconds. When the new one cannot be kept, on a full disk, the old one stays in use.
        """
        from shareapp.sharing.opening import renewed_context

        run, server = self._run, self._server()
        if run is None or server is None:
            return False
        try:
            context = renewed_context(run.config)
        except CertificateInvalid as error:
            _log.warning("the certificate could not be made anew: %s", error)
            return False
        if context is not None:
            server.replace_tls(context)
        return context is not None

    def _server(self) -> "SiteServer | None":
        run = self._run
        return None if run is None else run.server

    def _move(self, cause: Cause, change: StateChanged | None = None) -> None:
        """Take the table's step and tell it when the state is another. The caller holds the lock, so order is kept."""
        following = NEXT.get((self._state, cause))
        if following is None:
            raise IllegalMove(f"{cause} while {self._state.value}")
        if following is not self._state:
            self._state = following
            self._buffer.put_state(change or StateChanged(following))

    def _take(self, event: Event) -> None:
        if isinstance(event, RequestDone) and event.agent == OWN_AGENT:
            return
        self._buffer.put(event)
        self.log(event)

    def _build(self, config: ShareConfig) -> Responder:
        from shareapp.sharing.site import build_site

        return build_site(config, self._take, self._blocked, self.doorbell, self.lease)

    # What follows runs in the engine thread.

    def _work(self, run: _Run) -> None:
        try:
            self._share(run)
        except StartError as error:
            run.fault = error
        except Exception as crash:  # noqa: BLE001 - whatever it was, the owner must see FAILED and not silence
            _log.exception("the engine of %s crashed", run.name)
            run.fault = StartFailed(f"{type(crash).__name__}: {crash}")
        self._finish(run)

    def _share(self, run: _Run) -> None:
        from shareapp.sharing.opening import open_server

        provide_descriptors(run.config.limits.connections)
        site = self._build(run.config)
        server = open_server(run.config, site, self._take, run.name)
        try:
            self._listening(run, server)
            with self._watched(run, server):
                server.serve()
        finally:
            server.stop(0)  # releases the port when something failed before serving

    def _listening(self, run: _Run, server: "SiteServer") -> None:
        """Make the server known. A stop that came first is carried out, settings that came first are put in."""
        running = StateChanged(ShareState.RUNNING, reachable_addresses(run.config.host), server.port)
        with self._lock:
            run.server, run.listened = server, True
            self._find_heads = server.heads
            if run.site is not None:
                server.site = run.site
            self._move("listening", running)
            stopping = self._state is ShareState.STOPPING
        if stopping:
            server.stop(0)

    @contextlib.contextmanager
    def _watched(self, run: _Run, server: "SiteServer") -> Iterator[None]:
        """Look for the shared folder while the body runs; a missing one ends the server."""
        ended = threading.Event()
        # A dead network drive can hold this look-up for minutes, hence a thread of its own that nobody waits for long.
        watch = threading.Thread(target=self._watch, args=(run, server, ended), name=f"{run.name}-folder", daemon=True)
        watch.start()
        try:
            yield
        finally:
            ended.set()
            watch.join(1.0)

    def _watch(self, run: _Run, server: "SiteServer", ended: threading.Event) -> None:
        from shareapp.sharing.root import check_present

        while not ended.wait(self._watch_seconds):
            try:
                check_present(run.config.root)
            except StartError as gone:
                with self._lock:
                    # Whoever stops the share, perhaps to unplug its drive, has no use for this news.
                    run.fault = gone if self._state is ShareState.RUNNING else run.fault
                server.stop(0)
                return

    def _finish(self, run: _Run) -> None:
        with self._lock:
            run.server = None
            if run.fault is None and self._state is ShareState.RUNNING:
                run.fault = StartFailed("the server ended by itself")
            if run.fault is None:
                self._move("stopped")
            else:
                self._move("error", StateChanged(ShareState.FAILED, error=run.fault, lost=run.listened))
