"""Why a phone cannot connect: each check on its own, and the connection to ourselves for real."""

import socket
from pathlib import Path

import pytest

from shareapp.sharing import reachability
from shareapp.sharing.addresses import Address
from shareapp.sharing.config import SelfSigned
from shareapp.sharing.events import ShareState
from shareapp.sharing.firewalls import Firewall
from shareapp.sharing.reachability import (
    Situation,
    answers,
    bound,
    checks,
    choice,
    firewall_finding,
    next_address,
    own_answer,
    told,
    vpn,
    vpn_interfaces,
)
from tests.support.sharing import LOOPBACK, controlled, fetch, loopback

HERE = Address(LOOPBACK, "loopback", "")
WIFI = Address("192.168.0.12", "wifi", "wlan0")
ETHERNET = Address("10.0.0.5", "ethernet", "eth0")
PUBLIC = Address("8.8.8.8", "ethernet", "eth1")
DOCKER = Address("172.17.0.1", "virtual", "docker0")
WIREGUARD = Address("10.8.0.2", "virtual", "wg0")
VPN = Address("10.9.0.2", "virtual", "내 VPN")


def situation(shown: Address | None = WIFI, *others: Address, host: str = "", port: int = 8000) -> Situation:
    reaching = tuple(address for address in (shown, *others) if address is not None)
    return Situation(host, "http", port, shown, reaching)


@pytest.mark.parametrize(
    ("host", "verdict", "case"),
    [
        ("", "good", "everyone"),
        ("0.0.0.0", "good", "everyone"),
        ("::", "good", "everyone"),
        ("192.168.0.12", "good", "one-address"),
        ("127.0.0.1", "bad", "this-computer"),
        ("::1", "bad", "this-computer"),
    ],
)
def test_where_it_listens_is_judged(host: str, verdict: str, case: str) -> None:
    found = bound(situation(host=host))
    assert (found.verdict, found.case) == (verdict, case)


@pytest.mark.parametrize(
    ("asked", "verdict", "case"),
    [
        (situation(WIFI, ETHERNET), "good", "best"),
        (Situation("", "http", 8000, ETHERNET, (WIFI, ETHERNET)), "hint", "not-the-best"),
        (situation(PUBLIC), "hint", "public"),
        (situation(DOCKER), "bad", "virtual"),
        (situation(HERE), "bad", "none"),
        (situation(None), "bad", "none"),
        (situation(HERE)._replace(host="127.0.0.1"), "bad", "this-computer"),
    ],
)
def test_the_shown_address_is_judged(asked: Situation, verdict: str, case: str) -> None:
    found = choice(asked)
    assert (found.verdict, found.case) == (verdict, case)


def test_a_better_address_is_named() -> None:
    assert choice(Situation("", "http", 8000, ETHERNET, (WIFI, ETHERNET))).params == (ETHERNET.host, WIFI.host)


def test_the_next_address_goes_round() -> None:
    all_three = (WIFI, ETHERNET, DOCKER)
    assert next_address(Situation("", "http", 8000, WIFI, all_three)) == ETHERNET
    assert next_address(Situation("", "http", 8000, DOCKER, all_three)) == WIFI
    assert next_address(Situation("", "http", 8000, None, all_three)) == WIFI
    assert next_address(situation(WIFI)) is None


def test_tunnels_are_told_from_bridges() -> None:
    assert vpn_interfaces([WIFI, DOCKER]) == ()
    assert vpn_interfaces([WIFI, DOCKER, WIREGUARD, WIREGUARD, VPN]) == ("wg0", "내 VPN")


@pytest.mark.parametrize(("present", "verdict"), [((WIFI, WIREGUARD), "hint"), ((WIFI, DOCKER), "good")])
def test_a_vpn_that_is_up_is_named(monkeypatch: pytest.MonkeyPatch, present: tuple[Address, ...], verdict: str) -> None:
    monkeypatch.setattr(reachability, "reachable_addresses", lambda _host: present)
    found = vpn(situation())
    assert found.verdict == verdict
    assert found.params == (("wg0",) if verdict == "hint" else ())


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (Firewall("none"), "good"),
        (Firewall("open", "ufw"), "good"),
        (Firewall("unknown", "ufw", "sudo ufw allow 8000/tcp"), "hint"),
        (Firewall("blocks", "ufw", "sudo ufw allow 8000/tcp"), "bad"),
        (Firewall("public-network", "Windows", "Set-NetConnectionProfile"), "bad"),
    ],
)
def test_the_firewall_is_told_with_its_command(known: Firewall, verdict: str) -> None:
    found = told(known)
    assert (found.verdict, found.case, found.command) == (verdict, known.verdict, known.command)


def test_the_firewall_is_asked_for_the_port_and_the_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    def known(port: int, interface: str) -> Firewall:
        return Firewall("open", f"{interface}:{port}")

    monkeypatch.setattr(reachability, "firewall", known)
    assert firewall_finding(situation()).params == ("wlan0:8000",)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_share_answers_on_its_own_address(tmp_path: Path, scheme: str) -> None:
    (tmp_path / "share").mkdir()
    tls = SelfSigned(folder=tmp_path / "certificate") if scheme == "https" else None
    with controlled() as (controller, buffer):
        controller.start(loopback(tmp_path / "share", tls=tls))
        change = buffer.await_state(ShareState.RUNNING)
        assert answers(HERE, scheme, change.port)
        asked = Situation(LOOPBACK, scheme, change.port, HERE, (HERE,))
        assert own_answer(asked).case == "yes"


def test_the_look_at_ones_own_address_is_no_visit(tmp_path: Path) -> None:
    with controlled() as (controller, buffer):
        controller.start(loopback(tmp_path))
        change = buffer.await_state(ShareState.RUNNING)
        assert answers(HERE, "http", change.port)
        fetch(change.port, "/from-a-device")
    batch = buffer.drain()
    assert [request.target for request in batch.requests] == ["/from-a-device"]
    assert (batch.totals.requests, batch.totals.devices) == (1, 1)
    assert [device.requests for device in buffer.devices()] == [1]


def test_a_closed_port_does_not_answer() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
    assert not answers(HERE, "http", port)
    assert own_answer(situation(HERE, port=port)).case == "no"


def test_without_an_address_nothing_can_answer() -> None:
    assert own_answer(situation(None)).case == "no-address"


def test_the_checks_come_in_the_order_of_their_likelihood() -> None:
    assert [subject for subject, _check in checks(situation())] == [
        "bound",
        "answers",
        "address",
        "vpn",
        "firewall",
    ]
