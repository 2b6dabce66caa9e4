"""The window: connects its parts and draws them from one picture of the share."""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow

from shareapp.sharing.events import ShareState
from shareapp.ui import dialogs, messages
from shareapp.ui.background import Background
from shareapp.ui.bridge import ShareBridge
from shareapp.ui.desktop import Desktop
from shareapp.ui.devices_dialog import DevicesDialog
from shareapp.ui.drop import DropOverlay, dropped
from shareapp.ui.effects import Effects
from shareapp.ui.exposure_dialog import ExposureView
from shareapp.ui.i18n import Translations
from shareapp.ui.log_file import LogFile
from shareapp.ui.log_view import LogView
from shareapp.ui.memory import Memory
from shareapp.ui.newcomers import Newcomers
from shareapp.ui.noticeboard import Noticeboard, Posted, standing
from shareapp.ui.settings import Loaded, Settings
from shareapp.ui.share_session import ShareSession
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Preference, Theme, large_font_factor
from shareapp.ui.visitors import Visitors
from shareapp.ui.widgets import BannerAction, announce
from shareapp.ui.window_actions import WindowActions
from shareapp.ui.window_body import WindowBody
from shareapp.ui.window_commands import Commands

if TYPE_CHECKING:
    from shareapp.ui.preferences import PageName, Preferences

SIZE = (900, 640)
LEAST_SIZE = (640, 480)
COMPACT_BELOW = (760, 560)
_log = logging.getLogger(__name__)

JOIN_S = 8.0  # the grace for transfers is shorter


class MainWindow(QMainWindow):
    """One window with one share."""

    def __init__(
        self, theme: Theme, translations: Translations, settings: Settings, loaded: Loaded, certificates: Path
    ) -> None:
        super().__init__()
        self.theme = theme
        self.memory = Memory(settings, loaded, self)
        self.bridge = ShareBridge(self)
        self.background = Background(self)
        self.session = ShareSession(self.bridge, self.background, loaded.config, certificates, self)
        self.board = Noticeboard()
        self.actions_ = WindowActions(self)
        self.log = LogView(theme)
        self.log_file = LogFile(self.bridge.controller)
        self._effects = Effects(theme, translations, self.log, self.log_file, self.session, self)
        self._preferences: Preferences | None = None
        self.body = WindowBody(theme, self.actions_.menu, self.log)
        self.commands = Commands(self, theme, self.body, self.session, self.board, self.memory)
        self.exposure = ExposureView(theme, self.background, self.body, self)
        self._overlay = DropOverlay(self.body)
        self._drawn: ShareView | None = None
        self._posted: Posted | None = None
        self.setCentralWidget(self.body)
        self.setWindowTitle("shareapp")
        self.setAcceptDrops(True)
        self.desktop = Desktop(self, theme, self.actions_, self.session, self.bridge, self.memory)
        self._visitors = Visitors(self.bridge, self.board, self.commands, self)
        self._newcomers = Newcomers(self, self.bridge)
        self._connect()
        self._restore(loaded)
        self.refresh()
        self.body.order_focus()
        self.body.focus_start()
        self.session.look_around()

    # Drawing.

    @Slot()
    def refresh(self) -> None:
        """Draw the share as it is now."""
        self.draw(self.session.view())

    def draw(self, view: ShareView) -> None:
        """Draw this picture of the share; every state comes through here."""
        before, self._drawn = self._drawn, view
        for key, make in standing(view).items():
            if make is None:
                self.board.remove(key)
            else:
                self.board.post(key, make)
        if view.state is not ShareState.RUNNING:
            self.board.remove("lonely")
            self.board.remove("address")
        if view.state not in {ShareState.STARTING, ShareState.RUNNING}:
            self.board.remove("first-start")
        self.body.render_view(view)
        self._draw_actions(view)
        self._draw_banner()
        self.commands.draw(view)
        self.exposure.follow(view)
        self._announce(before, view)

    def _draw_actions(self, view: ShareView) -> None:
        running = view.state is ShareState.RUNNING
        self.actions_.open_folder.setEnabled(not view.is_changing)
        self.actions_.start_stop.setEnabled(self.body.panel.buttons.primary.isEnabled() and view.has_folder)
        for action in (self.actions_.copy, self.actions_.open, self.actions_.help):
            action.setEnabled(running)
        self.actions_.enlarge.setEnabled(running and bool(view.outside_addresses))
        self.actions_.show_recent(self.memory.prefs.recent_folders)
        self.actions_.show_choice(self.memory.prefs.theme, self.memory.prefs.language)

    @Slot()
    def _draw_banner(self) -> None:
        posted = self.board.current()
        if posted == self._posted:
            # Drawn anew its buttons would be others, and the focus on one of them lost.
            return
        self._posted = posted
        if posted is None:
            self.body.banner.hide()
            return
        notice = posted.notice
        actions = tuple(BannerAction(fix.label, partial(self.commands.mend, fix), fix.accent) for fix in notice.fixes)
        self.body.banner.show_message(
            notice.severity, notice.title, notice.text, actions=actions, closable=notice.dismissible
        )
        self.body.order_focus()

    def _announce(self, before: ShareView | None, view: ShareView) -> None:
        if before is None or before.state is view.state:
            return
        if view.state is ShareState.RUNNING:
            announce(self, self.tr("Sharing started: {url}").format(url=view.url))
        elif before.is_up and view.state is ShareState.STOPPED:
            announce(self, self.tr("Sharing stopped"))

    @Slot(str)
    def _set_theme(self, preference: Preference) -> None:
        self.memory.change(theme=preference)

    @Slot(str)
    def _set_language(self, preference: str) -> None:
        self.memory.change(language=preference)

    @Slot()
    def open_preferences(self) -> "Preferences":
        """Open the preferences; the dialog that is open."""
        if self._preferences is None:
            from shareapp.ui.preferences import Options, Preferences  # late: no window waits for them to be drawn

            options = Options(self.session, self.memory, self)
            self._preferences = Preferences(self.theme, options, self.background, self.log_file, self)
            self._preferences.restart_asked.connect(self.session.restart)
            self._preferences.finished.connect(self._forget_preferences)
            self._preferences.open()
        else:  # asked for from the tray, perhaps from under other windows
            dialogs.come_forward(self._preferences)
        return self._preferences

    @Slot(str)
    def show_preferences(self, page: "PageName") -> None:
        """Open the preferences on this page."""
        self.open_preferences().show_page(page)

    @Slot()
    def _forget_preferences(self) -> None:
        self._preferences = None

    @Slot(object)
    def show_yourself(self, folder: Path | None) -> None:
        """Another start of the program asks for this window."""
        dialogs.come_forward(self)
        if folder is not None:
            self.commands.use_folder(folder)

    @Slot()
    def _show_shortcuts(self) -> None:
        listed = (*self.actions_.listed(), *self.log.actions_.listed())
        dialogs.shortcuts_dialog(self.theme, listed, self).open()

    @Slot()
    def _show_devices(self) -> None:
        DevicesDialog(self.theme, self.bridge, self.log.model.text, self).open()

    # What is reported.

    @Slot(str)
    def _address_replaced(self, host: str) -> None:
        self.board.remove("address")
        self.board.post("address", partial(messages.address_changed, host))

    @Slot()
    def _nobody_came(self) -> None:
        self.board.remove("first-start")  # whatever the system asked, it was answered by now
        self.board.post("lonely", messages.no_device_yet)

    @Slot()
    def _somebody_came(self) -> None:
        if any([self.board.remove("first-start"), self.board.remove("lonely")]):
            self._draw_banner()

    @Slot()
    def _dismiss_banner(self) -> None:
        posted = self.board.current()
        if posted is not None:
            self.board.dismiss(posted.key)
        self._draw_banner()

    # Events.

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A small window leaves out what is not needed."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Other words, or other sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._drawn is not None:
            self.draw(self._drawn)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the engine often."""
        super().showEvent(event)
        self.bridge.set_visible(True)
        self.desktop.appeared()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the engine seldom."""
        super().hideEvent(event)
        self.bridge.set_visible(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Say what letting go would do."""
        if dropped(event.mimeData()) is not None and self.actions_.open_folder.isEnabled():
            event.acceptProposedAction()
            self._overlay.appear()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """It went elsewhere."""
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the folder; a drop never starts sharing."""
        self._overlay.hide()
        found = dropped(event.mimeData())
        if found is None:
            return
        event.acceptProposedAction()
        if found.is_folder:
            self.commands.use_folder(found.folder)
        else:
            self.commands.offer_folder(found.folder)

    def is_drop_shown(self) -> bool:
        """Something that can be dropped hangs over the window."""
        return self._overlay.isVisible()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask while sharing, or go on in the tray; otherwise remember and end everything."""
        if not self.desktop.may_close():
            event.ignore()
            return
        self.memory.change(geometry=bytes(self.saveGeometry().data()))
        self.shut_down()
        event.accept()

    def shut_down(self) -> None:
        """Stop sharing and wait, within bounds, until nothing of this window works any more. Twice is harmless."""
        self.memory.flush()
        if not self.bridge.shut_down(JOIN_S):
            _log.warning("the share did not end within %s seconds", JOIN_S)
        self.session.close()
        self.desktop.close()
        self.log_file.close()
        self.background.close()
        self.commands.close()

    @Slot()
    def close_now(self) -> None:
        """Close without asking."""
        self.desktop.end()

    # Putting it together.

    def _fit(self) -> None:
        factor = large_font_factor()
        width, height = (size * factor for size in COMPACT_BELOW)
        self.body.set_compact(compact=self.width() < width or self.height() < height)
        screen = self.screen().availableSize()
        self.setMinimumSize(
            min(round(LEAST_SIZE[0] * factor), screen.width()), min(round(LEAST_SIZE[1] * factor), screen.height())
        )

    def _restore(self, loaded: Loaded) -> None:
        self.resize(*SIZE)
        if loaded.prefs.geometry:
            self.restoreGeometry(QByteArray(loaded.prefs.geometry))
        self._effects.apply(loaded.prefs)
        if self.log_file.trouble is not None:
            self.board.post("log-file", partial(messages.log_file_refused, self.log_file.trouble))
        self.log.set_hidden_columns(loaded.prefs.hidden_columns)
        for index, notice in reversed(list(enumerate(loaded.notices))):  # the last one posted is the first one read
            self.board.post(f"settings-{index}", partial(messages.settings_trouble, notice))
        recent = loaded.prefs.recent_folders
        # A folder on a sleeping drive may take long to answer.
        self.background.run("recent", lambda: [folder for folder in recent if folder.is_dir()], self.body.show_recent)

    def _connect(self) -> None:
        session, panel, actions = self.session, self.body.panel, self.actions_
        session.changed.connect(self.refresh)
        self.commands.noticed.connect(self.refresh)
        session.config_changed.connect(self.memory.keep)
        self.memory.changed.connect(self._effects.apply)
        self.memory.changed.connect(self.refresh)
        self.commands.preferences_asked.connect(self.show_preferences)
        panel.running.preferences_asked.connect(self.show_preferences)
        self.exposure.preferences_asked.connect(self.show_preferences)
        session.address_replaced.connect(self._address_replaced)
        session.lonely.connect(self._nobody_came)
        session.visited.connect(self._somebody_came)
        panel.setup.port_changed.connect(session.set_port)
        panel.setup.host_changed.connect(session.set_host)
        panel.setup.uploads_changed.connect(lambda on: session.configure(rights="add" if on else "read"))
        panel.setup.https_changed.connect(self.commands.https.turn)
        self.commands.https.files_asked.connect(lambda: self.open_preferences().ask_for_certificate_files())
        panel.setup.password_changed.connect(lambda on: session.set_password(on=on))
        panel.setup.accepted.connect(self.commands.start_or_stop)
        panel.running.address_chosen.connect(self.commands.choose_address)
        panel.running.password_renewed.connect(session.renew_password)
        panel.running.help_asked.connect(self.commands.show_connect_help)
        panel.qr.clicked.connect(self.commands.enlarge_qr)
        panel.buttons.primary_clicked.connect(self.commands.start_or_stop)
        panel.buttons.copy_clicked.connect(self.commands.copy_address)
        panel.buttons.open_clicked.connect(self.commands.open_address)
        panel.buttons.enlarge_clicked.connect(self.commands.enlarge_qr)
        self.body.header.change_clicked.connect(self.commands.choose_folder)
        self.body.header.preferences_clicked.connect(self.open_preferences)
        self.body.empty.choose_clicked.connect(self.commands.choose_folder)
        self.body.empty.folder_chosen.connect(self.commands.use_folder)
        self.body.banner.closed.connect(self._dismiss_banner)
        self._connect_log()
        self._connect_actions(actions)

    def _connect_log(self) -> None:
        self.desktop.tray.open_asked.connect(lambda: self.show_yourself(None))
        self.bridge.requests_done.connect(self.log.append)
        self.bridge.requests_dropped.connect(self.log.add_dropped)
        self.bridge.totals_changed.connect(self.log.set_totals)
        self.bridge.troubles.connect(self.log.add_troubles)
        self.bridge.transfers_changed.connect(self.log.set_transfers)
        self.bridge.transfers_changed.connect(self._draw_banner)  # one may ask about them
        self.log.details.set_heads(self.bridge.heads)
        self.log.clear_requested.connect(self.bridge.clear_totals)
        self.log.cancel_requested.connect(self.bridge.cancel)
        self.log.actions_.export.triggered.connect(self.commands.export.ask)
        self.log.actions_.devices.triggered.connect(self._show_devices)
        self.log.hidden_columns_changed.connect(lambda names: self.memory.change(hidden_columns=names))

    def _connect_actions(self, actions: WindowActions) -> None:
        actions.open_folder.triggered.connect(self.commands.choose_folder)
        actions.start_stop.triggered.connect(self.commands.start_or_stop)
        actions.copy.triggered.connect(self.commands.copy_address)
        actions.open.triggered.connect(self.commands.open_address)
        actions.enlarge.triggered.connect(self.commands.enlarge_qr)
        actions.help.triggered.connect(self.commands.show_connect_help)
        actions.preferences.triggered.connect(self.open_preferences)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.about.triggered.connect(lambda: dialogs.about_dialog(self.theme, self).open())
        actions.close.triggered.connect(self.close)
        actions.show_menu.triggered.connect(self.body.header.menu_button.showMenu)
        actions.recent_chosen.connect(self.commands.use_folder)
        actions.theme_chosen.connect(self._set_theme)
        actions.language_chosen.connect(self._set_language)
