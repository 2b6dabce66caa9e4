"""What the window remembers between two runs, written a moment after it changed."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shareapp.sharing.config import ShareConfig
from shareapp.ui.settings import Loaded, Settings

DELAY_MS = 500  # a port that is being typed is written once


class Memory(QObject):
    """The present settings. Replace a part with ``keep`` or ``change``; ``flush`` before the program ends."""

    changed = Signal(object)
    """AppPrefs: others than before, to be put in force."""

    def __init__(self, settings: Settings, loaded: Loaded, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.config = loaded.config
        self.prefs = loaded.prefs
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._write)
        if any(notice.code != "newer" for notice in loaded.notices):
            self._timer.start()  # what could be read is the file from now on: it is told once

    @Slot(object)
    def keep(self, config: ShareConfig) -> None:
        """Remember this share."""
        self.config = config
        self._timer.start()

    def change(self, **preferences: Any) -> None:
        """Remember these preferences, by the names of the fields of AppPrefs."""
        prefs = replace(self.prefs, **preferences)
        if prefs != self.prefs:
            self.prefs = prefs
            self._timer.start()
            self.changed.emit(prefs)

    def flush(self) -> None:
        """Write now what waits."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    @Slot()
    def _write(self) -> None:
        self._settings.save(self.config, self.prefs)
