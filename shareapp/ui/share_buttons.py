"""The row of large buttons: Start or Stop in one place, and what can be done with the address."""

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from shareapp.sharing.events import ShareState
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Label
from shareapp.ui.widgets.buttons import ButtonKind

PRIMARY_WIDTH = 180
COMPACT_PRIMARY_WIDTH = 150
COPIED_MS = 2_000
GAP = 8


class ShareButtons(QWidget):
    """Labels collapse to icons where the row does not fit: first Open in browser, then Copy address."""

    primary_clicked = Signal()
    copy_clicked = Signal()
    open_clicked = Signal()
    enlarge_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ShareView | None = None
        self._is_compact = False
        self.primary = Button(theme, icon="play", kind="primary", extent="big")
        self.copy = Button(theme, icon="copy", extent="big")
        self.open = Button(theme, icon="open", extent="big")
        self.enlarge = Button(theme, icon="expand", kind="square", extent="big")
        self.progress = Label(tone="muted")
        self._copied = QTimer(self, singleShot=True)
        self._copied.timeout.connect(self._fit)
        self.primary.clicked.connect(self.primary_clicked)
        self.copy.clicked.connect(self.copy_clicked)
        self.open.clicked.connect(self.open_clicked)
        self.enlarge.clicked.connect(self.enlarge_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for widget in (self.primary, self.copy, self.open, self.enlarge, self.progress):
            row.addWidget(widget)
        row.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_compact(False)

    def render_view(self, view: ShareView) -> None:
        """Draw the row for this picture of the share."""
        self._view = view
        text, icon, kind = self._primary_look(view)
        self.primary.set_kind(kind)
        self.primary.setText(text)
        self.primary.setAccessibleName(text)
        self.primary.setToolTip(f"{text} (Ctrl+Enter)")
        if icon:
            self.primary.set_icon(icon)
        else:
            self.primary.setIcon(QIcon())
        self.primary.setEnabled(view.state is not ShareState.STARTING and not view.is_folder_gone)
        running = view.state is ShareState.RUNNING
        for button in (self.copy, self.open, self.enlarge):
            button.setVisible(view.is_up)
            button.setEnabled(running)
        has_code = view.is_up and not view.is_local and bool(view.outside_addresses)
        self.enlarge.setVisible(has_code and not self._is_compact)
        self.progress.setVisible(view.state is ShareState.STARTING)
        self.progress.setText(self.tr("Opening port {port}…").format(port=view.config.port))
        self._fit()

    def set_compact(self, compact: bool) -> None:
        """A narrower first button, and icons for the rest."""
        self._is_compact = compact
        self.primary.setMinimumWidth(COMPACT_PRIMARY_WIDTH if compact else PRIMARY_WIDTH)
        if self._view is not None:
            self.render_view(self._view)

    def show_copied(self, *, after_ms: int = COPIED_MS) -> None:
        """Say for two seconds (``after_ms``) that the address is on the clipboard."""
        self._copied.start(after_ms)
        self._fit()

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the window."""
        return (self.primary, self.copy, self.open, self.enlarge)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The first button and icons: labels must not keep the window wide."""
        side = self.primary.sizeHint().height()
        return QSize(_width(self.primary) + 2 * (side + GAP), side)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, other labels."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange and self._view is not None:
            self.render_view(self._view)
        super().changeEvent(event)

    def _primary_look(self, view: ShareView) -> tuple[str, str, ButtonKind]:
        match view.state:
            case ShareState.STARTING:
                return self.tr("Starting…"), "", "primary"
            case ShareState.RUNNING:
                return self.tr("Stop sharing"), "stop", "danger"
            case ShareState.STOPPING:
                return self.tr("Stop now"), "stop", "danger"
            case ShareState.FAILED if not view.is_folder_gone:
                return self.tr("Try again"), "refresh", "plain"
            case ShareState.FAILED:
                return self.tr("Start sharing"), "play", "plain"
            case ShareState.STOPPED:
                return self.tr("Start sharing"), "play", "primary"

    @Slot()
    def _fit(self) -> None:
        copied = self._copied.isActive()
        self.copy.set_icon("check" if copied else "copy", "success" if copied else "text")
        copy_text = self.tr("Copied") if copied else self.tr("Copy address")
        self._label(self.copy, copy_text, "Ctrl+Shift+C", shown=True)
        self._label(self.open, self.tr("Open in browser"), "Ctrl+B", shown=not self._is_compact)
        self.enlarge.set_name(self.tr("Enlarge QR code"), shortcut="Ctrl+E")
        if self._is_too_wide():
            self._label(self.open, self.tr("Open in browser"), "Ctrl+B", shown=False)
        if self._is_too_wide():
            self._label(self.copy, copy_text, "Ctrl+Shift+C", shown=False)

    def _label(self, button: Button, text: str, shortcut: str, *, shown: bool) -> None:
        button.set_kind("plain" if shown else "square")
        button.set_icon("open" if button is self.open else "copy" if not self._copied.isActive() else "check", "text")
        button.setText(text if shown else "")
        button.set_name(text, shortcut=shortcut)

    def _is_too_wide(self) -> bool:
        shown = [widget for widget in self.focus_order() if not widget.isHidden()]
        return sum(_width(widget) + GAP for widget in shown) - GAP > self.width()


def _width(widget: QWidget) -> int:
    return max(widget.sizeHint().width(), widget.minimumWidth())
