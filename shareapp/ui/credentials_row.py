"""The name and password that devices are asked for."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Label, announce

DOTS = "••••••••"
COPIED_MS = 2_000


class CredentialsRow(QWidget):
    """User name and password, the password hidden until somebody asks."""

    renewed = Signal()
    """The password, and with it the key in the QR code, shall be replaced."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setBold(True)
        self._password = ""
        self._user_label, self._password_label = Label(tone="muted"), Label(tone="muted")
        self._user_value, self._password_value = QLabel(), QLabel(DOTS)
        for value in (self._user_value, self._password_value):
            value.setFont(fixed)
        self.show_button = Button(theme, icon="eye", kind="icon")
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._draw)
        self.copy_button = Button(theme, icon="copy", kind="icon")
        self.copy_button.clicked.connect(self._copy)
        self.renew_button = Button(theme, icon="refresh", kind="link")
        self.renew_button.clicked.connect(self.renewed)
        self._copied = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._copied.timeout.connect(self._draw)
        self._arrange()
        self._retranslate()

    def render_credentials(self, user: str, password: str) -> None:
        """``password`` is "" when only its hash is known."""
        if password != self._password:
            self.show_button.setChecked(False)
        self._password = password
        self._user_value.setText(user)
        for widget in (self.show_button, self.copy_button):
            widget.setVisible(bool(password))
        self._draw()

    def stop(self) -> None:
        """End the tick that confirms a copy."""
        self._copied.stop()
        self._draw()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """With the icon only: words must not keep the window wide."""
        words = self.renew_button.fontMetrics().horizontalAdvance(self.renew_button.text())
        hint = super().minimumSizeHint()
        return QSize(hint.width() - words, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, more or fewer words."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @Slot()
    def _draw(self) -> None:
        shown = self.show_button.isChecked()
        self._password_value.setText(self._password if shown and self._password else DOTS)
        self.show_button.set_icon("eye-off" if shown else "eye")
        self.show_button.set_name(self.tr("Hide password") if shown else self.tr("Show password"))
        self.copy_button.set_icon("check" if self._copied.isActive() else "copy")

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._password)
        self._copied.start()
        self._draw()
        announce(self.copy_button, self.tr("Password copied"))

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._user_label)
        row.addWidget(self._user_value)
        row.addSpacing(12)
        row.addWidget(self._password_label)
        row.addWidget(self._password_value)
        for button in (self.show_button, self.copy_button, self.renew_button):
            row.addWidget(button)
        row.addStretch()

    def _retranslate(self) -> None:
        self._user_label.setText(self.tr("User name"))
        self._password_label.setText(self.tr("Password"))
        self.copy_button.set_name(self.tr("Copy password"))
        self.renew_button.setAccessibleName(self.tr("Make a new password"))
        self.renew_button.setToolTip(self.tr("Whoever came in with the old password or QR code is locked out."))
        self.renew_button.setAccessibleDescription(self.renew_button.toolTip())
        self._draw()
        self._fit()

    def _fit(self) -> None:
        """Where the words of the last button have no room, its icon has."""
        self.renew_button.setText(self.renew_button.accessibleName())
        if self.layout().sizeHint().width() > self.width():  # type: ignore[union-attr]
            self.renew_button.setText("")


class CredentialsPopup(QFrame):
    """The same row below a pill, for the small window that has no room for it. Esc or a press elsewhere closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.row = CredentialsRow(theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.addWidget(self.row)

    def show_below(self, anchor: QWidget) -> None:
        """Appear under ``anchor``, the keyboard inside."""
        self.move(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))
        self.show()
        (self.row.show_button if self.row.show_button.isVisible() else self.row.renew_button).setFocus()
