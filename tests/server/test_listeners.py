"""Listening sockets are bound as asked, or the reason is told and nothing stays open."""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from shareapp.server.errors import AddressUnavailable, PortForbidden, PortInUse, StartError, StartFailed
from shareapp.server.listeners import Address, listen


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def bound(stack: ExitStack, *addresses: Address) -> list[socket.socket]:
    return [stack.enter_context(listener) for listener in listen(addresses, backlog=16)]


@pytest.mark.fault("gh-83088")
def test_no_host_is_every_address_of_both_families(stack: ExitStack) -> None:
    (listener,) = bound(stack, ("", 0))
    port = listener.getsockname()[1]
    for host in ("127.0.0.1", "::1"):
        socket.create_connection((host, port), timeout=5).close()


def test_a_computer_without_ipv6_listens_on_ipv4(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket

    def without_ipv6(family: int, *rest: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "no IPv6")
        return real(family, *rest)

    monkeypatch.setattr(socket, "socket", without_ipv6)
    (listener,) = bound(stack, ("", 0))
    assert listener.getsockname()[0] == "0.0.0.0"


def test_both_wildcards_live_side_by_side(stack: ExitStack) -> None:
    ipv4, ipv6 = bound(stack, ("0.0.0.0", 0), ("::", 0))
    assert ipv4.getsockname()[1] == ipv6.getsockname()[1]
    assert ipv6.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY) == 1


@pytest.mark.fault("gh-108736")
def test_answers_leave_without_waiting(stack: ExitStack) -> None:
    (listener,) = bound(stack, ("127.0.0.1", 0))
    with socket.create_connection(listener.getsockname(), timeout=5):
        listener.setblocking(True)
        connected, _address = listener.accept()
        with connected:
            assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_in_use_is_told_with_its_address(stack: ExitStack) -> None:
    (listener,) = bound(stack, ("127.0.0.1", 0))
    port = listener.getsockname()[1]
    with pytest.raises(PortInUse) as raised:
        listen([("127.0.0.2", 0), ("127.0.0.1", port)], 16)
    assert raised.value == PortInUse("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "localhost", "no such host", "1.2.3", "fe80::1%nowhere", "\u20ac"])
def test_what_is_no_address_of_this_computer_is_told(host: str) -> None:
    with pytest.raises(AddressUnavailable) as raised:
        listen([(host, 0)], 16)
    assert raised.value == AddressUnavailable(host)


@pytest.mark.parametrize(
    ("code", "port", "expected"),
    [
        (errno.EACCES, 80, PortForbidden(80)),
        (errno.EACCES, 8000, PortInUse("127.0.0.1", 8000)),
        (errno.EADDRINUSE, 80, PortInUse("127.0.0.1", 80)),
        (errno.EADDRNOTAVAIL, 80, AddressUnavailable("127.0.0.1")),
        (errno.EIO, 80, StartFailed(f"[Errno {errno.EIO}] refused")),
    ],
)
def test_each_refusal_of_the_system_has_its_error(
    monkeypatch: pytest.MonkeyPatch, code: int, port: int, expected: StartError
) -> None:
    def refuse(_listener: socket.socket, _address: object) -> None:
        raise OSError(code, "refused")

    class Refusing(socket.socket):
        bind = refuse

    monkeypatch.setattr(socket, "socket", Refusing)
    with pytest.raises(StartError) as raised:
        listen([("127.0.0.1", port)], 16)
    assert raised.value == expected


@pytest.mark.parametrize("port", [70000, -1])
def test_an_impossible_port_is_told(port: int) -> None:
    with pytest.raises(StartFailed):
        listen([("127.0.0.1", port)], 16)
