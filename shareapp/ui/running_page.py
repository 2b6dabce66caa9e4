"""What is shown while sharing: how it stands, the address, who may come in."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shareapp.sharing.config import Rights
from shareapp.sharing.events import ShareState
from shareapp.ui import messages
from shareapp.ui.address_label import AddressLabel
from shareapp.ui.credentials_row import CredentialsPopup, CredentialsRow
from shareapp.ui.setup_form import KIND_ICONS
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, ComboBox, Label, Pill


class PillRow(QWidget):
    """Pills beside each other; the last ones hide where there is no room."""

    def __init__(self, pills: tuple[Pill, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pills = pills
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for pill in pills:
            row.addWidget(pill)
        row.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Show as many pills as the width holds."""
        right = 0
        for pill in self._pills:
            right += pill.sizeHint().width()
            pill.setVisible(right <= self.width() or pill is self._pills[0])
            right += 8

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, other room."""
        super().resizeEvent(event)
        self.fit()


def _set_pressable(pill: Pill, pressable: bool) -> None:
    pill.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus)
    pill.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not pressable)


class RunningPage(QWidget):
    """The right half of the card while devices are served."""

    address_chosen = Signal(str)
    help_asked = Signal()
    password_renewed = Signal()
    preferences_asked = Signal(str)
    """The page that a pill tells about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_compact = False
        self._view: ShareView | None = None
        self.status_pill = Pill(theme, icon="dot", tone="success")
        self.access_pill = Pill(theme, icon="eye")
        self.password_pill = Pill(theme, icon="unlock")
        self._pills = PillRow((self.status_pill, self.access_pill, self.password_pill))
        self.address = AddressLabel(theme)
        self._hint = Label(tone="muted", wrap=True)
        self.addresses = ComboBox(theme)
        self.addresses.setMinimumContentsLength(22)
        self.addresses.activated.connect(lambda index: self.address_chosen.emit(self.addresses.itemData(index)))
        self.help_link = Button(theme, kind="link")
        self.help_icon = Button(theme, icon="help", kind="icon")
        for button in (self.help_link, self.help_icon):
            button.clicked.connect(self.help_asked)
        self.credentials = CredentialsRow(theme)
        self.credentials.renewed.connect(self.password_renewed)
        # The page is laid out before it is first drawn: what is mostly absent must not ask for room.
        for widget in (self.credentials, self.addresses, self.help_icon):
            widget.hide()
        self.popup = CredentialsPopup(theme, self)
        self.popup.row.renewed.connect(self.password_renewed)
        self.status_pill.clicked.connect(lambda: self.preferences_asked.emit("network"))
        self.access_pill.clicked.connect(lambda: self.preferences_asked.emit("sharing"))
        self.password_pill.clicked.connect(self._open_password)
        self._drawn_addresses: list[tuple[str, str]] = []
        self._arrange()
        self._retranslate()

    def render_view(self, view: ShareView) -> None:
        """Draw the page; a share that is not up leaves it as it was, unseen."""
        self._view = view
        if not view.is_up:
            return
        self._draw_pills(view)
        self.address.set_url(view.url)
        self._hint.setText(self._hint_text(view))
        self._draw_addresses(view)
        credentials = view.config.credentials
        if credentials is not None:
            for row in (self.credentials, self.popup.row):
                row.render_credentials(credentials.user, view.password)
        self._draw_extent(view)

    def set_compact(self, compact: bool) -> None:
        """Leave out what the small window has no room for."""
        self._is_compact = compact
        self.address.set_compact(compact)
        self.layout().setSpacing(6 if compact else 8)  # type: ignore[union-attr]
        if self._view is not None:
            self._draw_extent(self._view)

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the window."""
        credentials = self.credentials
        return (
            *(self.status_pill, self.access_pill, self.password_pill, self.address, self.addresses),
            *(self.help_link, self.help_icon),
            *(credentials.show_button, credentials.copy_button, credentials.renew_button),
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _draw_pills(self, view: ShareView) -> None:
        if view.state is ShareState.STOPPING:
            self.status_pill.setText(self.tr("Stopping…"))
            self.status_pill.set_tone("neutral")
        elif view.has_ended:
            self.status_pill.setText(self.tr("Ended"))
            self.status_pill.set_tone("neutral")
        else:
            elapsed = self.tr("%n min", "", view.minutes)
            self.status_pill.setText(self.tr("Sharing · {time}").format(time=elapsed))
            self.status_pill.set_tone("success")
        self.access_pill.setText(self._rights_text(view.config.rights))
        self.access_pill.set_tone("neutral", "upload" if view.config.takes_files else "eye")
        protected = view.config.credentials is not None
        self.password_pill.setText(self.tr("Password on") if protected else self.tr("No password"))
        self.password_pill.set_tone("neutral", "lock" if protected else "unlock")
        for pill, opens in (
            (self.status_pill, self.tr("Open network preferences.")),
            (self.access_pill, self.tr("Open sharing preferences.")),
            (self.password_pill, self.tr("Open security preferences.")),
        ):
            pill.setAccessibleName(f"{pill.text()}. {opens}")
        self._pills.fit()

    def _rights_text(self, rights: Rights) -> str:
        match rights:
            case "add":
                return self.tr("Uploads allowed")
            case "manage":
                return self.tr("Changes allowed")
            case "inbox":
                return self.tr("Uploads only")
        return self.tr("View and download")

    @Slot()
    def _open_password(self) -> None:
        """The small window has its name and password here, the large one shows them anyway."""
        if self._is_compact and self._view is not None and self._view.config.credentials is not None:
            self.popup.show_below(self.password_pill)
        else:
            self.preferences_asked.emit("security")

    def hint_text(self) -> str:
        """The sentence under the address."""
        return self._hint.text()

    def _hint_text(self, view: ShareView) -> str:
        if view.state is ShareState.STOPPING:
            return self.tr("Finishing %n transfer(s). New requests are refused.", "", view.transfers)
        if view.is_local or not view.outside_addresses:
            return self.tr("Only this computer can open this address.")
        if view.config.credentials is not None:
            return self.tr("Scan with a phone camera to come in without the password, or type this address.")
        return self.tr("Scan with a phone camera, or type this address in any browser.")

    def _draw_addresses(self, view: ShareView) -> None:
        addresses = [(address.host, messages.address_label(address)) for address in view.outside_addresses]
        if addresses != self._drawn_addresses:
            self._drawn_addresses = addresses
            self.addresses.clear()
            for index, address in enumerate(view.outside_addresses):
                self.addresses.addItem(messages.address_label(address), address.host)
                self.addresses.set_item_icon(index, KIND_ICONS[address.kind])
        if view.address is not None:
            self.addresses.setCurrentIndex(self.addresses.findData(view.address.host))

    def _draw_extent(self, view: ShareView) -> None:
        running = view.state is ShareState.RUNNING
        reachable = running and not view.is_local
        self._hint.setVisible(not self._is_compact or not reachable)
        self.addresses.setVisible(reachable and len(view.outside_addresses) > 1)
        self.help_link.setVisible(reachable and not self._is_compact)
        self.help_icon.setVisible(reachable and self._is_compact)
        protected = running and view.config.credentials is not None
        self.credentials.setVisible(protected and not self._is_compact)
        for pill in (self.status_pill, self.access_pill, self.password_pill):
            _set_pressable(pill, running)

    def _arrange(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(12)
        for widget in (self.addresses, self.help_link, self.help_icon):
            choice.addWidget(widget)
        choice.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._pills)
        column.addWidget(self.address)
        column.addWidget(self._hint)
        column.addLayout(choice)
        column.addWidget(self.credentials)
        column.addStretch()

    def _retranslate(self) -> None:
        self.help_link.setText(self.tr("Phone can’t connect?"))
        self.help_link.setAccessibleName(self.help_link.text())
        self.help_icon.set_name(self.help_link.text(), shortcut="F1")
        self.addresses.setAccessibleName(self.tr("Address"))
        self._drawn_addresses = []
