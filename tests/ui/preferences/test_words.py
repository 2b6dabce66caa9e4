"""What the preferences say about values and certificates."""

from pathlib import Path

import pytest

from shareapp.server.errors import CertificateCause, CertificateInvalid
from shareapp.server.tls import Wish
from shareapp.sharing.certificates import FileFault, make_certificate
from shareapp.ui.i18n import Translations
from shareapp.ui.preferences import words

pytestmark = pytest.mark.usefixtures("translations")

CAUSES: tuple[CertificateCause, ...] = ("unreadable", "not-pem", "wrong-password", "mismatch", "expired")


def test_every_fault_of_a_file_has_its_own_sentence() -> None:
    sentences = {
        words.file_fault(FileFault("tls_key", CertificateInvalid(cause, Path("key.pem"), "2026-05-03")))
        for cause in CAUSES
    }
    assert len(sentences) == len(CAUSES)
    assert words.file_fault(FileFault("tls_key", None)) == "Choose the private key, too."
    assert words.file_fault(FileFault("tls_certificate", None)) == "Choose the certificate first."


def test_a_certificate_is_summed_up_in_one_line(tmp_path: Path) -> None:
    line = words.certificate_line(make_certificate(tmp_path, Wish("jimin-laptop", 365)))
    assert line.startswith("Valid until ")
    assert line.endswith(" · jimin-laptop · self-signed")


def test_names_are_joined_as_the_language_does(translations: Translations) -> None:
    assert words.not_executable(["a.sh", "b.sh"]).startswith("a.sh and b.sh")
    translations.apply("ko")
    assert "403" in words.not_executable(["a.sh"])
