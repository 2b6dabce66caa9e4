"""AccessLog: a Sink that writes each request to a file from its own thread."""

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from shareapp.server.events import Event, RequestDone
from shareapp.sharing.logformat import format_combined, format_json

__all__ = ["AccessLog", "LogFormat", "format_combined", "format_json"]

_log = logging.getLogger(__name__)

LogFormat = Literal["combined", "json"]

_FORMATS: Mapping[LogFormat, Callable[[RequestDone], str]] = MappingProxyType(
    {"combined": format_combined, "json": format_json}
)


class AccessLog:
    """Writes requests to ``path`` in Combined Log Format or as JSON Lines, never holding up whoever reports them.

    At ``rotate_bytes`` the file becomes ``path.1``, older ones move up, the one beyond ``keep`` is deleted. So does a
    file of the other format at once: no program reads lines of both. Requests that find the queue full or the disk
    refusing are counted in ``dropped`` and told to the program's log. Raises OSError when the file cannot be opened.
    """

    QUEUE = 50_000  # two seconds of a full engine on a disk that stands still
    LINES_AT_ONCE = 1_000

    def __init__(
        self, path: Path, log_format: LogFormat = "combined", *, rotate_bytes: int = 10_000_000, keep: int = 5
    ) -> None:
        self.dropped = 0
        self._path = path
        self._format = _FORMATS[log_format]
        self._rotate_bytes = rotate_bytes
        self._keep = keep
        self._queue: queue.Queue[RequestDone | None] = queue.Queue(self.QUEUE)
        self._healthy = True
        self._closed = threading.Event()
        self._open()
        if self._size and _format_of(path) not in {log_format, None}:
            self._rotate()
        self._thread = threading.Thread(target=self._write_all, name="access-log")
        self._thread.start()

    def __call__(self, event: Event) -> None:
        """Take one event; only requests are written."""
        if not isinstance(event, RequestDone) or self._closed.is_set():
            return
        try:
            self._queue.put_nowait(event)
        except queue.Full:
            # Two threads may count at once and lose one: the number is for a warning only.
            self.dropped += 1

    def close(self) -> None:
        """Write what waits, close the file, end the thread; harmless twice."""
        if not self._closed.is_set():
            self._closed.set()
            self._queue.put(None)
        self._thread.join()

    # What follows runs in the writing thread, which owns the file.

    def _write_all(self) -> None:
        told = 0
        running = True
        while running:
            running, events = self._next_batch()
            if events:
                self._write(events)
            if self.dropped > told:
                _log.warning("%d requests are missing from %s", self.dropped - told, self._path)
                told = self.dropped
        self._file.close()

    def _next_batch(self) -> tuple[bool, list[RequestDone]]:
        """Wait for one event and take what came with it; False when the sentinel was among them."""
        events: list[RequestDone] = []
        event = self._queue.get()
        while event is not None:
            events.append(event)
            if len(events) == self.LINES_AT_ONCE:
                return True, events
            try:
                event = self._queue.get_nowait()
            except queue.Empty:
                return True, events
        return False, events

    def _write(self, events: list[RequestDone]) -> None:
        lines = "".join(f"{self._format(event)}\n" for event in events).encode("utf-8", "backslashreplace")
        try:
            if self._file.closed:
                self._open()
            if self._size and self._size + len(lines) > self._rotate_bytes:
                self._rotate()
            self._append(lines)
        except OSError as error:
            self.dropped += len(events)
            self._complain(error)
        else:
            self._healthy = True

    def _append(self, lines: bytes) -> None:
        rest = memoryview(lines)
        while rest:
            written = self._file.write(rest)
            self._size += written
            rest = rest[written:]

    def _complain(self, error: OSError) -> None:
        """Say once that the disk refuses; the next batch tries again."""
        if self._healthy:
            _log.warning("cannot write %s: %s", self._path, error)
        self._healthy = False

    def _open(self) -> None:
        # Unbuffered: each batch is one write, and a full disk leaves no bytes behind that closing would fail on.
        self._file = self._path.open("ab", buffering=0)
        self._size = self._file.tell()

    def _rotate(self) -> None:
        """Begin a new file; where the system forbids it (another program reads the old one), the file goes on."""
        self._file.close()
        try:
            self._move_older()
        except OSError as error:
            self._complain(error)
        self._open()

    def _move_older(self) -> None:
        for number in range(self._keep - 1, 0, -1):
            older = self._numbered(number)
            if older.exists():
                older.replace(self._numbered(number + 1))
        if self._keep:
            self._path.replace(self._numbered(1))
        else:
            self._path.unlink()

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


def _format_of(path: Path) -> LogFormat | None:
    """How the lines there are written; None when they may only be added to, which is all that a log needs."""
    try:
        with path.open("rb") as file:
            return "json" if file.read(1) == b"{" else "combined"  # which begins with an address
    except PermissionError:
        return None
