"""The square beside everything: the QR code, or what is there instead of it."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shareapp.sharing.qrcode import matrix
from shareapp.ui import icons, qr_code
from shareapp.ui.share_view import Tile
from shareapp.ui.theme import Theme, scaled_font
from shareapp.ui.tokens import QR_PAPER
from shareapp.ui.widgets import Spinner

SIDE = 231  # 33 modules (version 2 and its quiet zone) of 7 pixels
COMPACT_SIDE = 140
SPINNER_DELAY_MS = 200  # a start that is quicker shows no spinner
RADIUS = 12
ICON = 36

_ICONS = {Tile.PLACEHOLDER: "qr", Tile.THIS_COMPUTER: "laptop", Tile.NO_NETWORK: "wifi"}


def paint_dashed_box(painter: QPainter, rect: QRect, edge: str, fill: str, radius: int) -> None:
    """A place where something will be. A style sheet's dashes are dots at this width."""
    pen = QPen(QColor(edge), 1.5)
    pen.setDashPattern([5, 3])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect.toRectF().adjusted(1, 1, -1, -1), radius, radius)


class QrView(QWidget):
    """A square that never moves. ``clicked`` when the code is pressed; the keyboard's way is the Enlarge button."""

    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = SIDE
        self._tile = Tile.PLACEHOLDER
        self._url = ""
        self._code = ""
        self._spinner = Spinner(theme, 40, self)
        self._spinner.hide()
        self._delay = QTimer(self, singleShot=True, interval=SPINNER_DELAY_MS)
        self._delay.timeout.connect(self._spin)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.update)
        self._describe()

    @property
    def tile(self) -> Tile:
        """What is shown now (a spinner waits a little first)."""
        return self._tile

    def set_compact(self, compact: bool) -> None:
        """The small square of a small window."""
        self._side = COMPACT_SIDE if compact else SIDE
        self.updateGeometry()
        self.update()

    def render_tile(self, tile: Tile, url: str, code: str = "") -> None:
        """Show ``tile``; if it is a code, that of ``code``, or else of ``url``, after which it is called anyway."""
        if tile is Tile.SPINNER:
            if self._tile is not Tile.SPINNER and not self._delay.isActive():
                self._delay.start()
            return
        self._delay.stop()
        self._set(tile, url, code or url)

    def show_now(self, tile: Tile) -> None:
        """End the waiting of a spinner: for a picture that is taken before it would appear."""
        if tile is Tile.SPINNER:
            self._delay.stop()
            self._spin()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The square."""
        return QSize(self._side, self._side)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The spinner stays in the middle."""
        super().resizeEvent(event)
        hint = self._spinner.sizeHint()
        self._spinner.setGeometry(
            (self.width() - hint.width()) // 2, (self.height() - hint.height()) // 2, hint.width(), hint.height()
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press on the code enlarges it."""
        if self._tile is Tile.CODE and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The code on white in both themes, or a dashed square with a picture and a few words."""
        painter = QPainter(self)
        if self._tile is Tile.CODE:
            self._paint_code(painter)
        else:
            self._paint_placeholder(painter)

    def _set(self, tile: Tile, url: str, code: str) -> None:
        if (tile, url, code) == (self._tile, self._url, self._code):
            return
        self._tile, self._url, self._code = tile, url, code
        self._spinner.setVisible(tile is Tile.SPINNER)
        is_code = tile is Tile.CODE
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_code else Qt.CursorShape.ArrowCursor)
        self._describe()
        self.update()

    def _spin(self) -> None:
        self._set(Tile.SPINNER, "", "")

    def _describe(self) -> None:
        if self._tile is Tile.CODE:
            self.setAccessibleName(self.tr("QR code for {url}").format(url=self._url))
            self.setToolTip(self.tr("Enlarge QR code"))
        else:
            self.setAccessibleName(self._caption().replace("\n", " "))
            self.setToolTip("")

    def _caption(self) -> str:
        match self._tile:
            case Tile.PLACEHOLDER:
                return self.tr("The QR code\nappears here")
            case Tile.THIS_COMPUTER:
                return self.tr("No QR code: only this computer can open this address")
            case Tile.NO_NETWORK:
                return self.tr("No network connection")
            case _:
                return ""

    def _paint_code(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QR_PAPER if self._theme.tokens.dark else self._theme.tokens.border
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(QR_PAPER))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        # Inside the edge: the quiet zone is wide enough that the white square may lie over the round corners.
        inset = RADIUS // 3
        drawn = qr_code.pixmap(matrix(self._code), self.width(), self.devicePixelRatioF())
        ratio = self.devicePixelRatioF()
        source = QRect(round(inset * ratio), round(inset * ratio), *(round((self.width() - 2 * inset) * ratio),) * 2)
        painter.drawPixmap(QRect(inset, inset, self.width() - 2 * inset, self.width() - 2 * inset), drawn, source)

    def _paint_placeholder(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        paint_dashed_box(painter, self.rect(), tokens.control, tokens.bg, RADIUS)
        if self._tile not in _ICONS:
            return
        painter.setFont(scaled_font(0.93))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(10, 0, -10, 0)
        words = painter.boundingRect(room, flags, self._caption())
        icon = ICON if self._side == SIDE else ICON * 3 // 4
        top = (self.height() - icon - 12 - words.height()) // 2
        drawn = icons.pixmap(_ICONS[self._tile], tokens.muted, icon, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - icon) // 2, top, drawn)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room.translated(0, top + icon + 12), flags, self._caption())
