"""The share as the window drives it: what is to be shared, starting and stopping it, and one picture of it all.

Knows no widget and no sentence. Never waits for the engine: it asks the bridge and draws what the bridge reports.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shareapp.server.errors import PortForbidden, PortInUse
from shareapp.server.events import RequestDone, Transfer
from shareapp.sharing.addresses import Address, is_loopback, reachable_addresses
from shareapp.sharing.config import RESTART_FIELDS, Credentials, SelfSigned, ShareConfig, Tls, TlsFiles, restart_needed
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.sharing.passwords import generate_password
from shareapp.sharing.ports import free_port_after, user_of_port
from shareapp.ui.background import Background
from shareapp.ui.bridge import ShareBridge
from shareapp.ui.hashing import Hashing
from shareapp.ui.script_log import ScriptLog
from shareapp.ui.settings import AppPrefs
from shareapp.ui.share_view import STOPPED, ShareView, choose_address, network_of

USER = "guest"
POLL_MS = 5_000
MINUTE_MS = 60_000

_CAN_START = {ShareState.STOPPED, ShareState.FAILED}


class _Network(NamedTuple):
    reaching: tuple[Address, ...]  # the share
    local: tuple[Address, ...]  # this computer


class ShareSession(QObject):
    """One share of one window. ``changed`` tells that ``view()`` gives another picture now."""

    changed = Signal()
    config_changed = Signal(object)
    """ShareConfig: worth keeping."""
    address_replaced = Signal(str)
    """The shown address went away; this host took its place."""
    visited = Signal(str)
    """Another device, at this address, has asked for something."""
    lonely = Signal()
    """Sharing for a minute, and no other device came."""

    def __init__(
        self,
        bridge: ShareBridge,
        background: Background,
        config: ShareConfig | None,
        certificates: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._background = background
        self._has_folder = config is not None
        self._config = config or ShareConfig(root=Path.home())  # home is only a start for what is never shown
        self.certificates = certificates
        """Where the certificate made on this computer is kept."""
        self.prefs = AppPrefs()
        """What the window prefers: which address to show, what to do about a busy port."""
        self.script_log = ScriptLog(self)
        """What visitors' scripts did."""
        self._shared = self._config  # what the running share was started with
        self._change = STOPPED
        self._address: Address | None = None
        self._local_addresses: tuple[Address, ...] = ()
        self._password = ""
        self._hashing = Hashing(background)
        self._started_at = 0.0
        self._transfers = 0
        self._is_restarting = False
        self._is_visited = False
        self._has_ended = False
        self._free_port: int | None = None
        self._port_user = ""
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look_around)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.minute_passed)
        bridge.state_changed.connect(self._state_changed)
        bridge.requests_done.connect(self._requests_done)
        bridge.transfers_changed.connect(self._transfers_changed)
        bridge.ended.connect(self._ended_or_not)
        bridge.troubles.connect(self.script_log.note)

    def view(self) -> ShareView:
        """The share as it is to be drawn now."""
        config = self._config if self._change.state in _CAN_START else self._shared
        return ShareView(
            config=config,
            has_folder=self._has_folder,
            change=self._change,
            address=self._address,
            local_addresses=self._local_addresses,
            password=self._password,
            minutes=int((time.monotonic() - self._started_at) // 60) if self._started_at else 0,
            transfers=self._transfers,
            has_ended=self._has_ended,
            free_port=self._free_port,
            port_user=self._port_user,
            needs_restart=self._change.state is ShareState.RUNNING and bool(restart_needed(self._shared, self._config)),
        )

    # What is shared, and how.

    @property
    def open_transfers(self) -> int:
        """How many answers and uploads are on their way."""
        return self._transfers

    def set_folder(self, folder: Path) -> None:
        """Share this folder; a running share goes on with it at the same address."""
        is_first, self._has_folder = not self._has_folder, True
        # Scripts were allowed for the folder of before, not for whatever this one holds.
        scripts = self._config.cgi_folders if folder == self._config.root else ()
        self._configure(replace(self._config, root=folder, cgi_folders=scripts), is_new=is_first)
        if self._change.state is ShareState.FAILED:
            self._bridge.stop()
        if self._change.state in {ShareState.STARTING, ShareState.RUNNING}:
            self.restart()

    @property
    def config(self) -> ShareConfig:
        """What is wanted. The running share may still have something else (``ShareView.needs_restart``)."""
        return self._config

    @property
    def password(self) -> str:
        """The password, "" when only its hash is known."""
        return self._password

    @Slot(object)
    def prefer(self, prefs: AppPrefs) -> None:
        """The window prefers this from now on."""
        before, self.prefs = self.prefs, prefs
        if before.prefer_ipv6 != prefs.prefer_ipv6:
            self._address = choose_address(self._change.addresses, "", prefer_ipv6=prefs.prefer_ipv6)
            self.changed.emit()

    def configure(self, **values: Any) -> None:
        """Change fields of the share; a running one takes over at once what it can. Raises InvalidConfig."""
        self._configure(replace(self._config, **values))

    def set_port(self, port: int) -> None:
        """Listen on ``port``, 1 to 65535. Raises InvalidConfig otherwise."""
        self._configure(replace(self._config, port=port))

    def set_host(self, host: str) -> None:
        """Be visible to everyone (""), this computer, or through one address."""
        self._configure(replace(self._config, host=host))

    def set_https(self, *, on: bool) -> None:
        """Encrypt, with the files chosen in the preferences or a certificate made on this computer."""
        self._configure(replace(self._config, tls=(self._config.tls or self.wanted_tls()) if on else None))

    def wanted_tls(self) -> Tls:
        """What HTTPS will use when it is switched on."""
        prefs = self.prefs
        if prefs.tls_source == "files" and prefs.tls_certificate is not None:
            return TlsFiles(certificate=prefs.tls_certificate, key=prefs.tls_key, password_file=prefs.tls_password_file)
        return SelfSigned(folder=self.certificates)

    def set_password(self, *, on: bool) -> None:
        """Ask devices for a name and a password made here and now, or for nothing."""
        if on:
            self.choose_password(generate_password())
            return
        self._password = ""
        was_busy = self._hashing.forget()
        self._configure(replace(self._config, credentials=None), is_new=was_busy)
        self._hashing.go_on()

    @Slot()
    def renew_password(self) -> None:
        """Replace the password; a running share asks for the new one from now on."""
        self.choose_password(generate_password())

    @Slot(str)
    def choose_password(self, password: str) -> None:
        """Ask devices for this password. Its hash takes a while; until it is made nothing else comes in force, so that
        what shall be behind the password is never open without it."""
        self._password = password
        self._hashing.begin(password, self._hashed)

    def _hashed(self, password_hash: str) -> None:
        user = self._config.credentials.user if self._config.credentials else USER
        credentials = Credentials(user=user, password_hash=password_hash)
        self._configure(replace(self._config, credentials=credentials), is_new=True)

    @Slot(str)
    def set_user(self, user: str) -> None:
        """Ask devices for this name; nothing changes while none is asked for. Raises InvalidConfig."""
        if self._config.credentials is not None:
            self._configure(replace(self._config, credentials=replace(self._config.credentials, user=user)))

    def choose_address(self, host: str) -> None:
        """Show this one of the addresses that reach the share."""
        self._address = choose_address(self._change.addresses, host)
        self.changed.emit()

    def _configure(self, config: ShareConfig, *, is_new: bool = False) -> None:
        is_new = is_new or config != self._config
        self._config = config
        if is_new and not self._hashing.is_busy:
            self._go_live()
            if self._has_folder:  # before that the root is nobody's choice, and may not come back as one
                self.config_changed.emit(config)
        self.changed.emit()

    def _go_live(self) -> None:
        """Let the running share have what needs no restart."""
        fixed = {name: getattr(self._shared, name) for name in RESTART_FIELDS}
        shared = replace(self._config, **fixed)
        if shared != self._shared and self._bridge.replace_site(shared):
            self._shared = shared

    # Doing it.

    @Slot()
    def start(self) -> None:
        """Begin to share; nothing happens while a share is up."""
        if self._change.state not in _CAN_START or self._hashing.puts_off(self.start):
            return
        self._free_port, self._port_user = None, ""
        self._shared = self._config
        self._bridge.start(self._config)
        self._show(StateChanged(ShareState.STARTING))

    @Slot()
    def stop(self) -> None:
        """End the share; while it is stopping already, end the open transfers too."""
        self._hashing.puts_off(None)
        match self._change.state:
            case ShareState.RUNNING | ShareState.STARTING:
                self._bridge.stop()
                self._show(self._change._replace(state=ShareState.STOPPING))
            case ShareState.STOPPING:
                self._is_restarting = False
                self._bridge.stop(0)

    def restart(self) -> None:
        """Stop at once and start with the present settings, on the port that devices know."""
        if self._hashing.puts_off(self.restart):
            return
        self._is_restarting = True
        config = self._config if self._config.port else replace(self._config, port=self._change.port)
        self._bridge.restart(config)
        self._show(self._change._replace(state=ShareState.STOPPING))
        self._shared = config

    @Slot()
    def renew(self) -> None:
        """Let a share that has ended by itself begin anew, at the same address."""
        self._bridge.renew()

    def close(self) -> None:
        """Nothing is asked or told any more."""
        self._poll.stop()
        self._minute.stop()

    # What is reported.

    @Slot(object)
    def _state_changed(self, change: StateChanged) -> None:
        if change.state is ShareState.STOPPING or (self._is_restarting and change.state is ShareState.STOPPED):
            # The page goes on showing the address that is being given up.
            change = self._change._replace(state=ShareState.STOPPING)
        if change.state is ShareState.STARTING:
            self._is_restarting = False
        if change.state is ShareState.RUNNING:
            self._began(change)
        if change.state in _CAN_START:
            self._ended(change)
        self._show(change)

    def _began(self, change: StateChanged) -> None:
        self._started_at = time.monotonic()
        self._address = self._preferred(change.addresses)
        self._is_visited = False
        self._minute.start()
        self._poll.start()

    def _ended(self, change: StateChanged) -> None:
        self._started_at = 0.0
        self._address = None
        self._transfers = 0
        self._minute.stop()
        self._poll.stop()
        if isinstance(change.error, PortInUse | PortForbidden):
            probe = partial(_around_port, self._shared.host, change.error.port)
            self._background.run("free-port", probe, self._free_port_found)
        self._is_restarting = False

    def _show(self, change: StateChanged) -> None:
        self._change = change
        self.changed.emit()

    def _free_port_found(self, found: tuple[int | None, str]) -> None:
        port, self._port_user = found
        self._free_port = port
        if port is not None and self.prefs.busy_port == "next" and isinstance(self._change.error, PortInUse):
            self.set_port(port)
            self.start()
        self.changed.emit()

    @Slot(object)
    def _requests_done(self, requests: Sequence[RequestDone]) -> None:
        self._look_for_visitors({request.client for request in requests})  # thousands of requests come from a few

    def _look_for_visitors(self, clients: set[str]) -> None:
        clients -= {address.host for address in self._change.addresses}
        visitors = [client for client in clients if not is_loopback(client)]
        if visitors:
            self._is_visited = True
            self.visited.emit(visitors[0])

    @Slot(object)
    def _transfers_changed(self, transfers: Sequence[Transfer]) -> None:
        self._look_for_visitors({transfer.client for transfer in transfers})  # a film is a request only at its end
        count = len(transfers)
        if count != self._transfers:
            self._transfers = count
            if self._change.state is ShareState.STOPPING:
                self.changed.emit()

    @Slot(bool)
    def _ended_or_not(self, has_ended: bool) -> None:
        self._has_ended = has_ended
        self.changed.emit()

    @Slot()
    def minute_passed(self) -> None:
        """Another minute of sharing; the timer calls it."""
        # The timer may fire a moment before the minute is full on the other clock.
        first = time.monotonic() - self._started_at < 1.5 * MINUTE_MS / 1000
        if first and not self._is_visited and self.view().outside_addresses:
            self.lonely.emit()
        self.changed.emit()

    # The network around.

    @Slot()
    def look_around(self) -> None:
        """Ask the system for its addresses, beside the window's thread."""
        self._background.run("network", partial(_network, self._shared.host), self._looked_around)

    def _looked_around(self, network: _Network) -> None:
        self.networks_changed(network.reaching, network.local)

    def networks_changed(self, reaching: tuple[Address, ...], local: tuple[Address, ...]) -> None:
        """These addresses reach the share, and these are all of this computer."""
        if (reaching, local) == (self._change.addresses, self._local_addresses):
            return
        self._local_addresses = local
        if self._change.state is ShareState.RUNNING and reaching != self._change.addresses:
            self._change = self._change._replace(addresses=reaching)
            self._keep_address(reaching)
            self._background.run("certificate", self._bridge.renew_certificate, lambda _is_new: None)
        self.changed.emit()

    def _keep_address(self, addresses: tuple[Address, ...]) -> None:
        shown = self._address
        kept = choose_address(addresses, shown.host) if shown else None
        self._address = kept if shown and kept and kept.host == shown.host else self._preferred(addresses)
        if shown is not None and self._address is not None and self._address.host != shown.host:
            self.address_replaced.emit(self._address.host)

    def _preferred(self, addresses: tuple[Address, ...]) -> Address | None:
        """The one that was chosen in this network, or else the best."""
        wanted = self.prefs.addresses.get(network_of(addresses), "")
        return choose_address(addresses, wanted, prefer_ipv6=self.prefs.prefer_ipv6)


def _around_port(host: str, port: int) -> tuple[int | None, str]:
    return free_port_after(host, port), user_of_port(port)


def _network(host: str) -> _Network:
    return _Network(reachable_addresses(host), reachable_addresses(""))
