"""The details of one request beside the table: what became of it in plain words, and everything that is known."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QEvent, QItemSelection, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shareapp.server.events import RequestDone
from shareapp.server.heads import Heads
from shareapp.ui.log_model import RequestLogModel
from shareapp.ui.log_table import LogTable
from shareapp.ui.log_text import DASH, shown_path
from shareapp.ui.request_facts import Fact, facts, reason
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, ElidedLabel, Label

WIDTH = 340

FindHeads = Callable[[RequestDone], Heads | None]
Tone = Literal["muted", "success", "info", "warn", "danger"]
_TONES: dict[int, Tone] = {2: "success", 3: "info", 4: "warn", 5: "danger"}


class LogDetails(QFrame):
    """Opens for the selected row and follows the selection while it is open."""

    toggled = Signal()
    """It was opened or closed."""

    reason: Label  # there while it is open

    def __init__(self, theme: Theme, table: LogTable, model: RequestLogModel) -> None:
        super().__init__()
        self._theme = theme
        self._table = table
        self._model = model
        self._find_heads: FindHeads | None = None
        self._request: RequestDone | None = None
        self.setProperty("role", "strip")
        self.title = ElidedLabel(weight=QFont.Weight.DemiBold)
        self.status = Label(weight=QFont.Weight.DemiBold)
        self.close_button = Button(theme, icon="close", kind="icon")
        self.close_button.clicked.connect(self.dismiss)
        self._scroll = QScrollArea()
        self._arrange()
        self._retranslate()
        self.hide()
        table.doubleClicked.connect(self.open)
        table.selectionModel().selectionChanged.connect(self._follow)

    @property
    def is_open(self) -> bool:
        """Whether it is, or would be in a window that is shown."""
        return self._request is not None

    def set_heads(self, find_heads: FindHeads) -> None:
        """Where the heads of a request may still be known."""
        self._find_heads = find_heads

    def set_compact(self, compact: bool) -> None:
        """A small window shows the details instead of the table, a larger one beside it."""
        self.setMinimumWidth(0 if compact else WIDTH)
        self.setMaximumWidth(16_777_215 if compact else WIDTH)

    @Slot()
    def open(self) -> None:
        """Show the selected row, the last one of several."""
        selected = self._table.selected_requests()
        if selected:
            self._request = selected[-1]
            self.refresh()
            self.show()
            self.toggled.emit()

    @Slot()
    def dismiss(self) -> None:
        """Close; the keyboard goes back to the table."""
        had_focus = self.close_button.hasFocus()
        self._request = None
        self.hide()
        self.toggled.emit()
        if had_focus:
            self._table.setFocus()

    def refresh(self) -> None:
        """Write everything anew."""
        request = self._request
        if request is None:
            return
        self.title.setText(f"{request.method} {shown_path(request.target)}".strip() or DASH)
        self.status.setText(DASH if request.note == "aborted" else str(request.status))
        self.status.set_tone("muted" if request.note == "aborted" else _TONES.get(request.status // 100, "muted"))
        heads = None if self._find_heads is None else self._find_heads(request)
        known = list(facts(request, replace(self._model.text, short_devices=False)))
        if heads is not None and heads.encryption:
            known.append(Fact(self.tr("Encryption"), heads.encryption))
        self._scroll.setWidget(self._page(request, known, heads))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.refresh()
        super().changeEvent(event)

    @Slot(QItemSelection, QItemSelection)
    def _follow(self) -> None:
        if self.is_open and self._table.selected_requests():
            self.open()

    def _retranslate(self) -> None:
        self.close_button.set_name(self.tr("Close details"))
        self.setAccessibleName(self.tr("Details"))
        self._scroll.setAccessibleName(self.tr("Details"))

    def _page(self, request: RequestDone, known: Iterable[Fact], heads: Heads | None) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(8)
        # Inside of the scrolled page: a wrapped label outside would make the whole window's height follow its width.
        self.reason = Label(reason(request), wrap=True)
        column.addWidget(self.reason)
        column.addLayout(_grid(known))
        if heads is not None:
            start = f"{request.method} {request.target} {request.version}"
            column.addWidget(Label(self.tr("Request"), scale=0.92, tone="muted"))
            column.addWidget(_head(start, heads.request))
            column.addWidget(Label(self.tr("Answer"), scale=0.92, tone="muted"))
            column.addWidget(_head(heads.status_line or DASH, heads.response))
        column.addStretch()
        return page

    def _arrange(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as high as the table is
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 4, 0)
        top.setSpacing(8)
        top.addWidget(self.status)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)


def _grid(known: Iterable[Fact]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, fact in enumerate(known):
        grid.addWidget(Label(fact.name, scale=0.92, tone="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_value(fact.value), row, 1)
    return grid


def _value(text: str) -> Label:
    value = Label(_breakable(text), scale=0.92, wrap=True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return value


def _head(start: str, fields: Iterable[tuple[str, str]]) -> Label:
    label = _value("\n".join((start, *(f"{name}: {value}" for name, value in fields))))
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return label


def _breakable(text: str) -> str:
    """A long path may be broken after any slash and sign, which leaves no mark where it is not."""
    return "".join(f"{letter}\u200b" if letter in "/&=_;,%-" else letter for letter in text)
