"""Exporting the log: asks for a file, writes it beside the window's thread, tells how it went."""

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from shareapp.server.events import RequestDone
from shareapp.sharing.logexport import SUFFIXES, ExportFormat, write_export
from shareapp.ui.background import Background
from shareapp.ui.log_messages import LogMessages
from shareapp.ui.log_view import LogView


class LogExport(QObject):
    """Writes the rows that the log shows."""

    finished = Signal(object)
    """Callable[[], Notice]: what to tell."""

    def __init__(self, window: QWidget, log: LogView, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._log = log
        self._background = background
        self._words = LogMessages(self)
        self._folder = Path.home()

    @Slot()
    def ask(self) -> None:
        """Ask where to write; the rows are those of this moment."""
        requests, kept, origin = self._log.model.requests(), self._log.model.kept, self._log.origin
        dialog = QFileDialog(self._window, self._words.export_title(len(requests), kept), str(self._folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        filters = self._filters()
        dialog.setNameFilters(list(filters))
        dialog.selectFile(time.strftime("shareapp-%Y-%m-%d.csv"))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(SUFFIXES[filters[chosen]][1:]))
        dialog.setDefaultSuffix("csv")

        def write(name: str) -> None:
            chosen = filters.get(dialog.selectedNameFilter(), "csv")
            self.write(Path(name), requests, kept, chosen, origin)

        dialog.fileSelected.connect(write)
        dialog.open()

    def write(
        self, path: Path, requests: tuple[RequestDone, ...], kept: int, export_format: ExportFormat, origin: str
    ) -> None:
        """Write ``requests``, of ``kept``, to ``path``; ``finished`` follows. A known suffix decides the format."""
        known = {suffix: name for name, suffix in SUFFIXES.items()}
        export_format = known.get(path.suffix.lower(), export_format)
        self._folder = path.parent
        work = partial(_written, path, requests, export_format, origin)
        self._background.run("export", work, partial(self._tell, path, len(requests), kept))

    def _tell(self, path: Path, shown: int, kept: int, error: OSError | None) -> None:
        words = self._words
        if error is None:
            self.finished.emit(partial(words.exported, path, shown, kept))
        else:
            self.finished.emit(partial(words.export_failed, path, error))

    def _filters(self) -> dict[str, ExportFormat]:
        return {
            self.tr("Table (CSV)") + " (*.csv)": "csv",
            "JSON Lines (*.jsonl)": "jsonl",
            self.tr("Web server log (Combined)") + " (*.log)": "combined",
            self.tr("HTTP Archive (HAR)") + " (*.har)": "har",
        }


def _written(path: Path, requests: tuple[RequestDone, ...], export_format: ExportFormat, origin: str) -> OSError | None:
    """A refusal of the disk is an outcome, not an accident."""
    try:
        write_export(path, requests, export_format, origin)
    except OSError as error:
        return error
    return None
