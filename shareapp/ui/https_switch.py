"""The HTTPS switch of the card: on only with a certificate that works, which is made or chosen first."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from shareapp.server.tls import own_certificate
from shareapp.sharing.certificates import FileFault, check_files
from shareapp.sharing.config import TlsFiles
from shareapp.ui.background import Background
from shareapp.ui.memory import Memory
from shareapp.ui.share_session import ShareSession
from shareapp.ui.theme import Theme

_CHECK = "certificate-of-the-switch"


class HttpsSwitch(QObject):
    """``files_asked``: the person's own files have to be chosen, or mended, in the preferences."""

    files_asked = Signal()

    def __init__(
        self, window: QWidget, theme: Theme, session: ShareSession, memory: Memory, background: Background
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._session = session
        self._memory = memory
        self._background = background

    @Slot(bool)
    def turn(self, on: bool) -> None:
        """Encrypt, or not. What has to come first is asked; until then the switch goes back."""
        wanted = self._session.wanted_tls()
        if not on:
            self._background.forget(_CHECK)
            self._session.set_https(on=False)
        elif isinstance(wanted, TlsFiles):
            self._background.run(_CHECK, partial(check_files, wanted), self._checked)
        elif own_certificate(self._session.certificates)[0].exists():
            self._session.set_https(on=True)
        else:
            self._offer_certificate()

    def _checked(self, fault: FileFault | None) -> None:
        if fault is None:
            self._session.set_https(on=True)
            return
        self._back()
        self.files_asked.emit()

    def _offer_certificate(self) -> None:
        # Late: with it come all preferences, and no window waits for them to be drawn.
        from shareapp.ui.preferences.certificate_dialog import CertificateDialog

        dialog = CertificateDialog(self._theme, self._background, self._session.certificates, self._window)
        dialog.accepted.connect(self._made)
        dialog.rejected.connect(self._back)
        dialog.files_wanted.connect(self.files_asked)
        dialog.open()

    @Slot()
    def _made(self) -> None:
        self._memory.change(tls_source="self-signed")
        self._session.set_https(on=True)

    @Slot()
    def _back(self) -> None:
        """The switch shows again what is so."""
        self._session.changed.emit()
