"""A dialog of rows, each a result: a picture, a sentence, what it means, perhaps something to press."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Card, Hairline, IconLabel, Label, Spinner

SIZE = (580, 660)
_ICON = 20


class CheckRow(QWidget):
    """One row. While its result is awaited a spinner turns in the place of the picture."""

    def __init__(
        self, theme: Theme, icon: str, title: str, text: str = "", control: QWidget | None = None, color: str = "muted"
    ) -> None:
        super().__init__()
        self._icon = IconLabel(theme, icon, color=color, size=_ICON)
        self._spinner = Spinner(theme, _ICON)
        self._picture = QStackedWidget()
        self._picture.addWidget(self._icon)
        self._picture.addWidget(self._spinner)
        self._picture.setFixedSize(_ICON, _ICON)
        self._title = Label(title, weight=QFont.Weight.Medium, wrap=True)
        self._text = Label(text, tone="muted", scale=0.95, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setVisible(bool(text))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if control is not None:
            row.addWidget(control)

    def title(self) -> str:
        """The sentence."""
        return self._title.text()

    def text(self) -> str:
        """What it means."""
        return self._text.text()

    def wait(self) -> None:
        """The result is on its way."""
        self._picture.setCurrentWidget(self._spinner)

    @property
    def is_waiting(self) -> bool:
        """Whether it is."""
        return self._picture.currentWidget() is self._spinner

    def say(self, icon: str, color: str, title: str, text: str = "") -> None:
        """Tell a result."""
        self._icon.set(icon, color)
        self._picture.setCurrentWidget(self._icon)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))


class Checklist(QDialog):
    """Opens with ``open()`` and blocks nothing. ``close_button`` is the last of the row below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._heading = Label(scale=1.45, weight=QFont.Weight.DemiBold, wrap=True)
        self._scroll = QScrollArea()
        self._lines = QVBoxLayout()
        self._below = QHBoxLayout()
        self.close_button = Button(theme, self.tr("Close"))
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.setMinimumWidth(88)
        self.close_button.clicked.connect(self.accept)
        self._arrange()
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))

    def set_title(self, title: str) -> None:
        """What it is about."""
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._scroll.setAccessibleName(title)

    def texts(self) -> tuple[str, ...]:
        """Every line it shows."""
        return tuple(label.text() for label in self.findChildren(Label) if not label.isHidden())

    def add_row(self, row: CheckRow) -> CheckRow:
        """One more row, below the others."""
        line = Hairline()
        line.setVisible(self._lines.count() > 0)
        self._lines.addWidget(line)
        self._lines.addWidget(row)
        return row

    def put_first(self, row: CheckRow) -> None:
        """One more row, above the others."""
        self._lines.insertWidget(0, row)
        self._lines.insertWidget(1, Hairline())

    def add_button(self, button: Button) -> Button:
        """A button left of Close."""
        button.setAccessibleName(button.text())
        self._below.insertWidget(self._below.count() - 1, button)
        return button

    def _arrange(self) -> None:
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.setSpacing(0)
        self._lines.setSpacing(0)
        inside.addLayout(self._lines)
        page = QWidget()
        page.setProperty("role", "page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(card)
        rows.addStretch()
        # With the focus, the arrow keys bring what is below into view.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(page)
        self._below.addStretch()
        self._below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._below)
