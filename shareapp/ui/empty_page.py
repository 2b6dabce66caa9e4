"""What a first start shows: the whole window is a place to drop a folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shareapp.ui.qr_view import paint_dashed_box
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, IconTile, Label, literal

RECENT_SHOWN = 3
RADIUS = 16


class EmptyPage(QWidget):
    """Choose folder…, and the folders of before."""

    choose_clicked = Signal()
    folder_chosen = Signal(object)
    """Path: one of the recent folders."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)
        self._title = Label(scale=1.55, weight=QFont.Weight.DemiBold, wrap=True)
        self._about = Label(tone="muted", wrap=True)
        self.choose = Button(theme, icon="folder", kind="primary", extent="big")
        self.choose.setMinimumWidth(200)
        self.choose.clicked.connect(self.choose_clicked)
        self._recent_title = Label(tone="muted", scale=0.95)
        self._recent = QHBoxLayout()
        self._recent.setSpacing(8)
        self.recent_buttons: list[Button] = []
        self._arrange()
        self._retranslate()
        self.show_recent(())

    def show_recent(self, folders: Sequence[Path]) -> None:
        """Offer the first few of ``folders``, which all exist."""
        for button in self.recent_buttons:
            self._recent.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.recent_buttons = [self._recent_button(folder) for folder in folders[:RECENT_SHOWN]]
        self._recent_title.setVisible(bool(self.recent_buttons))

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the window."""
        return (self.choose, *self.recent_buttons)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The drop zone."""
        tokens = self._theme.tokens
        paint_dashed_box(QPainter(self), self.rect(), tokens.control, tokens.surface, RADIUS)

    def _recent_button(self, folder: Path) -> Button:
        name = folder.name or str(folder)
        words = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 160)
        button = Button(self._theme, literal(words))
        button.set_icon("folder")
        button.setAccessibleName(name)
        button.setToolTip(str(folder))
        button.clicked.connect(lambda _checked=False: self.folder_chosen.emit(folder))
        self._recent.insertWidget(self._recent.count() - 1, button)
        return button

    def _arrange(self) -> None:
        tile = IconTile(self._theme, "folder-fill", size=96, icon_size=48)
        self._recent.addStretch()
        self._recent.insertStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(3)
        column.addWidget(tile, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        for label in (self._title, self._about, self._recent_title):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(8)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addStretch(1)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Drop a folder here to share it"))
        self._about.setText(
            self.tr(
                "Phones and computers on your network open it in a browser. Nothing is sent to the internet."
            ).replace(". ", ".\n", 1)
        )
        self.choose.setText(self.tr("Choose folder…"))
        self.choose.setAccessibleName(self.choose.text())
        self._recent_title.setText(self.tr("Recent folders"))
