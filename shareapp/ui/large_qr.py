"""The QR code as large as a phone across the room needs it, on white whatever the theme."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shareapp.sharing.qrcode import matrix
from shareapp.ui import qr_code
from shareapp.ui.theme import Theme
from shareapp.ui.tokens import LIGHT, QR_MODULE, QR_PAPER
from shareapp.ui.widgets import Button, Label

SIDE = 528  # 33 modules of 16 pixels
LEAST_SIDE = 264
AROUND = 160  # what the dialog needs beside the code: margins, address, hint


class _Code(QWidget):
    def __init__(self, side: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self._code = ""
        self.setFixedSize(QSize(side, side))

    def set_code(self, code: str, url: str) -> None:
        self._code = code
        self.setAccessibleName(url)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).drawPixmap(0, 0, qr_code.pixmap(matrix(self._code), self._side, self.devicePixelRatioF()))


class LargeQr(QDialog):
    """Esc or a click closes it. The code holds ``code``, or else the ``url`` that is written below it."""

    def __init__(self, theme: Theme, url: str, parent: QWidget | None = None, *, code: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(f"LargeQr {{ background: {QR_PAPER}; border: 1px solid {LIGHT.border}; }}")
        # As large as the screen allows, in whole modules of the usual code.
        room = self.screen().availableGeometry().height() - AROUND
        self._code = _Code(max(LEAST_SIDE, min(SIDE, room // 33 * 33)), self)
        self._address = Label(scale=2.3, weight=QFont.Weight.DemiBold)
        self._address.setStyleSheet(f"color: {QR_MODULE};")
        self._hint = Label()
        self._hint.setStyleSheet(f"color: {LIGHT.muted};")
        self._close = Button(theme, icon="close", kind="icon")
        self._close.set_icon("close", "control")
        self._close.clicked.connect(self.close)
        self._arrange()
        self.show_url(url, code)

    def show_url(self, url: str, code: str = "") -> None:
        """Show another address: the one before may be gone."""
        self._code.set_code(code or url, url)
        self._address.setText(url)
        # A long IPv6 address may not make the window wider than the code needs.
        self._address.set_scale(2.3 if len(url) <= 30 else 1.5)
        self._has_key = code not in {"", url}
        self._retranslate()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click anywhere closes."""
        super().mouseReleaseEvent(event)
        self.close()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addStretch()
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 24)
        column.setSpacing(4)
        column.addLayout(top)
        for widget in (self._code, self._address, self._hint):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("QR code"))
        self._close.set_name(self.tr("Close"), shortcut="Esc")
        if self._has_key:
            hint = self.tr("Scan with a phone camera to come in without the password, or type this address.")
        else:
            hint = self.tr("Scan with a phone camera, or type this address in any browser.")
        self._hint.setText(hint)
