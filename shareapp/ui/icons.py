"""The outline icons: one SVG each, tinted when needed, cached by Qt for each colour, size and pixel ratio."""

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from shareapp.ui.theme import Theme
from shareapp.ui.tokens import Tokens

_PLACEHOLDER = "currentColor"
_GAP = 4
_APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


@cache
def _source(name: str) -> str:
    return resources.files("shareapp.resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """One icon as pixels: ``size`` is logical, ``ratio`` the pixels of a logical one."""
    key = f"shareapp/{name}/{color}/{size}/{ratio}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    tinted = _source(name).replace(_PLACEHOLDER, color).encode()
    QSvgRenderer(QByteArray(tinted)).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(tokens: Tokens, name: str, color: str = "text", size: int = 20, *, gap: int = 0) -> QIcon:
    """An icon in the colour of the token ``color``, greyed by itself while its control is disabled.

    ``gap`` is empty room after it: Qt puts the text of a button too close.
    """
    result = QIcon()
    application = QGuiApplication.instance()
    own = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    for ratio in sorted({1.0, 2.0, own}):
        result.addPixmap(_widened(pixmap(name, getattr(tokens, color), size, ratio), gap), QIcon.Mode.Normal)
        result.addPixmap(_widened(pixmap(name, tokens.disabled, size, ratio), gap), QIcon.Mode.Disabled)
    return result


def _widened(drawn: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawn
    ratio = drawn.devicePixelRatio()
    wide = QPixmap(drawn.width() + round(gap * ratio), drawn.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


def app_icon() -> QIcon:
    """The program's own icon: a tile with a folder, in the usual sizes."""
    result = QIcon()
    for size in _APP_ICON_SIZES:
        result.addPixmap(pixmap("app", _PLACEHOLDER, size, 1.0))
    return result


class TintedIcon(QObject):
    """Keeps the icon of a button or an action in the colours of the theme, for as long as the button lives."""

    def __init__(
        self, target: QAbstractButton | QAction, theme: Theme, name: str, color: str = "text", size: int = 20
    ) -> None:
        super().__init__(target)
        self._target = target
        self._theme = theme
        self._name = name
        self._color = color
        self._size = size
        theme.changed.connect(self.refresh)
        self.refresh()

    def set(self, name: str, color: str | None = None) -> None:
        """Show another icon, perhaps in the colour of another token."""
        self._name = name
        self._color = color or self._color
        self.refresh()

    def recolor(self, color: str) -> None:
        """Keep the icon, take the colour of another token."""
        self._color = color
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Draw it anew: other colours, or a button that got or lost its text."""
        gap = 0
        if isinstance(self._target, QAbstractButton):
            gap = _GAP if self._target.text() else 0
            self._target.setIconSize(QSize(self._size + gap, self._size))
        self._target.setIcon(icon(self._theme.tokens, self._name, self._color, self._size, gap=gap))
