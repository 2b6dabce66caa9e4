"""tls: every fault of the files is one typed error; certificates made here cover what was asked."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from shareapp.server.errors import CertificateCause, CertificateInvalid
from shareapp.server.tls import Wish, describe_certificate, self_signed_certificate, server_context
from tests.support.certificates import write_pair


def refused(certificate: Path, key: Path | None = None, password_file: Path | None = None) -> CertificateInvalid:
    with pytest.raises(CertificateInvalid) as caught:
        server_context(certificate, key, password_file)
    return caught.value


def handshake(context: ssl.SSLContext, client: ssl.SSLContext, name: str = "localhost") -> ssl.SSLObject:
    """A handshake in memory; returns the client's side."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server_side = context.wrap_bio(to_server, to_client, server_side=True)
    client_side = client.wrap_bio(to_client, to_server, server_hostname=name)
    waiting = [client_side, server_side]
    for _ in range(10):
        for side in list(waiting):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            waiting.remove(side)
    assert not waiting
    return client_side


def trusting(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context


def test_a_good_pair_makes_a_context_that_speaks_tls_1_3_and_http_1_1(tmp_path: Path) -> None:
    certificate, key = self_signed_certificate(tmp_path, ["localhost"], [])
    client = handshake(server_context(certificate, key), trusting(certificate))
    assert client.version() == "TLSv1.3"
    assert client.selected_alpn_protocol() == "http/1.1"


@pytest.mark.point(94)
def test_tls_1_1_is_refused(tmp_path: Path) -> None:
    context = server_context(*write_pair(tmp_path))
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_an_encrypted_key_opens_with_its_password_file(tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path, password="열려라 참깨")
    (tmp_path / "password").write_text("열려라 참깨\n", encoding="utf-8")
    server_context(certificate, key, tmp_path / "password")


def test_a_password_file_for_an_open_key_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("unused")
    server_context(*write_pair(tmp_path), tmp_path / "password")


def test_key_and_certificate_may_share_one_file(tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path)
    both = tmp_path / "both.pem"
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    server_context(both)


@pytest.mark.point(99)
def test_a_missing_file_is_named(tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path)
    missing = tmp_path / "missing.pem"
    for error in (refused(missing), refused(certificate, missing), refused(certificate, key, missing)):
        assert (error.cause, error.path) == ("unreadable", missing)
        assert error.detail


@pytest.mark.point(99)
@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_file_without_a_certificate_is_not_pem(tmp_path: Path, content: bytes) -> None:
    _, key = write_pair(tmp_path)
    wrong = tmp_path / "wrong.pem"
    wrong.write_bytes(content)
    assert (refused(wrong, key).cause, refused(wrong, key).path) == ("not-pem", wrong)


@pytest.mark.point(99)
def test_a_key_file_without_a_key_is_not_pem(tmp_path: Path) -> None:
    certificate, _ = write_pair(tmp_path)
    error = refused(certificate)
    assert (error.cause, error.path) == ("not-pem", certificate)


@pytest.mark.point(99)
@pytest.mark.parametrize("given", [None, b"wrong", b"", b"\xff\xfe not UTF-8", b"x" * 2000])
def test_a_wrong_or_missing_password_is_told_and_nothing_prompts(tmp_path: Path, given: bytes | None) -> None:
    certificate, key = write_pair(tmp_path, password="right")
    password_file = None
    if given is not None:
        password_file = tmp_path / "password"
        password_file.write_bytes(given)
    error = refused(certificate, key, password_file)
    assert (error.cause, error.path) == ("wrong-password", key)


@pytest.mark.point(99)
def test_a_key_of_another_certificate_is_a_mismatch(tmp_path: Path) -> None:
    certificate, _ = write_pair(tmp_path / "a")
    _, other = write_pair(tmp_path / "b")
    error = refused(certificate, other)
    assert (error.cause, error.path) == ("mismatch", other)


@pytest.mark.point(99)
@pytest.mark.parametrize(
    ("begins", "ends", "cause"),
    [(timedelta(days=-9), timedelta(days=-2), "expired"), (timedelta(days=2), timedelta(days=9), "not-yet-valid")],
)
def test_dates_are_checked_and_told(
    tmp_path: Path, begins: timedelta, ends: timedelta, cause: CertificateCause
) -> None:
    error = refused(*write_pair(tmp_path, begins=begins, ends=ends))
    assert error.cause == cause
    assert datetime.fromisoformat(error.detail).year >= 2000


def test_a_certificate_made_here_covers_names_and_addresses(tmp_path: Path) -> None:
    names, addresses = ["jimin-laptop", "jimin-laptop.local", "localhost"], ["192.0.2.7", "2001:db8::7"]
    certificate, key = self_signed_certificate(tmp_path / "new", names, addresses)
    client = trusting(certificate)
    for name in names + addresses:
        handshake(server_context(certificate, key), client, name)


def test_its_key_is_the_owners_alone(tmp_path: Path) -> None:
    _, key = self_signed_certificate(tmp_path / "new", ["localhost"], [])
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [path.name for path in sorted((tmp_path / "new").iterdir())] == ["certificate.pem", "private-key.pem"]


def test_it_is_kept_while_it_covers_what_is_asked(tmp_path: Path) -> None:
    certificate, _ = self_signed_certificate(tmp_path, ["localhost"], ["192.0.2.7", "2001:db8::7"])
    before = certificate.read_bytes()
    self_signed_certificate(tmp_path, ["LOCALHOST"], ["2001:DB8:0::7"])
    assert certificate.read_bytes() == before


def test_a_new_address_makes_a_new_certificate_with_the_same_key(tmp_path: Path) -> None:
    certificate, key = self_signed_certificate(tmp_path, ["localhost"], ["192.0.2.7"])
    before, key_before = describe_certificate(certificate), key.read_bytes()
    self_signed_certificate(tmp_path, ["localhost"], ["192.0.2.8"])
    assert describe_certificate(certificate).fingerprint != before.fingerprint
    assert "192.0.2.8" in describe_certificate(certificate).names
    assert key.read_bytes() == key_before


def test_a_damaged_certificate_or_key_is_made_again(tmp_path: Path) -> None:
    certificate, key = self_signed_certificate(tmp_path, ["localhost"], [])
    certificate.write_text("broken")
    server_context(*self_signed_certificate(tmp_path, ["localhost"], []))
    key.write_text("broken")
    server_context(*self_signed_certificate(tmp_path, ["localhost"], []))


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CertificateInvalid) as caught:
        self_signed_certificate(tmp_path / "file", ["localhost"], [])
    assert caught.value.cause == "unreadable"


def test_its_facts_can_be_shown(tmp_path: Path) -> None:
    certificate, _ = self_signed_certificate(tmp_path, ["jimin-laptop", "한국.local"], ["192.0.2.7"])
    facts = describe_certificate(certificate)
    assert (facts.subject, facts.issuer, facts.self_signed) == ("jimin-laptop", "jimin-laptop", True)
    assert facts.names == ("jimin-laptop", "xn--3e0b707e.local", "192.0.2.7")
    assert timedelta(days=360) < facts.not_after - datetime.now(UTC) < timedelta(days=366)
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text())
    assert facts.fingerprint == x509.load_der_x509_certificate(der).fingerprint(hashes.SHA256()).hex(":").upper()


def test_a_wish_makes_it_anew_and_lasts_for_those_that_follow(tmp_path: Path) -> None:
    certificate, key = self_signed_certificate(tmp_path, ["localhost"], ["192.0.2.7"])
    key_before = key.read_bytes()
    self_signed_certificate(tmp_path, ["localhost"], ["192.0.2.7"], Wish("지민의 노트북", 90))
    self_signed_certificate(tmp_path, ["localhost"], ["192.0.2.8"])
    facts = describe_certificate(certificate)
    assert (facts.subject, facts.names) == ("지민의 노트북", ("localhost", "192.0.2.8"))
    assert timedelta(days=89) < facts.not_after - datetime.now(UTC) < timedelta(days=91)
    assert key.read_bytes() == key_before
