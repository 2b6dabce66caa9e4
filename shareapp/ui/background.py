"""Work that may take long (count a folder, probe a port, open our own address) beside the window's thread.

A worker thread never touches Qt: it leaves its result in a queue, which a timer of the window's thread empties while
something is under way. So a window that closes meanwhile loses nothing but an answer nobody waits for.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

Result = TypeVar("Result")

POLL_MS = 20


class Background(QObject):
    """Runs functions in threads and gives their results back on this object's own thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finished: SimpleQueue[tuple[int, Any, BaseException | None]] = SimpleQueue()
        self._waiting: dict[int, tuple[str, Callable[[Any], None]]] = {}
        self._threads: dict[int, threading.Thread] = {}
        self._serial = 0
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._deliver)

    def run(self, key: str, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Call ``work`` in a thread, then ``done`` with its result. A later run of the same key replaces this one.

        What ``work`` raises is raised again here, on the window's thread, where the exception hook sees it.
        """
        self.forget(key)
        self._serial += 1
        self._waiting[self._serial] = (key, done)
        # A daemon, because a folder on a dead network drive may hold it for minutes and must not hold the exit.
        thread = threading.Thread(
            target=self._work, args=(self._serial, work), name=f"background-{key}-{self._serial}", daemon=True
        )
        self._threads[self._serial] = thread
        thread.start()
        self._timer.start()

    @property
    def is_busy(self) -> bool:
        """Something is under way, or its result is not delivered yet."""
        return bool(self._threads)

    def forget(self, key: str) -> None:
        """Whatever runs under ``key`` may finish, but its result is dropped."""
        self._waiting = {serial: entry for serial, entry in self._waiting.items() if entry[0] != key}

    def close(self, timeout_s: float = 2.0) -> bool:
        """Drop all results and wait for the threads. False when some are still busy after ``timeout_s`` each."""
        self._waiting.clear()
        self._timer.stop()
        for thread in self._threads.values():
            thread.join(timeout_s)
        self._threads = {serial: thread for serial, thread in self._threads.items() if thread.is_alive()}
        return not self._threads

    def _work(self, serial: int, work: Callable[[], Any]) -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - raised again on the window's thread
            self._finished.put((serial, None, error))
        else:
            self._finished.put((serial, result, None))

    @Slot()
    def _deliver(self) -> None:
        try:
            serial, result, error = self._finished.get_nowait()
        except Empty:
            return
        self._threads.pop(serial).join()
        if not self._threads:
            self._timer.stop()
        _, done = self._waiting.pop(serial, ("", None))
        if error is not None:
            raise error
        if done is not None:
            done(result)
