"""Labels: a multiple of the system's font, a token as colour, and one that cuts long text in the middle."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from shareapp.ui.icons import pixmap
from shareapp.ui.theme import Theme, scaled_font, set_property

LabelTone = Literal["text", "muted", "disabled", "accent", "success", "info", "warn", "danger"]


class Label(QLabel):
    """Text at ``scale`` times the system's font, also after that font changes."""

    def __init__(
        self,
        text: str = "",
        *,
        scale: float = 1.0,
        weight: QFont.Weight = QFont.Weight.Normal,
        tone: LabelTone = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._scale = scale
        self._weight = weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        self._set_font()

    def set_scale(self, scale: float) -> None:
        """Change the multiple (the address shrinks in a small window)."""
        self._scale = scale
        self._set_font()

    def set_tone(self, tone: LabelTone) -> None:
        """Change the colour."""
        set_property(self, "tone", tone)

    def event(self, event: QEvent) -> bool:
        """Follow the system's font."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_font()
        return super().event(event)

    def _set_font(self) -> None:
        self.setFont(scaled_font(self._scale, self._weight))


class ElidedLabel(Label):
    """One line that shrinks: what does not fit is cut in the middle, the tooltip (if none is set) has it all.

    Assistive technology and ``text()`` always get the whole text.
    """

    _LEAST_CHARACTERS = 6

    def __init__(
        self,
        text: str = "",
        *,
        scale: float = 1.0,
        weight: QFont.Weight = QFont.Weight.Normal,
        tone: LabelTone = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, scale=scale, weight=weight, tone=tone, parent=parent)
        self._own_tooltip = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a few characters; the rest may be cut."""
        narrow = self.fontMetrics().averageCharWidth() * self._LEAST_CHARACTERS
        return QSize(min(narrow, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def elided_text(self) -> str:
        """What is visible at the present width."""
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, width)

    def setToolTip(self, tooltip: str) -> None:  # noqa: N802 - Qt's name
        """A tooltip of its own replaces the automatic one."""
        self._own_tooltip = bool(tooltip)
        super().setToolTip(tooltip)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Another text may be cut, or not any more."""
        super().setText(text)
        self._set_automatic_tooltip()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The automatic tooltip exists only while something is cut."""
        super().resizeEvent(event)
        self._set_automatic_tooltip()

    def _set_automatic_tooltip(self) -> None:
        if not self._own_tooltip:
            super().setToolTip(self.text() if self.elided_text() != self.text() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the visible part in the label's own colour and alignment."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.elided_text())


class IconLabel(QLabel):
    """A picture only: it has no name for assistive technology, so the text beside it must say the same."""

    def __init__(
        self, theme: Theme, name: str, *, color: str = "muted", size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._color = color
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._refresh)
        self._refresh()

    def set(self, name: str, color: str | None = None) -> None:
        """Show another icon, perhaps in the colour of another token."""
        self._name = name
        self._color = color or self._color
        self._refresh()

    def event(self, event: QEvent) -> bool:
        """A move to a screen of another pixel ratio needs other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refresh()
        return super().event(event)

    @Slot()
    def _refresh(self) -> None:
        color = getattr(self._theme.tokens, self._color)
        self.setPixmap(pixmap(self._name, color, self._size, self.devicePixelRatioF()))
