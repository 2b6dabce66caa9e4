"""Who may come in, and whether others can listen."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from shareapp.sharing.passwords import MINIMUM_LENGTH
from shareapp.sharing.problems import FieldProblem, check_credentials
from shareapp.ui import messages
from shareapp.ui.background import Background
from shareapp.ui.preferences import words
from shareapp.ui.preferences.https_rows import HttpsRows
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import FieldRow, Problem, SwitchRow
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button

_DOTS = "•" * 10


class SecurityPage(Page):
    """Page 3."""

    def __init__(self, theme: Theme, options: Options, background: Background) -> None:
        super().__init__(theme, options)
        self.password_on = SwitchRow(theme)
        self.user = FieldRow(theme, self._parse_user, width=216)
        self.show_button = Button(theme, icon="eye", kind="icon")
        self.show_button.setCheckable(True)
        self.renew_button = Button(theme, icon="refresh", kind="icon")
        self.password = FieldRow(theme, _parse_password, self.show_button, self.renew_button, width=140)
        self.password.field.setPlaceholderText(_DOTS)
        self.ask_devices = SwitchRow(theme, "ask_devices")
        self.https = HttpsRows(theme, options, background, self)
        self.add_card(self.password_on, self.user, self.password)
        self.add_card(self.ask_devices)
        self.add_card(*self.https.rows)
        self._connect()

    def retranslate(self) -> None:
        """Word the rows."""
        self.heading.setText(self.tr("Security"))
        self.password_on.word(
            self.tr("Require a password"), self.tr("Whoever scans the QR code comes in. Others type the password once.")
        )
        self.user.word(self.tr("User name"))
        self.renew_button.set_name(self.tr("Make a new password"))
        self.ask_devices.word(
            self.tr("Ask for each new device"),
            self.tr("It waits until you allow it in this window. A device that you deny is blocked."),
        )
        self.https.retranslate()

    def draw(self) -> None:
        """Name and password are shown while they are asked for."""
        super().draw()
        credentials = self.options.value("credentials")
        self.password_on.show_value(credentials is not None)
        self.user.show_value("" if credentials is None else credentials.user)
        self.password.show_value(self.options.session.password)
        for row in (self.user, self.password):
            self.show_row(row, shown=credentials is not None)
        is_bare = credentials is not None and self.options.value("tls") is None
        self.password_on.say("warn", messages.plain_password() if is_bare else "")
        self._draw_password()
        self.https.draw()

    def commit(self) -> None:
        """Only what is shown can have been typed."""
        if self.options.value("credentials") is not None:
            self.user.commit()
            self.password.commit()

    def restore(self) -> None:
        """No password, no questions, no HTTPS, no files."""
        self.https.forget()
        for row in (self.user, self.password):
            row.forget_typed()
        self.options.session.set_password(on=False)
        self.options.restore("ask_devices", *self.https.NAMES)

    @Slot()
    def _draw_password(self) -> None:
        known = bool(self.options.session.password)
        shown = self.show_button.isChecked()
        self.password.word(
            self.tr("Password"),
            self.tr("At least 8 characters.")
            if known
            else self.tr("Set earlier, and not kept in a form that can be shown. Type another or make a new one."),
        )
        self.password.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.set_icon("eye-off" if shown else "eye")
        self.show_button.set_name(self.tr("Hide password") if shown else self.tr("Show password"))

    def _connect(self) -> None:
        session = self.options.session
        self.password_on.chosen.connect(lambda on: session.set_password(on=on))
        self.user.chosen.connect(session.set_user)
        self.password.chosen.connect(session.choose_password)
        self.show_button.toggled.connect(self._draw_password)
        self.renew_button.clicked.connect(session.renew_password)

    def _parse_user(self, text: str) -> str | Problem:
        user = text.strip()
        problem: FieldProblem | None = next(check_credentials(user, "-"), None)
        return user if problem is None else partial(messages.field_problem, problem, self._user)

    @property
    def _user(self) -> str:
        credentials = self.options.value("credentials")
        return "" if credentials is None else str(credentials.user)


def _parse_password(text: str) -> str | Problem:
    return text if len(text) >= MINIMUM_LENGTH else words.password_too_short
