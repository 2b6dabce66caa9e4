"""What a test may leave behind: nothing. Finds threads, sockets, Qt timers and windows, and names them."""

import gc
import logging
import os
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

GRACE_S = 1.0
"""How long something may take to go by itself, as a server's end of a connection that the test has just closed."""

_DESCRIPTORS = Path("/dev/fd")

Found = dict[object, Callable[[], str]]
"""What exists: its identity, and how to name it (only worth the work when a failure is told)."""


@contextmanager
def fail_on_leaks() -> Iterator[None]:
    """Compare what exists before and after, and fail with the names of what is new."""
    before = _everything()
    yield
    if _new_since(before) and (left := _after_grace(before)):
        pytest.fail("left behind by this test: " + ", ".join(sorted(name() for name in left.values())))


@contextmanager
def logged_warnings() -> Iterator[list[str]]:
    """Collect the lines that any logger writes at WARNING or above."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield collector.lines
    finally:
        root.removeHandler(collector)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _everything() -> Found:
    return {**_threads(), **_sockets(), **_timers(), **_windows()}


def _new_since(before: Found) -> Found:
    return {key: name for key, name in _everything().items() if key not in before}


def _after_grace(before: Found) -> Found:
    """Look again until nothing is left or the grace is over; only a test that is about to fail pays for it."""
    deadline = time.monotonic() + GRACE_S
    while (left := _new_since(before)) and time.monotonic() < deadline:
        gc.collect()  # a window that Python has let go of may still wait in a reference cycle
        _delete_later_now()
        time.sleep(0.01)
    return left


def _threads() -> Found:
    return {thread: partial(repr, thread) for thread in threading.enumerate()}


def _sockets() -> Found:
    if not _DESCRIPTORS.is_dir():
        return {}
    found: Found = {}
    for entry in os.listdir(_DESCRIPTORS):  # noqa: PTH208 - three times as fast as Path.iterdir, for every test
        try:
            status = os.fstat(int(entry))
        except OSError:
            continue  # the descriptor of this very listing
        if stat.S_ISSOCK(status.st_mode):
            found["socket", status.st_ino] = partial(_socket_name, int(entry))
    return found


def _socket_name(descriptor: int) -> str:
    try:
        with socket.socket(fileno=os.dup(descriptor)) as twin:
            return repr(twin)
    except OSError:
        return f"socket {descriptor}"


def _qt(module: str) -> Any:
    core = sys.modules.get("PySide6.QtCore")
    running = core is not None and core.QCoreApplication.instance() is not None
    return sys.modules.get(module) if running else None


def _timers() -> Found:
    core, shiboken = _qt("PySide6.QtCore"), _qt("shiboken6")
    if core is None or shiboken is None:
        return {}
    alive = [wrapped for wrapped in shiboken.getAllValidWrappers() if isinstance(wrapped, core.QTimer)]
    return {("timer", id(timer)): partial(repr, timer) for timer in alive if timer.isActive()}


def _windows() -> Found:
    widgets = _qt("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    windows = [window for window in widgets.QApplication.topLevelWidgets() if window.parent() is None]
    return {("window", id(window)): partial(_window_name, window) for window in windows}


def _window_name(window: Any) -> str:
    return f"window {type(window).__name__} {window.windowTitle()!r}"


def _delete_later_now() -> None:
    core = _qt("PySide6.QtCore")
    if core is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
