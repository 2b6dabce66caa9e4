"""Buttons in the kinds the style sheet knows. Text and icon are set; the colours follow the theme."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from shareapp.ui.icons import TintedIcon
from shareapp.ui.theme import Theme, scaled_font, set_property

ButtonKind = Literal["plain", "primary", "danger", "flat", "link", "icon", "square"]
Extent = Literal["normal", "big", "small", "line"]
Tone = Literal["neutral", "success", "info", "warn", "danger", "accent"]

_ICON_COLORS = {"primary": "on_primary", "danger": "danger", "link": "accent_text", "icon": "muted", "square": "muted"}
_BOLD = {"primary", "danger"}


def literal(text: str) -> str:
    """A name of somebody's for a button or a menu, where a lone & would underline the letter behind it and go."""
    return text.replace("&", "&&")


class _EnterButton(QPushButton):
    """Enter presses it, as Space does. Qt knows that only of buttons that may become the default of a dialog, and
    nothing here becomes it by having the focus: Enter in a field must not stop a share."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Press, once however long the key is held."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class Button(_EnterButton):
    """A push button. Kinds "icon" and "square" show no text: their name comes from ``set_name``."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        icon: str = "",
        kind: ButtonKind = "plain",
        extent: Extent = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._kind = kind
        self._icon_size = 16 if extent == "line" else 20 if extent == "big" or kind in {"icon", "square"} else 18
        self._tinted: TintedIcon | None = None
        self.setProperty("extent", extent)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        if kind in {"icon", "square"}:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._set_font()
        if icon:
            self.set_icon(icon)

    def set_icon(self, name: str, color: str | None = None) -> None:
        """Show the icon ``name``; ``color`` is a token, by default the one of the kind."""
        color = color or _ICON_COLORS.get(self._kind, "text")
        if self._tinted is None:
            self._tinted = TintedIcon(self, self._theme, name, color, self._icon_size)
        else:
            self._tinted.set(name, color)

    def set_kind(self, kind: ButtonKind) -> None:
        """Turn into another kind in place: Start becomes "Try again"."""
        self._kind = kind
        set_property(self, "kind", kind)
        self._set_font()
        if self._tinted is not None:
            self._tinted.recolor(_ICON_COLORS.get(kind, "text"))

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """With a text the icon keeps its distance, without one it is centred."""
        super().setText(text)
        if self._tinted is not None:
            self._tinted.refresh()

    def set_name(self, name: str, *, shortcut: str = "") -> None:
        """Name a button without text: for the tooltip (with its shortcut) and for assistive technology."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({shortcut})" if shortcut else name)

    def event(self, event: QEvent) -> bool:
        """A new system font reaches buttons that set their own weight."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_font()
        return super().event(event)

    def _set_font(self) -> None:
        bold = self._kind in _BOLD
        self.setFont(scaled_font(1.0, QFont.Weight.DemiBold if bold else QFont.Weight.Medium))


class Pill(_EnterButton):
    """A status with an icon in a soft rounded box. It is a button: it opens what it tells about."""

    def __init__(
        self, theme: Theme, text: str = "", *, icon: str = "", tone: Tone = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._tinted: TintedIcon | None = None
        self._tone: Tone = tone
        self._icon = icon
        self.setProperty("kind", "pill")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._set_font()
        self.set_tone(tone, icon)

    def set_tone(self, tone: Tone, icon: str = "") -> None:
        """Show another status colour and, if given, another icon."""
        self._tone = tone
        self._icon = icon or self._icon
        set_property(self, "tone", tone)
        color = {"neutral": "muted", "accent": "accent_text"}.get(tone, tone)
        if not self._icon:
            return
        if self._tinted is None:
            self._tinted = TintedIcon(self, self._theme, self._icon, color, 16)
        else:
            self._tinted.set(self._icon, color)

    def event(self, event: QEvent) -> bool:
        """A new system font reaches the pill too."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_font()
        return super().event(event)

    def _set_font(self) -> None:
        self.setFont(scaled_font(0.93, QFont.Weight.DemiBold))
