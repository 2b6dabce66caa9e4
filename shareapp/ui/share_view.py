"""What the window shows about the share, as one value. Widgets are drawn from it and remember nothing themselves."""

from dataclasses import dataclass
from enum import Enum, auto
from ipaddress import ip_network

from shareapp.server.errors import PortForbidden, PortInUse, RootUnreadable
from shareapp.sharing.addresses import Address, is_loopback
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.sharing.passwords import entry_path

THIS_COMPUTER = "127.0.0.1"
"""The bind address of "This computer only"."""

STOPPED = StateChanged(ShareState.STOPPED)


class Tile(Enum):
    """What the square of the QR code shows."""

    PLACEHOLDER = auto()
    SPINNER = auto()
    CODE = auto()
    THIS_COMPUTER = auto()
    NO_NETWORK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """One picture of the share."""

    config: ShareConfig
    has_folder: bool = True  # False until one was chosen; ``config.root`` means nothing then
    change: StateChanged = STOPPED
    address: Address | None = None  # the chosen one of ``change.addresses``
    local_addresses: tuple[Address, ...] = ()  # what "Visible to" can be narrowed to
    password: str = ""  # known only in the session that made it; settings keep a hash
    minutes: int = 0  # whole minutes since sharing started
    transfers: int = 0  # open while stopping
    free_port: int | None = None  # to offer instead of one that was refused
    port_user: str = ""  # the program that has the refused port, when the system tells
    has_ended: bool = False  # by itself: devices are told so until it is renewed
    needs_restart: bool = False  # settings were chosen that the running share cannot take over

    @property
    def state(self) -> ShareState:
        """Where the share stands."""
        return self.change.state

    @property
    def is_up(self) -> bool:
        """The running page is shown: devices are, or until now were, served."""
        return self.state in {ShareState.RUNNING, ShareState.STOPPING}

    @property
    def is_changing(self) -> bool:
        """Between two states: nothing can be edited."""
        return self.state in {ShareState.STARTING, ShareState.STOPPING}

    @property
    def is_local(self) -> bool:
        """Only this computer can open the share."""
        return is_loopback(self.config.host)

    @property
    def is_folder_gone(self) -> bool:
        """There is nothing to start until another folder is chosen or this one comes back."""
        return self.state is ShareState.FAILED and isinstance(self.change.error, RootUnreadable)

    @property
    def is_port_refused(self) -> bool:
        """The port is what has to be mended."""
        return self.state is ShareState.FAILED and isinstance(self.change.error, PortInUse | PortForbidden)

    @property
    def outside_addresses(self) -> tuple[Address, ...]:
        """Addresses that another device can open, best first."""
        return tuple(address for address in self.change.addresses if address.kind != "loopback")

    @property
    def url(self) -> str:
        """The address to type, or "" when there is none."""
        if not self.is_up:
            return ""
        if self.address is not None and self.address.kind != "loopback":
            return self.address.url(self.config.scheme, self.change.port)
        # Without a network the share still works for this computer, under a name everyone can type.
        return Address("localhost", "loopback", "").url(self.config.scheme, self.change.port)

    @property
    def code(self) -> str:
        """What the QR code holds: the address, and the key that makes typing a password unnecessary."""
        return self.url and self.url + entry_path(self.config.credentials)

    @property
    def tile(self) -> Tile:
        """What the square of the QR code shows."""
        if self.is_changing:
            return Tile.SPINNER
        if self.state is not ShareState.RUNNING:
            return Tile.PLACEHOLDER
        if self.is_local:
            return Tile.THIS_COMPUTER
        return Tile.CODE if self.outside_addresses else Tile.NO_NETWORK


def choose_address(addresses: tuple[Address, ...], wanted: str, *, prefer_ipv6: bool = False) -> Address | None:
    """The address whose host is ``wanted``, or else the best one that another device can open."""
    usable = [address for address in addresses if address.kind != "loopback"] or list(addresses)
    if prefer_ipv6:
        usable.sort(key=lambda address: ":" not in address.host)  # stable: the best of each sort stays first
    return next((address for address in usable if address.host == wanted), usable[0] if usable else None)


def network_of(addresses: tuple[Address, ...]) -> str:
    """A name for the network this computer is in: that of its best address. "" without a network."""
    best = choose_address(addresses, "")
    if best is None or best.kind == "loopback":
        return ""
    bits = 64 if ":" in best.host else 24
    return str(ip_network(f"{best.host}/{bits}", strict=False))
