"""The product's server in a process of its own, so that what an attack costs it can be measured.

Run as a program it shares the folder that its first argument describes, tells its port and then every event as lines of
JSON, and ends with standard input. Its processor, memory, threads and descriptors are its own.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import psutil

from shareapp.server.events import RequestDone
from tests.support.source import ROOT
from tests.support.wire_client import WireClient

if TYPE_CHECKING:
    import ssl

PATIENCE_S = 20.0
SLACK_BYTES = 8 << 20
"""Python gives memory back in arenas: what is kept for the next time, and no leak, stays below this."""

QUICK = {"limits.head_s": 1, "limits.stall_s": 1, "limits.idle_s": 3, "limits.linger_s": 0.5, "limits.handshake_s": 1}
"""Deadlines that a test can wait for. Bounds of number and size are those of the product."""


class Usage(NamedTuple):
    """What a process holds."""

    memory: int  # bytes
    threads: int
    descriptors: int


class Victim:
    """The running process, seen from outside."""

    def __init__(self, root: Path, *, files: int = 0, **options: Any) -> None:
        options = {"root": root, "host": "127.0.0.1", "port": 0, "limits.worker_idle_s": 0.2} | options
        values = {name: str(value) for name, value in options.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.victim", json.dumps({"share": values, "files": files})],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            # glibc would keep ever more of what was freed for the next time, and hide what is really lost.
            env=os.environ | {"MALLOC_TRIM_THRESHOLD_": "131072"},
        )
        self.tls: ssl.SSLContext | None = None  # what its clients speak with
        self.told: list[list[Any]] = []
        self._errors: list[str] = []
        self._process = psutil.Process(self.process.pid)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        self.port = int(line) if line else 0
        self._readers = (
            threading.Thread(target=self._read, args=(self.process.stdout, self._take)),
            threading.Thread(target=self._read, args=(self.process.stderr, self._errors.append)),
        )
        for reader in self._readers:
            reader.start()
        if not self.port:
            raise AssertionError(f"the server did not start: {self.end()}")

    @property
    def usage(self) -> Usage:
        """What it holds now."""
        with self._process.oneshot():
            memory, threads = self._process.memory_info().rss, self._process.num_threads()
        return Usage(memory, threads, self._process.num_fds())

    @property
    def troubles(self) -> list[str]:
        """The codes of all troubles so far."""
        return [values[1] for kind, *values in self.told if kind == "Trouble"]

    @property
    def requests(self) -> list[RequestDone]:
        """The requests that have ended."""
        return [RequestDone(*values) for kind, *values in self.told if kind == "RequestDone"]

    def client(self, *, host: str = "127.0.0.1", **options: Any) -> WireClient:
        """A new connection."""
        return WireClient(self.port, host=host, **{"tls": self.tls} | options)

    def idle_usage(self) -> Usage:
        """What it holds when nobody is at work."""
        self.until(lambda: self.usage.threads <= 2)
        return self.usage

    def await_usage(self, before: Usage, slack: int = SLACK_BYTES) -> None:
        """Until it holds no more than ``before``; fails the test, telling both, when that does not come."""
        self.until(lambda: _is_back(self.usage, before, slack), lambda: f"{before} became {self.usage}")

    def until(self, condition: Callable[[], object], failure: Callable[[], object] = str) -> None:
        """Until ``condition`` holds; fails the test with ``failure`` when it does not."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.process.poll() is None, f"the server ended: {self._errors}"
            assert time.monotonic() < deadline, failure()
            time.sleep(0.02)

    def end(self) -> str:
        """Stop it in an orderly way; what it wrote on standard error. Fails the test when it does not end well."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            code = self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()
            for reader in self._readers:
                reader.join()
        assert code == 0 or not self.port, (code, self._errors)
        return "".join(self._errors)

    def _take(self, line: str) -> None:
        self.told.append(json.loads(line))

    @staticmethod
    def _read(output: IO[str], take: Callable[[str], object]) -> None:
        with output:
            for line in output:
                take(line)


def _is_back(now: Usage, before: Usage, slack: int) -> bool:
    fewer = now.threads <= before.threads and now.descriptors <= before.descriptors
    return fewer and now.memory <= before.memory + slack


@contextmanager
def victim(root: Path, **options: Any) -> Iterator[Victim]:
    """Share ``root`` with ``options``, the keys of ``sharing.config``; ``files`` is how many descriptors it may have.

    It has ended afterwards, in an orderly way and without a word on standard error.
    """
    server = Victim(root, **options)
    try:
        yield server
    except BaseException:
        server.process.kill()
        server._process = psutil.Process()  # its end is not judged: the failure tells more
        server.port = 0
        server.end()
        raise
    assert server.end() == ""


def _serve(order: dict[str, Any]) -> None:
    from shareapp.sharing.config import from_mapping
    from shareapp.sharing.opening import open_server
    from shareapp.sharing.site import build_site

    if order["files"]:
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (order["files"], order["files"]))
    config = from_mapping(order["share"])
    lock = threading.Lock()

    def tell(event: Any) -> None:
        with lock:
            print(json.dumps([type(event).__name__, *event]), flush=True)  # noqa: T201 - its interface

    server = open_server(config, build_site(config, tell), tell, "victim")
    print(server.port, flush=True)  # noqa: T201

    def await_end() -> None:
        sys.stdin.read()
        server.stop(0)

    threading.Thread(target=await_end).start()
    server.serve()


if __name__ == "__main__":
    _serve(json.loads(sys.argv[1]))
