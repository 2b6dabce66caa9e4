"""The Activity card: totals, filter tools, running transfers and the table of requests with its empty states."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from shareapp.server.events import RequestDone, Transfer, Trouble
from shareapp.sharing.events import Totals
from shareapp.sharing.notes import Notes
from shareapp.ui import i18n
from shareapp.ui.log_details import LogDetails
from shareapp.ui.log_filter import LogFilter
from shareapp.ui.log_menu import LogMenu
from shareapp.ui.log_model import RequestLogModel
from shareapp.ui.log_notes import NotesButton, NotesDialog
from shareapp.ui.log_pages import EmptyState, TableArea, emptiness
from shareapp.ui.log_table import LogTable
from shareapp.ui.log_text import Column, LogText, as_curl, as_tsv
from shareapp.ui.log_tools import LogTools
from shareapp.ui.theme import Theme
from shareapp.ui.transfers_view import TransfersView
from shareapp.ui.widgets import Card, ElidedLabel, Label, announce

FILTER_DELAY_MS = 150
_TOOLBAR_HEIGHT = 50
_WORTH_TELLING = 10_000  # bytes received: a typed password is no upload


class LogView(Card):
    """Shows what it is told; asks its owner to clear, to export and to end transfers."""

    clear_requested = Signal()
    """The log was cleared: the totals should start anew too."""
    cancel_requested = Signal(int)
    """The id of a transfer to end."""
    hidden_columns_changed = Signal(tuple)
    """The columns the person switched off, by name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._totals = Totals()
        self._dropped = 0
        self._sharing = False
        self._cleared = False  # since this share began
        self._compact = False
        self._origin = "http://localhost"
        self._client = ""
        self.model = RequestLogModel(self)
        self.table = LogTable(theme, self.model)
        self.transfers = TransfersView(theme)
        self.transfers.cancel_requested.connect(self.cancel_requested)
        self._tools = LogTools(theme)
        self._notes = Notes()
        self.notes_button = NotesButton(theme, self._notes)
        self._empty = EmptyState(theme)
        self._area = TableArea(theme, self.table)
        self.details = LogDetails(theme, self.table, self.model)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._area)
        self.actions_ = LogMenu(self, self.table, self._tools, self.transfers, self.notes_button)
        self._arrange()
        self._connect()
        self.retranslate()
        self._show_page()

    @property
    def origin(self) -> str:
        """Where the requests went: "http://192.168.0.12:8000"."""
        return self._origin

    # What the owner tells.

    @Slot(object)
    def append(self, requests: Sequence[RequestDone]) -> None:
        """Add a batch of finished requests."""
        self.transfers.note_done(requests)
        self.model.append(requests)
        self._show_page()

    @Slot(int)
    def add_dropped(self, count: int) -> None:
        """So many more were counted but not kept."""
        self._dropped += count
        self._write_totals()

    @Slot(object)
    def add_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Take note of what went wrong beside the requests."""
        if self._notes.add(troubles):
            self.notes_button.refresh()

    @Slot(object)
    def set_totals(self, totals: Totals) -> None:
        """Show these sums."""
        self._totals = totals
        self._write_totals()

    @Slot(object)
    def set_transfers(self, transfers: Sequence[Transfer]) -> None:
        """Show what is on its way."""
        self.transfers.set_transfers(transfers)
        self._show_page()

    def set_sharing(self, sharing: bool, origin: str = "", *, reachable: bool = True) -> None:
        """Whether a share is up, the address to repeat requests at, and whether other devices can connect."""
        self._empty.reachable = reachable
        self._cleared = self._cleared and self._sharing
        self._sharing = sharing
        self._origin = origin or self._origin
        self._show_page()

    def set_compact(self, compact: bool) -> None:
        """Fit into a small window."""
        if compact == self._compact:
            return
        self._compact = compact
        self._tools.set_compact(compact)
        self.actions_.set_compact(compact)
        self.notes_button.set_compact(compact)
        self.transfers.set_compact(compact)
        self._set_text(short_devices=compact)
        self.table.set_compact(compact)
        self._empty.set_compact(compact)
        self.details.set_compact(compact)
        self._make_room()

    def set_device_names(self, shown: bool) -> None:
        """Guess the kind of device, or show addresses only."""
        self._set_text(device_names=shown)

    def set_utc(self, utc: bool) -> None:
        """Times of UTC, or local ones."""
        self._set_text(utc=utc)

    def set_hidden_columns(self, names: Sequence[str]) -> None:
        """Leave out these columns, by their names in ``Column``."""
        self.table.set_hidden_columns(tuple(column for column in Column if column.name in names))

    def focus_order(self) -> tuple[QWidget, ...]:
        """What Tab visits here, in its order."""
        return (
            self.notes_button,
            self._tools.filter,
            self._tools.statuses,
            self._tools.pause,
            self._tools.more,
            *self.transfers.focus_order(),
            self.table,
            self.details.close_button,
        )

    # What the person does.

    @Slot()
    def clear(self) -> None:
        """Forget the rows and ask for totals from zero."""
        self._dropped = 0
        self._cleared = True
        self.model.clear()
        self.details.dismiss()
        self._notes.clear()
        self.notes_button.refresh()
        self._write_totals()
        self._show_page()
        self.clear_requested.emit()

    @Slot()
    def clear_filter(self) -> None:
        """Show every request again."""
        self._client = ""
        self._tools.filter.clear()
        self._tools.statuses.setCurrentIndex(0)
        self.apply_filter()

    @Slot()
    def apply_filter(self) -> None:
        """Show what the tools ask for."""
        self.model.set_filter(self._filter().predicate())
        self._show_page()

    @Slot()
    def toggle_pause(self) -> None:
        """Freeze the table, or go on."""
        if self.model.paused:
            self.model.resume()
        else:
            self.model.pause()
        self._write_pause()
        self._show_unseen()
        self._show_page()

    @Slot()
    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, for a spreadsheet."""
        requests = self.table.selected_requests()
        if requests:
            QGuiApplication.clipboard().setText(as_tsv(self.model.text, requests))
            announce(self, self.tr("Copied"))

    @Slot()
    def copy_curl(self) -> None:
        """Put a command for each selected row on the clipboard."""
        requests = self.table.selected_requests()
        if requests:
            QGuiApplication.clipboard().setText("\n".join(as_curl(request, self._origin) for request in requests))
            announce(self, self.tr("Copied"))

    @Slot()
    def filter_to_device(self) -> None:
        """Show only the requests of the selected row's device."""
        requests = self.table.selected_requests()
        if requests:
            self._client = requests[-1].client
            self._tools.filter.setText(self._client)
            self.apply_filter()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say everything in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._heading.setText(self.tr("Activity"))
        self.table.setAccessibleName(self.tr("Requests"))
        self.actions_.retranslate()
        self.model.retranslate()
        self.table.apply_metrics()
        self._write_totals()
        self._write_pause()
        self._show_unseen()
        self._show_page()

    # How it looks.

    def _filter(self) -> LogFilter:
        text, statuses = self._tools.filter.text(), self._tools.status()
        if text and text == self._client:
            # Singled out by the menu: 10.0.0.5 must not bring 10.0.0.50 along, as typing it would.
            return LogFilter(client=text, statuses=statuses)
        return LogFilter(text=text, statuses=statuses)

    def _set_text(
        self, *, device_names: bool | None = None, utc: bool | None = None, short_devices: bool | None = None
    ) -> None:
        now = self.model.text
        text = LogText(
            device_names=now.device_names if device_names is None else device_names,
            utc=now.utc if utc is None else utc,
            short_devices=now.short_devices if short_devices is None else short_devices,
        )
        self.model.set_text(text)
        self.transfers.set_text(text)
        self.details.refresh()

    def _write_totals(self) -> None:
        totals = self._totals
        parts = []
        if totals.requests:
            parts = [
                self.tr("%Ln device(s)", "", totals.devices),
                self.tr("%Ln request(s)", "", totals.requests),
                self.tr("{size} sent").format(size=i18n.size(totals.sent, brief=True)),
            ]
        if totals.received >= _WORTH_TELLING:
            parts.append(self.tr("{size} received").format(size=i18n.size(totals.received, brief=True)))
        if self._dropped:
            parts.append(self.tr("%Ln not shown", "", self._dropped))
        self._summary.setText(" · ".join(parts))

    def _write_pause(self) -> None:
        paused = self.model.paused
        name = self.tr("Resume") if paused else self.tr("Pause")
        shortcut = self.actions_.pause.shortcut()
        self._tools.show_paused(paused, name, shortcut.toString(QKeySequence.SequenceFormat.NativeText))
        self.actions_.pause.setText(name)

    @Slot()
    def _show_unseen(self) -> None:
        count = self.table.unseen + self.model.held
        self._area.pill.setText(self.tr("%Ln new", "", count))
        self._area.pill.setAccessibleName(self._area.pill.text())
        self._area.pill.setToolTip(self.tr("Show the newest requests (End)"))
        self._area.show_pill(shown=count > 0)

    @Slot()
    def _return_to_tail(self) -> None:
        if self.model.paused:
            self.toggle_pause()
        self.table.follow()

    def _show_page(self) -> None:
        has_log = bool(self.model.kept or self.model.held)
        self._tools.setVisible(has_log or self._sharing)
        if self.model.rowCount():
            self._show(self._area)
            return
        filtered = has_log and not self._filter().is_open
        waiting = self._sharing and not self._cleared
        self._empty.show_reason(emptiness(filtered=filtered, loading=bool(self.transfers.rows()), waiting=waiting))
        self._show(self._empty)

    def _show(self, page: QWidget) -> None:
        """Only the page in sight claims room."""
        for other in (self._empty, self._area):
            policy = QSizePolicy.Policy.Preferred if other is page else QSizePolicy.Policy.Ignored
            other.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(page)

    # How it is built.

    def _arrange(self) -> None:
        self._heading = Label(scale=1.08, weight=QFont.Weight.DemiBold)
        self._summary = ElidedLabel(scale=0.95, tone="muted")
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self._heading)
        bar.addWidget(self._summary, 1)
        bar.addWidget(self.notes_button)
        bar.addWidget(self._tools)
        top = QWidget()
        top.setLayout(bar)
        top.setMinimumHeight(_TOOLBAR_HEIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 8)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(self.transfers)
        page = QHBoxLayout()
        page.setSpacing(0)
        page.addWidget(self._pages, 1)
        page.addWidget(self.details)
        box.addLayout(page, 1)

    def _connect(self) -> None:
        self._delay = QTimer(self, singleShot=True, interval=FILTER_DELAY_MS)
        self._delay.timeout.connect(self.apply_filter)
        self._tools.filter.textChanged.connect(self._delay.start)
        self._tools.statuses.currentIndexChanged.connect(self.apply_filter)
        self._tools.pause.clicked.connect(self.toggle_pause)
        self._tools.more.clicked.connect(self._open_more)
        self.notes_button.clicked.connect(self._open_notes)
        self._empty.button.clicked.connect(self.clear_filter)
        self._area.pill.clicked.connect(self._return_to_tail)
        self.table.unseen_changed.connect(self._show_unseen)
        self.table.customContextMenuRequested.connect(self._open_context)
        self.model.held_changed.connect(self._show_unseen)
        self._connect_actions()

    def _connect_actions(self) -> None:
        actions = self.actions_
        actions.hidden_columns_changed.connect(self.hidden_columns_changed)
        actions.find.triggered.connect(self._focus_filter)
        actions.clear.triggered.connect(self.clear)
        actions.pause.triggered.connect(self.toggle_pause)
        actions.copy.triggered.connect(self.copy_rows)
        actions.curl.triggered.connect(self.copy_curl)
        actions.device.triggered.connect(self.filter_to_device)
        actions.details.triggered.connect(self.details.open)
        actions.escape.triggered.connect(self.clear_filter)
        actions.escape_table.triggered.connect(self._escape)
        self.details.toggled.connect(self._make_room)

    @Slot()
    def _escape(self) -> None:
        """Close what was opened last."""
        (self.details.dismiss if self.details.is_open else self.clear_filter)()

    @Slot()
    def _make_room(self) -> None:
        self._pages.setVisible(not (self._compact and self.details.is_open))

    def _focus_filter(self) -> None:
        self._tools.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tools.filter.selectAll()

    def _open_more(self) -> None:
        self._open_menu(self._tools.more.mapToGlobal(QPoint(0, self._tools.more.height())))

    def _open_context(self, position: QPoint) -> None:
        self._open_menu(self.table.viewport().mapToGlobal(position))

    def _open_menu(self, position: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def _open_notes(self) -> None:
        NotesDialog(self._theme, self._notes, utc=self.model.text.utc, parent=self).open()

    def menu(self) -> QMenu:
        """The menu of the ⋯ button and of a row, for what is selected now."""
        return self.actions_.build()
