"""Notes: what went wrong beside the requests. A quiet button in the Activity card, and the list behind it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from shareapp.server.events import Trouble
from shareapp.sharing.notes import Note, Notes
from shareapp.ui import i18n, messages
from shareapp.ui.dialogs import Dialog
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Card, Label, announce

_DETAIL_LINES = 4
_LIST_HEIGHT = 280


class NotesButton(Button):
    """Says how many notes there are; not there without any."""

    def __init__(self, theme: Theme, notes: Notes) -> None:
        super().__init__(theme, kind="link", extent="small")
        self._notes = notes
        self._is_compact = False
        self.refresh()

    @property
    def has_notes(self) -> bool:
        """Whether there is something to read."""
        return bool(self._notes)

    def set_compact(self, compact: bool) -> None:
        """A small window has the notes in its menu only."""
        self._is_compact = compact
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        self.setText(self.tr("%n note(s)", "", len(self._notes)))
        self.setAccessibleName(self.text())
        self.setToolTip(self.tr("What went wrong beside the requests"))
        self.setVisible(self.has_notes and not self._is_compact)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)


class NotesDialog(Dialog):
    """The notes as they are now, newest first."""

    def __init__(self, theme: Theme, notes: Notes, *, utc: bool, parent: QWidget) -> None:
        self._notes = tuple(notes)
        self._utc = utc
        super().__init__(theme, "info", self.tr("Notes"), self.tr("What went wrong beside the requests"), parent)
        self.body.addWidget(self._list())
        copy = self.add_button(Button(theme, self.tr("Copy details"), icon="copy"))
        copy.clicked.connect(self._copy)
        self.add_close()

    def _list(self) -> QScrollArea:
        card = Card()
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, note in enumerate(self._notes):
            grid.addWidget(Label(i18n.time_of_day(note.trouble.at, utc=self._utc), tone="muted"), row, 0, top)
            grid.addLayout(_words(note.trouble), row, 1)
            grid.addWidget(Label(f"× {note.times}" if note.times > 1 else "", tone="muted"), row, 2, top)
        grid.setRowStretch(len(self._notes), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(card)
        scroll.setMinimumHeight(min(_LIST_HEIGHT, card.sizeHint().height() + 2))
        scroll.setAccessibleName(self.windowTitle())
        return scroll

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(_line(note, utc=self._utc) for note in self._notes))
        announce(self, self.tr("Copied"))


def _words(trouble: Trouble) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(Label(messages.trouble(trouble), wrap=True))
    details = _details(trouble)
    if details:
        shown = details.splitlines()[-_DETAIL_LINES:]  # the last line of a traceback says the most
        column.addWidget(Label("\n".join(shown), scale=0.92, tone="muted", wrap=True))
    return column


def _details(trouble: Trouble) -> str:
    """What only somebody technical wants to read, as the engine said it."""
    match trouble.code:
        case "crash":
            return "\n".join(trouble.params[1:]).strip()
        case "bad-request":
            return " ".join(trouble.params)
        case _:
            return ""


def _line(note: Note, *, utc: bool) -> str:
    head = f"{i18n.date_and_time(note.trouble.at, utc=utc)}  {messages.trouble(note.trouble)}  × {note.times}"
    details = _details(note.trouble)
    return f"{head}\n{details}" if details else head
