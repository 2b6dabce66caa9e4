"""Every dialog can be used without a mouse: the keyboard begins inside, Tab reaches every control, Escape leaves."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from shareapp.server.events import Trouble
from shareapp.sharing.config import ShareConfig
from shareapp.ui import dialogs
from shareapp.ui.connect_help import ConnectHelp
from shareapp.ui.devices_dialog import DevicesDialog
from shareapp.ui.large_qr import LargeQr
from shareapp.ui.log_notes import NotesDialog
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences.certificate_dialog import CertificateDialog
from tests.support.events import TROUBLE
from tests.support.stage import Stage, running_view, settle

URL = "http://192.168.0.12:8000"
RAN = Trouble(1.5, "cgi-exit", "10.0.0.5", ("/cgi-bin/form.py", "1", "0.034", "boom"))


def notes(window: MainWindow) -> QDialog:
    window.log.add_troubles([TROUBLE])
    return NotesDialog(window.theme, window.log._notes, utc=False, parent=window)


def preferences(page: str) -> Callable[[MainWindow], QDialog]:
    def make(window: MainWindow) -> QDialog:
        window.bridge.troubles.emit((RAN,))
        window.session.set_password(on=True)
        window.memory.change(tls_source="files", log_to_file=True, log_file=window.session.certificates / "a.log")
        opened = window.open_preferences()
        opened.show_page(page)  # type: ignore[arg-type]
        return opened

    return make


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "about": lambda window: dialogs.about_dialog(window.theme, window),
    "shortcuts": lambda window: dialogs.shortcuts_dialog(window.theme, window.actions_.listed(), window),
    "close": lambda window: dialogs.close_question(window.theme, window, "Stop?", has_tray=True),
    "certificate": lambda window: CertificateDialog(
        window.theme, window.background, window.session.certificates, window
    ),
    "connect": lambda window: ConnectHelp(
        window.theme, window.background, running_view(window.session.config.root), window
    ),
    "devices": lambda window: DevicesDialog(window.theme, window.bridge, window.log.model.text, window),
    "notes": notes,
    "large code": lambda window: LargeQr(window.theme, URL, window),
    **{name: preferences(name) for name in ("sharing", "network", "security", "cgi", "log", "appearance")},
}


@pytest.mark.parametrize("name", DIALOGS)
def test_the_keyboard_reaches_everything_and_leaves_by_escape(
    name: str, stage: Stage, root: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    with stage.window(ShareConfig(root=root)) as window:
        dialog = DIALOGS[name](window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.open()
        qtbot.waitUntil(lambda: not window.background.is_busy)
        settle(qapp)
        assert dialog.focusWidget() is not None
        reached = tabbed_through(dialog)
        assert [widget for widget in controls(dialog) if widget not in reached] == []
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        window.background.close()


def controls(dialog: QDialog) -> list[QWidget]:
    """Everything that can be used; of radio buttons that belong together Tab stops at one only."""
    return [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(widget, QRadioButton) and not widget.isChecked())
    ]


def tabbed_through(dialog: QDialog) -> set[QWidget]:
    reached: set[QWidget] = set()
    while (focused := dialog.focusWidget()) not in reached:
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return reached
