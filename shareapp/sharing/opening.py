"""From a config to a listening server; what the world refuses comes as a StartError."""

from ssl import SSLContext

from shareapp.server.events import Sink
from shareapp.server.layers.answers import error_response
from shareapp.server.layers.chain import Responder
from shareapp.server.site_server import SiteServer
from shareapp.sharing.certificates import covered
from shareapp.sharing.config import SelfSigned, ShareConfig, Tls


def open_server(config: ShareConfig, site: Responder, sink: Sink, name: str) -> SiteServer:
    """A server that listens and does not answer yet. ``name`` begins the names of its threads.

    Raises a StartError: CertificateInvalid, or what binding meets.
    """
    return SiteServer(
        [(config.host, config.port)],
        site,
        tls=_tls_context(config.tls, config.host),
        limits=config.limits,
        sink=sink,
        protocol=config.protocol,
        name=name,
        refuse=error_response,
    )


def _tls_context(tls: Tls | None, host: str) -> SSLContext | None:
    if tls is None:
        return None
    # Late: cryptography costs a plain share nothing.
    from shareapp.server.tls import self_signed_certificate, server_context

    if isinstance(tls, SelfSigned):
        return server_context(*self_signed_certificate(tls.folder, *covered(host)))
    return server_context(tls.certificate, tls.key, tls.password_file)
