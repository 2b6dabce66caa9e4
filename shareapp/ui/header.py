"""The line on top: which folder, and the way to everything else."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from shareapp.ui.i18n import number
from shareapp.ui.probes import FolderSize
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, ElidedLabel, IconTile, Label

HEIGHT = 58
COMPACT_HEIGHT = 50


class Header(QFrame):
    """Name and path of the folder, Change…, and the menu."""

    change_clicked = Signal()
    preferences_clicked = Signal()

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._folder: Path | None = None
        self._size: FolderSize | None = None
        self._tile = IconTile(theme, "folder-fill")
        self._name = ElidedLabel(scale=1.16, weight=QFont.Weight.DemiBold)
        self._path = ElidedLabel(scale=0.95, tone="muted")
        self._items = Label(scale=0.95, tone="muted")
        self.change = Button(theme)
        self.change.clicked.connect(self.change_clicked)
        self.preferences = Button(theme, icon="sliders")
        self.preferences.clicked.connect(self.preferences_clicked)
        self.menu_button = Button(theme, icon="menu", kind="icon")
        self.menu_button.setMenu(menu)
        self._words = QWidget()
        self._arrange()
        self.set_compact(False)
        self._retranslate()

    def show_folder(self, folder: Path | None) -> None:
        """Name this folder; None before the first one was chosen."""
        if folder != self._folder:
            self._size = None
        self._folder = folder
        for widget in (self._tile, self._words, self.change):
            widget.setVisible(folder is not None)
        if folder is not None:
            self._name.setText(folder.name or str(folder))
            self._path.setText(short_path(folder))
            self._path.setToolTip(str(folder))
        self._draw_items()

    def show_size(self, size: FolderSize | None) -> None:
        """How many items it holds; None when that is not known (yet)."""
        self._size = size
        self._draw_items()

    def items_text(self) -> str:
        """What is said about the number of items, "" while it is unknown."""
        return self._items.text() if self._size is not None else ""

    def show_trouble(self, *, trouble: bool) -> None:
        """Mark a folder that is gone."""
        self._tile.set("warn" if trouble else "folder-fill", danger=trouble)

    def set_compact(self, compact: bool) -> None:
        """A lower line in a small window, and the preferences without their name."""
        self.setMinimumHeight(COMPACT_HEIGHT if compact else HEIGHT)
        self.preferences.set_kind("icon" if compact else "plain")
        self.preferences.setText("" if compact else self.tr("Preferences"))

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the window."""
        return (self.change, self.preferences, self.menu_button)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _draw_items(self) -> None:
        self._items.setVisible(self._size is not None)
        if self._size is not None:
            items = self.tr("%n item(s)", "", self._size.items)
            if self._size.more:
                items = self.tr("more than {count} items").format(count=number(self._size.items))
            self._items.setText(f"·   {items}")

    def _arrange(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._path, 0, Qt.AlignmentFlag.AlignBottom)
        below.addWidget(self._items, 0, Qt.AlignmentFlag.AlignBottom)
        below.addStretch(1)
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._tile)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        row.addWidget(self.change)
        row.addWidget(self.preferences)
        row.addWidget(self.menu_button)

    def _retranslate(self) -> None:
        self.change.setText(self.tr("Change…"))
        self.change.setAccessibleName(self.tr("Change the shared folder"))
        self.change.setToolTip(self.tr("Change the shared folder") + " (Ctrl+O)")
        self.preferences.set_name(self.tr("Preferences"), shortcut="Ctrl+,")
        if self.preferences.text():
            self.preferences.setText(self.tr("Preferences"))
        self.menu_button.set_name(self.tr("Menu"), shortcut="F10")
        self._draw_items()


def short_path(folder: Path) -> str:
    """The path with the person's home folder as "~"."""
    try:
        below = folder.relative_to(Path.home())
    except ValueError:
        return str(folder)
    return str(Path("~") / below)
