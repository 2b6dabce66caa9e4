"""Create a certificate for this computer: what it is called, what it is for, how long it lasts."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from shareapp.server.errors import CertificateInvalid
from shareapp.server.tls import VALID_DAYS, CertificateFacts, Wish
from shareapp.sharing.addresses import own_names
from shareapp.sharing.certificates import covered, make_certificate
from shareapp.ui import messages
from shareapp.ui.background import Background
from shareapp.ui.dialogs import Dialog
from shareapp.ui.preferences import words
from shareapp.ui.preferences.rows import ChoiceRow, FieldRow, Problem, Row
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Banner, Button, Card, Hairline

WIDTH = 540
_WORK = "certificate-make"
_LOOPBACK = {"127.0.0.1", "::1"}


class CertificateDialog(Dialog):
    """Accepted when the certificate is made. ``files_wanted``: the person has one already."""

    files_wanted = Signal()

    def __init__(self, theme: Theme, background: Background, folder: Path, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("CertificateDialog", "Create a certificate for this computer")
        text = QCoreApplication.translate(
            "CertificateDialog", "Encrypts sharing without buying anything. The private key never leaves this computer."
        )
        super().__init__(theme, "shield-check", title, text, parent)
        self.setMinimumWidth(WIDTH)
        self._background = background
        self._folder = folder
        self._wish: Wish | None = None
        self.name = FieldRow(theme, _parse_name, width=216)
        self._addresses = Row(theme)
        self.days = ChoiceRow(theme, characters=10)
        self._banner = Banner(theme)
        self.files_button = Button(theme, self.tr("Use my own files…"), kind="link")
        self.cancel_button = Button(theme, self.tr("Cancel"))
        self.create_button = Button(theme, self.tr("Create and use"), kind="primary")
        self._arrange()
        self._word()
        self._connect()

    @property
    def addresses(self) -> str:
        """What the certificate will be good for."""
        return self._addresses.description

    def done(self, result: int) -> None:
        """Nobody waits for a certificate any more; one that is being made stays for the next time."""
        self._background.forget(_WORK)
        super().done(result)

    @Slot()
    def make(self) -> None:
        """Make it, beside the window's thread."""
        self.name.commit()
        if self.name.message:
            return
        wish = Wish(self.name.field.text().strip(), int(self.days.combo.currentData()))
        self.create_button.setEnabled(False)
        self.create_button.setText(self.tr("Creating…"))
        self._background.run(_WORK, partial(_make, self._folder, wish), self._made)

    def _made(self, outcome: CertificateFacts | CertificateInvalid) -> None:
        if not isinstance(outcome, CertificateInvalid):
            self.accept()
            return
        self.create_button.setEnabled(True)
        self.create_button.setText(self.tr("Create and use"))
        title = self.tr("The certificate couldn’t be saved")
        self._banner.show_message("danger", title, messages.certificate_cause(outcome), closable=False)

    @Slot()
    def _use_files(self) -> None:
        self.files_wanted.emit()
        self.done(QDialog.DialogCode.Rejected)

    def _arrange(self) -> None:
        card = Card()
        lines = QVBoxLayout(card)
        lines.setContentsMargins(0, 2, 0, 2)
        lines.setSpacing(0)
        for index, row in enumerate((self.name, self._addresses, self.days)):
            if index:
                lines.addWidget(Hairline())
            lines.addWidget(row)
        self.body.addWidget(card)
        self.body.addWidget(self._banner)
        self.add_button(self.files_button)
        self.add_button(self.cancel_button)
        self.add_button(self.create_button)
        self.create_button.setDefault(True)
        self.create_button.setFocus()

    def _word(self) -> None:
        names, hosts = covered()
        self.name.word(self.tr("Name"))
        self.name.show_value(next(iter(own_names()), "shareapp"))
        shown = [*(host for host in hosts if host not in _LOOPBACK), *names]
        self._addresses.word(self.tr("Works for these addresses"), " · ".join(shown))
        self.days.word(self.tr("Valid for"))
        self.days.offer(
            (
                (90, self.tr("90 days")),
                (VALID_DAYS, self.tr("1 year")),
                (2 * VALID_DAYS, self.tr("2 years")),
            )
        )
        self.days.show_value(VALID_DAYS)
        self._banner.show_message(
            "info",
            self.tr("Phones will show a security warning once"),
            self.tr("Compare the fingerprint shown here with the one on the phone, then choose “Continue”."),
            closable=False,
        )

    def _connect(self) -> None:
        self.files_button.clicked.connect(self._use_files)
        self.cancel_button.clicked.connect(self.reject)
        self.create_button.clicked.connect(self.make)


def _parse_name(text: str) -> str | Problem:
    return text.strip() or words.required


def _make(folder: Path, wish: Wish) -> CertificateFacts | CertificateInvalid:
    try:
        return make_certificate(folder, wish)
    except CertificateInvalid as error:
        return error
