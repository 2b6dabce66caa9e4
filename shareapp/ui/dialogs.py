"""The small dialogs: a title, some lines, a row of buttons. Each opens with ``open()`` and blocks nothing."""

import platform
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shareapp import __version__
from shareapp.server.tls import describe_certificate
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Card, IconTile, Label

WIDTH = 480
QUIT = int(QDialog.DialogCode.Accepted)
KEEP_IN_TRAY = 2


def come_forward(window: QWidget) -> None:
    """Be seen, over other windows and out of the taskbar, and take the keyboard."""
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()


class Dialog(QDialog):
    """A picture, a title, lines of text, and buttons at the lower right."""

    def __init__(self, theme: Theme, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._theme = theme
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        heading = Label(title, scale=1.25, weight=QFont.Weight.DemiBold, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(heading)
        if text:
            words.addWidget(Label(text, tone="muted", wrap=True))
            words.addStretch()  # the title stays beside the picture, and its words below it, in a dialog that is higher
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(IconTile(theme, icon, size=44, icon_size=22), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(top)
        column.addLayout(self.body)
        column.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its words are at its width: what a wrapped label hints at is guessed for another one."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth() and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def texts(self) -> tuple[str, ...]:
        """Every line it shows."""
        return tuple(label.text() for label in self.findChildren(Label))

    def buttons(self) -> tuple[Button, ...]:
        """The buttons at the lower right, from left to right."""
        return tuple(self.findChildren(Button))

    def add_button(self, button: Button) -> Button:
        """One more button; the last one added is the rightmost."""
        button.setAccessibleName(button.text())
        button.setMinimumWidth(88)
        self._buttons.addWidget(button)
        return button

    def add_close(self) -> None:
        """The button that only closes; it has the focus."""
        button = self.add_button(Button(self._theme, QCoreApplication.translate("Dialog", "Close")))
        button.clicked.connect(self.reject)
        button.setFocus()


def shortcuts_dialog(theme: Theme, shortcuts: Sequence[tuple[str, str]], parent: QWidget) -> Dialog:
    """What can be done from the keyboard."""
    dialog = Dialog(theme, "list", QCoreApplication.translate("Dialog", "Keyboard shortcuts"), "", parent)
    card = Card()
    grid = QGridLayout(card)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setVerticalSpacing(8)
    for row, (text, shortcut) in enumerate(shortcuts):
        grid.addWidget(Label(text), row, 0)
        grid.addWidget(Label(shortcut, tone="muted"), row, 1, Qt.AlignmentFlag.AlignRight)
    dialog.body.addWidget(card)
    dialog.add_close()
    return dialog


def about_dialog(theme: Theme, parent: QWidget) -> Dialog:
    """Which program this is, and what it runs on."""
    text = QCoreApplication.translate("Dialog", "Version {version}. Free software under the MIT licence.")
    dialog = Dialog(theme, "folder-fill", "shareapp", text.format(version=__version__), parent)
    about = QCoreApplication.translate(
        "Dialog", "Shares a folder with the phones and computers on your network. Nothing is sent to the internet."
    )
    dialog.body.addWidget(Label(about, wrap=True))
    # What a report of a fault needs, and the one part under another licence.
    base = QCoreApplication.translate("Dialog", "Runs on Python {python} and Qt {qt} (LGPL).")
    base = base.format(python=platform.python_version(), qt=qVersion())
    runs = Label(base, tone="muted", scale=0.93, wrap=True)
    runs.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addWidget(runs)
    dialog.add_close()
    return dialog


def continue_dialog(theme: Theme, certificate: Path, parent: QWidget) -> Dialog:
    """How to get past the warning about our own certificate, and how to be sure that it is ours."""
    title = QCoreApplication.translate("Dialog", "How to continue")
    text = QCoreApplication.translate(
        "Dialog", "Compare the fingerprint shown here with the one on the phone, then continue."
    )
    dialog = Dialog(theme, "shield-check", title, text, parent)
    fingerprint = describe_certificate(certificate).fingerprint
    shown = Label(fingerprint, wrap=True)
    shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    steps = (
        QCoreApplication.translate("Dialog", "Safari: Show Details → visit this website."),
        QCoreApplication.translate("Dialog", "Chrome, Samsung Internet: Advanced → Continue."),
        QCoreApplication.translate("Dialog", "Firefox: Advanced → Accept the Risk."),
    )
    dialog.body.addWidget(Label(QCoreApplication.translate("Dialog", "SHA-256 fingerprint"), tone="muted"))
    dialog.body.addWidget(shown)
    for step in steps:
        dialog.body.addWidget(Label(step, wrap=True))
    copy = dialog.add_button(Button(theme, QCoreApplication.translate("Dialog", "Copy fingerprint"), icon="copy"))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(fingerprint))
    dialog.add_close()
    return dialog


def close_question(theme: Theme, parent: QWidget, text: str = "", *, has_tray: bool = False) -> Dialog:
    """Asked when sharing would end. ``finished`` carries QUIT, KEEP_IN_TRAY or 0."""
    title = QCoreApplication.translate("Dialog", "Sharing is still on")
    dialog = Dialog(theme, "share", title, text, parent)
    keep = dialog.add_button(Button(theme, QCoreApplication.translate("Dialog", "Keep open")))
    keep.clicked.connect(dialog.reject)
    if has_tray:
        tray = Button(theme, QCoreApplication.translate("Dialog", "Keep sharing in the tray"))
        dialog.add_button(tray).clicked.connect(lambda: dialog.done(KEEP_IN_TRAY))
    quit_button = Button(theme, QCoreApplication.translate("Dialog", "Stop and quit"), kind="danger")
    dialog.add_button(quit_button).clicked.connect(dialog.accept)
    keep.setFocus()
    return dialog
