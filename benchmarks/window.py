"""The product's window on a screen that nobody sees, in a process of its own."""

import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.running import START_S, DidNotStartError, Target, environment, free_port, held_to, wait_for_answer
from benchmarks.share import Share

_APP = Path(__file__).with_name("apps") / "window.py"


class Window:
    """The window while it shares. ``gaps_ms`` fills when it is closed."""

    def __init__(self, target: Target, painted_s: float) -> None:
        self.target = target
        self.painted_s = painted_s  # from its start to its first paint
        self.gaps_ms: list[tuple[float, float]] = []  # when (monotonic seconds), and how late its event loop came round

    def p99_ms(self, began: float, ended: float) -> float:
        """The gap that 99 of 100 were shorter than, between two moments."""
        return statistics.quantiles([gap for at, gap in self.gaps_ms if began <= at <= ended], n=100)[-1]


@contextlib.contextmanager
def opened(share: Share, processor: int | None) -> Iterator[Window]:
    """The window sharing ``share``, held to ``processor`` together with its screen. Raises DidNotStartError."""
    port, settings = free_port(), share.work / "window.ini"
    subprocess.run([sys.executable, _APP, "prepare", settings, share.root, str(port)], check=True, timeout=START_S)
    with _screen(processor) as display:
        began = time.monotonic()
        with subprocess.Popen(
            [*held_to(processor), sys.executable, str(_APP), "show", str(settings)],
            stdout=subprocess.PIPE,
            env=environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        ) as process:
            try:
                painted_at = float(json.loads(_line(process)))
                target = Target("window", port, False, share, psutil.Process(process.pid), 0.0)
                wait_for_answer(target, process, share.work / "window.output")
                window = Window(target, painted_at - began)
                yield window
            finally:
                process.send_signal(signal.SIGTERM)
            window.gaps_ms += json.loads(_line(process))


def _line(process: subprocess.Popen[bytes]) -> bytes:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        raise DidNotStartError("the window ended by itself")
    return line


@contextlib.contextmanager
def _screen(processor: int | None) -> Iterator[str]:
    readable, writable = os.pipe()
    command = [
        *held_to(processor),
        "Xvfb",
        "-displayfd",
        str(writable),
        "-screen",
        "0",
        "1280x1000x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=(writable,), stderr=subprocess.DEVNULL) as process:
        try:
            os.close(writable)
            with open(readable, encoding="ascii") as chosen:  # noqa: PTH123 - a descriptor, not a path
                number = chosen.readline().strip()
            if not number:
                raise DidNotStartError("Xvfb did not start")
            yield f":{number}"
        finally:
            process.terminate()
