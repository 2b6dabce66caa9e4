"""What can be done with the log: the actions with their shortcuts, and the menu that lists them."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from shareapp.ui.log_notes import NotesButton
from shareapp.ui.log_table import LogTable
from shareapp.ui.log_text import Column, column_title
from shareapp.ui.log_tools import LogTools
from shareapp.ui.transfers_view import TransfersView
from shareapp.ui.widgets import ComboBox


class LogMenu(QObject):
    """Owns the actions; whoever shows the log connects ``triggered``."""

    hidden_columns_changed = Signal(tuple)
    """The columns the person switched off, by name."""

    def __init__(
        self, view: QWidget, table: LogTable, tools: LogTools, transfers: TransfersView, notes: NotesButton
    ) -> None:
        super().__init__(view)
        self._view = view
        self._table = table
        self._tools = tools
        self._transfers = transfers
        self._notes = notes
        self._is_compact = False
        self.find = self._action(view, "Ctrl+F")
        self.clear = self._action(view, "Ctrl+L")
        self.pause = self._action(view, "Ctrl+Shift+P")
        self.export = self._action(view, "Ctrl+S")
        self.devices = self._action(view)
        self.copy = self._action(table, "Ctrl+C")
        self.curl = self._action(table)
        self.device = self._action(table)
        self.details = self._action(table, "Enter", "Return")
        self.escape = self._action(tools.filter, "Esc")
        self.escape_table = self._action(table, "Esc")
        self.retranslate()

    def set_compact(self, compact: bool) -> None:
        """List what a small window has no room for elsewhere."""
        self._is_compact = compact

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Text and shortcut of every action that has one, for the list of shortcuts."""
        actions = (self.find, self.pause, self.clear, self.export, self.details, self.copy)
        native = QKeySequence.SequenceFormat.NativeText
        return tuple((action.text(), action.shortcut().toString(native)) for action in actions)

    def build(self) -> QMenu:
        """The menu of the ⋯ button and of a row, for what is selected now."""
        menu = QMenu(self._view)
        if self._table.selected_requests():
            menu.addActions([self.details, self.copy, self.curl, self.device])
            menu.addSeparator()
        if self._is_compact:
            self._add_what_has_no_room(menu)
        menu.addActions([self.devices, self.export])
        self._add_columns(menu.addMenu(self.tr("Columns")))
        menu.addAction(self.clear)
        return menu

    def retranslate(self) -> None:
        """Word everything anew."""
        for action, text in self._texts():
            action.setText(text)

    def _texts(self) -> Iterator[tuple[QAction, str]]:
        yield self.find, self.tr("Filter by path or device")
        yield self.clear, self.tr("Clear")
        yield self.export, self.tr("Export…")
        yield self.devices, self.tr("Devices…")
        yield self.copy, self.tr("Copy row")
        yield self.curl, self.tr("Copy as curl")
        yield self.details, self.tr("Details")
        yield self.device, self.tr("Filter to this device")
        yield self.escape, self.tr("Clear filter")
        yield self.escape_table, self.tr("Clear filter")

    def _action(self, owner: QWidget, *shortcuts: str) -> QAction:
        action = QAction(owner)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        everywhere = owner is self._view
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetShortcut
        )
        owner.addAction(action)
        return action

    def _add_what_has_no_room(self, menu: QMenu) -> None:
        if self._transfers.more.text():
            menu.addAction(self._transfers.more.text(), self._transfers.toggle)
        if self._notes.has_notes:
            menu.addAction(self._notes.text(), self._notes.click)
        _add_choices(menu.addMenu(self.tr("Status")), self._tools.statuses)

    def _add_columns(self, menu: QMenu) -> None:
        hidden = self._table.hidden_columns
        for column in Column:
            if column is Column.PATH:
                continue
            action = menu.addAction(column_title(column))
            action.setCheckable(True)
            action.setChecked(column not in hidden)
            action.triggered.connect(lambda _checked=False, column=column: self._toggle(column))

    def _toggle(self, column: Column) -> None:
        hidden = sorted(set(self._table.hidden_columns) ^ {column})
        self._table.set_hidden_columns(tuple(hidden))
        self.hidden_columns_changed.emit(tuple(item.name for item in hidden))


def _add_choices(menu: QMenu, box: ComboBox) -> None:
    for index in range(box.count()):
        action = menu.addAction(box.itemText(index))
        action.setCheckable(True)
        action.setChecked(index == box.currentIndex())
        action.triggered.connect(lambda _checked=False, index=index: box.setCurrentIndex(index))
