"""The two pages below the tools: the table, or why there are no rows."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shareapp.ui.log_table import LogTable
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, IconLabel, Label, Pill

_LEAST_ROWS = 2


class Emptiness(Enum):
    """Why there are no rows."""

    IDLE = auto()  # nothing was shared yet, or what was listed is cleared
    WAITING = auto()  # sharing, and no device came yet
    LOADING = auto()  # the first request is still being answered
    NO_MATCH = auto()  # the filter lets nothing pass


def emptiness(*, filtered: bool, loading: bool, waiting: bool) -> Emptiness:
    """What comes first of the reasons that apply."""
    if filtered:
        return Emptiness.NO_MATCH
    if loading:
        return Emptiness.LOADING
    return Emptiness.WAITING if waiting else Emptiness.IDLE


class EmptyState(QWidget):
    """Why there are no rows, and what to do about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.reachable = True
        """Whether other devices can connect; the next reason is told so."""
        self._reason = Emptiness.IDLE
        self._compact = False
        self._icon = IconLabel(theme, "list", size=32)
        self._title = Label(weight=QFont.Weight.Medium)
        self._text = Label(tone="muted", wrap=True)
        self.button = Button(theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 4, 16, 4)
        box.setSpacing(4)
        box.addStretch()
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(4)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch()
        self.show_reason(Emptiness.IDLE)

    def show_reason(self, reason: Emptiness) -> None:
        """Tell this reason."""
        self._reason = reason
        icon, title, text = self._words(reason)
        self._icon.set(icon)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setText(self.tr("Clear filter"))
        self.button.setAccessibleName(self.button.text())
        self.button.setVisible(reason is Emptiness.NO_MATCH)

    def set_compact(self, compact: bool) -> None:
        """No picture in a small window."""
        self._icon.setVisible(not compact)

    def _words(self, reason: Emptiness) -> tuple[str, str, str]:
        if reason is Emptiness.NO_MATCH:
            return "search", self.tr("No requests match the filter"), ""
        if reason is Emptiness.WAITING and not self.reachable:
            hint = self.tr("Only this computer can connect. Open the address in a browser here.")
            return "laptop", self.tr("Waiting for the first request"), hint
        if reason is Emptiness.WAITING:
            hint = self.tr("Scan the QR code with a phone on the same Wi‑Fi.")
            return "phone", self.tr("Waiting for the first device"), hint
        if reason is Emptiness.LOADING:
            return "phone", self.tr("A transfer is under way"), self.tr("It is listed here when it is complete.")
        hint = self.tr("Every page and file a device opens is listed here.")
        return "list", self.tr("No requests yet"), hint


class TableArea(QWidget):
    """The table at a height of whole rows, and the pill that floats over its end."""

    def __init__(self, theme: Theme, table: LogTable) -> None:
        super().__init__()
        self._table = table
        table.setParent(self)
        self.pill = Pill(theme, icon="chevron-down", tone="accent")
        self.pill.setParent(self)
        self.pill.hide()
        self.setMinimumHeight(_LEAST_ROWS * table.row_height)

    def show_pill(self, *, shown: bool) -> None:
        """Float the pill, sized to its text, or not."""
        self.pill.adjustSize()
        self.pill.setVisible(shown)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep to whole rows."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        header = self._table.horizontalHeader()
        top = max(header.minimumHeight(), header.sizeHint().height()) if header.isVisibleTo(self._table) else 0
        top += 2 * self._table.frameWidth()  # the ring of the focus has its place, also while it is not there
        rows = max(1, (self.height() - top) // self._table.row_height)
        self._table.setGeometry(8, 0, max(0, self.width() - 9), top + rows * self._table.row_height)
        self.pill.move((self.width() - self.pill.width()) // 2, max(0, self.height() - self.pill.height() - 8))
        self.pill.raise_()
