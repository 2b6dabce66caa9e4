"""The arrangement of the window: header, one banner, and the empty page or the share with its log."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from shareapp.sharing.events import ShareState
from shareapp.ui.empty_page import EmptyPage
from shareapp.ui.header import Header
from shareapp.ui.log_view import LogView
from shareapp.ui.share_panel import SharePanel
from shareapp.ui.share_view import ShareView, Tile
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Banner

MARGIN, GAP = 16, 12
COMPACT_MARGIN, COMPACT_GAP = 14, 10


class WindowBody(QWidget):
    """Draws; knows where everything is and nothing of what it does."""

    def __init__(self, theme: Theme, menu: QMenu, log: LogView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = Header(theme, menu)
        self.banner = Banner(theme)
        self.empty = EmptyPage(theme)
        self.panel = SharePanel(theme)
        self.log = log
        self._share = QWidget()
        self._share_column = QVBoxLayout(self._share)
        self._share_column.setContentsMargins(0, 0, 0, 0)
        self._share_column.addWidget(self.panel)
        self._share_column.addWidget(self.log, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._share)
        self._page = QWidget()
        self._page.setProperty("role", "page")
        self._column = QVBoxLayout(self._page)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._pages, 1)
        self._scroll = QScrollArea()
        self._is_focus_parked = False
        self._arrange()
        self.set_compact(compact=False)

    def render_view(self, view: ShareView) -> None:
        """Draw everything that depends on the share."""
        self.header.show_folder(view.config.root if view.has_folder else None)
        self.header.show_trouble(trouble=view.is_folder_gone)
        self.header.change.setEnabled(not view.is_changing)
        self._show_page(self._share if view.has_folder else self.empty)
        self._keep_focus(view)
        self.log.set_sharing(view.state is ShareState.RUNNING, view.url, reachable=view.tile is Tile.CODE)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """Offer these folders on the empty page."""
        self.empty.show_recent(folders)
        self.order_focus()

    def set_compact(self, *, compact: bool) -> None:
        """The arrangement of a small window."""
        margin = COMPACT_MARGIN if compact else MARGIN
        gap = COMPACT_GAP if compact else GAP
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(gap)
        self._share_column.setSpacing(gap)
        self.header.set_compact(compact)
        self.panel.set_compact(compact)
        self.log.set_compact(compact)

    def order_focus(self) -> None:
        """Tab goes as the eye does: header, banner, the share, the log."""
        parts = (self.header.focus_order(), self.banner.buttons(), self.empty.focus_order(), self.panel.focus_order())
        widgets = [widget for part in (*parts, self.log.focus_order()) for widget in part]
        for before, after in pairwise(widgets):
            self.setTabOrder(before, after)

    def focus_start(self) -> None:
        """Where the keyboard begins."""
        current = self._pages.currentWidget()
        (self.empty.choose if current is self.empty else self.panel.buttons.primary).setFocus()

    def park_focus(self) -> None:
        """The button that has the focus is about to go; the large one gets it as soon as it can be pressed."""
        self._scroll.setFocus()
        self._is_focus_parked = True

    def _keep_focus(self, view: ShareView) -> None:
        """What has the focus in the card may be disabled or go, and would hand it to a stranger."""
        primary = self.panel.buttons.primary
        focused = self.focusWidget()  # also of a window that is not the active one
        is_ours = self.panel.isAncestorOf(focused)
        self.panel.render_view(view)
        if is_ours and not (focused.isEnabled() and focused.isVisible()):
            self.park_focus()
        if self._is_focus_parked and primary.isEnabled():
            self._is_focus_parked = False
            if self.focusWidget() is self._scroll:
                primary.setFocus()

    def _show_page(self, page: QWidget) -> None:
        # A page that is not shown must not keep the window large.
        for other in (self.empty, self._share):
            policy = QSizePolicy.Policy.Preferred if other is page else QSizePolicy.Policy.Ignored
            other.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(page)

    def _arrange(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._scroll, 1)
