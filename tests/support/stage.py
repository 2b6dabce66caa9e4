"""The window of a test: real parts, settings of its own, everything ended afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shareapp.sharing.addresses import Address
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui.i18n import Translations
from shareapp.ui.main_window import MainWindow
from shareapp.ui.settings import AppPrefs, Loaded, Settings
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme

WIFI = Address("192.168.0.12", "wifi", "wlan0")
ETHERNET = Address("10.0.0.5", "ethernet", "eth0")
UP = StateChanged(ShareState.RUNNING, (WIFI, ETHERNET), 8000)


def running_view(root: Path, **changes: object) -> ShareView:
    """A share that two addresses reach, for twelve minutes already."""
    view = ShareView(config=ShareConfig(root=root), change=UP, address=WIFI, minutes=12)
    return replace(view, **changes)  # type: ignore[arg-type]


def settle(qapp: QApplication) -> None:
    """Let layouts and deferred deletions take place."""
    for _ in range(3):
        qapp.processEvents()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Stage:
    """Opens windows for one test."""

    def __init__(self, qtbot: QtBot, theme: Theme, translations: Translations, place: Path) -> None:
        self._qtbot = qtbot
        self.theme = theme
        self.translations = translations
        self.settings = Settings(place / "settings.ini")
        self.certificates = place / "certificate"

    @contextmanager
    def window(
        self, config: ShareConfig | None = None, *, size: tuple[int, int] = (900, 640), **preferences: object
    ) -> Iterator[MainWindow]:
        """A window that shows ``config``; closed, and its share ended, when the block is left."""
        prefs = replace(AppPrefs(first_start_done=True), **preferences)  # type: ignore[arg-type]
        loaded = Loaded(config, prefs, ())
        window = MainWindow(self.theme, self.translations, self.settings, loaded, self.certificates)
        window.resize(*size)
        window.show()
        try:
            self._qtbot.waitUntil(lambda: not window.background.is_busy)
            yield window
        finally:
            window.shut_down()
            window.close_now()
            window.deleteLater()
            settle(self._application())

    def start(self, window: MainWindow) -> int:
        """Press Start and wait until it shares; the port."""
        window.body.panel.buttons.primary.click()
        self.wait_for(window, ShareState.RUNNING)
        return window.session.view().change.port

    def wait_for(self, window: MainWindow, *states: ShareState) -> ShareView:
        """Wait until the window knows one of these states."""
        self._qtbot.waitUntil(lambda: window.session.view().state in states, timeout=10_000)
        return window.session.view()

    def _application(self) -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        return application
