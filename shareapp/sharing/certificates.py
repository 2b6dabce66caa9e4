"""The certificate of a share: made for this computer, or checked when somebody brings one. For worker threads."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from shareapp.server.errors import CertificateInvalid
from shareapp.server.tls import CertificateFacts, Wish, describe_certificate, self_signed_certificate, server_context
from shareapp.sharing.addresses import own_names, reachable_addresses
from shareapp.sharing.config import TlsFiles

_LOOPBACK = ("127.0.0.1", "::1")
_KEY_MARK = b"PRIVATE KEY-----"

FileField = Literal["tls_certificate", "tls_key", "tls_password_file"]


class FileFault(NamedTuple):
    """Which of the files has to be another one, and why; ``error`` is None when it has only to be named."""

    field: FileField
    error: CertificateInvalid | None


def covered(host: str = "") -> tuple[list[str], list[str]]:
    """The names and the addresses that a share bound to ``host`` is opened by."""
    addresses = [*_LOOPBACK, *(address.host for address in reachable_addresses(host))]
    return [*own_names(), "localhost"], list(dict.fromkeys(addresses))


def make_certificate(folder: Path, wish: Wish) -> CertificateFacts:
    """Make a certificate for this computer's present names and addresses in ``folder``.

    Raises CertificateInvalid when the folder cannot be used.
    """
    certificate, _key = self_signed_certificate(folder, *covered(), wish)
    return describe_certificate(certificate)


def check_files(files: TlsFiles) -> FileFault | None:
    """The first thing that keeps these files from being used: readable, PEM, password, pair, dates; None when good."""
    try:
        describe_certificate(files.certificate)
    except CertificateInvalid as error:
        return FileFault("tls_certificate", error)
    if files.key is None and _KEY_MARK not in files.certificate.read_bytes():
        return FileFault("tls_key", None)
    try:
        server_context(files.certificate, files.key, files.password_file)
    except CertificateInvalid as error:
        return FileFault(_field(files, error), error)
    return None


def _field(files: TlsFiles, error: CertificateInvalid) -> FileField:
    if error.cause == "wrong-password" or error.path == files.password_file:
        return "tls_password_file"
    return "tls_certificate" if error.cause in {"expired", "not-yet-valid"} else "tls_key"


def uncovered(facts: CertificateFacts, hosts: Sequence[str]) -> tuple[str, ...]:
    """Which of these addresses the certificate does not name; one for names only is judged by nobody here."""
    return tuple(host for host in hosts if host not in facts.names)
