"""The program with its window, as a person starts it, and a look at when it paints and how regularly it comes round.

``prepare SETTINGS ROOT PORT`` writes settings that share at once, ``show SETTINGS`` opens the window: its first line of
output is the moment of the first paint, its last one every gap of the event loop.
"""

import json
import sys
import time
from pathlib import Path

PROBE_MS = 5


def prepare(settings: str, root: str, port: str) -> None:
    """As if a person had chosen the folder, the port and to share when the program opens."""
    from shareapp.sharing.config import from_mapping
    from shareapp.ui.settings import AppPrefs, Settings

    config = from_mapping({"root": root, "port": port, "host": "127.0.0.1"})
    Settings(Path(settings)).save(config, AppPrefs(start_on_open=True, first_start_done=True, close_behaviour="quit"))


def show(settings: str) -> int:
    """The whole program, its event loop watched from the moment it begins."""
    import PySide6.QtWidgets
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer

    class Watched(PySide6.QtWidgets.QApplication):
        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            self.installEventFilter(self)
            self._gaps: list[tuple[float, float]] = []
            self._last = time.monotonic()
            self._probe = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=PROBE_MS)
            self._probe.timeout.connect(self._look)
            self._probe.start()
            self.aboutToQuit.connect(lambda: print(json.dumps(self._gaps), flush=True))

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                self.removeEventFilter(self)
                QTimer.singleShot(0, lambda: print(time.monotonic(), flush=True))  # when all of it is painted
            return False

        def _look(self) -> None:
            now = time.monotonic()
            self._gaps.append((now, max(0.0, (now - self._last) * 1000 - PROBE_MS)))
            self._last = now

    PySide6.QtWidgets.QApplication = Watched  # type: ignore[misc,assignment] # the program makes a watched one
    from shareapp.__main__ import main

    return main(["--settings", settings])


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(*sys.argv[2:])
    else:
        sys.exit(show(sys.argv[2]))
