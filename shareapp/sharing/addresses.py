"""Which addresses reach this share, best first: the first is the one a phone on the same network can open."""

from typing import Literal, NamedTuple

AddressKind = Literal["wifi", "ethernet", "other", "virtual", "loopback"]


class Address(NamedTuple):
    """One address of this computer that the share answers on."""

    host: str  # numeric, without brackets or zone
    kind: AddressKind
    interface: str  # the system's name: "wlan0", "Wi-Fi"

    def url(self, scheme: str, port: int) -> str:
        """The address for a browser: brackets around IPv6, the scheme's own port left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        default = {"http": 80, "https": 443}[scheme]
        return f"{scheme}://{host}" if port == default else f"{scheme}://{host}:{port}"
