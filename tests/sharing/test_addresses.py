"""The first address is the one a phone on the same network can open."""

import socket
from collections import namedtuple
from types import SimpleNamespace

import psutil
import pytest

from shareapp.sharing.addresses import (
    Address,
    InterfaceAddress,
    is_loopback,
    name_as_sent,
    own_names,
    rank,
    reachable_addresses,
)

LINUX = [
    InterfaceAddress("lo", "127.0.0.1"),
    InterfaceAddress("lo", "::1"),
    InterfaceAddress("docker0", "172.17.0.1"),
    InterfaceAddress("br-5f2c8e", "172.18.0.1"),
    InterfaceAddress("enp3s0", "10.0.0.5"),
    InterfaceAddress("wlp2s0", "192.168.0.12", default_route=True),
    InterfaceAddress("wlp2s0", "fe80::1%wlp2s0"),
    InterfaceAddress("wlp2s0", "2001:db9::7"),
    InterfaceAddress("wlp2s0", "fd00::7"),
    InterfaceAddress("tailscale0", "100.101.1.2"),
    InterfaceAddress("wg0", "10.8.0.2"),
]
MAC = [
    InterfaceAddress("lo0", "127.0.0.1"),
    InterfaceAddress("utun3", "10.9.0.4", point_to_point=True),
    InterfaceAddress("bridge100", "192.168.64.1"),
    InterfaceAddress("awdl0", "fe80::2%awdl0"),
    InterfaceAddress("en0", "192.168.1.20", default_route=True),
]
WINDOWS = [
    InterfaceAddress("vEthernet (WSL (Hyper-V firewall))", "172.29.16.1"),
    InterfaceAddress("VirtualBox Host-Only Network", "192.168.56.1"),
    InterfaceAddress("VMware Network Adapter VMnet8", "192.168.198.1"),
    InterfaceAddress("Loopback Pseudo-Interface 1", "127.0.0.1"),
    InterfaceAddress("이더넷", "192.168.1.30"),
    InterfaceAddress("Wi-Fi", "192.168.0.40", default_route=True),
    InterfaceAddress("Ethernet 2", "169.254.3.4"),
]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            LINUX,
            [
                ("192.168.0.12", "wifi"),
                ("10.0.0.5", "ethernet"),
                ("fd00::7", "wifi"),
                ("172.18.0.1", "virtual"),
                ("172.17.0.1", "virtual"),
                ("10.8.0.2", "virtual"),
                ("100.101.1.2", "virtual"),
            ],
        ),
        (MAC, [("192.168.1.20", "other"), ("192.168.64.1", "virtual"), ("10.9.0.4", "virtual")]),
        (
            WINDOWS,
            [
                ("192.168.0.40", "wifi"),
                ("192.168.1.30", "ethernet"),
                ("192.168.198.1", "virtual"),
                ("192.168.56.1", "virtual"),
                ("172.29.16.1", "virtual"),
            ],
        ),
        ([], []),
    ],
    ids=["linux", "mac", "windows", "no network"],
)
def test_real_networks_come_first(records: list[InterfaceAddress], expected: list[tuple[str, str]]) -> None:
    ranked = rank(records)
    assert sorted((address.host, address.kind) for address in ranked) == sorted(expected)
    assert [address.kind == "virtual" for address in ranked] == sorted(address.kind == "virtual" for address in ranked)
    assert [address.host for address in ranked][:2] == [host for host, _ in expected][:2]


def test_a_tunnel_that_carries_the_default_route_still_comes_last() -> None:
    ranked = rank(
        [
            InterfaceAddress("tun0", "10.8.0.6", default_route=True),
            InterfaceAddress("eth0", "192.168.0.9"),
        ]
    )
    assert [address.host for address in ranked] == ["192.168.0.9", "10.8.0.6"]


def test_a_bridge_of_the_real_network_is_real() -> None:
    assert rank([InterfaceAddress("br0", "192.168.0.2")]) == (Address("192.168.0.2", "other", "br0"),)


def test_private_comes_before_public() -> None:
    ranked = rank([InterfaceAddress("eth0", "8.8.4.4"), InterfaceAddress("eth1", "192.168.5.5")])
    assert [address.host for address in ranked] == ["192.168.5.5", "8.8.4.4"]


def test_one_ipv6_address_stands_for_an_interface() -> None:
    records = [InterfaceAddress("eth0", host) for host in ("2001:db9::1", "2001:db9::2", "fd00::3")]
    records.append(InterfaceAddress("eth0", "2001:db9::4", default_route=True))
    assert [address.host for address in rank(records)] == ["2001:db9::4"]


def test_the_order_of_the_system_does_not_matter() -> None:
    assert rank(reversed(LINUX)) == rank(LINUX)


@pytest.mark.parametrize(
    ("host", "scheme", "port", "url"),
    [
        ("192.168.0.12", "http", 8000, "http://192.168.0.12:8000"),
        ("192.168.0.12", "http", 80, "http://192.168.0.12"),
        ("192.168.0.12", "https", 80, "https://192.168.0.12:80"),
        ("fd00::7", "https", 443, "https://[fd00::7]"),
        ("fd00::7", "http", 8000, "http://[fd00::7]:8000"),
    ],
)
def test_an_address_is_written_as_browsers_read_it(host: str, scheme: str, port: int, url: str) -> None:
    assert Address(host, "other", "eth0").url(scheme, port) == url


Entry = namedtuple("Entry", "family address ptp")  # noqa: PYI024 - the shape of psutil's own records


@pytest.fixture
def small_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """One interface with both families, one that is down, and a hardware address."""
    monkeypatch.setattr(
        psutil, "net_if_stats", lambda: {"eth0": SimpleNamespace(isup=True), "eth1": SimpleNamespace(isup=False)}
    )
    entries = {
        "eth0": [
            Entry(socket.AF_INET, "192.168.0.12", None),
            Entry(socket.AF_INET6, "fd00::7", None),
            Entry(psutil.AF_LINK, "00:11:22:33:44:55", None),
        ],
        "eth1": [Entry(socket.AF_INET, "192.168.1.1", None)],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: entries)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("", [("192.168.0.12", "ethernet"), ("fd00::7", "ethernet")]),
        ("0.0.0.0", [("192.168.0.12", "ethernet")]),
        ("::", [("fd00::7", "ethernet")]),
        ("192.168.0.12", [("192.168.0.12", "ethernet")]),
        ("192.168.9.9", [("192.168.9.9", "other")]),
        ("127.0.0.1", [("127.0.0.1", "loopback")]),
        ("::1", [("::1", "loopback")]),
    ],
)
@pytest.mark.usefixtures("small_network")
def test_only_addresses_the_share_listens_on_are_shown(host: str, expected: list[tuple[str, str]]) -> None:
    assert [(address.host, address.kind) for address in reachable_addresses(host)] == expected


def test_this_very_computer_can_be_asked() -> None:
    for address in reachable_addresses(""):
        assert not address.host.startswith(("127.", "169.254.", "fe80"))
        assert "%" not in address.host


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Laptop", ("laptop", "laptop.local")),
        ("mac.local", ("mac.local", "mac")),
        ("pc.example.org", ("pc.example.org", "pc", "pc.local")),
        ("", ()),
    ],
)
def test_names_include_the_one_of_the_local_network(
    name: str, expected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    assert own_names() == expected


@pytest.mark.parametrize(
    ("host", "expected"), [("", False), ("127.0.0.1", True), ("::1", True), ("10.0.0.5", False), ("nonsense", False)]
)
def test_loopback_is_told_from_the_rest(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_names_are_known_as_browsers_send_them() -> None:
    assert name_as_sent("Nas.example") == "Nas.example"
    assert name_as_sent("나스.example") == "나스".encode("punycode").decode().join(("xn--", ".example"))
    with pytest.raises(ValueError, match="not a host name"):
        name_as_sent("bad name!")
