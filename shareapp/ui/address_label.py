"""The address as the hero of the card: as large as its room allows."""

from html import escape

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from shareapp.ui.theme import Theme, scaled_font


class AddressLabel(QLabel):
    """The address, as large as its room allows, the scheme quieter than the rest; can be selected and copied."""

    _SCALES = (2.0, 1.75, 1.5, 1.25, 1.0)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._url = ""
        self._largest = self._SCALES[0]
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)

    def set_url(self, url: str) -> None:
        """Show another address."""
        if url != self._url:
            self._url = url
            self.setAccessibleName(url)
            self._draw()

    def set_compact(self, compact: bool) -> None:
        """Begin with a smaller size in a small window."""
        self._largest = 1.5 if compact else 2.0
        self._draw()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The height of the largest size, so that a longer address moves nothing."""
        return QSize(super().sizeHint().width(), self._metrics_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width may fit another size."""
        super().resizeEvent(event)
        self._draw()

    def _metrics_height(self) -> int:
        return QFontMetrics(scaled_font(self._largest, QFont.Weight.DemiBold)).height()

    @Slot()
    def _draw(self) -> None:
        for scale in self._SCALES:
            if scale <= self._largest:
                self.setFont(scaled_font(scale, QFont.Weight.DemiBold))
                if self.fontMetrics().horizontalAdvance(self._url) <= self.width():
                    break
        scheme, separator, rest = self._url.partition("://")
        muted = f"color:{self._theme.tokens.muted};font-weight:400"
        self.setText(f'<span style="{muted}">{escape(scheme + separator)}</span>{escape(rest)}')
        self.setFixedHeight(self._metrics_height())
