"""HTTPS: on and off, which certificate, and what is to be known of it."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QFileDialog

from shareapp.server.errors import CertificateInvalid
from shareapp.server.tls import CertificateFacts, describe_certificate, own_certificate
from shareapp.sharing.certificates import FileFault, check_files, uncovered
from shareapp.sharing.config import SelfSigned, TlsFiles
from shareapp.ui import dialogs
from shareapp.ui.background import Background
from shareapp.ui.header import short_path
from shareapp.ui.preferences import words
from shareapp.ui.preferences.certificate_dialog import CertificateDialog
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import FieldRow, Problem, RadioRow, Row, SwitchRow
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, announce

_CHECK, _LOOK = "certificate-check", "certificate-look"


class _FileRow(FieldRow):
    """A file that may be absent, with the person's home folder as "~"."""

    def __init__(self, theme: Theme, name: str, browse: Button) -> None:
        super().__init__(theme, _parse_file, browse, name=name, width=168, indent=True)
        self.browse = browse

    def written(self, value: Any) -> str:
        """The short form."""
        return "" if value is None else short_path(value)


class HttpsRows(QObject):
    """The second card of the security page. HTTPS changes only to what is known to work."""

    NAMES = ("tls", "tls_source", "tls_certificate", "tls_key", "tls_password_file")

    def __init__(self, theme: Theme, options: Options, background: Background, page: Page) -> None:
        super().__init__(page)
        self._theme = theme
        self._options = options
        self._background = background
        self._page = page
        self._is_wanted = False  # HTTPS was asked for and waits for good files
        self._checked_now: TlsFiles | None = None  # while they are
        self._facts: CertificateFacts | None = None
        self._looked_at: Path | None = None
        self.switch = SwitchRow(theme)
        self.made, self.files = RadioRow(theme), RadioRow(theme)
        self._group = QButtonGroup(self)
        self.file_rows = {
            name: _FileRow(theme, name, Button(theme)) for name in ("tls_certificate", "tls_key", "tls_password_file")
        }
        self.copy_button = Button(theme, icon="copy")
        self.continue_button = Button(theme, kind="link")
        self.status = Row(theme, self.copy_button, self.continue_button, below=True)
        self.rows = (self.switch, self.made, self.files, *self.file_rows.values(), self.status)
        self._connect()
        if isinstance(options.value("tls"), TlsFiles):
            self._check()  # they may have changed since they were chosen

    def retranslate(self) -> None:
        """Word the rows."""
        self.switch.word(self.tr("Use HTTPS"), self.tr("Encrypts everything between this computer and other devices."))
        self.made.word(
            self.tr("Certificate made on this computer"), self.tr("Easiest. Phones show a security warning once.")
        )
        self.files.word(
            self.tr("My own certificate files"),
            self.tr("For a certificate from a company, school or tool such as mkcert."),
        )
        certificate, key, password = self.file_rows.values()
        certificate.word(self.tr("Certificate"))
        key.word(self.tr("Private key"))
        password.word(self.tr("Key password file"), self.tr("Only if the key is encrypted."))
        password.field.setPlaceholderText(self.tr("None"))
        for row, name in (
            (certificate, self.tr("Browse for certificate")),
            (key, self.tr("Browse for private key")),
            (password, self.tr("Browse for key password file")),
        ):
            row.browse.setText(self.tr("Browse…"))
            row.browse.setAccessibleName(name)
        self.copy_button.setText(self.tr("Copy fingerprint"))
        self.continue_button.setText(self.tr("How to continue"))
        for button in (self.copy_button, self.continue_button):
            button.setAccessibleName(button.text())

    def draw(self) -> None:
        """Draw the present choice; look at its certificate when that is another one."""
        from_files = self._from_files
        self.switch.show_value(self._options.value("tls") is not None)
        (self.files if from_files else self.made).radio.setChecked(True)
        for row in self.file_rows.values():
            self._page.show_row(row, shown=from_files)
        path = self._options.value("tls_certificate") if from_files else own_certificate(self._folder)[0]
        if path != self._looked_at:
            self.look()
        self._draw_status()

    def look(self) -> None:
        """Read the chosen certificate, beside the window's thread."""
        path = self._options.value("tls_certificate") if self._from_files else own_certificate(self._folder)[0]
        self._looked_at = path
        self._background.run(_LOOK, partial(_facts, path), self._looked)

    def forget(self) -> None:
        """Nothing is wanted or complained about any more."""
        self._is_wanted = False
        self._checked_now = None
        self._background.forget(_CHECK)
        for row in self.file_rows.values():
            row.forget_typed()
            row.complain(None)

    def close(self) -> None:
        """The page goes away. What was wanted at the last moment comes true all the same, when its files are good."""
        self._background.forget(_LOOK)
        self._background.forget(_CHECK)
        if self._checked_now is not None and self._is_due:
            files, options = self._checked_now, self._options
            self._background.run(_CHECK, partial(check_files, files), partial(_use_if_good, options, files))

    # The choices.

    @property
    def _from_files(self) -> bool:
        return bool(self._options.value("tls_source") == "files")

    @property
    def _folder(self) -> Path:
        return self._options.session.certificates

    @Slot(object)
    def _switched(self, on: bool) -> None:
        self._is_wanted = on and self._from_files
        if not on:
            self._options.change(tls=None)
        elif self._from_files:
            self._check()
        else:
            self._use_made()
        self.draw()

    @Slot()
    def _made_chosen(self) -> None:
        self.forget()
        self._options.change(tls_source="self-signed")
        if self._options.value("tls") is not None:
            self._use_made()

    @Slot()
    def _files_chosen(self) -> None:
        self._options.change(tls_source="files")
        if self._options.value("tls_certificate") is not None:
            self._check()

    def _use_made(self) -> None:
        if own_certificate(self._folder)[0].exists():
            self._options.change(tls=SelfSigned(folder=self._folder))
            return
        dialog = CertificateDialog(self._theme, self._background, self._folder, self._page)
        dialog.accepted.connect(self._was_made)
        dialog.rejected.connect(self._was_not_made)
        dialog.files_wanted.connect(self.want_files)
        dialog.open()

    @Slot()
    def _was_made(self) -> None:
        self._options.change(tls=SelfSigned(folder=self._folder), tls_source="self-signed")
        self.look()

    @Slot()
    def _was_not_made(self) -> None:
        if isinstance(self._options.value("tls"), TlsFiles):
            self._options.change(tls_source="files")
        self.draw()

    @Slot()
    def want_files(self) -> None:
        """Ask for the person's own files; HTTPS goes on as soon as they are good."""
        self._is_wanted = True
        self._files_chosen()
        self.file_rows["tls_certificate"].field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Files.

    def _file_chosen(self, name: str, path: Path | None) -> None:
        self._options.change(**{name: path})
        self._check()

    def _check(self) -> None:
        certificate = self._options.value("tls_certificate")
        if certificate is None:
            self._checked(None, FileFault("tls_certificate", None))
            return
        key, password_file = self._options.value("tls_key"), self._options.value("tls_password_file")
        files = self._checked_now = TlsFiles(certificate=certificate, key=key, password_file=password_file)
        self._background.run(_CHECK, partial(check_files, files), partial(self._checked, files))

    @property
    def _is_due(self) -> bool:
        """Good files are taken at once: HTTPS is on, or waits for them."""
        return self._is_wanted or self._options.value("tls") is not None

    def _checked(self, files: TlsFiles | None, fault: FileFault | None) -> None:
        self._checked_now = None
        for name, row in self.file_rows.items():
            at_fault = fault is not None and fault.field == name
            worded = partial(words.file_fault, has_password=files is not None and files.password_file is not None)
            row.complain(partial(worded, fault) if fault is not None and at_fault else None)
        if fault is None and self._is_due:
            self._is_wanted = False
            self._options.change(tls=files)
        self.look()
        self.draw()

    def _browse(self, row: _FileRow) -> None:
        start = self._options.value(row.name) or self._options.value("tls_certificate") or Path.home()
        dialog = QFileDialog(self._page, row.browse.accessibleName(), str(start))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._file_chosen(row.name, Path(name)))
        dialog.open()

    # What is known of the certificate.

    def _looked(self, facts: CertificateFacts | None) -> None:
        self._facts = facts
        self._draw_status()

    def _draw_status(self) -> None:
        facts = self._facts
        self._page.show_row(self.status, shown=facts is not None)
        if facts is None:
            return
        middle = len(facts.fingerprint) // 2 + 1  # in two lines: a label breaks it nowhere by itself
        fingerprint = f"{facts.fingerprint[:middle]}\n{facts.fingerprint[middle:]}"
        self.status.word(words.certificate_line(facts), self.tr("SHA-256 fingerprint") + "\n" + fingerprint)
        self.continue_button.setVisible(facts.self_signed)
        hosts = [address.host for address in self._options.session.view().local_addresses]
        missing = uncovered(facts, hosts) if self._from_files else ()  # ours is made again when it starts
        self.status.say("warn", words.not_covered(missing) if missing else "")

    @Slot()
    def _copy(self) -> None:
        if self._facts is not None:
            QGuiApplication.clipboard().setText(self._facts.fingerprint)
            announce(self._page, self.tr("Copied"))

    @Slot()
    def _show_how(self) -> None:
        if self._looked_at is not None:
            dialogs.continue_dialog(self._theme, self._looked_at, self._page).open()

    def _connect(self) -> None:
        for radio in (self.made, self.files):
            self._group.addButton(radio.radio)
        self.switch.chosen.connect(self._switched)
        self.made.chosen.connect(self._made_chosen)
        self.files.chosen.connect(self._files_chosen)
        for row in self.file_rows.values():
            row.chosen.connect(partial(self._file_chosen, row.name))
            row.browse.clicked.connect(partial(self._browse, row))
        self.copy_button.clicked.connect(self._copy)
        self.continue_button.clicked.connect(self._show_how)


def _use_if_good(options: Options, files: TlsFiles, fault: FileFault | None) -> None:
    """Nobody is there any more to read what is wrong with them."""
    if fault is None:
        options.change(tls=files)


def _facts(path: Path | None) -> CertificateFacts | None:
    try:
        return None if path is None else describe_certificate(path)
    except CertificateInvalid:
        return None  # the check under the fields says why


def _parse_file(text: str) -> Path | Problem | None:
    if not text.strip():
        return None
    path = Path(text.strip()).expanduser()
    return path if path.is_absolute() and "\0" not in text else words.path_needed
