"""The devices that came: when, how much they took, and a way to send one away."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from shareapp.sharing.devices import Device
from shareapp.ui import i18n
from shareapp.ui.dialogs import Dialog
from shareapp.ui.log_text import LogText
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Card

REFRESH_MS = 1_000
MOST_ROWS = 500
_SIZE = (720, 420)
_NUMBERS = {3, 4}  # columns
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Visitors(Protocol):
    """Who knows the devices, and can do something about them."""

    def devices(self) -> tuple[Device, ...]:
        """All of them."""

    def blocked(self) -> frozenset[str]:
        """The addresses that are refused."""

    def disconnect_device(self, client: str) -> None:
        """End what a device has under way."""

    def block(self, client: str) -> None:
        """Refuse a device."""

    def unblock(self, client: str) -> None:
        """Let a device in again."""


class DevicesDialog(Dialog):
    """Follows what happens while it is open. A row stays where it is, so that a click meets what it aims at."""

    def __init__(self, theme: Theme, visitors: Visitors, text: LogText, parent: QWidget) -> None:
        super().__init__(theme, "phone", self.tr("Devices"), "", parent)
        self._visitors = visitors
        self._text = text
        self._clients: list[str] = []
        self.table = QTableWidget(0, 6)
        self.cut = self.add_button(Button(theme, self.tr("Disconnect")))
        self.block = self.add_button(Button(theme, self.tr("Block until shareapp quits"), kind="danger"))
        self._arrange()
        self.add_close()
        self.cut.clicked.connect(self._disconnect)
        self.block.clicked.connect(self._toggle_block)
        self.table.itemSelectionChanged.connect(self._offer)
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self.refresh()
        if self._clients:
            self.table.selectRow(0)
        self._offer()

    @Slot()
    def refresh(self) -> None:
        """Count again."""
        known = {device.client: device for device in self._visitors.devices()[:MOST_ROWS]}
        blocked = self._visitors.blocked()
        for client in (*known, *sorted(blocked)):
            if client not in self._clients:
                self._clients.append(client)
                self.table.insertRow(self.table.rowCount())
        for row, client in enumerate(self._clients):
            self._write(row, self._cells(client, known.get(client), is_blocked=client in blocked))

    def _cells(self, client: str, device: Device | None, *, is_blocked: bool) -> Iterable[str]:
        state = self.tr("Blocked") if is_blocked else ""
        if device is None:
            return (client, "", "", "", "", state)
        utc = self._text.utc
        return (
            self._text.device(client, device.agent),
            i18n.time_of_day(device.first_seen, utc=utc),
            i18n.time_of_day(device.last_seen, utc=utc),
            i18n.number(device.requests),
            i18n.size(device.sent + device.received),
            state,
        )

    def _write(self, row: int, cells: Iterable[str]) -> None:
        for column, text in enumerate(cells):
            item = self.table.item(row, column)
            if item is None:
                item = QTableWidgetItem()
                item.setTextAlignment(_RIGHT if column in _NUMBERS else _LEFT)
                self.table.setItem(row, column, item)
            if item.text() != text:
                item.setText(text)

    def _selected(self) -> str:
        rows = self.table.selectionModel().selectedRows()
        return self._clients[rows[0].row()] if rows else ""

    @Slot()
    def _offer(self) -> None:
        client = self._selected()
        self.cut.setEnabled(bool(client))
        self.block.setEnabled(bool(client))
        is_blocked = client in self._visitors.blocked()
        self.block.setText(self.tr("Unblock") if is_blocked else self.tr("Block until shareapp quits"))
        self.block.set_kind("plain" if is_blocked else "danger")
        self.block.setAccessibleName(self.block.text())

    @Slot()
    def _disconnect(self) -> None:
        self._visitors.disconnect_device(self._selected())

    @Slot()
    def _toggle_block(self) -> None:
        client = self._selected()
        change = self._visitors.unblock if client in self._visitors.blocked() else self._visitors.block
        change(client)
        self.refresh()
        self._offer()

    def _arrange(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Devices"))
        titles = (
            self.tr("Device"),
            self.tr("First seen"),
            self.tr("Last seen"),
            self.tr("Requests"),
            self.tr("Data"),
            self.tr("State"),
        )
        for column in range(table.columnCount()):
            header = QTableWidgetItem(titles[column])
            header.setTextAlignment(_RIGHT if column in _NUMBERS else _LEFT)
            table.setHorizontalHeaderItem(column, header)
        table.verticalHeader().setVisible(False)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        card = Card()
        box = QVBoxLayout(card)
        box.setContentsMargins(12, 8, 12, 8)
        box.addWidget(table)
        self.body.addWidget(card)
        self.resize(*_SIZE)
