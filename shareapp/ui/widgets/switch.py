"""A switch: a check box in every way but its looks."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from shareapp.ui.theme import Theme

_WIDTH, _HEIGHT = 36, 20
_GAP = 8
_RING = 3  # room for the focus ring around the track


class Switch(QCheckBox):
    """Stays a QCheckBox for the keyboard and assistive technology; the whole row, text included, is clickable.

    ``accessibleName`` defaults to the text; give a switch without text a name.
    """

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Track, gap and text."""
        metrics = self.fontMetrics()
        text = metrics.horizontalAdvance(self.text()) + _GAP if self.text() else 0
        return QSize(_WIDTH + 2 * _RING + text, max(_HEIGHT + 2 * _RING, metrics.height() + 4))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: a switch is never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 - Qt's name
        """The whole row answers to a click."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Track, knob, focus ring, text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_RING, (self.height() - _HEIGHT) / 2, _WIDTH, _HEIGHT)
        self._paint_track(painter, track)
        if self.property("focusRing"):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            radius = _HEIGHT / 2 + 2
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), radius, radius)
        painter.setPen(QColor(self._theme.tokens.text if self.isEnabled() else self._theme.tokens.disabled))
        text = self.rect().adjusted(round(track.right()) + _GAP, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        fill, edge, knob = self._colors()
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), _HEIGHT / 2 - 0.75, _HEIGHT / 2 - 0.75)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(knob))
        radius = 7.0 if self.isChecked() else 5.0
        x = track.right() - _HEIGHT / 2 if self.isChecked() else track.left() + _HEIGHT / 2
        painter.drawEllipse(QPointF(x, track.center().y()), radius, radius)

    def _colors(self) -> tuple[str, str, str]:
        """Fill, edge and knob."""
        tokens = self._theme.tokens
        if not self.isEnabled():
            return (tokens.border, tokens.border, tokens.disabled)
        if self.isChecked():
            return (tokens.accent, tokens.accent, tokens.on_accent)
        return (tokens.sunken if self.underMouse() else tokens.surface, tokens.control, tokens.control)
