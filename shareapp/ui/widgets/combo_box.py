"""A combo box whose arrow follows the theme: a style sheet can only take it from a file of one colour."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QCursor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from shareapp.ui.icons import icon, pixmap
from shareapp.ui.theme import Theme

_ARROW = 16
_ARROW_MARGIN = 9


class ComboBox(QComboBox):
    """A QComboBox that never asks for more width than its contents' minimum and paints its own arrow."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: list[str] = []
        self.setIconSize(QSize(18, 18))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        theme.changed.connect(self._tint)

    def set_item_icon(self, index: int, name: str) -> None:
        """Give the item an icon that follows the theme."""
        self._icons += [""] * (index + 1 - len(self._icons))
        self._icons[index] = name
        self._tint()

    def clear(self) -> None:
        """Forget the items and their icons."""
        self._icons = []
        super().clear()

    def hidePopup(self) -> None:  # noqa: N802 - Qt's name
        """The list took the mouse along, so nobody has told the box that it left: it would look hovered for good."""
        super().hidePopup()
        if not self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.Leave))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The box as the style paints it, then the arrow; with high contrast the style's own is there already."""
        super().paintEvent(event)
        if self._theme.high_contrast():
            return
        tokens = self._theme.tokens
        color = tokens.muted if self.isEnabled() else tokens.disabled
        left = self.width() - _ARROW - _ARROW_MARGIN if self.isLeftToRight() else _ARROW_MARGIN
        painter = QPainter(self)
        arrow = pixmap("chevron-down", color, _ARROW, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - _ARROW) // 2, arrow)

    def _tint(self) -> None:
        for index, name in enumerate(self._icons):
            if name:
                self.setItemIcon(index, icon(self._theme.tokens, name, "muted", 18))
