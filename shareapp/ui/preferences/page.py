"""Page: a scrollable column of cards with rows, drawn from the options."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from shareapp.sharing.problems import FieldProblem
from shareapp.ui import messages
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.rows import FieldRow, OptionRow, Problem, Row
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Card, Hairline, Label

MARGIN = 24
COMPACT_MARGIN = 16


class Page(QScrollArea):
    """A base: a page adds its cards, words them in ``retranslate`` and draws what no row draws itself in ``draw``."""

    def __init__(self, theme: Theme, options: Options) -> None:
        super().__init__()
        self.theme = theme
        self.options = options
        self.rows: list[Row] = []
        self._restored: tuple[str, ...] = ()
        self._lines: dict[Row, QWidget] = {}
        self._cards: list[tuple[Row, ...]] = []
        # Not at once: the words that were just said have no place yet.
        self._reveal = QTimer(self, singleShot=True, interval=0)
        self._reveal.timeout.connect(self._show_refused)
        self.heading = Label(scale=1.45, weight=QFont.Weight.DemiBold)
        page = QWidget()
        page.setProperty("role", "page")
        self._column = QVBoxLayout(page)
        self._column.setSpacing(12)
        self._column.addWidget(self.heading)
        self._column.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        self.set_compact(compact=False)

    # For those who show a page.

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.heading.text()

    def retranslate(self) -> None:
        """Word the heading and the rows."""

    @Slot()
    def draw(self) -> None:
        """Draw the present values."""
        for row in self.rows:
            if isinstance(row, OptionRow) and row.name:
                row.show_value(self.options.value(row.name))

    def say_all(self) -> None:
        """Word and draw everything, in another language."""
        self.retranslate()
        self.draw()
        for row in self.rows:
            if isinstance(row, FieldRow):
                row.say_again()

    def restore(self) -> None:
        """Give the options of this page their defaults."""
        for row in self.rows:
            if isinstance(row, FieldRow):
                row.forget_typed()
        self.options.restore(*self._restored)
        self.draw()

    def commit(self) -> None:
        """Tell what has been typed."""
        for row in self.rows:
            if isinstance(row, OptionRow):
                row.commit()

    def set_compact(self, *, compact: bool) -> None:
        """The margins of a small window."""
        margin = COMPACT_MARGIN if compact else MARGIN
        self._column.setContentsMargins(margin, 16, margin, 16)
        for row in self.rows:
            if isinstance(row, FieldRow):
                row.set_compact(compact=compact)

    def focus_order(self) -> list[QWidget]:
        """For the tab order of the dialog."""
        return [widget for row in self.rows for widget in row.focus_order()]

    # For the pages.

    def add_card(self, *rows: Row) -> Card:
        """One more card; an option of a row is changed as soon as its row tells it."""
        card = Card()
        lines = QVBoxLayout(card)
        lines.setContentsMargins(0, 2, 0, 2)
        lines.setSpacing(0)
        for index, row in enumerate(rows):
            if index:
                self._lines[row] = Hairline()
                lines.addWidget(self._lines[row])
            lines.addWidget(row)
            if isinstance(row, OptionRow) and row.name:
                row.chosen.connect(partial(self.change, row.name))
            if isinstance(row, FieldRow):
                row.refused.connect(self._reveal.start)
        self.rows += rows
        self._cards.append(rows)
        self.add(card)
        return card

    def add(self, widget: QWidget) -> None:
        """Put anything below what is there."""
        self._column.insertWidget(self._column.count() - 1, widget)

    @Slot()
    def _show_refused(self) -> None:
        """Bring the first option that has something wrong with it into view, its words included."""
        refused = (row for row in self.rows if isinstance(row, FieldRow) and row.is_refused and row.isVisible())
        row = next(refused, None)
        if row is not None:
            self.ensureWidgetVisible(row, 0, COMPACT_MARGIN)

    def show_row(self, row: Row, *, shown: bool) -> None:
        """Show a row or not; lines are between the rows of a card that are shown."""
        row.setVisible(shown)
        rows = next((rows for rows in self._cards if row in rows), ())
        present = [other for other in rows if not other.isHidden()]
        for other in rows[1:]:
            self._lines[other].setVisible(other in present[1:])

    def restores(self, *names: str) -> None:
        """Which options "Restore defaults" of this page gives their defaults."""
        self._restored = names

    def change(self, name: str, value: Any) -> None:
        """A row's option has been chosen."""
        self.options.change(**{name: value})

    def parser(self, name: str) -> Callable[[str], Any | Problem]:
        """For a FieldRow: reads the text as ``from_mapping`` would, and words what is wrong with it."""

        def parse(text: str) -> Any | Problem:
            value = self.options.parse(name, text)
            return self.worded(value) if isinstance(value, FieldProblem) else value

        return parse

    def worded(self, problem: FieldProblem) -> Problem:
        """The sentence for a problem, with the value that stays in use."""
        return lambda: messages.field_problem(problem, str(self.options.value(problem.field)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say_all()
