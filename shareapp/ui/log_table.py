"""The table of requests: a delegate with cached fonts, and a tail that is followed until one looks back."""

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from shareapp.server.events import RequestDone
from shareapp.ui.log_model import RequestLogModel
from shareapp.ui.log_text import Column
from shareapp.ui.theme import Theme, scaled_font

TABLE_SCALE = 0.95
LEAST_ROW = 28
COMPACT_COLUMNS = (Column.METHOD, Column.DURATION)
_CELL_PADDING = 8
_CHIP_PADDING = 8
_WIDTH_SPARE = 24
_SAMPLES = {
    Column.TIME: "00:00:00",
    Column.STATUS: "0000",
    Column.METHOD: "DELETE",
    Column.SIZE: "888.8 MB",
    Column.DURATION: "888 ms",
    Column.DEVICE: "iPhone · 192.168.100.100",
}
_SHORT_DEVICE = "192.168.100.100"

Index = QModelIndex | QPersistentModelIndex


class LogDelegate(QStyledItemDelegate):
    """Paints a cell: a chip for the status, elided text for the rest. Fonts and colours are made once for a theme."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Make the fonts and colours anew."""
        tokens = self._theme.tokens
        self._font = scaled_font(TABLE_SCALE, tabular=True)
        self._chip_font = scaled_font(TABLE_SCALE, QFont.Weight.DemiBold, tabular=True)
        self._metrics = QFontMetrics(self._font)
        self._chip_metrics = QFontMetrics(self._chip_font)
        self._selected = QColor(tokens.accent_soft)
        self._colors = {column: QColor(tokens.muted) for column in Column} | {Column.PATH: QColor(tokens.text)}
        self._chips = {
            0: (QColor(tokens.sunken), QColor(tokens.muted)),
            2: (QColor(tokens.success_soft), QColor(tokens.success)),
            3: (QColor(tokens.info_soft), QColor(tokens.info)),
            4: (QColor(tokens.warn_soft), QColor(tokens.warn)),
            5: (QColor(tokens.danger_soft), QColor(tokens.danger)),
        }

    @property
    def row_height(self) -> int:
        """Room for the text and the chip around it."""
        return max(LEAST_ROW, self._metrics.height() + 10)

    def column_width(self, sample: str) -> int:
        """Room for a typical text."""
        return self._metrics.horizontalAdvance(sample) + _WIDTH_SPARE

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As the row and the column are."""
        return QSize(self.column_width(str(index.data())), self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        rectangle: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rectangle, self._selected)
        text = str(index.data())
        column = Column(index.column())
        if column is Column.STATUS:
            self._paint_chip(painter, rectangle, text)
            return
        inner = rectangle.adjusted(_CELL_PADDING, 0, -_CELL_PADDING, 0)
        painter.setFont(self._font)
        painter.setPen(self._colors[column])
        elided = self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), elided)

    def _paint_chip(self, painter: QPainter, rectangle: QRect, text: str) -> None:
        fill, ink = self._chips.get(int(text[0]) if text[:1].isdecimal() else 0, self._chips[0])
        width = self._chip_metrics.horizontalAdvance(text) + 2 * _CHIP_PADDING
        height = min(rectangle.height() - 6, self._chip_metrics.height() + 4)
        top = rectangle.top() + (rectangle.height() - height) // 2
        chip = QRect(rectangle.left() + 4, top, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(chip, 6, 6)
        painter.setFont(self._chip_font)
        painter.setPen(ink)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class LogTable(QTableView):
    """Follows the tail while it is at the end and nothing is selected; else counts what arrives unseen."""

    unseen_changed = Signal(int)
    """So many rows came since the tail was left."""

    def __init__(self, theme: Theme, model: RequestLogModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = model
        self._following = True
        self._unseen = 0
        self._compact = False
        self._hidden: tuple[Column, ...] = ()
        self._delegate = LogDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.apply_metrics()
        theme.changed.connect(self.viewport().update)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.modelReset.connect(self._reset)
        bar = self.verticalScrollBar()
        bar.actionTriggered.connect(self._scrolled)
        bar.valueChanged.connect(self._moved)
        bar.rangeChanged.connect(self._range_changed)

    @property
    def following(self) -> bool:
        """Whether the newest row is kept in sight."""
        return self._following

    @property
    def unseen(self) -> int:
        """Rows that came since the tail was left."""
        return self._unseen

    @property
    def hidden_columns(self) -> tuple[Column, ...]:
        """The columns that the person has switched off."""
        return self._hidden

    @property
    def row_height(self) -> int:
        """Every row's height."""
        return self._delegate.row_height

    def selected_requests(self) -> tuple[RequestDone, ...]:
        """The selected rows, oldest first."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._log.request(row) for row in rows)

    @Slot()
    def follow(self) -> None:
        """Return to the newest row and stay there."""
        self._following = True
        self.clearSelection()
        self.scrollToBottom()
        self._set_unseen(0)

    def set_compact(self, compact: bool) -> None:
        """Leave out the header and some columns in a small window."""
        self._compact = compact
        self.horizontalHeader().setVisible(not compact)
        self._show_columns()
        self.apply_metrics()

    def set_hidden_columns(self, columns: tuple[Column, ...]) -> None:
        """Leave out the columns that the person has switched off."""
        self._hidden = columns
        self._show_columns()

    def apply_metrics(self) -> None:
        """Fit row height and column widths to the font."""
        self._delegate.refresh()
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        header = self.horizontalHeader()
        header.setFont(scaled_font(TABLE_SCALE))
        header.setMinimumHeight(LEAST_ROW)
        samples = _SAMPLES | ({Column.DEVICE: _SHORT_DEVICE} if self._compact else {})
        for column, sample in samples.items():
            title = header.fontMetrics().horizontalAdvance(str(self._log.headerData(column, Qt.Orientation.Horizontal)))
            self.setColumnWidth(column, max(self._delegate.column_width(sample), title + _WIDTH_SPARE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """End returns to the tail."""
        if event.key() == Qt.Key.Key_End and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.follow()
            return
        super().keyPressEvent(event)

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Up and down only: beside the details the path is wider than what is seen, and pushed the time out."""
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Who reads a row does not want it to run away."""
        super().selectionChanged(selected, deselected)
        if self.selectionModel().hasSelection():
            self._following = False

    def event(self, event: QEvent) -> bool:
        """Follow the system's font."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.apply_metrics()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A followed tail stays in sight."""
        super().resizeEvent(event)
        if self._following:
            self.scrollToBottom()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(LEAST_ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(Column.PATH, QHeaderView.ResizeMode.Stretch)

    def _show_columns(self) -> None:
        left_out = {*self._hidden, *(COMPACT_COLUMNS if self._compact else ())}
        for column in Column:
            self.setColumnHidden(column, column in left_out)

    def _set_unseen(self, count: int) -> None:
        if count != self._unseen:
            self._unseen = count
            self.unseen_changed.emit(count)

    @Slot(QModelIndex, int, int)
    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if not self._following:
            self._set_unseen(self._unseen + last - first + 1)

    @Slot(QModelIndex, int, int)
    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if not self._following:
            # The rows in sight keep their place while old ones go.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - (last - first + 1))

    @Slot()
    def _reset(self) -> None:
        self._following = True
        self._set_unseen(0)
        self.scrollToBottom()

    @Slot(int)
    def _scrolled(self, _action: int) -> None:
        bar = self.verticalScrollBar()
        self._following = bar.sliderPosition() >= bar.maximum() and not self.selectionModel().hasSelection()
        if self._following:
            self._set_unseen(0)

    @Slot(int)
    def _moved(self, value: int) -> None:
        if self._following and value < self.verticalScrollBar().maximum() and self.verticalScrollBar().isSliderDown():
            self._following = False

    @Slot(int, int)
    def _range_changed(self, _least: int, greatest: int) -> None:
        if self._following:
            self.verticalScrollBar().setValue(greatest)
