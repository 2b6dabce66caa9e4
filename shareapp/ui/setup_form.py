"""What is asked before sharing: the port, who may see it, and the switches."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont, QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from shareapp.sharing.config import FieldProblem, Rights
from shareapp.ui import messages
from shareapp.ui.share_view import THIS_COMPUTER, ShareView
from shareapp.ui.theme import Theme, set_property
from shareapp.ui.widgets import Button, ComboBox, IconLabel, Label, Switch
from shareapp.ui.widgets.wrap_row import WrapRow

PORTS = range(1, 65536)
PORT_WIDTH = 72
KIND_ICONS = {"wifi": "wifi", "ethernet": "ethernet", "virtual": "globe", "other": "globe", "loopback": "laptop"}


class SetupForm(QWidget):
    """Tells each change when it is made; what is not valid is not told but explained under the field."""

    port_changed = Signal(int)
    host_changed = Signal(str)
    uploads_changed = Signal(bool)
    https_changed = Signal(bool)
    password_changed = Signal(bool)
    exposure_asked = Signal()
    """What can they see?"""
    accepted = Signal()
    """Enter was pressed in the port field."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(scale=1.45, weight=QFont.Weight.DemiBold)
        self._about = Label(tone="muted", wrap=True)
        self.exposure = Button(theme, icon="eye", kind="link", extent="line")
        self._port_label = QLabel()
        self.port = QLineEdit()
        # Wider than the ports: what cannot even be typed cannot be explained.
        self.port.setValidator(QIntValidator(0, 99_999, self))
        self.port.setFixedWidth(PORT_WIDTH)
        self._port_label.setBuddy(self.port)
        self._host_label = QLabel()
        self.host = ComboBox(theme)
        self.host.setMinimumContentsLength(24)
        self._host_label.setBuddy(self.host)
        self.uploads = Switch(theme)
        self.password = Switch(theme)
        self.https = Switch(theme)
        self._error_icon = IconLabel(theme, "error", color="danger", size=16)
        self._error = Label(tone="danger", scale=0.93, wrap=True)
        self._caution = Label(tone="muted", scale=0.93, wrap=True)
        self._rights: Rights = "read"
        self._drawn_port: int | None = None
        self._drawn_hosts: list[tuple[str, str]] = []
        self._arrange()
        self._connect()
        self._retranslate()

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The switches in their order; a new one is one more entry here, in ``_connect`` and in ``_retranslate``."""
        return (self.uploads, self.password, self.https)

    def render_view(self, view: ShareView) -> None:
        """Draw the form. What somebody is typing stays."""
        self._title.setText(messages.title_of(view.change))
        self._draw_port(view)
        self._draw_hosts(view)
        self.uploads.setChecked(view.config.takes_files)
        self.password.setChecked(view.config.credentials is not None)
        self.https.setChecked(view.config.tls is not None)
        self._rights = view.config.rights
        self._about.setText(self._about_text())
        self._caution.setVisible(view.config.credentials is not None and view.config.tls is None)
        for widget in self.focus_order():
            widget.setEnabled(not view.is_changing)

    @Slot()
    def commit(self) -> bool:
        """Tell the port that was typed; whether there was one to tell. Start asks for it, too."""
        port = self._typed_port()
        if port is None:
            self._draw_port_problem(refused=False)
        elif port != self._drawn_port:
            self._drawn_port = port
            self.port_changed.emit(port)
        return port is not None

    def set_compact(self, compact: bool) -> None:
        """Leave out what the small window has no room for."""
        self._host_label.setVisible(not compact)
        self.exposure.setVisible(not compact)  # the line in the header leads there as well
        # Two lines, needed or not: else the card would jump when a scroll bar makes them necessary.
        self._about.setMinimumHeight(self._two_lines() if compact else 0)
        self.layout().setSpacing(6 if compact else 8)  # type: ignore[union-attr]

    def _two_lines(self) -> int:
        # Measured with the text itself: Korean comes from another font, whose lines are higher.
        text = self._about.text()
        return self._about.fontMetrics().size(0, f"{text}\n{text}").height()

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the window."""
        return (self.port, self.host, *self.switches, self.exposure)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _draw_port(self, view: ShareView) -> None:
        if view.config.port != self._drawn_port:
            self._drawn_port = view.config.port
            self.port.setText(str(view.config.port))
        self._draw_port_problem(refused=view.is_port_refused and self._typed_port() == view.config.port)

    def _draw_hosts(self, view: ShareView) -> None:
        choices = self._host_choices(view)
        hosts = [(host, text) for host, text, _icon in choices]
        if hosts != self._drawn_hosts:
            self._drawn_hosts = hosts
            self.host.blockSignals(True)
            self.host.clear()
            for index, (host, text, icon) in enumerate(choices):
                self.host.addItem(text, host)
                self.host.set_item_icon(index, icon)
            self.host.blockSignals(False)
        self.host.setCurrentIndex(max(0, self.host.findData(view.config.host)))

    def _host_choices(self, view: ShareView) -> list[tuple[str, str, str]]:
        choices = [
            ("", self.tr("Everyone on this network"), "wifi"),
            (THIS_COMPUTER, self.tr("This computer only"), "laptop"),
        ]
        choices += [
            (address.host, messages.address_label(address), KIND_ICONS[address.kind])
            for address in view.local_addresses
        ]
        if view.config.host not in [host for host, _text, _icon in choices]:
            choices.append((view.config.host, view.config.host, "globe"))
        return choices

    def _typed_port(self) -> int | None:
        """The number in the field, None when it is none that can be used."""
        text = self.port.text()
        # 0, "let the system choose", cannot be typed but may come from the settings.
        if text == str(self._drawn_port):
            return self._drawn_port
        return int(text) if text and int(text) in PORTS else None

    def _draw_port_problem(self, *, refused: bool) -> None:
        problem = ""
        if self._typed_port() is None:
            typed = FieldProblem("port", "port-range", (self.port.text(),))
            problem = messages.field_problem(typed, str(self._drawn_port))
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        self._error_icon.setVisible(bool(problem))
        self.port.setAccessibleDescription(problem)
        set_property(self.port, "invalid", bool(problem) or refused)

    @Slot()
    def _port_edited(self) -> None:
        self._draw_port_problem(refused=False)

    def _connect(self) -> None:
        self.exposure.clicked.connect(self.exposure_asked)
        self.port.textEdited.connect(self._port_edited)
        self.port.editingFinished.connect(self.commit)
        self.port.returnPressed.connect(self.accepted)
        self.host.activated.connect(lambda index: self.host_changed.emit(self.host.itemData(index)))
        self.uploads.clicked.connect(self.uploads_changed)
        self.password.clicked.connect(self.password_changed)
        self.https.clicked.connect(self.https_changed)

    def _arrange(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self._port_label)
        fields.addWidget(self.port)
        fields.addSpacing(8)
        fields.addWidget(self._host_label)
        fields.addWidget(self.host)
        fields.addStretch()
        error = QHBoxLayout()
        error.setSpacing(6)
        error.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        error.addWidget(self._error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        for layout in (fields, error):
            column.addLayout(layout)
        column.addWidget(WrapRow(self.switches, 20))
        column.addWidget(self._caution)
        column.addWidget(self.exposure, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def _about_text(self) -> str:
        match self._rights:
            case "add":
                return self.tr("Devices on the same network can view, download and add files in this folder.")
            case "manage":
                return self.tr("Devices on the same network can view, download, add, rename and delete files.")
            case "inbox":
                return self.tr("Devices on the same network can add files to this folder, and see nothing of it.")
        return self.tr("Devices on the same network can view and download everything in this folder.")

    def _retranslate(self) -> None:
        self._about.setText(self._about_text())
        self.exposure.setText(self.tr("What can they see?"))
        self.exposure.setAccessibleName(self.exposure.text())
        self._port_label.setText(self.tr("Port"))
        self._host_label.setText(self.tr("Visible to"))
        self.port.setAccessibleName(self.tr("Port"))
        self.host.setAccessibleName(self.tr("Visible to"))
        self.uploads.setText(self.tr("Allow uploads"))
        self.uploads.setAccessibleDescription(self.tr("Devices can add files. Existing files are never replaced."))
        self.password.setText(self.tr("Password"))
        self.password.setAccessibleDescription(
            self.tr("Whoever scans the QR code comes in. Others type the password once.")
        )
        self.https.setText(self.tr("HTTPS"))
        self.https.setAccessibleDescription(self.tr("Encrypts everything between this computer and other devices."))
        self._caution.setText(messages.plain_password())
        for switch in self.switches:
            switch.setAccessibleName(switch.text())
        self._drawn_hosts = []
