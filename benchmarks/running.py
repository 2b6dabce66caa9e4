"""One server's process from its start to its end, held to one processor."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.peers import TLS, Peer
from benchmarks.share import SMALL, Share, client_context

START_S = 15.0
_STOP_S = 10.0


class DidNotStartError(Exception):
    """The server gave no answer; the message says where its output is."""


@dataclass(frozen=True)
class Target:
    """A server that answers. ``started_s`` is how long it took from its start to its first answer."""

    name: str
    port: int
    secure: bool
    share: Share
    process: psutil.Process
    started_s: float

    def url(self, path: str) -> str:
        """The URL of ``path``, which begins without a slash."""
        return f"{'https' if self.secure else 'http'}://127.0.0.1:{self.port}/{path}"

    def connect(self, source: str = "127.0.0.1", timeout: float = 30.0) -> socket.socket:
        """A new connection from the loopback address ``source``, encrypted when the target is."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout, (source, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client_context().wrap_socket(plain) if self.secure else plain

    def processor_s(self) -> float:
        """Seconds of processor time that the server and its children have used."""
        times = [process.cpu_times() for process in self._processes()]
        return sum(used.user + used.system for used in times)

    def resident_mib(self) -> float:
        """Memory that the server and its children hold."""
        return float(sum(process.memory_info().rss for process in self._processes())) / 1024**2

    def threads(self) -> int:
        """How many threads they have."""
        return sum(process.num_threads() for process in self._processes())

    def _processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


@contextlib.contextmanager
def started(peer: Peer, share: Share, abilities: frozenset[str], processor: int | None) -> Iterator[Target]:
    """``peer`` while it serves ``share``. Raises DidNotStartError."""
    port = _free_port()
    output = share.work / f"{peer.name}.output"
    pinned = [] if processor is None else ["taskset", "-c", str(processor)]
    command = [*pinned, *map(str, peer.command(share, port, abilities))]
    began = time.perf_counter()
    with output.open("wb") as written:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT, cwd=_project(),
            start_new_session=True,
        )  # fmt: skip
        try:
            target = Target(peer.name, port, TLS in abilities, share, psutil.Process(process.pid), 0.0)
            _wait_for_answer(target, process, output)
            seconds = time.perf_counter() - began
            yield Target(peer.name, port, target.secure, share, target.process, seconds)
        finally:
            _stop(process)


def _project() -> Path:
    return Path(__file__).resolve().parent.parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_answer(target: Target, process: subprocess.Popen[bytes], output: Path) -> None:
    request = f"GET /{SMALL} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\nConnection: close\r\n\r\n".encode()
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), target.connect() as connected:
            connected.sendall(request)
            if connected.recv(12).startswith(b"HTTP/1."):
                return
        time.sleep(0.002)
    raise DidNotStartError(f"{target.name} did not answer; see {output}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End it as a person would, and its children whatever they do."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
