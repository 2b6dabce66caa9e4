""" "Phone can't connect?": the causes in their order, each checked here and now where that can be done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shareapp.sharing.addresses import USUAL_PORTS, Address
from shareapp.sharing.reachability import Check, Finding, Situation, Subject, checks, next_address
from shareapp.ui import messages
from shareapp.ui.background import Background
from shareapp.ui.checklist import Checklist, CheckRow
from shareapp.ui.connect_words import ConnectWords
from shareapp.ui.setup_form import KIND_ICONS
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, ComboBox, announce

_KEY = "connect-help"

Checks = Callable[[Situation], tuple[tuple[Subject, Check], ...]]


class ConnectHelp(Checklist):
    """Opens with ``open()``; results are drawn as they arrive. The address can be changed here as well, which checks
    that one. ``make_checks`` is what is checked."""

    address_chosen = Signal(str)
    visibility_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        background: Background,
        view: ShareView,
        parent: QWidget | None = None,
        *,
        make_checks: Checks = checks,
    ) -> None:
        super().__init__(theme, parent)
        self.set_title(self.tr("Phone can’t connect?"))
        self._background = background
        self._make_checks = make_checks
        self._words = ConnectWords(self)
        config, change = view.config, view.change
        self._situation = Situation(config.host, config.scheme, change.port, view.address, change.addresses)
        self._outside = view.outside_addresses
        self._findings: list[Finding] = []
        self._has_visitor = False
        self.visible_button = Button(theme, self.tr("Make visible"), extent="small", parent=self)
        self.visible_button.clicked.connect(self._make_visible)
        self.copy_button = Button(theme, self.tr("Copy command"), icon="copy", extent="small", parent=self)
        self.copy_button.clicked.connect(self._copy_command)
        self.addresses = ComboBox(theme, self)
        self.next_button = Button(theme, self.tr("Show the next one"), kind="link", parent=self)
        self.next_button.clicked.connect(self._choose_next)
        for button in (self.visible_button, self.copy_button, self.next_button):
            button.setAccessibleName(button.text())
        self._rows = self._checked_rows()
        self._add_advice()
        self.finished.connect(lambda _result: background.forget(_KEY))
        self.close_button.setFocus()
        self._begin()

    def findings(self) -> tuple[Finding, ...]:
        """What was found so far."""
        return tuple(self._findings)

    @Slot(str)
    def note_visitor(self, client: str) -> None:
        """A device got through: that is said on top, once."""
        if self._has_visitor:
            return
        self._has_visitor = True
        title = self.tr("A device has connected")
        self.put_first(CheckRow(self._theme, "phone", title, client, color="success"))
        announce(self, f"{title}. {client}")

    # What is checked.

    def _checked_rows(self) -> dict[Subject, CheckRow]:
        controls: dict[Subject, QWidget] = {"bound": self.visible_button, "firewall": self.copy_button}
        rows: dict[Subject, CheckRow] = {}
        for subject, _check in self._make_checks(self._situation):
            question = self._words.question(subject)
            rows[subject] = self.add_row(CheckRow(self._theme, "more", question, control=controls.get(subject)))
        return rows

    def _begin(self) -> None:
        self._findings = []
        for button in (self.visible_button, self.copy_button):
            button.hide()
        waiting = list(self._make_checks(self._situation))
        for subject, _check in waiting:
            self._rows[subject].say("more", "muted", self._words.question(subject))
        self._go_on(waiting)

    def _go_on(self, waiting: list[tuple[Subject, Check]]) -> None:
        """One after the other: each result is read before the next one comes."""
        if not waiting:
            self._announce()
            return
        (subject, check), *later = waiting
        self._rows[subject].wait()
        self._background.run(_KEY, check, partial(self._found, later))

    def _found(self, later: list[tuple[Subject, Check]], finding: Finding) -> None:
        self._findings.append(finding)
        self._rows[finding.subject].say(*self._words.row(finding))
        if finding.command:
            self.copy_button.setToolTip(self._words.command_place(finding))
            self.copy_button.set_icon("copy")
            self.copy_button.show()
        self.visible_button.setVisible(self.visible_button.isVisible() or finding.case == "this-computer")
        self._go_on(later)

    def _announce(self) -> None:
        causes = [finding for finding in self._findings if finding.verdict == "bad"]
        if causes:
            announce(self, ". ".join(self._words.row(finding).title for finding in causes))
        else:
            announce(self, self.tr("No cause was found on this computer."))

    # What can only be advised.

    def _add_advice(self) -> None:
        theme = self._theme
        text = self.tr("Turn mobile data off. A guest Wi‑Fi keeps devices apart: use the main one.")
        self.add_row(CheckRow(theme, "wifi", self.tr("Connect the phone to the same Wi‑Fi"), text))
        self._add_addresses()
        self.add_row(CheckRow(theme, "globe", self.tr("Type the whole address"), self._spelling()))

    def _spelling(self) -> str:
        """What people leave out of an address; the usual port of a scheme is not in it to begin with."""
        scheme, port = self._situation.scheme, self._situation.port
        if port == USUAL_PORTS[scheme]:
            return self.tr("Some browsers need {scheme}:// in front.").format(scheme=scheme)
        text = self.tr("Some browsers need {scheme}:// in front and :{port} at the end.")
        return text.format(scheme=scheme, port=port)

    def _add_addresses(self) -> None:
        if len(self._outside) < 2:
            self.addresses.hide()
            self.next_button.hide()
            return
        self.addresses.setAccessibleName(self.tr("Address"))
        for index, address in enumerate(self._outside):
            self.addresses.addItem(messages.address_label(address), address.host)
            self.addresses.set_item_icon(index, KIND_ICONS[address.kind])
        self._show_chosen()
        self.addresses.setMinimumContentsLength(20)
        self.addresses.activated.connect(lambda index: self._choose(self._outside[index]))
        controls = QWidget()
        column = QVBoxLayout(controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.addresses)
        column.addWidget(self.next_button)
        text = self.tr("This computer has %n address(es). The QR code shows the chosen one.", "", len(self._outside))
        self.add_row(CheckRow(self._theme, "swap", self.tr("Try another address"), text, controls))

    # What can be done.

    @Slot()
    def _choose_next(self) -> None:
        following = next_address(self._situation)
        if following is not None:
            self._choose(following)

    def _choose(self, address: Address) -> None:
        self._situation = self._situation._replace(address=address)
        self._show_chosen()
        self.address_chosen.emit(address.host)
        self._begin()

    def _show_chosen(self) -> None:
        if self._situation.address is not None:
            self.addresses.setCurrentIndex(self.addresses.findData(self._situation.address.host))

    @Slot()
    def _make_visible(self) -> None:
        self.visibility_asked.emit()
        self.accept()

    @Slot()
    def _copy_command(self) -> None:
        commands = [finding.command for finding in self._findings if finding.command]
        QGuiApplication.clipboard().setText("\n".join(commands))
        self.copy_button.set_icon("check")
        announce(self, self.tr("Copied"))
