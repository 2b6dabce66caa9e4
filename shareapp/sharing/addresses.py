"""Which addresses reach this share, best first: the first is the one a phone on the same network can open."""

import re
import socket
from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Literal, NamedTuple

AddressKind = Literal["wifi", "ethernet", "other", "virtual", "loopback"]

USUAL_PORTS = {"http": 80, "https": 443}
"""The port of each scheme that an address need not name (RFC 9110, 4.2)."""

_LONGEST_NAME = 254  # with the final dot (RFC 1035 section 2.3.4)
_HOST_NAME = re.compile(r"(?:(?!-)[\w-]{1,63}(?<!-)\.)*(?!-)[\w-]{1,63}(?<!-)\.?", re.ASCII)


class Address(NamedTuple):
    """One address of this computer that the share answers on."""

    host: str  # numeric, without brackets or zone
    kind: AddressKind
    interface: str  # the system's name: "wlan0", "Wi-Fi"

    def url(self, scheme: str, port: int) -> str:
        """The address for a browser: brackets around IPv6, the scheme's own port left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}" if port == USUAL_PORTS[scheme] else f"{scheme}://{host}:{port}"


class InterfaceAddress(NamedTuple):
    """One address as the system lists it, with what the ranking looks at."""

    interface: str
    host: str  # numeric; IPv6 may carry a zone ("fe80::1%eth0")
    default_route: bool = False  # packets that leave this network carry this address as their source
    point_to_point: bool = False  # a tunnel: no neighbours on it


# Names that programs give their own interfaces, on Linux, macOS and Windows. Plain "br0" is left out: it is mostly a
# bridge of the real network.
_VIRTUAL = re.compile(
    r"^(?:docker|br-|veth|virbr|vnet|vmnet|vboxnet|lxc|lxd|incus|cni|flannel|cali|podman|dummy|ifb|"
    r"tun|tap|utun|wg|ppp|ipsec|gif|stf|tailscale|zt|nordlynx|ham|awdl|llw|anpi|bridge\d)"
    r"|vEthernet|WSL|Hyper-V|VirtualBox|VMware|Parallels|Docker|TAP-|OpenVPN|WireGuard|Tailscale|ZeroTier|Hamachi|"
    r"Nord|Proton|VPN|Npcap|Loopback",
    re.IGNORECASE,
)
_WIFI = re.compile(r"^(?:wl|wifi|ath|ra\d)|Wi-?Fi|WLAN|Wireless|무선", re.IGNORECASE)
# A Mac calls Wi-Fi and Ethernet alike "en0": neither is claimed.
_ETHERNET = re.compile(r"^(?:eth|en[opsxP]|em\d|Ethernet|Local Area Connection|이더넷|로컬 영역 연결)", re.IGNORECASE)


def rank(records: Iterable[InterfaceAddress]) -> tuple[Address, ...]:
    """The addresses another device can open, best first.

    Real interfaces come before virtual ones; then IPv4 before IPv6, the default route before the rest, private before
    public. Link-local and loopback addresses are left out, and of each interface's IPv6 addresses the best one stays:
    systems collect many temporary ones (RFC 8981).
    """
    ranked = sorted(
        (_order(record, address), record, address)
        for record in records
        if (address := _usable(record.host)) is not None
    )
    seen: set[tuple[str, object]] = set()
    best: list[Address] = []
    for _rank, record, address in ranked:
        key = (record.interface, 6 if address.version == 6 else address)
        if key not in seen:
            seen.add(key)
            best.append(Address(str(address), _kind(record), record.interface))
    return tuple(best)


@lru_cache(maxsize=1024)  # asked of each request, and thousands come from a few
def is_loopback(host: str) -> bool:
    """Whether ``host`` (numeric, or "" for every address) is this computer talking to itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _usable(host: str) -> IPv4Address | IPv6Address | None:
    """The address when others can open it: a zone (link-local) or this computer alone rules it out."""
    address = ip_address(host.partition("%")[0])
    refused = address.is_link_local or address.is_loopback or address.is_multicast or address.is_unspecified
    return None if refused or "%" in host else address


def _order(record: InterfaceAddress, address: IPv4Address | IPv6Address) -> tuple[bool, int, bool, bool]:
    return (_is_virtual(record), address.version, not record.default_route, not address.is_private)


def _is_virtual(record: InterfaceAddress) -> bool:
    return record.point_to_point or _VIRTUAL.search(record.interface) is not None


def _kind(record: InterfaceAddress) -> AddressKind:
    if _is_virtual(record):
        return "virtual"
    if _WIFI.search(record.interface):
        return "wifi"
    return "ethernet" if _ETHERNET.search(record.interface) else "other"


def reachable_addresses(host: str) -> tuple[Address, ...]:
    """The addresses that reach a share bound to ``host`` ("" is all), best first; () without a network.

    Asks the system each time (a few milliseconds), sends nothing and never blocks.
    """
    if not host:
        return rank(_records())
    bound = ip_address(host.partition("%")[0])
    if bound.is_loopback:
        return (Address(str(bound), "loopback", ""),)
    if bound.is_unspecified:
        return tuple(address for address in rank(_records()) if (":" in address.host) == (bound.version == 6))
    known = (Address(str(bound), _kind(record), record.interface) for record in _records() if record.host == str(bound))
    return (next(known, Address(str(bound), "other", "")),)


def own_names() -> tuple[str, ...]:
    """The names others may know this computer by: its host name and, by multicast DNS (RFC 6762), name.local."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return tuple(dict.fromkeys((name, short, f"{short}.local"))) if short else ()


def name_as_sent(name: str) -> str:
    """A host name as browsers send it: letters of all scripts in ASCII (RFC 3490). Raises ValueError for text that is
    none; underscores pass, as computers do have such names."""
    sent = name.encode("idna").decode("ascii")
    if len(sent) > _LONGEST_NAME or not _HOST_NAME.fullmatch(sent):
        raise ValueError(f"not a host name: {name}")
    return sent


def _records() -> Iterator[InterfaceAddress]:
    """Every IPv4 and IPv6 address of the interfaces that are up."""
    # Late: only a share that runs needs it.
    import psutil

    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    default_routes = set(_default_routes())
    for interface, entries in psutil.net_if_addrs().items():
        for entry in entries if interface in up else ():
            if entry.family in (socket.AF_INET, socket.AF_INET6):
                routed = entry.address in default_routes
                yield InterfaceAddress(interface, entry.address, routed, point_to_point=bool(entry.ptp))


def _default_routes() -> Iterator[str]:
    """The source addresses of the default routes.

    Connecting a datagram socket only looks the route up, it sends nothing; the addresses are reserved for documentation
    (RFC 5737, RFC 3849).
    """
    for family, elsewhere in ((socket.AF_INET, "198.51.100.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((elsewhere, 9))
                yield probe.getsockname()[0]
        except OSError:
            # No such family, or no route beyond this network: then no address is the default one.
            continue
