"""A spinner: one turn a second, or three dots where the desktop wants no motion."""

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shareapp.ui.theme import Theme

_FRAME_MS = 33
_SWEEP = 100  # degrees


class Spinner(QWidget):
    """Turns only while it is visible. Purely a picture: the text beside it says what is going on."""

    def __init__(self, theme: Theme, size: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        return QSize(self._size, self._size)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Start turning, unless the desktop asks for calm."""
        super().showEvent(event)
        self._clock.start()
        if not self._theme.reduced_motion():
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing turns unseen."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A ring and the part of it that turns."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._timer.isActive():
            painter.setPen(QColor(tokens.accent))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "…")
            return
        width = max(2.0, self._size / 14)
        ring = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(QColor(tokens.border), width))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(tokens.accent), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        turned = self._clock.elapsed() % 1000 * 360 // 1000
        painter.drawArc(ring, (90 - turned) * 16, -_SWEEP * 16)
