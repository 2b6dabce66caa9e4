"""HTTPS: changes only to a certificate that is known to work."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import SelfSigned, TlsFiles
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from shareapp.ui.preferences.certificate_dialog import CertificateDialog
from shareapp.ui.preferences.dialog import LEAST_SIZE
from tests.support.certificates import write_pair


def wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.background.is_busy)


def test_good_files_switch_https_on(window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot) -> None:
    https = preferences.security.https
    certificate, key = write_pair(tmp_path / "a")
    https.files.radio.click()
    https._file_chosen("tls_certificate", certificate)
    https._file_chosen("tls_key", key)
    wait(qtbot, window)
    https.switch.switch.click()
    qtbot.waitUntil(lambda: window.session.config.tls is not None)
    assert window.session.config.tls == TlsFiles(certificate=certificate, key=key)
    qtbot.waitUntil(lambda: "self-signed" in https.status.title)
    https.copy_button.click()
    assert QGuiApplication.clipboard().text().count(":") == 31


def test_a_key_of_another_certificate_is_explained_under_its_field(
    window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    https = preferences.security.https
    certificate, _ = write_pair(tmp_path / "a")
    _, other = write_pair(tmp_path / "b")
    https.files.radio.click()
    https._file_chosen("tls_certificate", certificate)
    https._file_chosen("tls_key", other)
    qtbot.waitUntil(lambda: https.file_rows["tls_key"].message != "")
    assert https.file_rows["tls_key"].message == "This key doesn’t belong to the certificate."
    https.switch.switch.click()
    wait(qtbot, window)
    assert window.session.config.tls is None
    assert not https.switch.switch.isChecked()


def test_an_expired_certificate_is_explained_under_its_field(
    window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    https = preferences.security.https
    certificate, key = write_pair(tmp_path, begins=timedelta(days=-9), ends=timedelta(days=-2))
    https.files.radio.click()
    https._file_chosen("tls_certificate", certificate)
    https._file_chosen("tls_key", key)
    qtbot.waitUntil(lambda: "expired" in https.file_rows["tls_certificate"].message)


def test_the_first_time_a_certificate_is_made_on_request(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    https = preferences.security.https
    https.switch.switch.click()
    dialog = preferences.findChild(CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    assert window.session.config.tls is None
    dialog.create_button.click()
    qtbot.waitUntil(lambda: isinstance(window.session.config.tls, SelfSigned))
    assert https.switch.switch.isChecked()


def test_declining_leaves_https_off(window: MainWindow, preferences: Preferences) -> None:
    https = preferences.security.https
    https.switch.switch.click()
    dialog = preferences.findChild(CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    dialog.cancel_button.click()
    assert window.session.config.tls is None
    assert not https.switch.switch.isChecked()


def test_an_encrypted_key_without_a_password_asks_for_its_file(
    window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    https = preferences.security.https
    certificate, key = write_pair(tmp_path / "a", password="secret")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("another")
    https.files.radio.click()
    https._file_chosen("tls_certificate", certificate)
    https._file_chosen("tls_key", key)
    row = https.file_rows["tls_password_file"]
    qtbot.waitUntil(lambda: row.message == "The key is encrypted. Choose the file with its password.")
    https._file_chosen("tls_password_file", wrong)
    qtbot.waitUntil(lambda: row.message == "The key password is wrong.")


def test_what_is_wrong_is_brought_into_view(
    window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    https = preferences.security.https
    preferences.resize(*LEAST_SIZE)
    preferences.show_page("security")
    certificate, key = write_pair(tmp_path / "a", password="secret")
    https.files.radio.click()
    https._file_chosen("tls_certificate", certificate)
    wait(qtbot, window)
    preferences.security.verticalScrollBar().setValue(0)
    https._file_chosen("tls_key", key)
    row = https.file_rows["tls_password_file"]
    qtbot.waitUntil(lambda: row.is_refused and preferences.security.verticalScrollBar().value() > 0)
    assert row.visibleRegion().boundingRect() == row.rect()


def test_https_that_is_wanted_when_the_preferences_close_comes_all_the_same(
    window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    https = preferences.security.https
    certificate, key = write_pair(tmp_path / "a")
    https.files.radio.click()
    https._file_chosen("tls_certificate", certificate)
    https._file_chosen("tls_key", key)
    wait(qtbot, window)
    assert window.session.config.tls is None
    https.switch.switch.click()
    preferences.accept()
    qtbot.waitUntil(lambda: window.session.config.tls == TlsFiles(certificate=certificate, key=key))


def test_wrong_files_leave_https_off_also_when_the_preferences_close(
    window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    https = preferences.security.https
    (certificate, _), (_, other) = write_pair(tmp_path / "a"), write_pair(tmp_path / "b")
    https.files.radio.click()
    https._file_chosen("tls_certificate", certificate)
    https._file_chosen("tls_key", other)
    wait(qtbot, window)
    https.switch.switch.click()
    preferences.accept()
    wait(qtbot, window)
    assert window.session.config.tls is None
