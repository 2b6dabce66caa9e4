"""The HTTPS switch of the card does as the one in the preferences: no certificate, no HTTPS, and the way to one."""

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from shareapp.server.tls import own_certificate
from shareapp.sharing.config import SelfSigned, TlsFiles
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from shareapp.ui.preferences.certificate_dialog import CertificateDialog
from tests.support.certificate_files import certificate_files
from tests.support.sharing import loopback
from tests.support.stage import Stage


def turn_on(window: MainWindow) -> None:
    window.body.panel.setup.https.click()


def offered(window: MainWindow) -> CertificateDialog:
    (dialog,) = window.findChildren(CertificateDialog)
    return dialog


def opened(window: MainWindow) -> Preferences:
    (preferences,) = window.findChildren(Preferences)
    assert preferences.stack.currentWidget() is preferences.security
    return preferences


def test_the_first_time_a_certificate_is_made_on_request(stage: Stage, root: Path, qtbot: QtBot) -> None:
    with stage.window(loopback(root)) as window:
        turn_on(window)
        assert window.session.config.tls is None
        offered(window).create_button.click()
        qtbot.waitUntil(lambda: window.session.config.tls == SelfSigned(folder=stage.certificates))
        assert own_certificate(stage.certificates)[0].exists()
        assert window.body.panel.setup.https.isChecked()
        window.body.panel.setup.https.click()
        assert window.session.config.tls is None
        turn_on(window)  # the same one again, without a question
        assert window.session.config.tls is not None


def test_declining_puts_the_switch_back(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        turn_on(window)
        offered(window).cancel_button.click()
        assert window.session.config.tls is None
        assert not window.body.panel.setup.https.isChecked()


def test_own_files_are_chosen_in_the_preferences_and_switch_it_on(stage: Stage, root: Path, qtbot: QtBot) -> None:
    files = certificate_files()
    with stage.window(loopback(root)) as window:
        turn_on(window)
        offered(window).files_button.click()
        preferences = opened(window)
        assert not window.body.panel.setup.https.isChecked()
        for row, file in zip(
            preferences.security.https.file_rows.values(), (files.certificate, files.key), strict=False
        ):
            row.field.setText(str(file))
            row.commit()
        qtbot.waitUntil(lambda: window.session.config.tls is not None)
        preferences.close()
        assert window.session.config.tls == TlsFiles(certificate=files.certificate, key=files.key)
        assert window.body.panel.setup.https.isChecked()


def test_chosen_files_are_checked_first_and_the_fault_is_under_its_field(
    stage: Stage, root: Path, qtbot: QtBot
) -> None:
    files = certificate_files()
    chosen: dict[str, Any] = {"tls_source": "files", "tls_certificate": files.certificate, "tls_key": files.other_key}
    with stage.window(loopback(root), **chosen) as window:
        turn_on(window)
        qtbot.waitUntil(lambda: bool(window.findChildren(Preferences)))
        row = opened(window).security.https.file_rows["tls_key"]
        qtbot.waitUntil(lambda: row.message == "This key doesn’t belong to the certificate.")
        assert window.session.config.tls is None
        assert not window.body.panel.setup.https.isChecked()
        row.field.setText(str(files.key))
        row.commit()
        qtbot.waitUntil(window.body.panel.setup.https.isChecked)
        opened(window).close()


def test_good_files_switch_it_on_without_a_question(stage: Stage, root: Path, qtbot: QtBot) -> None:
    files = certificate_files()
    chosen: dict[str, Any] = {"tls_source": "files", "tls_certificate": files.certificate, "tls_key": files.key}
    with stage.window(loopback(root), **chosen) as window:
        turn_on(window)
        qtbot.waitUntil(lambda: window.session.config.tls is not None)
        assert not window.findChildren(Preferences)


def test_files_that_went_bad_are_explained_when_the_preferences_open(stage: Stage, root: Path, qtbot: QtBot) -> None:
    files = certificate_files()
    tls = TlsFiles(certificate=files.certificate, key=root / "gone.pem")
    chosen: dict[str, Any] = {"tls_source": "files", "tls_certificate": tls.certificate, "tls_key": tls.key}
    with stage.window(loopback(root, tls=tls), **chosen) as window:
        window.show_preferences("security")
        row = opened(window).security.https.file_rows["tls_key"]
        qtbot.waitUntil(lambda: "can’t be read" in row.message)
        opened(window).close()
