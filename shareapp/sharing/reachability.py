"""Why can a phone not connect? Checks in the order in which the causes are likely, each with a result.

A check answers with a Finding: how it stands, which case it is, and what may be copied to mend it. The sentences are
the reader's business (``ui/connect_words.py``).
"""

import re
import ssl
from collections.abc import Callable, Iterable
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import Literal, NamedTuple

from shareapp.sharing.addresses import Address, is_loopback, reachable_addresses
from shareapp.sharing.devices import OWN_AGENT
from shareapp.sharing.firewalls import Firewall, firewall

SELF_CHECK_SECONDS = 3.0

Subject = Literal["bound", "answers", "address", "vpn", "firewall"]
Verdict = Literal["good", "hint", "bad"]
"""As it should be; may be the cause, or cannot be told; is a cause."""


class Finding(NamedTuple):
    """The result of one check. ``case`` and ``params`` say which; ``command`` mends it when pasted."""

    subject: Subject
    verdict: Verdict
    case: str
    params: tuple[str, ...] = ()
    command: str = ""


class Situation(NamedTuple):
    """What is shared where, and what its QR code shows."""

    host: str  # as in ShareConfig
    scheme: str
    port: int
    address: Address | None  # the one in the QR code
    addresses: tuple[Address, ...]  # all that reach the share, best first


Check = Callable[[], Finding]


def checks(situation: Situation) -> tuple[tuple[Subject, Check], ...]:
    """The checks in their order. Each may take seconds and be called in any thread."""
    return (
        ("bound", partial(bound, situation)),
        ("answers", partial(own_answer, situation)),
        ("address", partial(choice, situation)),
        ("vpn", partial(vpn, situation)),
        ("firewall", partial(firewall_finding, situation)),
    )


def bound(situation: Situation) -> Finding:
    """Where it listens."""
    if is_loopback(situation.host):
        return Finding("bound", "bad", "this-computer")
    if situation.host and not ip_address(situation.host).is_unspecified:
        return Finding("bound", "good", "one-address", (situation.host,))
    return Finding("bound", "good", "everyone")


def own_answer(situation: Situation) -> Finding:
    """Whether the share answers on the address in the QR code: a real connection."""
    address = situation.address
    if address is None:
        return Finding("answers", "bad", "no-address")
    url = address.url(situation.scheme, situation.port)
    if answers(address, situation.scheme, situation.port):
        return Finding("answers", "good", "yes", (url,))
    return Finding("answers", "bad", "no", (url,))


def choice(situation: Situation) -> Finding:
    """Whether the QR code shows the address that a phone in the same network can most likely open."""
    shown = situation.address
    outside = [address for address in situation.addresses if address.kind != "loopback"]
    if is_loopback(situation.host):
        return Finding("address", "bad", "this-computer")
    if shown is None or shown.kind == "loopback":
        return Finding("address", "bad", "none")
    best = outside[0].host if outside else shown.host
    if shown.kind == "virtual":
        return Finding("address", "bad", "virtual", (shown.host, shown.interface))
    if not ip_address(shown.host).is_private:
        return Finding("address", "hint", "public", (shown.host,))
    if shown.host != best:
        return Finding("address", "hint", "not-the-best", (shown.host, best))
    return Finding("address", "good", "best", (shown.host,))


def next_address(situation: Situation) -> Address | None:
    """What else the QR code could show: the one after the shown one, round and round; None when there is no other."""
    outside = [address for address in situation.addresses if address.kind != "loopback"]
    others = [address for address in outside if address != situation.address]
    if not others:
        return None
    at = outside.index(situation.address) if situation.address in outside else -1
    return outside[(at + 1) % len(outside)]


_VPN = re.compile(
    r"^(?:tun|tap|utun|wg|ppp|ipsec|tailscale|zt|nordlynx|proton|gpd|cscotun|ham\d)|OpenVPN|WireGuard|Tailscale|"
    r"ZeroTier|Hamachi|Nord|Proton|VPN|TAP-|AnyConnect|GlobalProtect|FortiClient",
    re.IGNORECASE,
)


def vpn(_situation: Situation) -> Finding:
    """Whether a VPN is up on this computer: some send even what is meant for neighbours through the tunnel."""
    names = vpn_interfaces(reachable_addresses(""))
    return Finding("vpn", "hint", "up", (", ".join(names),)) if names else Finding("vpn", "good", "none")


def vpn_interfaces(addresses: Iterable[Address]) -> tuple[str, ...]:
    """The interfaces that are ends of tunnels; bridges of containers and virtual machines are not."""
    virtual = (address.interface for address in addresses if address.kind == "virtual")
    return tuple(dict.fromkeys(name for name in virtual if _VPN.search(name)))


def firewall_finding(situation: Situation) -> Finding:
    """What this computer's firewall does, as far as it lets itself be read."""
    interface = situation.address.interface if situation.address else ""
    return told(firewall(situation.port, interface))


def told(found: Firewall) -> Finding:
    """The finding for what is known of the firewall."""
    verdicts: dict[str, Verdict] = {"none": "good", "open": "good", "unknown": "hint"}
    params = (found.name,) if found.name else ()
    return Finding("firewall", verdicts.get(found.verdict, "bad"), found.verdict, params, found.command)


def answers(address: Address, scheme: str, port: int) -> bool:
    """Does this share answer on its own address? Whatever the status, an answer is an answer."""
    connection: HTTPConnection
    if scheme == "https":
        connection = HTTPSConnection(address.host, port, timeout=SELF_CHECK_SECONDS, context=_trusting_context())
    else:
        connection = HTTPConnection(address.host, port, timeout=SELF_CHECK_SECONDS)
    try:
        connection.request("HEAD", "/", headers={"User-Agent": OWN_AGENT})
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _trusting_context() -> ssl.SSLContext:
    """Our own certificate is not one the system trusts; whether something answers is the only question here."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
