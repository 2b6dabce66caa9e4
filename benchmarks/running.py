"""One server's process from its start to its end, held to one processor."""

import contextlib
import math
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from benchmarks.peers import TLS, Peer
from benchmarks.share import SMALL, Share, client_context

START_S = 15.0
_STOP_S = 3.0
_SETTLED_S, _IDLE_S = 0.2, 0.02  # so long with so little processor time is rest


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

    def forget_peak(self) -> None:
        """Let ``peak_mib`` begin anew, where the system can."""
        for process in self._processes():
            with contextlib.suppress(OSError):
                Path(f"/proc/{process.pid}/clear_refs").write_text("5")  # proc_pid_clear_refs(5)

    def peak_mib(self) -> float:
        """The most memory they held since ``forget_peak``; what they hold now where the system does not tell."""
        told = [Path(f"/proc/{process.pid}/status") for process in self._processes()]
        if not all(status.exists() for status in told):
            return self.resident_mib()
        found = [re.search(r"VmHWM:\s*([0-9]+) kB", status.read_text()) for status in told]
        return sum(int(peak[1]) for peak in found if peak) / 1024

    def threads(self) -> int:
        """How many threads they have."""
        return sum(process.num_threads() for process in self._processes())

    def settle(self) -> None:
        """Wait, for seconds at most, until what it does after its start is done: looking through the folder, say."""
        until = time.monotonic() + START_S
        used = -math.inf
        while time.monotonic() < until and self.processor_s() > used + _IDLE_S:
            used = self.processor_s()
            time.sleep(_SETTLED_S)

    def is_alive(self) -> bool:
        """Whether its process has not ended."""
        return self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE

    def processors(self) -> list[int]:
        """Where it may run; empty where the system does not tell."""
        return self.process.cpu_affinity() if hasattr(self.process, "cpu_affinity") else []

    def _processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


def held_to(processor: int | None) -> list[str]:
    """The beginning of a command line that holds a program to one processor."""
    return [] if processor is None else ["taskset", "-c", str(processor)]


@contextlib.contextmanager
def started(peer: Peer, share: Share, abilities: frozenset[str], processor: int | None) -> Iterator[Target]:
    """``peer`` while it serves ``share``. Raises DidNotStartError."""
    port = free_port()
    output = share.work / f"{peer.name}.output"
    command = [*held_to(processor), *map(str, peer.command(share, port, abilities))]
    began = time.perf_counter()
    with output.open("wb") as written:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT, cwd=_project(),
            start_new_session=True, env=environment(),
        )  # fmt: skip
        try:
            target = Target(peer.name, port, TLS in abilities, share, psutil.Process(process.pid), 0.0)
            wait_for_answer(target, process, output)
            seconds = time.perf_counter() - began
            yield Target(peer.name, port, target.secure, share, target.process, seconds)
        finally:
            _stop(process)


class Servers:
    """The servers of one round: each is started when its turn comes, and kept for the next workloads while it lives."""

    def __init__(self, share: Share, abilities: frozenset[str], processor: int | None) -> None:
        self._share = share
        self._abilities = abilities
        self._processor = processor
        self._running: dict[str, tuple[contextlib.ExitStack, Target]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for name in tuple(self._running):
            self.end(name)

    def of(self, peer: Peer) -> Target:
        """``peer``, running. Raises DidNotStartError."""
        if peer.name in self._running and not self._running[peer.name][1].is_alive():
            self.end(peer.name)
        if peer.name not in self._running:
            with contextlib.ExitStack() as stack:
                target = stack.enter_context(started(peer, self._share, self._abilities, self._processor))
                target.settle()
                self._running[peer.name] = stack.pop_all(), target
        return self._running[peer.name][1]

    @contextlib.contextmanager
    def fresh(self, peer: Peer) -> Iterator[Target]:
        """One that nobody has asked for anything, ended afterwards. Raises DidNotStartError."""
        with started(peer, self._share, self._abilities, self._processor) as target:
            target.settle()
            yield target

    def end(self, name: str) -> None:
        """End a server; the next workload gets a new one."""
        if name in self._running:
            self._running.pop(name)[0].close()


def _project() -> Path:
    return Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of the loopback interface that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """The person's own, without what is for our clients only."""
    return {name: value for name, value in os.environ.items() if name != "OPENSSL_CONF"}


def wait_for_answer(target: Target, process: subprocess.Popen[bytes], output: Path) -> None:
    """Return when ``target`` has answered. Raises DidNotStartError, which names its ``output``."""
    request = f"GET /{SMALL} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\nConnection: close\r\n\r\n".encode()
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), target.connect() as connected:
            connected.sendall(request)
            if connected.recv(12).startswith(b"HTTP/1."):
                return
        time.sleep(0.002)
    raise DidNotStartError(f"no answer; see work/{output.name}")


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
