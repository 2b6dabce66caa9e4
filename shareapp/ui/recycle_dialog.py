"""What devices have deleted: each can be brought back, and all of it be let go for good."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from shareapp.sharing import recycled
from shareapp.sharing.recycled import Kept
from shareapp.ui import i18n
from shareapp.ui.background import Background
from shareapp.ui.dialogs import Dialog
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Card, Label

_SIZE = (720, 420)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LOOK, _WORK = "recycle-dialog", "recycle-work"


class RecycleDialog(Dialog):
    """Shows the recycle folder of one shared folder. ``changed``: it holds something else now."""

    changed = Signal()

    def __init__(self, theme: Theme, root: Path, background: Background, parent: QWidget) -> None:
        super().__init__(theme, "trash", self.tr("Deleted files"), "", parent)
        self._root = root
        self._background = background
        self._kept: tuple[Kept, ...] = ()
        self._trouble = ""
        self.table = QTableWidget(0, 4)
        self.told = Label(tone="muted", wrap=True)
        self.show_folder = self.add_button(Button(theme, self.tr("Open folder")))
        self.restore = self.add_button(Button(theme, self.tr("Restore")))
        self.empty = self.add_button(Button(theme, self.tr("Empty…"), kind="danger"))
        self._arrange()
        self.add_close()
        self.show_folder.clicked.connect(self._show_folder)
        self.restore.clicked.connect(self._restore)
        self.empty.clicked.connect(self._ask_to_empty)
        self.table.itemSelectionChanged.connect(self._offer)
        self._offer()
        self.look()

    @Slot()
    def look(self) -> None:
        """See what is in it now."""
        self._background.run(_LOOK, partial(recycled.look_into, self._root), self._show)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for an answer any more."""
        self._background.forget(_LOOK)
        super().closeEvent(event)

    def _show(self, kept: tuple[Kept, ...]) -> None:
        self._kept = kept
        self.table.setRowCount(len(kept))
        for row, each in enumerate(kept):
            cells = (each.name, each.place or self._root.name, _moment(each.item.at), i18n.size(each.size))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == len(cells) - 1:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(row, column, item)
        self.told.setText(self._trouble or self._summary(kept))
        self._offer()

    def _summary(self, kept: Sequence[Kept]) -> str:
        """ "3 items · 12.5 MB"."""
        if not kept:
            return self.tr("Nothing is in the recycle folder.")
        items = self.tr("%n item(s)", "", len(kept))
        return f"{items} · {i18n.size(sum(each.size for each in kept))}"

    def _selected(self) -> list[Kept]:
        return [self._kept[index.row()] for index in self.table.selectionModel().selectedRows()]

    @Slot()
    def _offer(self) -> None:
        self.restore.setEnabled(bool(self._selected()))
        self.empty.setEnabled(bool(self._kept))
        self.show_folder.setEnabled(bool(self._kept))

    @Slot()
    def _restore(self) -> None:
        items = [kept.item for kept in self._selected()]
        self.table.setFocus()  # the button is about to be off, and the next one deletes
        self._background.run(_WORK, partial(recycled.restore, self._root, items), self._done)

    @Slot()
    def _ask_to_empty(self) -> None:
        question = Dialog(
            self._theme,
            "warn",
            self.tr("Delete %n item(s) for good?", "", len(self._kept)),
            self.tr("This can’t be undone."),
            self,
        )
        cancel = question.add_button(Button(self._theme, self.tr("Cancel")))
        cancel.clicked.connect(question.reject)
        delete = question.add_button(Button(self._theme, self.tr("Delete for good"), kind="danger"))
        delete.clicked.connect(question.accept)
        question.accepted.connect(self._empty)
        cancel.setDefault(True)
        cancel.setFocus()
        question.open()

    @Slot()
    def _empty(self) -> None:
        self._background.run(_WORK, partial(recycled.empty, self._root), self._done)

    def _done(self, trouble: str) -> None:
        self._trouble = trouble and self.tr("The system refused this change ({reason}).").format(reason=trouble)
        self.changed.emit()
        self.look()

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(recycled.folder_of(self._root))))

    def _arrange(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Deleted files"))
        titles = (self.tr("Name"), self.tr("Was in"), self.tr("Deleted"), self.tr("Size"))
        for column, title in enumerate(titles):
            header = QTableWidgetItem(title)
            header.setTextAlignment(_RIGHT if column == len(titles) - 1 else _LEFT)
            table.setHorizontalHeaderItem(column, header)
        table.verticalHeader().setVisible(False)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        card = Card()
        box = QVBoxLayout(card)
        box.setContentsMargins(12, 8, 12, 8)
        box.addWidget(table)
        self.body.addWidget(card)
        self.body.addWidget(self.told)
        self.resize(*_SIZE)


def _moment(at: float) -> str:
    """Seconds since the epoch as the locale writes them where there is little room."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(round(at)), QLocale.FormatType.ShortFormat)
