"""The icon in the system's tray: says whether something is shared, and does the few things one wants from there."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from shareapp.sharing.events import ShareState
from shareapp.ui import icons
from shareapp.ui.share_view import ShareView, Tile
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import literal

_SIZES = (16, 22, 24, 32, 48, 64)
_IDLE = "#858e9b"  # seen on light and on dark panels, whose colour nobody tells us


class Tray(QObject):
    """Drawn from the picture of the share, like the window. ``above`` and ``below`` the way back to the window are
    actions of the window in its menu."""

    open_asked = Signal()
    code_asked = Signal()
    start_stop_asked = Signal()
    quit_asked = Signal()

    def __init__(self, theme: Theme, above: Sequence[QAction], below: Sequence[QAction], window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._view: ShareView | None = None
        self._devices = 0
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu(window)
        self.status = self.menu.addAction("")
        self.status.setEnabled(False)
        self.start_stop = self.menu.addAction("", self.start_stop_asked.emit)
        self.menu.addActions(list(above))
        self.code = self.menu.addAction("", self.code_asked.emit)
        self.menu.addSeparator()
        self.open = self.menu.addAction("", self.open_asked.emit)
        self.menu.addActions(list(below))
        self.quit = self.menu.addAction("", self.quit_asked.emit)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.open_asked)
        theme.changed.connect(self.refresh)
        window.installEventFilter(self)

    @staticmethod
    def is_available() -> bool:
        """Whether this desktop has a tray at all."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_view(self, view: ShareView, devices: int) -> None:
        """Draw this picture of the share, which so many devices have opened."""
        self._view, self._devices = view, devices
        self.refresh()

    def set_shown(self, shown: bool) -> None:
        """Be there, or not."""
        self.icon.setVisible(shown)

    @Slot(str, str)
    def notify(self, title: str, text: str) -> None:
        """A message beside the icon, where the desktop has no other way to show one."""
        if self.icon.isVisible():
            self.icon.showMessage(title, text, self.icon.icon())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The window hears of another language; a menu does not by itself."""
        if event.type() == QEvent.Type.LanguageChange and self._view is not None:
            self.refresh()
        return super().eventFilter(watched, event)

    @Slot()
    def refresh(self) -> None:
        """Draw and word everything anew."""
        if self._view is None:
            return
        words = self._status(self._view)
        self.status.setText(literal(words))
        self.start_stop.setText(self._next_step(self._view.state))
        self.start_stop.setEnabled(self._view.has_folder and self._view.state is not ShareState.STARTING)
        self.code.setText(self.tr("Show QR code"))
        self.code.setEnabled(self._view.tile is Tile.CODE)
        self.open.setText(self.tr("Open shareapp"))
        self.quit.setText(self.tr("Quit"))
        self.icon.setToolTip(f"shareapp\n{words}")
        self.icon.setIcon(self._picture(sharing=self._view.is_up))

    def _next_step(self, state: ShareState) -> str:
        match state:
            case ShareState.RUNNING:
                return self.tr("Stop sharing")
            case ShareState.STOPPING:
                return self.tr("Stop now")
            case _:
                return self.tr("Start sharing")

    def _status(self, view: ShareView) -> str:
        match view.state:
            case ShareState.RUNNING:
                return self._sharing(view.config.root)
            case ShareState.STARTING:
                return self.tr("Starting…")
            case ShareState.STOPPING:
                return self.tr("Stopping…")
            case _:
                return self.tr("Not sharing")

    def _sharing(self, root: Path) -> str:
        sharing = self.tr("Sharing “{folder}”").format(folder=root.name or root)
        devices = self.tr("%n device(s)", "", self._devices)
        return f"{sharing} · {devices}" if self._devices else sharing

    def _picture(self, *, sharing: bool) -> QIcon:
        tokens = self._theme.tokens
        result = QIcon()
        for size in _SIZES:
            if sharing:
                drawn = icons.pixmap("folder-fill", tokens.accent, size, 1.0).copy()
                _add_dot(drawn, QColor(tokens.success))
            else:
                drawn = icons.pixmap("folder", _IDLE, size, 1.0)
            result.addPixmap(drawn)
        return result

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.open_asked.emit()


def _add_dot(drawn: QPixmap, color: QColor) -> None:
    """A dot with a bright rim in the lower right corner."""
    side = drawn.width() * 7 // 16
    corner = drawn.rect().bottomRight()
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.GlobalColor.white)
    painter.setBrush(color)
    painter.drawEllipse(corner.x() - side, corner.y() - side, side, side)
    painter.end()
