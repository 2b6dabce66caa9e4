"""The card that everything turns around: the QR code beside what is asked before sharing or shown while sharing.

One picture of the share draws it all (``render_view``). The square and the row of buttons are the same widgets in
every state, so that nothing jumps when one state follows the other.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from shareapp.ui.qr_view import QrView
from shareapp.ui.running_page import RunningPage
from shareapp.ui.setup_form import SetupForm
from shareapp.ui.share_buttons import ShareButtons
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Card


class SharePanel(Card):
    """Draws; what is clicked is told by the signals of its parts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qr = QrView(theme)
        self.setup = SetupForm(theme)
        self.running = RunningPage(theme)
        self.buttons = ShareButtons(theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.setup)
        self._pages.addWidget(self.running)
        self._words = QVBoxLayout()
        self._words.setSpacing(12)
        self._words.addWidget(self._pages, 1)
        self._words.addWidget(self.buttons)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_compact(False)

    def render_view(self, view: ShareView) -> None:
        """Draw the card."""
        self.qr.render_tile(view.tile, view.url, view.code)
        self.setup.render_view(view)
        self.running.render_view(view)
        self.buttons.render_view(view)
        self._pages.setCurrentWidget(self.running if view.is_up else self.setup)

    def set_compact(self, compact: bool) -> None:
        """The arrangement of a small window."""
        padding = 14 if compact else 18
        self._row.setContentsMargins(padding, padding, padding, padding)
        self._row.setSpacing(16 if compact else 24)
        self._words.setSpacing(8 if compact else 12)
        for part in (self.qr, self.setup, self.running, self.buttons):
            part.set_compact(compact)
        for page in (self.setup, self.running):
            # Qt leaves the layout of a hidden page as it was: the card would stay as wide as that page was before.
            page.layout().invalidate()  # type: ignore[union-attr]
            page.layout().activate()  # type: ignore[union-attr]
            page.updateGeometry()
        self._pages.updateGeometry()

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the window."""
        return (*self.setup.focus_order(), *self.running.focus_order(), *self.buttons.focus_order())
