"""One child process in a group of its own: read its output under a deadline, end it with all it started.

Used for CGI scripts (RFC 3875). Nothing of a child outlives ``close``: no process, zombie, pipe or thread.
"""

import contextlib
import math
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, Protocol

from shareapp.server.launcher import Launcher

PIECE_BYTES = 64 * 1024  # a Linux pipe's capacity
LINE_BYTES = 2 * 1024  # of one line of standard error; longer ones are cut into several
LOOK_AROUND_S = 0.5  # how often a silent script's client is looked at
EXIT_GRACE_S = 1.0  # between the end of the output and the exit
_LOOK_S = 0.01  # between two looks whether a child has ended, where the system cannot wait for it


class ProcessTimeout(Exception):
    """The script's time is over; it has been killed."""


class ClientGone(Exception):
    """Nobody waits for the output any more; the script has been killed."""


class Exit(NamedTuple):
    """How a child ended: its exit code, or minus the number of the signal that ended it."""

    code: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose rights a child gets (POSIX). Groups are dropped with it."""

    user: int
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What to run: arguments, the whole environment, working folder, input and rights."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: str
    body: BinaryIO | None = None  # a real file, positioned at the first byte; None is an empty input
    account: Account | None = None
    launcher: Launcher | None = None  # that gives other rights than this process has; ``account`` counts without one


class Slots:
    """A number of places, taken and given back by many threads."""

    def __init__(self, count: int) -> None:
        self._free = threading.BoundedSemaphore(count)

    def take(self, seconds: float = 0.0) -> bool:
        """Take a place; False when none is free, or became free within ``seconds``."""
        return self._free.acquire(timeout=seconds)

    def give_back(self) -> None:
        """Free a place that was taken."""
        self._free.release()


class _Process(Protocol):
    """What is needed of ``subprocess.Popen``."""

    pid: int
    returncode: int | None

    @property
    def stdout(self) -> IO[bytes] | None:
        """Its standard output."""

    @property
    def stderr(self) -> IO[bytes] | None:
        """Its standard error."""

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises subprocess.TimeoutExpired."""

    def kill(self) -> None:
        """End it."""


class _Pipes(Protocol):
    """Output and errors of a child, whichever comes first."""

    def receive(self, timeout: float) -> tuple[bool, bytes] | None:
        """(whether it is standard output, bytes); empty bytes end that stream; None: nothing within ``timeout``."""

    def rest(self) -> Iterator[tuple[bool, bytes]]:
        """What a dead child left in the pipes; they are released at the end."""


class ChildProcess:
    """A started ``Command``. One thread reads and closes it.

    ``on_error_line`` gets each line of standard error. ``is_wanted`` is asked twice a second while the child is
    silent. Raises OSError when the system cannot start the command.
    """

    def __init__(
        self,
        command: Command,
        *,
        seconds: float,
        on_error_line: Callable[[str], None],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._began = time.monotonic()
        self._deadline = self._began + seconds
        self._is_wanted = is_wanted
        self._errors = _Lines(on_error_line)
        self._process = _start(command)
        self._pipes: _Pipes = _ThreadedPipes(self._process) if sys.platform == "win32" else _PolledPipes(self._process)
        self._ended = False
        self._exit: Exit | None = None

    def read(self) -> bytes:
        """The next piece of standard output, ``b""`` at its end. Raises ProcessTimeout or ClientGone."""
        while not self._ended:
            left = self._deadline - time.monotonic()
            if left <= 0:
                self.close()
                raise ProcessTimeout
            received = self._pipes.receive(min(left, LOOK_AROUND_S))
            if received is None:
                self._stop_if_unwanted()
                continue
            is_output, piece = received
            if not is_output:
                self._errors.feed(piece)
            elif piece:
                return piece
            else:
                self._ended = True
        return b""

    def close(self) -> Exit:
        """End the child with its whole group if it still runs, collect it, release the pipes; harmless twice."""
        if self._exit is None:
            code = self._wait_for_exit() if self._ended else None
            _kill_group(self._process)
            code = self._process.wait() if code is None else code
            for is_output, piece in self._pipes.rest():
                if not is_output:
                    self._errors.feed(piece)
            self._errors.finish()
            self._ended = True
            self._exit = Exit(code, time.monotonic() - self._began)
        return self._exit

    def _stop_if_unwanted(self) -> None:
        if not self._is_wanted():
            self.close()
            raise ClientGone

    def _wait_for_exit(self) -> int | None:
        if (code := self._process.poll()) is not None:
            return code
        seconds = max(0.0, min(EXIT_GRACE_S, self._deadline - time.monotonic()))
        try:
            return self._process.wait(0.0 if _watched(self._process.pid, seconds) else seconds)
        except subprocess.TimeoutExpired:
            return None


class _Lines:
    """Bytes of standard error in, decoded lines out."""

    def __init__(self, take: Callable[[str], None]) -> None:
        self._take = take
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            self._emit(line)
        while len(self._rest) > LINE_BYTES:
            self._emit(self._rest[:LINE_BYTES])
            self._rest = self._rest[LINE_BYTES:]

    def finish(self) -> None:
        if self._rest:
            self._emit(self._rest)
            self._rest = b""

    def _emit(self, line: bytes) -> None:
        self._take(line[:LINE_BYTES].decode("utf-8", "backslashreplace").rstrip("\r"))


class _PolledPipes:
    """POSIX: wait for both pipes at once, no thread."""

    def __init__(self, process: _Process) -> None:
        self._files = {pipe.fileno(): pipe for pipe in _both(process)}
        self._output = _both(process)[0].fileno()
        self._poll = select.poll()
        for descriptor in self._files:
            self._poll.register(descriptor, select.POLLIN)

    def receive(self, timeout: float) -> tuple[bool, bytes] | None:
        ready = self._poll.poll(timeout * 1000) if self._files else []
        if not ready:
            return None
        descriptor = ready[0][0]
        piece = os.read(descriptor, PIECE_BYTES)
        if not piece:
            self._poll.unregister(descriptor)
            self._files.pop(descriptor).close()
        return descriptor == self._output, piece

    def rest(self) -> Iterator[tuple[bool, bytes]]:
        # A process that left the group may hold a pipe open: take only what is there.
        while (received := self.receive(0.0)) is not None:
            yield received
        for file in self._files.values():
            file.close()
        self._files.clear()


class _ThreadedPipes:
    """Windows cannot wait for pipes: a thread reads each, a bounded queue holds the child back."""

    def __init__(self, process: _Process) -> None:
        self._pieces: queue.Queue[tuple[bool, bytes]] = queue.Queue(maxsize=8)
        self._open = 2
        output, errors = _both(process)
        self._threads = [
            threading.Thread(target=self._pump, args=(pipe, pipe is output), name=f"script-{process.pid}")
            for pipe in (output, errors)
        ]
        for thread in self._threads:
            thread.start()

    def _pump(self, pipe: IO[bytes], is_output: bool) -> None:
        with pipe:
            while piece := os.read(pipe.fileno(), PIECE_BYTES):
                self._pieces.put((is_output, piece))
        self._pieces.put((is_output, b""))

    def receive(self, timeout: float) -> tuple[bool, bytes] | None:
        try:
            received = self._pieces.get(timeout=timeout)
        except queue.Empty:
            return None
        self._open -= not received[1]
        return received

    def rest(self) -> Iterator[tuple[bool, bytes]]:
        while self._open:
            is_output, piece = self._pieces.get()
            self._open -= not piece
            yield is_output, piece
        for thread in self._threads:
            thread.join()


class _Launched:
    """A program that a launcher has started. Who reads its pipes closes them."""

    def __init__(self, command: Command, launcher: Launcher) -> None:
        self.returncode: int | None = None
        self._launcher = launcher
        with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
            body = command.body or theirs.enter_context(open(os.devnull, "rb"))  # noqa: PTH123 - a device
            self.stdout, output = _pipe(ours, theirs)
            self.stderr, errors = _pipe(ours, theirs)
            pipes = (body.fileno(), output, errors)
            self.pid = launcher.start(command.arguments, command.environment, command.folder, pipes)
            ours.pop_all()

    def poll(self) -> int | None:
        if self.returncode is None:
            try:
                self.returncode = self._launcher.exit_code(self.pid)
            except OSError:  # nobody can tell any more
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        ends = time.monotonic() + (math.inf if timeout is None else timeout)
        while (code := self.poll()) is None:
            left = ends - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            if not _watched(self.pid, min(left, LOOK_AROUND_S)):
                time.sleep(_LOOK_S)
        return code

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


def _pipe(ours: contextlib.ExitStack, theirs: contextlib.ExitStack) -> tuple[IO[bytes], int]:
    readable, writable = os.pipe()
    theirs.callback(os.close, writable)
    return ours.enter_context(open(readable, "rb", buffering=0)), writable  # noqa: PTH123 - a descriptor, not a path


def _both(process: _Process) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdout is None or process.stderr is None:
        raise ValueError("started without pipes")
    return process.stdout, process.stderr


def _start(command: Command) -> _Process:
    if command.launcher is not None:
        return _Launched(command, command.launcher)
    rights: dict[str, object] = {}
    if command.account is not None:
        rights = {"user": command.account.user, "group": command.account.group, "extra_groups": []}
    if sys.platform == "win32":
        rights["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    # S603: running a program that the owner put into a script folder is the purpose.
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]  # noqa: S603
        list(command.arguments),
        bufsize=0,
        stdin=subprocess.DEVNULL if command.body is None else command.body,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=command.folder,
        env=dict(command.environment),
        start_new_session=True,
        **rights,
    )


def _watched(child: int, seconds: float) -> bool:
    """Wait until the child has ended, at most ``seconds``; False where the system cannot wait for it so.

    Python's own wait with a limit looks now and then, and so loses a millisecond with each quick script.
    """
    if sys.platform != "linux":
        return False
    try:
        descriptor = os.pidfd_open(child)
    except OSError:  # an old kernel, a strict container, no descriptor left
        return False
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        poll.poll(seconds * 1000)
    finally:
        os.close(descriptor)
    return True


def _kill_group(process: _Process) -> None:
    """End the child and everything it started that did not leave its group.

    Called after a collected exit too, for what the child left behind: the system does not give a group's number away
    while the group has members, and an empty group answers ESRCH (macOS: EPERM while only the dead leader is in it).
    """
    if sys.platform == "win32":
        tool = str(Path(os.environ["SYSTEMROOT"], "System32", "taskkill.exe"))
        subprocess.run([tool, "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.returncode is None:
        process.kill()  # a child that has already moved to another group
