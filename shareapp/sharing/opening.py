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


def renewed_context(config: ShareConfig) -> SSLContext | None:
    """A context with this computer's certificate made anew, with the same key, because it has other addresses now.

    None when the certificate still covers them all, or is not one of ours. Raises CertificateInvalid when the folder of
    the certificate cannot be used.
    """
    if not isinstance(config.tls, SelfSigned):
        return None
    from shareapp.server.tls import own_certificate, self_signed_certificate, server_context

    certificate, _key = own_certificate(config.tls.folder)
    before = certificate.read_bytes() if certificate.is_file() else b""
    pair = self_signed_certificate(config.tls.folder, *covered(config.host))
    return None if certificate.read_bytes() == before else server_context(*pair)


def _tls_context(tls: Tls | None, host: str) -> SSLContext | None:
    if tls is None:
        return None
    # Late: cryptography costs a plain share nothing.
    from shareapp.server.tls import self_signed_certificate, server_context

    if isinstance(tls, SelfSigned):
        return server_context(*self_signed_certificate(tls.folder, *covered(host)))
    return server_context(tls.certificate, tls.key, tls.password_file)
