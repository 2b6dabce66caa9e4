"""Dropping a folder on the window: what was dropped, and the overlay that says what letting go would do."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shareapp.ui.widgets import Label

MARGIN = 12


class Dropped(NamedTuple):
    """The folder that was dropped, or the folder of the file that was."""

    folder: Path
    is_folder: bool


def dropped(data: QMimeData) -> Dropped | None:
    """What a drop brings: the first folder, else the folder of the first file, else nothing of ours."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    folder = next((path for path in paths if path.is_dir()), None)
    if folder is not None:
        return Dropped(folder, is_folder=True)
    file = next((path for path in paths if path.is_file()), None)
    return Dropped(file.parent, is_folder=False) if file is not None else None


class DropOverlay(QFrame):
    """Covers its parent while a folder hangs over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setProperty("role", "drop-active")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = Label(scale=1.45, weight=QFont.Weight.DemiBold)
        column = QVBoxLayout(self)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        parent.installEventFilter(self)
        self.hide()

    def appear(self) -> None:
        """Cover the parent."""
        self._words.setText(self.tr("Release to share this folder"))
        self._cover()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the parent."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        self.setGeometry(self._covered.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
