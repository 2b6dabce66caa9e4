"""The rows of a page: a title, a line that describes it, a control at the right, and below what there is to say."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from shareapp.ui.theme import Theme, set_property
from shareapp.ui.widgets import ComboBox, IconLabel, Label, Switch, announce

RowTone = Literal["danger", "warn", "success", "muted"]

_ICONS: dict[RowTone, str] = {"danger": "error", "warn": "warn", "success": "check", "muted": "info"}
_COMPACT_FIELD = 136
_LEAST_WORDS = 96
_INDENT = 34  # a row that belongs to the radio button above it


class Row(QWidget):
    """One option. Its words come by ``word``, so that they can be said again in another language."""

    def __init__(
        self, theme: Theme, *controls: QWidget, lead: QWidget | None = None, below: bool = False, indent: bool = False
    ) -> None:
        super().__init__()
        self.controls = controls
        self.lead = lead
        self._title = Label(weight=QFont.Weight.Medium, wrap=True)
        self._title.setMinimumWidth(_LEAST_WORDS)
        self._description = Label(tone="muted", scale=0.93, wrap=True)
        self._telling = QWidget()
        self._icon = IconLabel(theme, "info", size=16)
        self._message = Label(scale=0.93, wrap=True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange(below=below, indent=indent)
        self.say("muted", "")

    @property
    def title(self) -> str:
        """What the option is called."""
        return self._title.text()

    @property
    def description(self) -> str:
        """The line under the title."""
        return self._description.text()

    @property
    def message(self) -> str:
        """What is said under it, "" when nothing is."""
        return self._message.text()

    def word(self, title: str, description: str = "") -> None:
        """Say what the option is, in the present language."""
        self._title.setText(title)
        self._description.setText(description)
        self._description.setVisible(bool(description))
        self._name_controls()

    def say(self, tone: RowTone, message: str) -> None:
        """Tell something under the option: an error, a caution, a confirmation; "" nothing."""
        news = message and message != self._message.text()
        self._message.setText(message)
        self._message.set_tone(tone)
        self._icon.set(_ICONS[tone], tone)
        self._telling.setVisible(bool(message))
        self._name_controls()
        if news and tone == "danger" and self.isVisible():
            announce(self, message)

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the page."""
        return self.controls if self.lead is None else (self.lead, *self.controls)

    def _name_controls(self) -> None:
        for widget in self.focus_order()[:1]:
            widget.setAccessibleName(self.title)
            widget.setAccessibleDescription(self.message or self.description)

    def _arrange(self, *, below: bool, indent: bool) -> None:
        telling = QHBoxLayout(self._telling)
        telling.setContentsMargins(0, 0, 0, 0)
        telling.setSpacing(6)
        telling.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        telling.addWidget(self._message, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._description)
        words.addWidget(self._telling)
        row = QHBoxLayout(self)
        row.setContentsMargins(_INDENT + 16 if indent else 16, 10, 16, 10)
        row.setSpacing(16 if self.lead is None else 12)
        if self.lead is not None:
            row.addWidget(self.lead, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        place: QBoxLayout = row
        if below:
            place = QHBoxLayout()
            words.addLayout(place)
        for number, control in enumerate(self.controls):
            if number:
                place.setSpacing(8) if below else place.addSpacing(8 - row.spacing())
            place.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        if below:
            place.addStretch()


class OptionRow(Row):
    """A row that shows the value of the option ``name`` and tells ``chosen`` when a person changes it.

    Without a name the page shows the value itself and listens to ``chosen`` itself.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, *controls: QWidget, name: str = "", indent: bool = False) -> None:
        super().__init__(theme, *controls, indent=indent)
        self.name = name

    def show_value(self, value: Any) -> None:
        """Draw this value."""

    def commit(self) -> None:
        """Tell now what has been typed and not told yet."""


class SwitchRow(OptionRow):
    """On or off; the whole row answers to a click."""

    def __init__(self, theme: Theme, name: str = "", values: tuple[Any, Any] = (False, True)) -> None:
        self.switch = Switch(theme)
        super().__init__(theme, self.switch, name=name)
        self._values = values
        self.switch.clicked.connect(lambda on: self.chosen.emit(self._values[on]))

    def show_value(self, value: Any) -> None:
        """On for the second of the two values and every other that is not the first."""
        self.switch.setChecked(value != self._values[0])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click beside the switch is one on it."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.switch.click()


class ChoiceRow(OptionRow):
    """One of some values."""

    def __init__(self, theme: Theme, name: str = "", *, characters: int = 16) -> None:
        self.combo = ComboBox(theme)
        self.combo.setMinimumContentsLength(characters)
        super().__init__(theme, self.combo, name=name)
        self._value: Any = None
        self._other: Callable[[Any], str] | None = None
        self.combo.activated.connect(lambda index: self.chosen.emit(self.combo.itemData(index)))

    def offer(self, choices: Sequence[tuple[Any, str]], other: Callable[[Any], str] | None = None) -> None:
        """Offer these values under these words.

        ``other`` words a value that is none of them, from a file or the terminal; without it the first one stands in.
        """
        self._other = other
        self.combo.blockSignals(True)
        self.combo.clear()
        for value, text in choices:
            self.combo.addItem(text, value)
        self.combo.blockSignals(False)
        self.show_value(self._value)

    def show_value(self, value: Any) -> None:
        """Draw this value."""
        self._value = value
        if self._index_of(value) < 0 and self._other is not None and value is not None:
            self.combo.addItem(self._other(value), value)
        self.combo.setCurrentIndex(max(0, self._index_of(value)))

    def _index_of(self, value: Any) -> int:
        # findData compares by address what Qt does not know.
        return next((index for index in range(self.combo.count()) if self.combo.itemData(index) == value), -1)


Problem = Callable[[], str]
"""Words a problem in the present language."""


class _Field(QLineEdit):
    """As wide as wished where there is room, narrower where there is not."""

    _LEAST = 88

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.setMaximumWidth(width)
        self.setMinimumWidth(min(width, self._LEAST))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The wished width."""
        return QSize(self._width, super().sizeHint().height())

    def set_width(self, width: int) -> None:
        """Wish for another width."""
        self._width = width
        self.updateGeometry()


class FieldRow(OptionRow):
    """A typed value. One that cannot be is not told but explained under the field, and the option stays as it is.

    ``parse`` gives the value, or a function that words what is wrong with the text.
    """

    refused = Signal()
    """Something is wrong with it, and said so: to be seen."""

    def __init__(
        self,
        theme: Theme,
        parse: Callable[[str], Any | Problem],
        *beside: QWidget,
        name: str = "",
        width: int = 168,
        eager: bool = False,
        indent: bool = False,
    ) -> None:
        self.field = _Field(width)
        self._width = width
        super().__init__(theme, self.field, *beside, name=name, indent=indent)
        self._parse = parse
        self._eager = eager
        self._shown: str | None = None
        self._problem: Problem | None = None
        self.field.textEdited.connect(self._edited)
        self.field.editingFinished.connect(self.commit)

    @property
    def is_edited(self) -> bool:
        """Something is typed that the option does not have."""
        return self.field.text() != self._shown

    @property
    def is_refused(self) -> bool:
        """Something is wrong with what is typed."""
        return self._problem is not None

    def show_value(self, value: Any) -> None:
        """Draw this value; what is being typed stays until the value is another one."""
        text = self.written(value)
        if text != self._shown:
            self._shown = text
            self.field.setText(text)
            self.complain(None)

    def set_compact(self, *, compact: bool) -> None:
        """Leave more of a narrow row to its words."""
        self.field.set_width(min(self._width, _COMPACT_FIELD) if compact else self._width)

    def forget_typed(self) -> None:
        """Draw the value again, whatever is typed."""
        self._shown = None

    def written(self, value: Any) -> str:
        """How the value is written in the field."""
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    @Slot()
    def commit(self) -> None:
        """Tell the value, or what is wrong with it."""
        if not self.is_edited:
            self.complain(None)
            return
        value = self._parse(self.field.text())
        if callable(value):
            self.complain(value)
            return
        self._shown = self.field.text()
        self.complain(None)
        self.chosen.emit(value)

    def complain(self, problem: Problem | None) -> None:
        """Explain why what is typed cannot be used; None when it can."""
        is_news = problem is not None and self._problem is None
        self._problem = problem
        set_property(self.field, "invalid", problem is not None)
        self.say_again()
        if is_news:
            self.refused.emit()

    def say_again(self) -> None:
        """Word the problem anew, in another language."""
        self.say("danger", "" if self._problem is None else self._problem())

    @Slot()
    def _edited(self) -> None:
        if self._eager or self._problem is not None:
            value = self._parse(self.field.text()) if self.is_edited else None
            self.complain(value if callable(value) else None)


class RadioRow(Row):
    """One of several rows that exclude each other."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        self.radio = QRadioButton()
        super().__init__(theme, lead=self.radio)
        self.radio.clicked.connect(self.chosen)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The whole row answers to a click."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.radio.click()
