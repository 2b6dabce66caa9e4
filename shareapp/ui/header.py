"""The line on top: which folder, what is in it, and the way to everything else."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from shareapp.sharing.exposure import Exposure
from shareapp.ui.exposure_words import ExposureWords
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, ElidedLabel, IconTile, Label

HEIGHT = 58
COMPACT_HEIGHT = 50


class Header(QFrame):
    """Name and path of the folder, what can be seen of it, Change…, and the menu."""

    change_clicked = Signal()
    exposure_clicked = Signal()
    preferences_clicked = Signal()

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._folder: Path | None = None
        self._exposure: Exposure | None = None
        self._exposure_words = ExposureWords(self)
        self._tile = IconTile(theme, "folder-fill")
        self._name = ElidedLabel(scale=1.16, weight=QFont.Weight.DemiBold)
        self._path = ElidedLabel(scale=0.95, tone="muted")
        self._dot = Label("·", scale=0.95, tone="muted")
        self.exposure = Button(theme, kind="link", extent="line")
        self.exposure.clicked.connect(self.exposure_clicked)
        self.change = Button(theme)
        self.change.clicked.connect(self.change_clicked)
        self.preferences = Button(theme, icon="sliders", kind="flat")
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
            self._exposure = None
        self._folder = folder
        for widget in (self._tile, self._words, self.change):
            widget.setVisible(folder is not None)
        if folder is not None:
            self._name.setText(folder.name or str(folder))
            self._path.setText(short_path(folder))
            self._path.setToolTip(str(folder))
        self._draw_exposure()

    @Slot(object)
    def show_exposure(self, exposure: Exposure | None) -> None:
        """What can be seen of it; None when that is not known (yet)."""
        self._exposure = exposure
        self._draw_exposure()

    def exposure_text(self) -> str:
        """What is said of it, "" while nothing is known."""
        return self.exposure.text() if self._exposure is not None else ""

    def show_trouble(self, *, trouble: bool) -> None:
        """Mark a folder that is gone."""
        self._tile.set("warn" if trouble else "folder-fill", danger=trouble)

    def set_compact(self, compact: bool) -> None:
        """A lower line in a small window, and the preferences without their name."""
        self.setMinimumHeight(COMPACT_HEIGHT if compact else HEIGHT)
        self.preferences.set_kind("icon" if compact else "flat")
        self.preferences.setText("" if compact else self.tr("Preferences"))

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the window."""
        return (self.exposure, self.change, self.preferences, self.menu_button)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _draw_exposure(self) -> None:
        exposure = self._exposure
        for widget in (self._dot, self.exposure):
            widget.setVisible(exposure is not None)
        if exposure is not None:
            line = self._exposure_words.line(exposure)
            self.exposure.setText(line)
            self.exposure.setAccessibleName(self.tr("What can they see? {facts}").format(facts=line))
            is_delicate = self._exposure_words.is_delicate(exposure)
            self.exposure.set_icon("warn" if is_delicate else "eye", "warn" if is_delicate else None)

    def _arrange(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._path, 0, Qt.AlignmentFlag.AlignBottom)
        below.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignBottom)
        below.addWidget(self.exposure, 0, Qt.AlignmentFlag.AlignBottom)
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
        self.exposure.setToolTip(self.tr("What can they see?"))
        self._draw_exposure()


def short_path(folder: Path) -> str:
    """The path with the person's home folder as "~"."""
    try:
        below = folder.relative_to(Path.home())
    except ValueError:
        return str(folder)
    return str(Path("~") / below)
