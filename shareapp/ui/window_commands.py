"""What can be asked of the window, from a button, a shortcut, a menu, a banner or another start of the program."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from shareapp.sharing.config import SelfSigned
from shareapp.ui import dialogs, folder_words, messages
from shareapp.ui.background import Background
from shareapp.ui.connect_help import ConnectHelp
from shareapp.ui.https_switch import HttpsSwitch
from shareapp.ui.large_qr import LargeQr
from shareapp.ui.log_export import LogExport
from shareapp.ui.memory import Memory
from shareapp.ui.messages import Action, Fix, Notice
from shareapp.ui.noticeboard import Noticeboard
from shareapp.ui.share_session import ShareSession
from shareapp.ui.share_view import ShareView, Tile, network_of
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import announce
from shareapp.ui.window_body import WindowBody


class Commands(QObject):
    """Turns wishes into calls of the session, notices and dialogs. ``noticed``: the board has other notices now."""

    noticed = Signal()
    preferences_asked = Signal(str)
    """The name of the page."""
    visitor_answered = Signal(str, bool)
    """The address of a device at the door, and whether it is let in."""

    def __init__(
        self, window: QWidget, theme: Theme, body: WindowBody, session: ShareSession, board: Noticeboard, memory: Memory
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._body = body
        self._session = session
        self._board = board
        self._memory = memory
        self._background = Background(self)
        self._large_qr: LargeQr | None = None
        self.https = HttpsSwitch(window, theme, session, memory, self._background)
        self.export = LogExport(window, body.log, self._background)
        self.export.finished.connect(self._exported)

    def draw(self, view: ShareView) -> None:
        """An open large code follows the address, and goes when sharing ends."""
        if self._large_qr is None:
            return
        if view.tile is Tile.CODE:
            self._large_qr.show_url(view.url, view.code)
        else:
            self._large_qr.close()

    def close(self) -> None:
        """Nothing is under way any more."""
        self._background.close()

    # The folder.

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder."""
        dialog = QFileDialog(self._window, self.tr("Choose folder…"), str(self._session.view().config.root))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.use_folder(Path(name)))
        dialog.open()

    @Slot(object)
    def use_folder(self, folder: Path) -> None:
        """Share ``folder`` from now on. Open transfers are asked about first; a path that is no folder is explained."""
        self._forget_folders()
        if folder.is_file():
            self.offer_folder(folder.parent)
        elif not folder.is_dir():
            self._board.post("drop", partial(folder_words.no_such_folder, folder))
        elif self._session.view().is_up and self._is_chosen(folder):
            pass  # it is shared already: nobody is to be interrupted
        elif self._session.open_transfers:
            self._board.post("transfers", partial(self._about_transfers, folder, self._session.open_transfers))
        else:
            self._share_folder(folder)
        self.noticed.emit()

    def offer_folder(self, folder: Path) -> None:
        """A file was handed over: all that can be offered is its ``folder``."""
        words = folder_words.file_of_chosen if self._is_chosen(folder) else folder_words.only_folders
        self._board.post("drop", partial(words, folder))
        self.noticed.emit()

    def _about_transfers(self, folder: Path, count: int) -> Notice:
        if self._session.open_transfers:
            return folder_words.transfers_open(folder, count)
        return folder_words.transfers_over(folder)

    def _is_chosen(self, folder: Path) -> bool:
        view = self._session.view()
        return view.has_folder and folder.resolve() == view.config.root.resolve()

    def _forget_folders(self) -> None:
        """What was said about another folder is no longer of interest."""
        for key in ("drop", "transfers"):
            self._board.remove(key)

    def _share_folder(self, folder: Path) -> None:
        folder = folder.resolve()
        self._memory.change(recent_folders=self._memory.prefs.with_recent(folder).recent_folders)
        self._session.set_folder(folder)
        self._body.focus_start()

    # What can be asked of the window.

    @Slot()
    def start_or_stop(self) -> None:
        """The one large button."""
        self._forget_folders()
        if self._session.view().is_up:
            self._session.stop()
            return
        if not self._body.panel.setup.commit():
            self._choose_port()
            return
        if not self._memory.prefs.first_start_done and not self._session.view().is_local:
            self._memory.change(first_start_done=True)
            self._board.post("first-start", messages.first_start)
        self._session.start()

    @Slot()
    def copy_address(self) -> None:
        """Put the address on the clipboard."""
        QGuiApplication.clipboard().setText(self._session.view().url)
        self._body.panel.buttons.show_copied()
        announce(self._window, self.tr("Address copied"))

    @Slot()
    def open_address(self) -> None:
        """Open the address with this computer's own browser."""
        QDesktopServices.openUrl(QUrl(self._session.view().url))

    @Slot()
    def enlarge_qr(self) -> None:
        """Show the code across the room."""
        if self._large_qr is None:
            view = self._session.view()
            self._large_qr = LargeQr(self._theme, view.url, self._window, code=view.code)
            self._large_qr.finished.connect(self._forget_large_qr)
            self._large_qr.open()
        else:
            dialogs.come_forward(self._large_qr)

    @Slot()
    def show_connect_help(self) -> None:
        """The checklist for phones that cannot connect."""
        dialog = ConnectHelp(self._theme, self._background, self._session.view(), self._window)
        dialog.address_chosen.connect(self.choose_address)
        dialog.visibility_asked.connect(self._make_visible)
        self._session.visited.connect(dialog.note_visitor)
        dialog.open()

    def mend(self, fix: Fix) -> None:
        """Carry out what a banner offers."""
        self._body.park_focus()
        match fix.action, fix.value:
            case Action.USE_PORT, int(port):
                self._session.set_port(port)
                self._session.start()
            case Action.USE_ADDRESS, str(host):
                self._session.set_host(host)
                self._session.start()
            case Action.USE_FOLDER, Path() as folder:
                self.use_folder(folder)
            case Action.STOP_AND_USE_FOLDER, Path() as folder:
                self._board.remove("transfers")
                self._share_folder(folder)
            case Action.OPEN_FOLDER, Path() as folder:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
            case Action.ALLOW_DEVICE | Action.DENY_DEVICE, str(client):
                self.visitor_answered.emit(client, fix.action is Action.ALLOW_DEVICE)
            case Action.COPY_DETAILS, str(text):
                QGuiApplication.clipboard().setText(text)
            case action, _:
                self._mend_plainly(action)

    def _mend_plainly(self, action: Action) -> None:
        {
            Action.CHOOSE_PORT: self._choose_port,
            Action.CHOOSE_FOLDER: self.choose_folder,
            Action.SHARE_WITHOUT_HTTPS: self._share_without_https,
            Action.CHECK_CERTIFICATE: self._check_certificate,
            Action.MAKE_VISIBLE: self._make_visible,
            Action.RETRY: self._retry,
            Action.RESTART: self._session.restart,
            Action.CONNECT_HELP: self.show_connect_help,
            Action.CONTINUE_HELP: self._show_continue_help,
            Action.EXPORT: self.export.ask,
            Action.RENEW: self._session.renew,
            Action.END_SETTINGS: self._change_end,
        }[action]()

    @Slot(object)
    def _exported(self, make: Callable[[], Notice]) -> None:
        self._board.remove("export")
        self._board.post("export", make)
        self.noticed.emit()

    def _choose_port(self) -> None:
        self._body.panel.setup.port.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._body.panel.setup.port.selectAll()

    def _share_without_https(self) -> None:
        self._session.set_https(on=False)
        self._session.start()

    def _change_end(self) -> None:
        self.preferences_asked.emit("sharing")

    def _check_certificate(self) -> None:
        self.preferences_asked.emit("security")

    @Slot()
    def _make_visible(self) -> None:
        self._session.set_host("")
        self._session.restart()

    def _retry(self) -> None:
        self._board.remove("drop")
        self._session.start()

    def _show_continue_help(self) -> None:
        tls = self._session.view().config.tls
        if isinstance(tls, SelfSigned):
            dialogs.continue_dialog(self._theme, tls.folder / "certificate.pem", self._window).open()

    @Slot(str)
    def choose_address(self, host: str) -> None:
        """Show this address, here and whenever this computer is in this network."""
        network = network_of(self._session.view().change.addresses)
        self._memory.change(addresses={**self._memory.prefs.addresses, network: host})
        self._session.choose_address(host)

    @Slot()
    def _forget_large_qr(self) -> None:
        self._large_qr = None
