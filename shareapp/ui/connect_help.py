""" "Phone can't connect?": a self-check of the address, then what to look at, the likeliest first."""

import platform
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shareapp.sharing.addresses import Address
from shareapp.ui import messages, probes
from shareapp.ui.background import Background
from shareapp.ui.setup_form import KIND_ICONS
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Card, ComboBox, Hairline, IconLabel, Label, announce

SIZE = (580, 540)

SelfCheck = Callable[[Address, str, int], bool]


class _Row(QWidget):
    """A picture, a sentence, an explanation, and perhaps something to press."""

    def __init__(self, theme: Theme, icon: str, title: str, text: str, control: QWidget | None = None) -> None:
        super().__init__()
        self._icon = IconLabel(theme, icon)
        self._title = Label(title, weight=QFont.Weight.Medium, wrap=True)
        self._text = Label(text, tone="muted", scale=0.95, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if control is not None:
            row.addWidget(control)

    def title(self) -> str:
        """The sentence."""
        return self._title.text()

    def say(self, icon: str, color: str, title: str, text: str) -> None:
        """Tell something else."""
        self._icon.set(icon, color)
        self._title.setText(title)
        self._text.setText(text)
        announce(self, f"{title}. {text}")


class ConnectHelp(QDialog):
    """Opens with ``open()``; the address can be changed here as well. ``answers`` is the self-check."""

    address_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        background: Background,
        view: ShareView,
        parent: QWidget | None = None,
        *,
        answers: SelfCheck = probes.answers,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._view = view
        self._answers = answers
        self._check = _Row(theme, "refresh", self.tr("Checking the address…"), view.url)
        self.copy_button = Button(theme, self.tr("Copy command"), icon="copy", parent=self)
        self.copy_button.clicked.connect(self._copy_command)
        self.addresses = ComboBox(theme, self)
        self.close_button = Button(theme, self.tr("Close"))
        self.close_button.setMinimumWidth(88)
        self.close_button.clicked.connect(self.accept)
        self.setWindowTitle(self.tr("Phone can’t connect?"))
        self._arrange(self._rows())
        self.resize(*SIZE)
        for widget in (self.copy_button, self.close_button):
            widget.setAccessibleName(widget.text())
        self._start_check(background)

    def verdict(self) -> str:
        """What the self-check found."""
        return self._check.title()

    def texts(self) -> tuple[str, ...]:
        """Every line it shows."""
        return tuple(label.text() for label in self.findChildren(Label))

    def _rows(self) -> list[_Row]:
        port = self._view.change.port
        whole = self.tr("Some browsers need {scheme}:// in front and :{port} at the end.")
        return [
            self._check,
            _Row(
                *(self._theme, "wifi", self.tr("Connect the phone to the same Wi‑Fi")),
                self.tr("Turn mobile data off, and avoid the guest Wi‑Fi."),
            ),
            self._firewall_row(),
            *self._address_rows(),
            _Row(
                *(self._theme, "globe", self.tr("Type the whole address")),
                whole.format(scheme=self._view.config.scheme, port=port),
            ),
            _Row(self._theme, "lock", self.tr("Pause VPNs"), self.tr("On the phone and on this computer.")),
        ]

    def _firewall_row(self) -> _Row:
        title = self.tr("Allow shareapp in the firewall")
        system = platform.system()
        if system == "Windows":
            text = self.tr("In Windows Security, allow it on private networks.")
        elif system == "Darwin":
            text = self.tr("In System Settings, Privacy & Security, turn on Local Network.")
        else:
            return _Row(self._theme, "shield", title, self._command(), self.copy_button)
        self.copy_button.hide()
        return _Row(self._theme, "shield", title, text)

    def _address_rows(self) -> list[_Row]:
        addresses = self._view.outside_addresses
        if len(addresses) < 2:
            self.addresses.hide()
            return []
        self.addresses.setAccessibleName(self.tr("Address"))
        for index, address in enumerate(addresses):
            self.addresses.addItem(messages.address_label(address), address.host)
            self.addresses.set_item_icon(index, KIND_ICONS[address.kind])
        if self._view.address is not None:
            self.addresses.setCurrentIndex(self.addresses.findData(self._view.address.host))
        self.addresses.setMinimumContentsLength(20)
        self.addresses.activated.connect(lambda index: self.address_chosen.emit(self.addresses.itemData(index)))
        text = self.tr("This computer has %n address(es). The QR code shows the chosen one.", "", len(addresses))
        return [_Row(self._theme, "swap", self.tr("Try another address"), text, self.addresses)]

    def _arrange(self, rows: list[_Row]) -> None:
        card = Card()
        lines = QVBoxLayout(card)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(0)
        for index, row in enumerate(rows):
            if index:
                lines.addWidget(Hairline())
            lines.addWidget(row)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(card)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), scale=1.45, weight=QFont.Weight.DemiBold))
        column.addWidget(scroll, 1)
        column.addLayout(below)

    def _command(self) -> str:
        return f"sudo ufw allow {self._view.change.port}/tcp"

    @Slot()
    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self._command())
        self.copy_button.set_icon("check")
        announce(self, self.tr("Copied"))

    def _start_check(self, background: Background) -> None:
        address = self._view.address
        if address is None:
            self._checked(answered=False)
            return
        work = partial(self._answers, address, self._view.config.scheme, self._view.change.port)
        background.run("self-check", work, lambda answered: self._checked(answered=answered))
        self.finished.connect(lambda _result: background.forget("self-check"))

    def _checked(self, *, answered: bool) -> None:
        url = self._view.url
        if answered:
            text = self.tr("Just checked: {url} answers.").format(url=url)
            self._check.say("check", "success", self.tr("It opens on this computer"), text)
        else:
            text = self.tr("{url} does not answer. Stop sharing and start it again.").format(url=url)
            self._check.say("error", "danger", self.tr("It doesn’t open on this computer"), text)
