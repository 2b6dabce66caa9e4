"""Widgets beside each other, as many in a line as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget


class WrapRow(QWidget):
    """One line where they fit, more where words are longer or the window smaller."""

    def __init__(self, widgets: Sequence[QWidget], spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets = widgets
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(spacing)
        self._grid.setVerticalSpacing(6)
        self._columns = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._arrange(len(widgets))

    def columns(self) -> int:
        """How many stand in the first line."""
        return self._columns

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest of them: the rest may go below."""
        return QSize(max(widget.sizeHint().width() for widget in self._widgets), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, other lines."""
        super().resizeEvent(event)
        self._arrange(self._fitting(event.size().width()))

    def _fitting(self, width: int) -> int:
        """The most columns, each as wide as its widest, that ``width`` holds."""
        widths = [widget.sizeHint().width() for widget in self._widgets]
        for columns in range(len(widths), 1, -1):
            needed = sum(max(widths[column::columns]) for column in range(columns))
            if needed + (columns - 1) * self._grid.horizontalSpacing() <= width:
                return columns
        return 1

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        for column in range(len(self._widgets) + 1):
            self._grid.setColumnStretch(column, 1 if column == columns else 0)
        for index, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, *divmod(index, columns))
