"""The window among the other things of the desktop: tray, notifications, sleep, and how it is closed."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from shareapp.sharing.events import Totals
from shareapp.ui import dialogs
from shareapp.ui.awake import Awake
from shareapp.ui.bridge import ShareBridge
from shareapp.ui.closing import Ending, when_closed, when_quit
from shareapp.ui.desktop_messages import DesktopMessages
from shareapp.ui.memory import Memory
from shareapp.ui.notifications import Notifications
from shareapp.ui.share_session import ShareSession
from shareapp.ui.theme import Theme
from shareapp.ui.tray import Tray
from shareapp.ui.window_actions import WindowActions

WATCH_MS = 5_000  # a panel that starts anew is mostly quicker


class Desktop(QObject):
    """Connects itself to what it is given."""

    def __init__(
        self,
        window: QMainWindow,
        theme: Theme,
        actions: WindowActions,
        session: ShareSession,
        bridge: ShareBridge,
        memory: Memory,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._session = session
        self._memory = memory
        self._devices = 0
        self._may_end = False
        self._is_hidden = False  # in the tray
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self.look_for_tray)
        self._question: dialogs.Dialog | None = None
        self.tray = Tray(theme, (actions.copy,), (actions.preferences,), window)
        self.messages = DesktopMessages(self)
        self.messages.refused.connect(self.tray.notify)
        self.messages.clicked.connect(self.tray.open_asked)
        # Whoever has the preferences or the large code in front sees what is new as well.
        self.notifications = Notifications(self.messages.show, lambda: QApplication.activeWindow() is None, self)
        self.awake = Awake(self)
        bridge.transfers_changed.connect(self.awake.note_transfers)
        self.tray.start_stop_asked.connect(actions.start_stop.trigger)
        self.tray.code_asked.connect(actions.enlarge.trigger)
        self.tray.quit_asked.connect(self.quit)
        actions.quit.triggered.connect(self.quit)
        session.changed.connect(self._draw)
        bridge.totals_changed.connect(self._count)
        bridge.requests_done.connect(self.notifications.note_requests)
        bridge.state_changed.connect(self.notifications.note_state)
        bridge.visitors_waiting.connect(self.notifications.note_visitors)
        memory.changed.connect(self._draw)
        self._draw()
        self._watch.start()

    @property
    def has_tray(self) -> bool:
        """Whether the window can hide where it is found again."""
        return self._memory.prefs.tray and Tray.is_available()

    def may_close(self) -> bool:
        """Whether the window that is being closed may end the program; otherwise it hides, or a question opens."""
        if self._may_end:
            return True
        view = self._session.view()
        return self._carry_out(
            when_closed(
                self._memory.prefs.close_behaviour,
                sharing=view.is_up or view.is_changing,
                transfers=self._session.open_transfers,
                has_tray=self.has_tray,
            )
        )

    @Slot()
    def quit(self) -> None:
        """End the program; asks only while bytes flow."""
        if self._carry_out(when_quit(transfers=self._session.open_transfers)):
            self.end()

    @Slot()
    def end(self) -> None:
        """End the program without asking."""
        self._may_end = True
        self.tray.set_shown(False)
        self._window.close()
        if self._is_hidden:  # no visible window was closed, so nothing else ends the program
            QGuiApplication.exit(0)

    def hide(self) -> None:
        """Go on in the tray."""
        self._is_hidden = True
        QGuiApplication.setQuitOnLastWindowClosed(False)  # the dialogs of a hidden window are windows too
        self._window.hide()

    def appeared(self) -> None:
        """The window is seen again."""
        if self._is_hidden:
            self._is_hidden = False
            QGuiApplication.setQuitOnLastWindowClosed(True)

    @Slot()
    def look_for_tray(self) -> None:
        """After log-in the tray may come later than this window, and later it may go: a hidden window that no icon
        brings back any more goes where it can be found. The timer calls it."""
        self.tray.set_shown(self.has_tray)
        if self._is_hidden and not self.has_tray:
            self._window.showMinimized()

    def close(self) -> None:
        """Nothing of the desktop is held any more."""
        self._watch.stop()
        self.messages.close()
        self.tray.set_shown(False)
        self.awake.close()

    def _carry_out(self, ending: Ending) -> bool:
        match ending:
            case "end":
                return True
            case "hide":
                self.hide()
            case "ask":
                self._ask(self.tr("Stop sharing and quit?"), has_tray=self.has_tray)
            case "warn":
                count = self._session.open_transfers
                self._ask(self.tr("Stop %n transfer(s) and quit?", "", count), has_tray=False)
        return False

    def _ask(self, text: str, *, has_tray: bool) -> None:
        if self._question is not None:  # asked again, from the tray or the taskbar, instead of answered
            dialogs.come_forward(self._question)
            return
        self._question = dialogs.close_question(self._theme, self._window, text, has_tray=has_tray)
        self._question.finished.connect(self._answered)
        self._question.open()

    @Slot(int)
    def _answered(self, answer: int) -> None:
        self._question = None
        if answer == dialogs.QUIT:
            self.end()
        elif answer == dialogs.KEEP_IN_TRAY:
            self._memory.change(close_behaviour="tray")  # asked once
            self.hide()

    @Slot(object)
    def _count(self, totals: Totals) -> None:
        if totals.devices != self._devices:
            self._devices = totals.devices
            self._draw()

    @Slot()
    def _draw(self) -> None:
        self.notifications.set_prefs(self._memory.prefs)
        self.tray.show_view(self._session.view(), self._devices)
        self.tray.set_shown(self.has_tray)
