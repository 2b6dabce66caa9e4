"""From a config to a listening server: the world is judged here, each fault as its StartError."""

import contextlib
import socket
from ssl import SSLContext

from shareapp.server.events import Sink
from shareapp.server.layers.chain import Responder
from shareapp.server.site_server import SiteServer
from shareapp.sharing.addresses import own_names, reachable_addresses
from shareapp.sharing.config import SelfSigned, ShareConfig, Tls


def open_server(config: ShareConfig, site: Responder, sink: Sink, name: str) -> SiteServer:
    """A server that listens and does not answer yet. ``name`` begins the names of its threads.

    Raises a StartError: CertificateInvalid, or what binding meets.
    """
    return SiteServer(
        _bind_addresses(config.host, config.port),
        site,
        tls=_tls_context(config.tls, config.host),
        limits=config.limits,
        sink=sink,
        protocol=config.protocol,
        name=name,
    )


def _bind_addresses(host: str, port: int) -> list[tuple[str, int]]:
    if host:
        return [(host, port)]
    every_ipv4 = ("0.0.0.0", port)  # noqa: S104 - the purpose of sharing; "this computer only" is a choice of config
    return [every_ipv4, ("::", port)] if _has_ipv6() else [every_ipv4]


def _has_ipv6() -> bool:
    """Whether the running system speaks IPv6, which the interpreter's ``socket.has_ipv6`` does not tell."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
        probe.bind(("::1", 0))
        return True
    return False


def _tls_context(tls: Tls | None, host: str) -> SSLContext | None:
    if tls is None:
        return None
    # Late: cryptography costs a plain share nothing.
    from shareapp.server.tls import self_signed_certificate, server_context

    if isinstance(tls, SelfSigned):
        hosts = [address.host for address in reachable_addresses(host)]
        return server_context(*self_signed_certificate(tls.folder, own_names(), hosts))
    return server_context(tls.certificate, tls.key, tls.password_file)
