"""The tools of the Activity card: filter, status, pause, more."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from shareapp.ui.icons import TintedIcon
from shareapp.ui.log_filter import StatusClass
from shareapp.ui.theme import Theme, large_font_factor
from shareapp.ui.widgets import Button, ComboBox

_FILTER_WIDTH = 196
_WIDEST_FILTER = 260
_AROUND_WORDS = 64  # the magnifying glass, paddings and edges
_COMPACT_FILTER_WIDTH = 150
_STATUS_CHARACTERS = 8


class LogTools(QWidget):
    """The tools in a row; their owner decides what they do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(False)
        search = QAction(self.filter)
        TintedIcon(search, theme, "search", "muted", 18)
        self.filter.addAction(search, QLineEdit.ActionPosition.LeadingPosition)
        self.statuses = ComboBox(theme)
        self.statuses.setMinimumContentsLength(_STATUS_CHARACTERS)
        self.pause = Button(theme, icon="pause", kind="icon")
        self.pause.setCheckable(True)
        self.more = Button(theme, icon="more", kind="icon")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.filter, self.statuses, self.pause, self.more):
            row.addWidget(part)
        self._is_compact = False
        self._retranslate()

    def status(self) -> StatusClass:
        """The chosen class of statuses."""
        chosen: StatusClass = self.statuses.currentData() or "all"
        return chosen

    def set_compact(self, compact: bool) -> None:
        """A narrower filter, and the statuses in the menu."""
        self._is_compact = compact
        self._fit_filter()
        self.statuses.setVisible(not compact)

    def show_paused(self, paused: bool, name: str, shortcut: str) -> None:
        """Offer the other of pause and resume."""
        self.pause.setChecked(paused)
        self.pause.set_icon("play" if paused else "pause", "accent_text" if paused else "muted")
        self.pause.set_name(name, shortcut=shortcut)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say everything in another language, or in letters of another size."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange}:
            self._fit_filter()
        super().changeEvent(event)

    def _fit_filter(self) -> None:
        """As wide as what it says of itself, within bounds; in a small window that may be cut."""
        factor = large_font_factor()
        if self._is_compact:
            self.filter.setFixedWidth(round(_COMPACT_FILTER_WIDTH * factor))
            return
        words = self.filter.fontMetrics().horizontalAdvance(self.filter.placeholderText()) + _AROUND_WORDS
        self.filter.setFixedWidth(min(max(words, round(_FILTER_WIDTH * factor)), round(_WIDEST_FILTER * factor)))

    def _retranslate(self) -> None:
        self.filter.setPlaceholderText(self.tr("Filter by path or device"))
        self.filter.setAccessibleName(self.tr("Filter by path or device"))
        self.statuses.setAccessibleName(self.tr("Status"))
        self.more.set_name(self.tr("More log actions"))
        choices: tuple[tuple[StatusClass, str], ...] = (
            ("all", self.tr("All statuses")),
            ("2xx", self.tr("Success (2xx)")),
            ("3xx", self.tr("Redirect (3xx)")),
            ("4xx", self.tr("Client error (4xx)")),
            ("5xx", self.tr("Server error (5xx)")),
            ("errors", self.tr("All errors")),
        )
        if not self.statuses.count():
            for value, text in choices:
                self.statuses.addItem(text, value)
        for index, (_value, text) in enumerate(choices):
            self.statuses.setItemText(index, text)
        self._fit_filter()
