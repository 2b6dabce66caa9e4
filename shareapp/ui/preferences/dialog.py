"""Preferences: a list of pages, the chosen page, and below it what concerns all."""

from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shareapp.ui import messages
from shareapp.ui.background import Background
from shareapp.ui.icons import icon
from shareapp.ui.log_file import LogFile
from shareapp.ui.preferences.appearance_page import AppearancePage
from shareapp.ui.preferences.cgi_page import CgiPage
from shareapp.ui.preferences.log_page import LogPage
from shareapp.ui.preferences.network_page import NetworkPage
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.security_page import SecurityPage
from shareapp.ui.preferences.sharing_page import SharingPage
from shareapp.ui.theme import Theme, large_font_factor
from shareapp.ui.widgets import Button, IconLabel, Label

PageName = Literal["sharing", "network", "security", "cgi", "log", "appearance"]

SIZE = (840, 620)
LEAST_SIZE = (640, 480)
SIDEBAR = 232
COMPACT_BELOW = 760
_ICON = 18
_ICONS: dict[PageName, str] = {
    "sharing": "share",
    "network": "wifi",
    "security": "shield",
    "cgi": "terminal",
    "log": "list",
    "appearance": "palette",
}


class Preferences(QDialog):
    """Opens with ``open()``. What is chosen is applied and kept at once; closing only closes."""

    restart_asked = Signal()

    def __init__(
        self, theme: Theme, options: Options, background: Background, log_file: LogFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._options = options
        self.sharing = SharingPage(theme, options, background)
        self.network = NetworkPage(theme, options)
        self.security = SecurityPage(theme, options, background)
        self.cgi = CgiPage(theme, options, background)
        self.log = LogPage(theme, options, log_file)
        self.appearance = AppearancePage(theme, options)
        self.pages: dict[PageName, Page] = {
            "sharing": self.sharing,
            "network": self.network,
            "security": self.security,
            "cgi": self.cgi,
            "log": self.log,
            "appearance": self.appearance,
        }
        self.sidebar = QListWidget()
        self.stack = QStackedWidget()
        self._notice = QFrame()
        self._notice_text = Label(wrap=True)
        self.restart_button = Button(theme, icon="refresh")
        self.restore_button = Button(theme, kind="link")
        self.close_button = Button(theme)
        self._arrange()
        self._connect()
        self._retranslate()
        self.draw()
        self.resize(*SIZE)
        self._fit()
        self.sidebar.setFocus()

    def show_page(self, name: PageName) -> None:
        """Turn to this page."""
        self.sidebar.setCurrentRow(list(self.pages).index(name))

    @Slot()
    def ask_for_certificate_files(self) -> None:
        """HTTPS is wanted with the person's own files, which are not chosen yet or not good."""
        self.show_page("security")
        self.security.https.want_files()

    def asks_for_restart(self) -> bool:
        """The running share does not have all settings yet."""
        return not self._notice.isHidden()

    @Slot()
    def draw(self) -> None:
        """Draw the present values."""
        for page in self.pages.values():
            page.draw()
        needs_restart = self._options.session.view().needs_restart
        if not needs_restart and self.focusWidget() is self.restart_button:
            self.close_button.setFocus()  # hiding it would pass the focus on to the button that restores defaults
        self._notice.setVisible(needs_restart)

    def done(self, result: int) -> None:
        """Take what is still in a field; then nobody waits for an answer any more."""
        self._page().commit()
        self._options.changed.disconnect(self.draw)
        self.security.https.close()
        self.cgi.close_work()
        self.sharing.close_work()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A small dialog gives the page more of its width."""
        super().resizeEvent(event)
        self._fit()

    def _page(self) -> Page:
        return list(self.pages.values())[self.stack.currentIndex()]

    @Slot(int)
    def _turn(self, index: int) -> None:
        self._page().commit()
        self.stack.setCurrentIndex(index)
        self._tint()
        self._order_focus()

    @Slot()
    def _restore(self) -> None:
        self._page().restore()

    @Slot()
    def _restart(self) -> None:
        self._page().commit()
        self.restart_asked.emit()

    @Slot()
    def _tint(self) -> None:
        # With high contrast the row is filled with the accent itself.
        chosen = "on_accent" if self._theme.high_contrast() else "accent_text"
        for index, name in enumerate(_ICONS):
            color = chosen if index == self.sidebar.currentRow() else "muted"
            self.sidebar.item(index).setIcon(icon(self._theme.tokens, _ICONS[name], color, _ICON, gap=6))

    def _fit(self) -> None:
        factor = large_font_factor()
        screen = self.screen().availableSize()
        least = [
            min(round(LEAST_SIZE[0] * factor), screen.width()),
            min(round(LEAST_SIZE[1] * factor), screen.height()),
        ]
        self.setMinimumSize(*least)
        compact = self.width() < COMPACT_BELOW * factor
        wanted = self.sidebar.sizeHintForColumn(0) + 24
        self.sidebar.setFixedWidth(wanted if compact else max(wanted, SIDEBAR))
        for page in self.pages.values():
            page.set_compact(compact=compact)

    def _order_focus(self) -> None:
        """Tab goes from the list into the page and on to the buttons below."""
        below = (self.restart_button, self.restore_button, self.close_button)
        for before, after in pairwise((self.sidebar, *self._page().focus_order(), *below)):
            self.setTabOrder(before, after)

    def _arrange(self) -> None:
        self.sidebar.setProperty("role", "sidebar")
        self.sidebar.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sidebar.setIconSize(QSize(_ICON + 6, _ICON))
        for page in self.pages.values():
            self.sidebar.addItem(QListWidgetItem(""))
            self.stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self._footer())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)

    def _footer(self) -> QFrame:
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(0, 0, 0, 8)
        notice.addWidget(IconLabel(self._theme, "info", color="info", size=18))
        notice.addWidget(self._notice_text, 1)
        notice.addWidget(self.restart_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore_button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        self.close_button.setMinimumWidth(88)
        footer = QFrame()
        footer.setProperty("role", "footer")
        column = QVBoxLayout(footer)
        column.setContentsMargins(24, 10, 24, 10)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addLayout(buttons)
        return footer

    def _connect(self) -> None:
        self.sidebar.setCurrentRow(0)
        self.sidebar.currentRowChanged.connect(self._turn)
        self._options.changed.connect(self.draw)
        self._theme.changed.connect(self._tint)
        self.restart_button.clicked.connect(self._restart)
        self.restore_button.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.accept)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        self.sidebar.setAccessibleName(self.tr("Preferences"))
        for index, page in enumerate(self.pages.values()):
            page.say_all()
            self.sidebar.item(index).setText(page.title)
        notice = messages.restart_needed()
        self._notice_text.setText(notice.title)
        self.restart_button.setText(notice.fixes[0].label)
        self.restore_button.setText(self.tr("Restore defaults"))
        self.restore_button.setAccessibleDescription(self.tr("Only the options of this page."))
        self.close_button.setText(self.tr("Close"))
        for button in (self.restart_button, self.restore_button, self.close_button):
            button.setAccessibleName(button.text())
        self._tint()
        self._fit()
