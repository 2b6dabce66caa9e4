"""The console of the CGI page: what the last scripts did, one line a run, and below it what each wrote as errors."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from shareapp.sharing.logformat import visible
from shareapp.sharing.script_runs import ScriptRun
from shareapp.ui import i18n
from shareapp.ui.preferences.rows import Row
from shareapp.ui.script_log import ScriptLog
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, Card, announce

_LINES = 9
_INDENT = " " * len("00:00:00  ")


class ScriptConsole(Card):
    """Draws the log; follows it while its end is in sight."""

    def __init__(self, theme: Theme, log: ScriptLog) -> None:
        super().__init__()
        self._log = log
        self._utc = False
        self.copy_button = Button(theme, icon="copy", kind="icon")
        self.clear_button = Button(theme, icon="trash", kind="icon")
        self.row = Row(theme, self.copy_button, self.clear_button)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("role", "console")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self.text)
        self.copy_button.clicked.connect(self._copy)
        self.clear_button.clicked.connect(log.clear)
        log.changed.connect(self.draw)

    def focus_order(self) -> tuple[QWidget, ...]:
        """For the tab order of the page."""
        return (self.copy_button, self.clear_button, self.text)

    def set_utc(self, *, utc: bool) -> None:
        """Times of UTC, or local ones."""
        self._utc = utc

    @Slot()
    def draw(self) -> None:
        """Word and write everything anew."""
        some = len(self._log.runs) > 0
        title = self.tr("Last runs")
        hint = self.tr("How each script ended, how long it took, and what it wrote to its error output.")
        self.row.word(title, hint if some else self.tr("No script has run yet."))
        self.copy_button.set_name(self.tr("Copy the runs"))
        self.clear_button.set_name(self.tr("Clear the runs"))
        self.text.setAccessibleName(title)
        for widget in self.focus_order():
            widget.setVisible(some)
        bar = self.text.verticalScrollBar()
        at, at_end = bar.value(), bar.value() == bar.maximum()
        self.text.setPlainText("\n".join(self._paragraph(run) for run in self._log.runs))
        bar.setValue(bar.maximum() if at_end else at)

    def _paragraph(self, run: ScriptRun) -> str:
        time, duration = i18n.time_of_day(run.at, utc=self._utc), i18n.duration(run.seconds)
        head = f"{time}  {visible(run.script)} · {self._ending(run.code)} · {duration} · {run.client}"
        return "\n".join((head, *(_INDENT + visible(line) for line in run.errors.splitlines())))

    def _ending(self, code: int) -> str:
        if code < 0:
            return self.tr("ended by signal {number}").format(number=-code)
        return self.tr("exit code {number}").format(number=code)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        announce(self, self.tr("Copied"))
