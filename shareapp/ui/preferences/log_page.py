"""How the activity is shown, and whether a file gets it too."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from shareapp.ui import i18n
from shareapp.ui.header import short_path
from shareapp.ui.log_file import LogFile
from shareapp.ui.preferences import words
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import ChoiceRow, FieldRow, Problem, SwitchRow
from shareapp.ui.settings import LOG_ROWS
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button

ROTATE_BYTES = (1_000_000, 10_000_000, 100_000_000, 1_000_000_000)


class _PathRow(FieldRow):
    """A path, with the person's home folder as "~"."""

    def written(self, value: Any) -> str:
        """The short form."""
        return short_path(value)


class LogPage(Page):
    """Page 5."""

    def __init__(self, theme: Theme, options: Options, log_file: LogFile) -> None:
        super().__init__(theme, options)
        self._log_file = log_file
        self.log_rows = FieldRow(theme, self._parse_rows, name="log_rows", width=104)
        self.device_names = SwitchRow(theme, "device_names")
        self.utc_times = ChoiceRow(theme, "utc_times", characters=12)
        self.write = SwitchRow(theme, "log_to_file")
        self.browse = Button(theme)
        self.browse.clicked.connect(self._choose_file)
        self.file = _PathRow(theme, _parse_path, self.browse, name="log_file", width=200)
        self.format = ChoiceRow(theme, "log_format")
        self.rotate = ChoiceRow(theme, "log_rotate_bytes", characters=8)
        self.add_card(self.log_rows, self.device_names, self.utc_times)
        self.add_card(self.write, self.file, self.format, self.rotate)
        self.restores(
            *("log_rows", "device_names", "utc_times", "log_to_file", "log_file", "log_format", "log_rotate_bytes")
        )

    def retranslate(self) -> None:
        """Word the rows."""
        self.heading.setText(self.tr("Log"))
        self.log_rows.word(self.tr("Rows kept in the window"), self.tr("Older rows are removed first. 100–100,000."))
        self.device_names.word(self.tr("Show device names"), self.tr("Guessed from the browser, such as “iPhone”."))
        self.utc_times.word(self.tr("Times"))
        self.utc_times.offer(((False, self.tr("Local time")), (True, self.tr("UTC"))))
        self.write.word(
            self.tr("Also write the log to a file"), self.tr("Contains addresses of devices and names of files.")
        )
        self.file.word(self.tr("File"))
        self.browse.setText(self.tr("Browse…"))
        self.browse.setAccessibleName(self.tr("Browse for the log file"))
        self.format.word(self.tr("Format"))
        self.format.offer((("combined", self.tr("Combined (Apache)")), ("json", self.tr("JSON Lines"))))
        self.rotate.word(self.tr("Start a new file at"))
        self.rotate.offer([(count, _size(count)) for count in ROTATE_BYTES], i18n.size)

    def draw(self) -> None:
        """What belongs to the file is shown while there is one."""
        super().draw()
        is_writing = self.options.value("log_to_file")
        for row in (self.file, self.format, self.rotate):
            self.show_row(row, shown=is_writing)
        if not self.file.is_edited:
            trouble = self._log_file.trouble
            self.file.complain(None if trouble is None else partial(words.log_file_refused, trouble))

    def _parse_rows(self, text: str) -> int | Problem:
        plain = text.replace(",", "").strip()
        if plain.isdecimal() and plain.isascii() and int(plain) in LOG_ROWS:
            return int(plain)
        return lambda: words.log_rows_range(self.options.value("log_rows"))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Browse for the log file"), str(self.options.value("log_file")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a log goes on where it ended
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.change("log_file", Path(name)))
        dialog.open()


def _parse_path(text: str) -> Path | Problem:
    path = Path(text.strip()).expanduser()
    return path if path.is_absolute() and "\0" not in text else words.path_needed


def _size(count: int) -> str:
    return f"{count // 1_000_000_000} GB" if count >= 1_000_000_000 else f"{count // 1_000_000} MB"
