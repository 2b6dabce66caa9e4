"""RequestLogModel: the last requests as a table. Rows are stored as they came; text is made when a cell is painted."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from shareapp.server.events import RequestDone
from shareapp.ui.log_filter import Predicate
from shareapp.ui.log_text import Column, LogText, column_title

CAPACITY = 10_000
_SPARE = 10  # at the cap a tenth is dropped at once, so that a full log does not shift at every batch

Index = QModelIndex | QPersistentModelIndex

_RIGHT = {Column.SIZE, Column.DURATION}
_LEFT_ALIGNED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RequestLogModel(QAbstractTableModel):
    """Holds the newest ``capacity`` requests, of which those that pass the filter are rows.

    A batch costs at most one removal and one insertion of rows, whatever its size. While paused, new requests wait
    (the newest ``capacity`` of them) and are added by ``resume``.
    """

    held_changed = Signal(int)
    """So many requests wait for ``resume``."""

    def __init__(self, parent: QObject | None = None, capacity: int = CAPACITY) -> None:
        super().__init__(parent)
        self._capacity = capacity
        self._all: list[RequestDone] = []
        self._rows: list[RequestDone] = []
        self._held: list[RequestDone] = []
        self._paused = False
        self._predicate: Predicate | None = None
        self._text = LogText()

    # What Qt asks.

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Rows that pass the filter."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """One for each Column."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tooltip or alignment of a cell; the request itself for UserRole."""
        if not index.isValid():
            return None
        request = self._rows[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text.cell(request, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text.tooltip(request, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT_ALIGNED if column in _RIGHT else _LEFT_ALIGNED
        return request if role == Qt.ItemDataRole.UserRole else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names; rows have none."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_title(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT_ALIGNED if section in _RIGHT else _LEFT_ALIGNED
        return None

    # What the view asks.

    @property
    def paused(self) -> bool:
        """Whether new requests wait."""
        return self._paused

    @property
    def held(self) -> int:
        """How many requests wait for ``resume``."""
        return len(self._held)

    @property
    def kept(self) -> int:
        """Requests in the log, whether they pass the filter or not."""
        return len(self._all)

    def request(self, row: int) -> RequestDone:
        """The request of a row."""
        return self._rows[row]

    def requests(self) -> tuple[RequestDone, ...]:
        """What the table shows, oldest first: the thing to export."""
        return tuple(self._rows)

    @property
    def text(self) -> LogText:
        """How cells are written."""
        return self._text

    # What changes the log.

    def append(self, requests: Sequence[RequestDone]) -> None:
        """Add a batch, oldest first."""
        if self._paused:
            self._held.extend(requests)
            del self._held[: -self._capacity]
            self.held_changed.emit(len(self._held))
            return
        if len(requests) >= self._capacity:
            self._replace(list(requests[-self._capacity :]))
            return
        self._drop(len(self._all) + len(requests) - self._capacity)
        self._all.extend(requests)
        fresh = self._passing(requests)
        if fresh:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(fresh) - 1)
            self._rows.extend(fresh)
            self.endInsertRows()

    def pause(self) -> None:
        """Freeze the table; what comes is held."""
        self._paused = True

    def resume(self) -> None:
        """Add what was held and go on."""
        self._paused = False
        held, self._held = self._held, []
        if held:
            self.held_changed.emit(0)
            self.append(held)

    def clear(self) -> None:
        """Forget every request, also those that wait."""
        self._held = []
        self.held_changed.emit(0)
        self._replace([])

    def set_filter(self, predicate: Predicate | None) -> None:
        """Show what passes only; nothing is dropped."""
        self._predicate = predicate
        self._replace(self._all)

    def set_capacity(self, capacity: int) -> None:
        """Keep so many requests from now on."""
        self._capacity = capacity
        self._replace(self._all[-capacity:])

    def set_text(self, text: LogText) -> None:
        """Write the cells in another way."""
        self._text = text
        self._retext()

    def retranslate(self) -> None:
        """Another language: other column names and other separators in numbers."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._retext()

    def _retext(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _passing(self, requests: Iterable[RequestDone]) -> list[RequestDone]:
        return list(requests) if self._predicate is None else [item for item in requests if self._predicate(item)]

    def _replace(self, requests: list[RequestDone]) -> None:
        self.beginResetModel()
        self._all = requests
        self._rows = self._passing(requests)
        self.endResetModel()

    def _drop(self, excess: int) -> None:
        """Make room for ``excess`` requests, and for some more, at the old end."""
        if excess <= 0:
            return
        count = min(len(self._all), max(excess, self._capacity // _SPARE))
        gone = len(self._passing(self._all[:count]))
        del self._all[:count]
        if gone:
            self.beginRemoveRows(QModelIndex(), 0, gone - 1)
            del self._rows[:gone]
            self.endRemoveRows()
