"""Theme: the scheme in force. Sets Fusion, a full palette and the generated style sheet, and tells who must repaint."""

import sys
from dataclasses import asdict
from importlib import resources
from string import Template
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from shareapp.ui.tokens import DARK, LIGHT, Tokens, from_palette, palette

Preference = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,  # Unknown hands the choice back to the desktop
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_KEYBOARD_REASONS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_RETURN_REASONS = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
_HAD_RING = "hadFocusRing"
_DESIGN_PIXELS = 13.5  # the body text of the drawings
_LEAST_POINTS = 8.0


class Theme(QObject):
    """The one owner of colours. Widgets read ``tokens`` when they paint and repaint on ``changed``."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._preference: Preference = "system"
        self._tokens = LIGHT
        self._applied: tuple[Tokens, bool] | None = None
        app.setStyle("Fusion")
        app.installEventFilter(_FocusRing(self))
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        accessibility = getattr(app.styleHints(), "accessibility", None)  # Qt 6.10 and later
        if accessibility is not None:
            accessibility().contrastPreferenceChanged.connect(self._refresh)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def preference(self) -> Preference:
        """What was asked for last."""
        return self._preference

    def apply(self, preference: Preference) -> None:
        """Follow the desktop, or stay light or dark."""
        self._preference = preference
        self._app.styleHints().setColorScheme(_SCHEMES[preference])
        self._refresh()

    def high_contrast(self) -> bool:
        """Whether the desktop asks for more contrast: then its own colours are used untouched."""
        accessibility = getattr(self._app.styleHints(), "accessibility", None)
        if accessibility is None:
            return False
        return bool(accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)

    def reduced_motion(self) -> bool:
        """Whether the desktop has switched its effects off. Qt hears that from Windows and from some styles only."""
        if self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0:
            return True
        return sys.platform == "win32" and not self._app.isEffectEnabled(Qt.UIEffect.UI_General)

    @Slot()
    def _refresh(self) -> None:
        plain = self.high_contrast()
        if plain:
            self._app.setPalette(QPalette())
        tokens = from_palette(self._app.palette()) if plain else self._scheme()
        if self._applied == (tokens, plain):
            return
        self._applied = (tokens, plain)
        self._tokens = tokens
        if not plain:
            self._app.setPalette(palette(tokens))
        self._app.setStyleSheet("" if plain else stylesheet(tokens))
        self.changed.emit()

    def _scheme(self) -> Tokens:
        if self._preference == "system":
            return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._preference == "dark" else LIGHT


class _FocusRing(QObject):
    """Marks the widget that got the focus from the keyboard with the property ``focusRing``, which the sheet draws."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            came_back = event.reason() in _RETURN_REASONS and bool(watched.property(_HAD_RING))
            set_property(watched, "focusRing", came_back or event.reason() in _KEYBOARD_REASONS)
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            # A dialog or a list is opened from here and closed again: whoever works by keys goes on where they were.
            watched.setProperty(_HAD_RING, event.reason() in _RETURN_REASONS and bool(watched.property("focusRing")))
            set_property(watched, "focusRing", False)
        return False


def stylesheet(tokens: Tokens) -> str:
    """The sheet of ``resources/style/window.qss`` in these colours."""
    sheet = resources.files("shareapp.resources").joinpath("style", "window.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(asdict(tokens))


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property the sheet selects by, and style the widget anew if it changed."""
    if widget.property(name) == value or (not value and widget.property(name) is None):
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def scaled_font(factor: float, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False) -> QFont:
    """The system's font times ``factor``, never below 8 points; ``tabular`` gives digits of one width."""
    font = QApplication.font()
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(_LEAST_POINTS, font.pointSizeF() * factor))
    else:
        font.setPixelSize(round(font.pixelSize() * factor))
    font.setWeight(weight)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def large_font_factor() -> float:
    """How far the system's font exceeds the drawings' one (k of the layout rules), at least 1."""
    return max(1.0, QFontInfo(QApplication.font()).pixelSize() / _DESIGN_PIXELS)
