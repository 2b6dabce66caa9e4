"""Keeping the computer awake while bytes flow; a phone that loads a film should not be left half way."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, QTimer, Slot

LINGER_MS = 30_000  # between two files of one person
_log = logging.getLogger(__name__)

Keep = Callable[[], AbstractContextManager[object]]


def keep_running() -> AbstractContextManager[object]:
    """The system's own way; without a desktop session that offers one, nothing happens and nobody is bothered."""
    from wakepy import keep

    return keep.running(on_fail="pass")


class Awake(QObject):
    """Holds the computer awake from the first transfer until a while after the last one.

    The request goes over the desktop's message bus, which may be slow: a thread of its own makes and ends it.
    """

    def __init__(self, parent: QObject | None = None, keep: Keep = keep_running) -> None:
        super().__init__(parent)
        self._keep = keep
        self._enough: threading.Event | None = None
        self._thread: threading.Thread | None = None
        self._linger = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._linger.timeout.connect(self.release)

    @property
    def is_held(self) -> bool:
        """Whether sleep is being held off."""
        return self._enough is not None

    @Slot(object)
    def note_transfers(self, transfers: tuple[object, ...]) -> None:
        """So many are on their way."""
        if not transfers:
            if self.is_held and not self._linger.isActive():
                self._linger.start()
            return
        self._linger.stop()
        if not self.is_held:
            self._enough = threading.Event()
            self._thread = threading.Thread(target=self._hold, args=(self._enough,), name="awake", daemon=True)
            self._thread.start()

    @Slot()
    def release(self) -> None:
        """Let the computer sleep when it wants."""
        self._linger.stop()
        if self._enough is not None:
            self._enough.set()
            self._enough = None

    def close(self, timeout_s: float = 1.0) -> None:
        """Nothing is held, and no thread is left, unless the message bus does not answer."""
        self.release()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _hold(self, enough: threading.Event) -> None:
        try:
            with self._keep():
                enough.wait()
        except Exception:  # noqa: BLE001 - whatever the desktop says, sharing goes on
            _log.warning("the computer may fall asleep during transfers", exc_info=True)
