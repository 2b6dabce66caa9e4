"""Listening sockets from addresses, or the StartError that says why not. Never a name lookup."""

import contextlib
import errno
import socket
import sys
from collections.abc import Sequence

from shareapp.server.errors import AddressUnavailable, PortForbidden, PortInUse, StartError, StartFailed
from shareapp.server.limits import KIB

Address = tuple[str, int]
"""A numeric host ("" for every address of this computer, IPv4 and IPv6) and a port (0: the system chooses)."""

_UNSENT_BYTES = 128 * KIB  # more unsent data in the system only costs memory and cache (performance.md)
_NOT_HERE = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL, errno.ENODEV}


def listen(addresses: Sequence[Address], backlog: int) -> list[socket.socket]:
    """One listening, non-blocking socket for each address; all on the port of the first when theirs is 0.

    Raises PortInUse, PortForbidden, AddressUnavailable or StartFailed, and leaves nothing open then.
    """
    with contextlib.ExitStack() as opened:
        listeners: list[socket.socket] = []
        hosts = {host for host, _port in addresses}
        for host, wanted in addresses:
            port = wanted or (listeners[0].getsockname()[1] if listeners else 0)
            listener = _listen_anywhere(port, backlog) if host == "" else _listen(host, port, backlog, hosts)
            listeners.append(opened.enter_context(listener))
        opened.pop_all()
        return listeners


def _listen_anywhere(port: int, backlog: int) -> socket.socket:
    try:
        return _listen("::", port, backlog, {""})
    except AddressUnavailable:  # a computer without IPv6
        return _listen("0.0.0.0", port, backlog, {""})  # noqa: S104 - "" asks for every address


def _listen(host: str, port: int, backlog: int, hosts: set[str]) -> socket.socket:
    if not 0 <= port <= 65535:  # the system would take the lower bits
        raise StartFailed(f"port {port} is not between 0 and 65535")
    try:
        family, _type, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST | socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except (OSError, OverflowError, UnicodeError) as error:
        raise _start_error(host, port, error) from error
    try:
        _set_options(listener, dual_stack=family == socket.AF_INET6 and "0.0.0.0" not in hosts)  # noqa: S104 - compared
        listener.bind(address)
        listener.listen(backlog)
        listener.setblocking(False)
    except (OSError, OverflowError) as error:
        listener.close()
        raise _start_error(host, port, error) from error
    return listener


def _set_options(listener: socket.socket, *, dual_stack: bool) -> None:
    if sys.platform == "win32":
        # Windows' SO_REUSEADDR lets two programs share a port, and either may get the clients.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if listener.family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(not dual_stack))
    if sys.platform == "linux":
        prepare(listener)  # accepted sockets inherit


def prepare(connected: socket.socket) -> None:
    """Options of a connection: no waiting for acknowledgements, and little unsent data in the system."""
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT_BYTES)


def _start_error(host: str, port: int, error: Exception) -> StartError:
    if isinstance(error, socket.gaierror | UnicodeError):
        return AddressUnavailable(host)
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return PortInUse(host, port)
    if code == errno.EACCES:
        # Windows answers so for a port that another program holds exclusively, too.
        return PortForbidden(port) if port < 1024 else PortInUse(host, port)
    if code in _NOT_HERE:
        return AddressUnavailable(host)
    return StartFailed(str(error))
