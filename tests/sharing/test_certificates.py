"""The certificate of a share: made here for every way to open it, or checked field by field."""

from datetime import timedelta
from pathlib import Path

import pytest

from shareapp.server.tls import Wish, describe_certificate
from shareapp.sharing.certificates import FileField, check_files, covered, make_certificate, uncovered
from shareapp.sharing.config import TlsFiles
from tests.support.certificates import write_pair


def test_this_computer_is_covered_by_every_name_and_address_it_is_opened_by() -> None:
    names, addresses = covered()
    assert "localhost" in names
    assert {"127.0.0.1", "::1"} <= set(addresses)
    assert len(addresses) == len(set(addresses))


def test_a_certificate_made_here_has_the_name_and_the_days_asked_for(tmp_path: Path) -> None:
    facts = make_certificate(tmp_path, Wish("Jimin's laptop", 30))
    assert facts.subject == "Jimin's laptop"
    assert facts.not_after - facts.not_before < timedelta(days=31)
    assert uncovered(facts, covered()[1]) == ()
    assert uncovered(facts, ["192.0.2.99", "127.0.0.1"]) == ("192.0.2.99",)


def test_good_files_have_no_fault(tmp_path: Path) -> None:
    certificate, key = write_pair(tmp_path)
    assert check_files(TlsFiles(certificate=certificate, key=key)) is None
    assert describe_certificate(certificate).self_signed


@pytest.mark.parametrize(
    ("certificate", "key", "password", "field", "cause"),
    [
        ("missing.pem", "key.pem", None, "tls_certificate", "unreadable"),
        ("key.pem", "key.pem", None, "tls_certificate", "not-pem"),
        ("cert.pem", "missing.pem", None, "tls_key", "unreadable"),
        ("cert.pem", "cert.pem", None, "tls_key", "not-pem"),
        ("cert.pem", "other/key.pem", None, "tls_key", "mismatch"),
        ("cert.pem", "locked/key.pem", None, "tls_password_file", "wrong-password"),
        ("cert.pem", "key.pem", "missing.txt", "tls_password_file", "unreadable"),
        ("old/cert.pem", "old/key.pem", None, "tls_certificate", "expired"),
    ],
)
def test_the_first_fault_names_the_field_to_mend(
    tmp_path: Path, certificate: str, key: str, password: str | None, field: FileField, cause: str
) -> None:
    write_pair(tmp_path)
    write_pair(tmp_path / "other")
    write_pair(tmp_path / "locked", password="secret")
    write_pair(tmp_path / "old", begins=timedelta(days=-9), ends=timedelta(days=-2))
    files = TlsFiles(
        certificate=tmp_path / certificate,
        key=tmp_path / key,
        password_file=None if password is None else tmp_path / password,
    )
    fault = check_files(files)
    assert fault is not None
    assert fault.error is not None
    assert (fault.field, fault.error.cause) == (field, cause)


def test_a_certificate_without_its_key_asks_for_the_key(tmp_path: Path) -> None:
    certificate, _ = write_pair(tmp_path)
    fault = check_files(TlsFiles(certificate=certificate))
    assert fault is not None
    assert (fault.field, fault.error) == ("tls_key", None)
