"""Ctrl-C in the terminal and a polite kill end the program in order, not in the middle of something."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class TerminationSignals(QObject):
    """Emits ``received`` in the window's thread for SIGINT and SIGTERM.

    Python runs a signal's handler only between two of its own instructions, and an idle window executes none: so the
    interpreter also writes a byte into a socket (``signal.set_wakeup_fd``), which wakes the event loop.
    """

    received = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._wakeup_before = signal.set_wakeup_fd(self._writer.fileno())
        self._handlers_before = {number: signal.signal(number, _nothing) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore(self) -> None:
        """Put everything back as it was."""
        self._notifier.setEnabled(False)
        for number, handler in self._handlers_before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _read(self) -> None:
        self._reader.recv(64)
        self.received.emit()


def _nothing(_number: int, _frame: object) -> None:
    """The byte in the socket does the work; without a handler Python would not write it."""
