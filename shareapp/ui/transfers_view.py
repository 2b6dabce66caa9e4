"""The transfers that are on their way: a row each, with progress, rate and a way to end it."""

import time
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from shareapp.server.events import RequestDone, Transfer
from shareapp.sharing.logformat import visible
from shareapp.ui import i18n
from shareapp.ui.log_text import LogText, shown_path
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, ElidedLabel, IconLabel, Label

SHOWN_AFTER_S = 1.0
SHOWN_ABOVE = 5_000_000
LINGER_MS = 3_000
ROW_HEIGHT = 34
ROWS, COMPACT_ROWS, EXPANDED_ROWS = 2, 1, 6
MOST_ROWS = 100  # widgets are not free, and nobody reads more
_STEPS = 1000
_FORESEEN_S = 24 * 3600  # a device that has all but stopped says nothing of the end
_SMOOTHING = 0.3  # how much of a rate comes from the newest interval


Key = int | str
"""The number of a transfer, or the token of an upload that comes in several."""


class _Rate:
    """Bytes per second, smoothed over some snapshots."""

    def __init__(self, transfer: Transfer, now: float) -> None:
        self._done, self._at = transfer.done, now
        age = now - transfer.started
        came = transfer.done - (transfer.arriving.before if transfer.arriving else 0)
        self.value = came / age if age > 0 else 0.0

    def update(self, transfer: Transfer, now: float) -> None:
        """Take another snapshot."""
        if now <= self._at:
            return
        newest = (transfer.done - self._done) / (now - self._at)
        self.value += _SMOOTHING * (newest - self.value)
        self._done, self._at = transfer.done, now


class TransferRow(QWidget):
    """One transfer, or one file that comes by several. ``cancelled`` and ``outlived`` carry its key."""

    cancelled = Signal(object)
    outlived = Signal(object)

    def __init__(self, theme: Theme, text: LogText, transfer: Transfer, now: float) -> None:
        super().__init__()
        self.transfer = transfer
        self.is_over = False
        self._rate = _Rate(transfer, now)
        self._brought = 0
        self._leaving = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._leaving.timeout.connect(lambda: self.outlived.emit(_key(self.transfer)))
        down = transfer.direction == "down"
        self._icon = IconLabel(theme, "download" if down else "upload", color="accent", size=18)
        self._name = ElidedLabel("", weight=QFont.Weight.Medium)
        self._device = ElidedLabel(text.device(transfer.client, transfer.agent), scale=0.95, tone="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._percent = Label(scale=0.95, weight=QFont.Weight.Medium)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._speed = Label(scale=0.95, tone="muted")
        self.cancel = Button(theme, icon="close", kind="icon")
        self.cancel.clicked.connect(self._cancel_clicked)
        self._arrange()
        self.update_transfer(transfer, now)

    @property
    def rate(self) -> float:
        """Bytes per second, smoothed."""
        return self._rate.value

    def update_transfer(self, transfer: Transfer, now: float) -> None:
        """Show a newer snapshot."""
        self.transfer = transfer
        self._leaving.stop()
        if transfer.arriving is not None:
            self._brought = max(self._brought, transfer.arriving.before)
        self._rate.update(transfer, now)
        self._name_text = _name(transfer)
        self._name.setText(self._name_text)
        self._write()

    def count(self, received: int) -> None:
        """One of the requests that bring the file has ended well, with so many bytes."""
        self._brought += received

    def end(self) -> None:
        """It is under way no more: it is complete, or its next part may follow."""
        if self._leaving.isActive():
            return
        self._leaving.start()
        arriving = self.transfer.arriving
        if arriving is None or not arriving.token or self._brought >= (arriving.length or 0):
            self._finish()

    def _finish(self) -> None:
        self.is_over = True
        self._icon.set("check", "success")
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(_STEPS)
        self._percent.setText(self.tr("Done"))
        self._speed.setText(i18n.size(self.transfer.total or self.transfer.done))
        self.cancel.setVisible(False)
        self._name_bar()

    def set_compact(self, compact: bool) -> None:
        """Leave the rate out in a small window."""
        self._speed.setVisible(not compact)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange and not self.is_over:
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        done, total = self.transfer.done, self.transfer.total
        if total:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(min(_STEPS, done * _STEPS // total))
            self._percent.setText(f"{min(100, done * 100 // total)}%")
        else:
            self._bar.setRange(0, 0)
            self._percent.setText(i18n.size(done))
        self._speed.setText(self._speed_text())
        self.cancel.set_name(self.tr("Stop the transfer of {name}").format(name=self._name_text))
        self._name_bar()

    def _name_bar(self) -> None:
        self._bar.setAccessibleName(f"{self._name_text}, {self._percent.text()}")

    def _speed_text(self) -> str:
        rate = self._rate.value
        speed = f"{i18n.size(round(rate))}/s"
        if rate <= 0 or not self.transfer.total:
            return speed
        seconds = max(0, self.transfer.total - self.transfer.done) / rate
        if seconds > _FORESEEN_S:
            return speed
        left = self.tr("{time} left").format(time=i18n.clock(seconds))
        return f"{speed} · {left}"

    def _cancel_clicked(self) -> None:
        self.cancel.setEnabled(False)
        self.cancelled.emit(_key(self.transfer))

    def _arrange(self) -> None:
        self.setMinimumHeight(ROW_HEIGHT)
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("100%") + 6)
        self._speed.setMinimumWidth(self._speed.fontMetrics().horizontalAdvance("888.8 MB/s · 0:00 left"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._name, 5)
        row.addWidget(self._device, 4)
        row.addWidget(self._bar, 5)
        row.addWidget(self._percent)
        row.addWidget(self._speed)
        row.addWidget(self.cancel)


class TransfersView(QFrame):
    """Up to two rows (one in a small window); "Show all" unfolds up to six and scrolls beyond."""

    cancel_requested = Signal(int)
    """The id of a transfer to end."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._text = LogText()
        self._compact = False
        self._expanded = False
        self._rows: dict[Key, TransferRow] = {}
        self._given_up: set[Key] = set()
        self._outcomes: dict[tuple[str, str], bool] = {}
        self.setProperty("role", "strip")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 4, 0, 4)
        self._list.setSpacing(0)
        page = QWidget()
        page.setProperty("role", "page")
        page.setLayout(self._list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(page)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.more = Button(theme, kind="link", extent="small")
        self.more.clicked.connect(self.toggle)
        self.total = Label(scale=0.95, tone="muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._scroll)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 12, 0)
        below.addWidget(self.more)
        below.addStretch()
        below.addWidget(self.total)
        box.addLayout(below)
        self._fit()

    def rows(self) -> tuple[TransferRow, ...]:
        """The rows, oldest first."""
        return tuple(self._rows.values())

    def focus_order(self) -> tuple[QWidget, ...]:
        """What Tab visits here, in its order."""
        return (self.more, *(row.cancel for row in self._rows.values()))

    def set_transfers(self, transfers: Sequence[Transfer]) -> None:
        """Show this snapshot of what is on its way."""
        now = self._clock()
        present = {_key(transfer): _whole(transfer) for transfer in transfers}
        for key, row in list(self._rows.items()):
            if key not in present and not row.is_over:
                self._end(key, row)
        for key, transfer in present.items():
            row_now = self._rows.get(key)
            if row_now is not None:
                row_now.update_transfer(transfer, now)
            elif key in self._given_up:  # it was between two of its parts then
                self.cancel_requested.emit(transfer.id)
            elif len(self._rows) < MOST_ROWS and _is_worth_a_row(transfer, now):
                self._add(transfer, now)
        self._outcomes.clear()
        self._fit()

    def note_done(self, requests: Iterable[RequestDone]) -> None:
        """Remember how the requests of shown transfers ended: a broken one gets no tick."""
        if not self._rows:
            return
        shown = {(row.transfer.client, row.transfer.target): row for row in self._rows.values()}
        for request in requests:
            key = (request.client, request.target)
            if key in shown:
                is_good = not request.note and request.status < 400
                self._outcomes[key] = is_good
                shown[key].count(request.received if is_good else 0)

    def set_text(self, text: LogText) -> None:
        """How devices are named from the next transfer on."""
        self._text = text

    def set_compact(self, compact: bool) -> None:
        """Show one row only, without its rate."""
        self._compact = compact
        for row in self._rows.values():
            row.set_compact(compact)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fit()
        super().changeEvent(event)

    def _add(self, transfer: Transfer, now: float) -> None:
        row = TransferRow(self._theme, self._text, transfer, now)
        row.set_compact(self._compact)
        row.cancelled.connect(self._cancel)
        row.outlived.connect(self._remove)
        self._list.addWidget(row)
        # A new widget would be the last of the window; the focus goes to the next one when this transfer ends.
        self.setTabOrder(self.focus_order()[-1], row.cancel)
        self._rows[_key(transfer)] = row

    def _end(self, key: Key, row: TransferRow) -> None:
        request = (row.transfer.client, row.transfer.target)
        if key in self._given_up or not self._outcomes.get(request, True):
            self._remove(key)
        else:
            row.end()

    @Slot(object)
    def _remove(self, key: Key) -> None:
        if isinstance(key, int):
            self._given_up.discard(key)
        row = self._rows.pop(key, None)
        if row is not None:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._fit()

    @Slot(object)
    def _cancel(self, key: Key) -> None:
        self._given_up.add(key)
        self.cancel_requested.emit(self._rows[key].transfer.id)

    @Slot()
    def toggle(self) -> None:
        """Unfold all rows, or fold them again."""
        self._expanded = not self._expanded
        self._fit()

    def _fit(self) -> None:
        """Fit the height to the rows that may be seen."""
        count = len(self._rows)
        folded = COMPACT_ROWS if self._compact else ROWS
        self._expanded = self._expanded and count > folded
        most = EXPANDED_ROWS if self._expanded else folded
        for place, row in enumerate(self._rows.values()):
            row.setVisible(self._expanded or place < folded)
        self.more.setText(self._more_text(count))
        self.more.setAccessibleName(self.more.text())
        # A small window has the same in the menu of the log.
        self.more.setVisible(count > folded and (self._expanded or not self._compact))
        self.total.setText(self._total_text())
        self.total.setVisible(self.more.isVisibleTo(self))
        heights = [max(ROW_HEIGHT, row.sizeHint().height()) for row in self._rows.values()]
        self._scroll.setFixedHeight(sum(heights[:most]) + 8)
        self.setVisible(count > 0)

    def _total_text(self) -> str:
        """ "5 transfers · 12.4 MB/s": all that are on their way together."""
        running = [row for row in self._rows.values() if not row.is_over]
        count = self.tr("%n transfer(s)", "", len(running))
        return f"{count} · {i18n.size(round(sum(row.rate for row in running)))}/s"

    def _more_text(self, count: int) -> str:
        return self.tr("Show fewer") if self._expanded else self.tr("Show all (%n)", "", count)


def _whole(transfer: Transfer) -> Transfer:
    """What is done of the whole file, when a request brings only a part of it."""
    arriving = transfer.arriving
    if arriving is None or not arriving.token:
        return transfer
    return transfer._replace(done=arriving.before + transfer.done, total=arriving.length)


def _key(transfer: Transfer) -> Key:
    """What stays the same from one part of a file to the next."""
    return (transfer.arriving.token if transfer.arriving else "") or transfer.id


def _name(transfer: Transfer) -> str:
    """The file's; of an upload whose file is not known yet, the folder's."""
    if transfer.arriving is not None:
        return visible(transfer.arriving.name)
    return shown_path(transfer.target.split("?")[0]).rstrip("/").rpartition("/")[2] or "/"


def _is_worth_a_row(transfer: Transfer, now: float) -> bool:
    """A page that is loaded in an instant would only flicker."""
    return now - transfer.started >= SHOWN_AFTER_S or (transfer.total or transfer.done) > SHOWN_ABOVE
