"""``shareapp serve`` as a process of its own, with its lines as they come."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

from tests.support.sharing import PATIENCE_S

_URL = re.compile(r"https?://\S+:(\d+)")


class Serving:
    """The running process."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], stdin: int) -> None:
        variables = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "shareapp", "serve", *arguments],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**variables, **environment},
            encoding="utf-8",
        )
        self.seen: list[str] = []
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._errors: list[str] = []
        self._readers = (
            threading.Thread(target=self._read_output, args=(self.process.stdout,)),
            threading.Thread(target=self._read_errors, args=(self.process.stderr,)),
        )
        for reader in self._readers:
            reader.start()

    def await_line(self, part: str) -> str:
        """The next line of output that contains ``part``; raises queue.Empty when it does not come."""
        while part not in (line := self._lines.get(timeout=PATIENCE_S)):
            pass
        return line

    def await_port(self) -> int:
        """The port in the first address that is shown."""
        found = _URL.search(self.await_line("://"))
        assert found is not None
        return int(found[1])

    def send(self, number: signal.Signals) -> None:
        """What Ctrl+C and the system's shutdown send."""
        self.process.send_signal(number)

    def end(self) -> tuple[int, str]:
        """Wait for the process; its exit code and everything on standard error."""
        code = self.process.wait(PATIENCE_S)
        for reader in self._readers:
            reader.join(PATIENCE_S)
        return code, "".join(self._errors)

    def _read_output(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self.seen.append(line.rstrip("\n"))
                self._lines.put(line.rstrip("\n"))

    def _read_errors(self, errors: IO[str]) -> None:
        with errors:
            self._errors.extend(errors)


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[Serving]:
    """Start ``shareapp serve`` with ``arguments``; it has ended afterwards."""
    with _ended(Serving(arguments, environment, subprocess.DEVNULL)) as server:
        yield server


@contextmanager
def serving_on(terminal: int, *arguments: str) -> Iterator[Serving]:
    """The same, where somebody can type into the open ``terminal``."""
    with _ended(Serving(arguments, {}, terminal)) as server:
        yield server


@contextmanager
def _ended(server: Serving) -> Iterator[Serving]:
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.end()
