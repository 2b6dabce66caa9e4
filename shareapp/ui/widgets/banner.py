"""A banner: what happened, and the fix as a button."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shareapp.ui.theme import Theme, set_property
from shareapp.ui.widgets.buttons import Button, literal
from shareapp.ui.widgets.labels import IconLabel, Label

Severity = Literal["danger", "warn", "info"]
LEAST_LINE = 24  # letters of the words beside the buttons
_ICONS = {"danger": "error", "warn": "warn", "info": "info"}


class BannerAction(NamedTuple):
    """A button of a banner. At most one action of a banner is ``primary``."""

    text: str
    run: Callable[[], None]
    primary: bool = False


class Banner(QFrame):
    """One message at a time, hidden until ``show_message``. ``closed`` tells that the person closed it."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "banner")
        # Not Fixed: that takes the hint of a wrapped label, which is guessed for another width, as the least height.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = IconLabel(theme, "info", color="info")
        self._title = Label(weight=QFont.Weight.DemiBold, wrap=True)
        self._text = Label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons: list[Button] = []
        self._close = Button(theme, icon="close", kind="icon")
        self._close.clicked.connect(self._dismiss)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._actions.addStretch()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        self._retranslate()
        self.hide()

    def show_message(
        self,
        severity: Severity,
        title: str,
        text: str = "",
        *,
        actions: tuple[BannerAction, ...] = (),
        closable: bool = True,
    ) -> None:
        """Show this message instead of the present one; a new one is announced, danger at once."""
        news = (title, text) != (self._title.text(), self._text.text()) or self.isHidden()
        set_property(self, "severity", severity)
        self._icon.set(_ICONS[severity], severity)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._set_actions(actions)
        self._close.setVisible(closable)
        self.setAccessibleName(f"{title}. {text}" if text else title)
        self.show()
        if news:
            announce(self, self.accessibleName(), assertive=severity == "danger")

    def buttons(self) -> tuple[Button, ...]:
        """The action buttons in their order, then the close button, for the tab order."""
        return (*self._buttons, self._close)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Buttons do not keep the window wide: they can go below the words."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._room_beside_words() + self._actions.minimumSize().width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, another place for the buttons."""
        super().resizeEvent(event)
        self._place_actions()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language renames the close button; the message itself is its owner's to say again."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _set_actions(self, actions: tuple[BannerAction, ...]) -> None:
        for button in self._buttons:
            self._actions.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._make(action) for action in actions]
        self._place_actions()

    def _place_actions(self) -> None:
        """Beside the words, or below them where too little room would be left for these."""
        buttons = self._actions.minimumSize().width()
        left = self.width() - self._room_beside_words() - self._middle.spacing() - buttons
        is_narrow = bool(self._buttons) and left < self.fontMetrics().averageCharWidth() * LEAST_LINE
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if (self._middle.direction() == down) != is_narrow:
            self._middle.setDirection(down if is_narrow else across)
            self.updateGeometry()
        # One line stands in the middle of the height of the buttons beside it, and its picture with it.
        is_one_line = bool(self._buttons) and not is_narrow and not self._text.text()
        place = Qt.AlignmentFlag.AlignVCenter if is_one_line else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._icon, place)

    def _room_beside_words(self) -> int:
        """The width that icon, close button, gaps and margins take."""
        row = self._row
        edges = row.contentsMargins().left() + row.contentsMargins().right()
        closing = 0 if self._close.isHidden() else row.spacing() + self._close.sizeHint().width()
        return edges + self._icon.sizeHint().width() + row.spacing() + closing

    def _make(self, action: BannerAction) -> Button:
        kind: Literal["primary", "plain"] = "primary" if action.primary else "plain"
        button = Button(self._theme, literal(action.text), kind=kind, extent="small")
        button.setAccessibleName(action.text)
        button.clicked.connect(lambda _checked=False: action.run())
        self._actions.addWidget(button)
        return button

    def _dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._middle.setSpacing(12)
        self._middle.addLayout(words, 1)
        self._middle.addLayout(self._actions)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 12, 10)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._middle, 1)
        self._row.addWidget(self._close)

    def _retranslate(self) -> None:
        self._close.set_name(self.tr("Close"))


def announce(source: QWidget, message: str, *, assertive: bool = False) -> None:
    """Have a screen reader say ``message`` now (``assertive``) or when it is done."""
    event = QAccessibleAnnouncementEvent(source, message)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
