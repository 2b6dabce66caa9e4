"""TLS for a server: a context from certificate files, and certificates made on this computer.

Every fault of the files is a typed ``CertificateInvalid`` that names the file; nothing ever prompts on a terminal.
``cryptography`` is imported late: a share without HTTPS does not pay for it.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shareapp.server.errors import CertificateCause, CertificateInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

VALID_DAYS = 365
"""Browsers refuse leaf certificates of more than 398 days when they come from a real authority; a year is safe."""
RENEW_BEFORE = timedelta(days=30)
_CLOCK_SKEW = timedelta(hours=1)  # a phone whose clock is slow must not call a fresh certificate "not yet valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """What a person wants to know of a certificate. ``fingerprint`` is SHA-256 as "AB:CD:…"."""

    subject: str
    issuer: str
    self_signed: bool
    not_before: datetime
    not_after: datetime
    names: tuple[str, ...]  # DNS names and numeric addresses it covers
    fingerprint: str


def server_context(certificate: Path, key: Path | None = None, password_file: Path | None = None) -> ssl.SSLContext:
    """A context for a server with this PEM chain, its private key (None: in the same file) and the key's password.

    TLS 1.2 or newer, ALPN "http/1.1", no compression, no renegotiation (RFC 8996, RFC 9325 section 3, RFC 7301).
    Raises CertificateInvalid with the first failing check: readable, PEM, password, pair, dates.
    """
    password = b"" if password_file is None else _read(password_file).strip()  # bytes: any encoding may be the key's
    chain = _load_chain(certificate)
    private_key = _load_key(key or certificate, password)
    if private_key.public_key() != chain[0].public_key():
        raise CertificateInvalid("mismatch", key or certificate)
    _check_dates(chain[0], certificate)
    context = bare_context()
    try:
        # The callable keeps OpenSSL from asking on the terminal when the key is encrypted.
        context.load_cert_chain(certificate, key, lambda: password)
    except ssl.SSLError as error:
        raise CertificateInvalid("not-pem", key or certificate, str(error)) from error
    return context


def bare_context(alpn_protocols: Sequence[str] = ("http/1.1",)) -> ssl.SSLContext:
    """TLS 1.2 or newer, no compression, no renegotiation, offering these protocols; no certificate yet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    # A peer that leaves without close_notify is no error (RFC 9112 section 9.8); lengths are guarded by HTTP framing.
    context.options |= getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    context.set_alpn_protocols(list(alpn_protocols))
    return context


def describe_certificate(certificate: Path) -> CertificateFacts:
    """The facts of the first certificate in a PEM file. Raises CertificateInvalid when there is none to read."""
    from cryptography.hazmat.primitives import hashes

    leaf = _load_chain(certificate)[0]
    return CertificateFacts(
        subject=_common_name(leaf.subject),
        issuer=_common_name(leaf.issuer),
        self_signed=leaf.subject == leaf.issuer,
        not_before=leaf.not_valid_before_utc,
        not_after=leaf.not_valid_after_utc,
        names=_covered_names(leaf),
        fingerprint=leaf.fingerprint(hashes.SHA256()).hex(":").upper(),
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose for a certificate that is made here: its common name and its days."""

    name: str
    days: int


def self_signed_certificate(
    folder: Path, names: Sequence[str], addresses: Sequence[str], wish: Wish | None = None
) -> tuple[Path, Path]:
    """A certificate made on this computer for its host names and numeric addresses, kept in ``folder``.

    Returns its path and its private key's (ECDSA P-256, readable by the owner only). The certificate is made again
    with the same key when it does not cover every name and address, or ends within a month; then it keeps its common
    name and its days. A ``wish`` makes it anew in any case.
    Raises CertificateInvalid("unreadable") when the folder cannot be used.
    """
    certificate, key = own_certificate(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        private_key = _own_key(key)
        if wish is not None or not _still_good(certificate, private_key, {*names, *addresses}):
            wish = wish or _wish_before(certificate) or Wish(names[0] if names else "shareapp", VALID_DAYS)
            _write(certificate, _issue(private_key, names, addresses, wish), mode=0o644)
    except OSError as error:
        raise CertificateInvalid("unreadable", folder, error.strerror or str(error)) from error
    return certificate, key


def own_certificate(folder: Path) -> tuple[Path, Path]:
    """Where ``self_signed_certificate`` keeps the certificate and its private key."""
    return folder / "certificate.pem", folder / "private-key.pem"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CertificateInvalid("unreadable", path, error.strerror or str(error)) from error


def _load_chain(path: Path) -> list[x509.Certificate]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(_read(path))
    except ValueError as error:
        raise CertificateInvalid("not-pem", path, str(error)) from error


def _load_key(path: Path, password: bytes) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    text = _read(path)
    encrypted = b"ENCRYPTED" in text
    secret = password if encrypted and password else None
    try:
        return load_pem_private_key(text, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        cause: CertificateCause = "wrong-password" if encrypted else "not-pem"
        raise CertificateInvalid(cause, path, str(error)) from error


def _check_dates(leaf: x509.Certificate, path: Path) -> None:
    now = datetime.now(UTC)
    if leaf.not_valid_after_utc < now:
        raise CertificateInvalid("expired", path, leaf.not_valid_after_utc.date().isoformat())
    if leaf.not_valid_before_utc > now:
        raise CertificateInvalid("not-yet-valid", path, leaf.not_valid_before_utc.date().isoformat())


def _common_name(name: x509.Name) -> str:
    from cryptography.x509.oid import NameOID

    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _covered_names(leaf: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509

    try:
        covered = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = covered.get_values_for_type(x509.IPAddress)
    return (*covered.get_values_for_type(x509.DNSName), *map(str, addresses))


def _own_key(path: Path) -> EllipticCurvePrivateKey:
    """The key kept at ``path``, made on first use (and made anew when the file was damaged)."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    with contextlib.suppress(FileNotFoundError, ValueError, TypeError):
        kept = load_pem_private_key(path.read_bytes(), None)
        if isinstance(kept, ec.EllipticCurvePrivateKey):
            return kept
    made = ec.generate_private_key(ec.SECP256R1())
    _write(path, _key_pem(made), mode=0o600)
    return made


def _key_pem(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _still_good(path: Path, key: EllipticCurvePrivateKey, wanted: set[str]) -> bool:
    try:
        leaf = _load_chain(path)[0]
    except CertificateInvalid:
        return False  # missing or damaged: it is about to be made again
    return (
        leaf.public_key() == key.public_key()
        and leaf.not_valid_after_utc - datetime.now(UTC) > RENEW_BEFORE
        and {_comparable(name) for name in wanted} <= {_comparable(name) for name in _covered_names(leaf)}
    )


def _comparable(name: str) -> str:
    try:
        return ipaddress.ip_address(name).compressed
    except ValueError:
        return name.lower()


def _wish_before(path: Path) -> Wish | None:
    """The name and the days of the certificate that is about to be replaced, None when there is none to read."""
    try:
        leaf = _load_chain(path)[0]
    except CertificateInvalid:
        return None
    return Wish(_common_name(leaf.subject), (leaf.not_valid_after_utc - leaf.not_valid_before_utc).days)


def _issue(key: EllipticCurvePrivateKey, names: Sequence[str], addresses: Sequence[str], wish: Wish) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    # RFC 5280 appendix A bounds a common name to 64 characters.
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wish.name[:64])])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_SKEW)
        .not_valid_after(now + timedelta(days=wish.days))
        .add_extension(x509.SubjectAlternativeName(list(_general_names(names, addresses))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _general_names(names: Iterable[str], addresses: Iterable[str]) -> Iterable[x509.GeneralName]:
    from cryptography import x509

    for name in dict.fromkeys(names):
        # A host name outside ASCII goes in as its A-label (RFC 5280 section 7.2).
        yield x509.DNSName(name if name.isascii() else name.encode("idna").decode("ascii"))
    for address in dict.fromkeys(addresses):
        yield x509.IPAddress(ipaddress.ip_address(address))


def _write(path: Path, content: bytes, *, mode: int) -> None:
    """Replace ``path`` at one stroke, with its final rights from the first byte on."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    temporary.replace(path)
