"""A config becomes a server that listens as it says."""

import socket
from pathlib import Path

import pytest

from shareapp.server.errors import CertificateInvalid, PortInUse
from shareapp.server.events import discard
from shareapp.server.message import Request, Response
from shareapp.server.site_server import SiteServer
from shareapp.sharing.addresses import Address
from shareapp.sharing.config import SelfSigned, TlsFiles
from shareapp.sharing.opening import open_server, renewed_context
from tests.support.sharing import LOOPBACK, loopback


def answer(_request: Request) -> Response:
    return Response(200)


def test_a_server_listens_before_it_serves_and_lets_go_when_stopped(tmp_path: Path) -> None:
    server = open_server(loopback(tmp_path), answer, discard, "share-1")
    socket.create_connection((LOOPBACK, server.port), 5).close()
    server.stop(0)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((LOOPBACK, server.port), 5)


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken, pytest.raises(PortInUse):
        open_server(loopback(tmp_path, port=taken.getsockname()[1]), answer, discard, "share-1")


@pytest.mark.point(99)
def test_a_bad_certificate_leaves_no_port_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SiteServer, "__init__", lambda *_, **__: pytest.fail("bound before the certificate was read"))
    with pytest.raises(CertificateInvalid):
        open_server(loopback(tmp_path, tls=TlsFiles(certificate=tmp_path / "none.pem")), answer, discard, "share-1")


def test_a_certificate_made_here_covers_every_shown_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = (Address("192.168.0.12", "wifi", "wlan0"), Address("fd00::7", "wifi", "wlan0"))
    monkeypatch.setattr("shareapp.sharing.certificates.reachable_addresses", lambda _host: shown)
    server = open_server(loopback(tmp_path, tls=SelfSigned(folder=tmp_path)), answer, discard, "share-1")
    server.stop(0)
    from cryptography import x509

    certificate = x509.load_pem_x509_certificate((tmp_path / "certificate.pem").read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(address) for address in names.get_values_for_type(x509.IPAddress)} >= {
        "192.168.0.12",
        "fd00::7",
        "127.0.0.1",
    }
    assert "localhost" in names.get_values_for_type(x509.DNSName)


def test_a_certificate_is_made_anew_only_for_an_address_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Address] = []
    monkeypatch.setattr("shareapp.sharing.certificates.reachable_addresses", lambda _host: tuple(shown))
    config = loopback(tmp_path, tls=SelfSigned(folder=tmp_path / "keys"))
    assert renewed_context(config) is not None
    assert renewed_context(config) is None
    shown.append(Address("192.168.0.12", "wifi", "wlan0"))
    assert renewed_context(config) is not None
    shown.clear()
    assert renewed_context(config) is None


def test_the_certificate_of_somebody_else_is_never_made_anew(tmp_path: Path) -> None:
    assert renewed_context(loopback(tmp_path)) is None
    assert renewed_context(loopback(tmp_path, tls=TlsFiles(certificate=tmp_path / "none.pem"))) is None
