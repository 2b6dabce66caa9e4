"""The small dialogs."""

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shareapp import __version__
from shareapp.server.tls import self_signed_certificate
from shareapp.ui.dialogs import Dialog, about_dialog, close_question, come_forward, continue_dialog, shortcuts_dialog
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Label


def _shown(qtbot: QtBot, dialog: Dialog) -> Dialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    return dialog


def _parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def _button(dialog: Dialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def test_what_comes_forward_leaves_the_taskbar(qtbot: QtBot) -> None:
    window = _parent(qtbot)
    window.showMinimized()
    come_forward(window)
    assert window.isVisible()
    assert not window.isMinimized()


def test_shortcuts_are_listed(qtbot: QtBot, theme: Theme) -> None:
    parent = _parent(qtbot)
    dialog = _shown(qtbot, shortcuts_dialog(theme, [("Copy address", "Ctrl+Shift+C")], parent))
    assert {"Copy address", "Ctrl+Shift+C"} <= set(dialog.texts())
    _button(dialog, "Close").click()
    assert not dialog.isVisible()


def test_the_version_is_told(qtbot: QtBot, theme: Theme) -> None:
    parent = _parent(qtbot)
    dialog = _shown(qtbot, about_dialog(theme, parent))
    assert any(__version__ in text for text in dialog.texts())
    assert any(f"Python {platform.python_version()} and Qt {qVersion()}" in text for text in dialog.texts())
    dialog.close()


def test_the_fingerprint_can_be_compared_and_copied(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    certificate, _key = self_signed_certificate(tmp_path, ["jimin-laptop"], ["192.168.0.12"])
    parent = _parent(qtbot)
    dialog = _shown(qtbot, continue_dialog(theme, certificate, parent))
    (fingerprint,) = [text for text in dialog.texts() if text.count(":") == 31]
    _button(dialog, "Copy fingerprint").click()
    assert QGuiApplication.clipboard().text() == fingerprint
    dialog.close()


def test_closing_keeps_sharing_unless_it_is_said(qtbot: QtBot, theme: Theme) -> None:
    parent = _parent(qtbot)
    dialog = _shown(qtbot, close_question(theme, parent))
    assert dialog.focusWidget() is _button(dialog, "Keep open")
    _button(dialog, "Keep open").click()
    assert dialog.result() == Dialog.DialogCode.Rejected
    dialog.show()
    _button(dialog, "Stop and quit").click()
    assert dialog.result() == Dialog.DialogCode.Accepted


def test_a_dialog_is_as_high_as_its_words(theme: Theme, qtbot: QtBot) -> None:
    for text in ("Short.", "Long words that need some lines of their own at the width of a dialog. " * 4):
        dialog = Dialog(theme, "warn", "Let devices run scripts on this computer?", text)
        qtbot.addWidget(dialog)
        dialog.add_close()
        dialog.show()
        layout = dialog.layout()
        assert layout is not None
        assert dialog.height() == layout.totalHeightForWidth(dialog.width())
        heading, words = dialog.findChildren(Label)
        assert words.y() == heading.geometry().bottom() + 1 + 4


def test_a_dialog_with_a_size_of_its_own_keeps_it(theme: Theme, qtbot: QtBot) -> None:
    dialog = Dialog(theme, "phone", "Devices", "All that came.")
    qtbot.addWidget(dialog)
    dialog.resize(720, 420)
    dialog.show()
    assert (dialog.width(), dialog.height()) == (720, 420)
