"""The dialog that makes a certificate: for what, for how long, and what if it cannot be kept."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from shareapp.server.tls import describe_certificate, own_certificate
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences.certificate_dialog import CertificateDialog
from shareapp.ui.widgets import Banner


def dialog_for(window: MainWindow, folder: Path) -> CertificateDialog:
    dialog = CertificateDialog(window.theme, window.background, folder, window)
    dialog.open()
    return dialog


def test_it_makes_what_was_asked_for(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = dialog_for(window, tmp_path / "made")
    assert "localhost" in dialog.addresses
    dialog.name.field.setText("Jimin's laptop")
    with qtbot.waitSignal(dialog.accepted):
        dialog.create_button.click()
    assert describe_certificate(own_certificate(tmp_path / "made")[0]).subject == "Jimin's laptop"


def test_a_name_is_needed(window: MainWindow, tmp_path: Path) -> None:
    dialog = dialog_for(window, tmp_path / "made")
    dialog.name.field.setText("  ")
    dialog.create_button.click()
    assert dialog.name.message == "This can’t be empty."
    assert not (tmp_path / "made").exists()
    dialog.reject()


def test_a_place_that_refuses_is_told_and_can_be_tried_again(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("in the way")
    dialog = dialog_for(window, tmp_path / "file")
    dialog.create_button.click()
    qtbot.waitUntil(dialog.create_button.isEnabled)
    banner = dialog.findChild(Banner)
    assert isinstance(banner, Banner)
    assert banner.isVisible()
    dialog.reject()


def test_own_files_are_an_answer_too(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = dialog_for(window, tmp_path / "made")
    with qtbot.waitSignal(dialog.files_wanted):
        dialog.files_button.click()
