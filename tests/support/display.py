"""A screen that nobody sees: Xvfb with a small window manager, and a hand (xdotool) that clicks and types on it."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE_S = 20.0

_PROGRAMS = ("Xvfb", "openbox", "xdotool", "xclip", "import", "zbarimg")


@dataclass(frozen=True)
class Display:
    """A running X display: where to show a window, and what a person could do there."""

    name: str

    def environment(self, **more: str) -> dict[str, str]:
        """The environment for a program that shall open its window here."""
        inherited = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        return {**inherited, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb", **more}

    def wait_for_window(self, title: str) -> str:
        """The id of the first visible window whose title matches the pattern ``title``."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            # Not `search --sync`: it waits for ever when the window never comes.
            found = self._run("xdotool", "search", "--onlyvisible", "--name", title, check=False).split()
            if found:
                return found[0]
            time.sleep(0.05)
        pytest.fail(f"no window titled {title!r} within {PATIENCE_S:.0f} s")

    def active(self) -> str:
        """The title of the window that the keyboard belongs to."""
        return self._run("xdotool", "getactivewindow", "getwindowname", check=False).rstrip("\n")

    def wait_until_active(self, title: str) -> None:
        """Wait until the keyboard belongs to the window of exactly this title."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if self.active() == title:
                return
            time.sleep(0.05)
        pytest.fail(f"the window titled {title!r} did not become the active one within {PATIENCE_S:.0f} s")

    def is_shown(self, title: str) -> bool:
        """Whether a window whose title matches is on the screen, perhaps below others."""
        return bool(self._run("xdotool", "search", "--onlyvisible", "--name", title, check=False).split())

    def minimize(self, title: str) -> None:
        """Put the window whose title matches out of sight, as its button in the frame does."""
        self._run("xdotool", "windowminimize", self.wait_for_window(title))

    def origin(self, window: str) -> tuple[int, int]:
        """Where the upper left corner of the window's contents lies on the screen."""
        told = self._run("xdotool", "getwindowgeometry", "--shell", window)
        values = dict(line.split("=", 1) for line in told.splitlines())
        return int(values["X"]), int(values["Y"])

    def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Press and release the left button at a point of the screen, then take the hand away (hovering colours)."""
        press = ("click", "--repeat", str(times), "--delay", "20", "1")
        # The window manager looks at each press before the window gets it. A hand that is gone by then pressed nothing.
        away = ("sleep", "0.2", "mousemove", "1", "1")
        self._run("xdotool", "mousemove", "--sync", str(x), str(y), *press, *away)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one point of the screen, go to another in some steps, as a hand does, and let go there."""
        self._run("xdotool", "mousemove", "--sync", *map(str, start), "mousedown", "1")
        for step in range(1, 11):
            at = (str(a + (b - a) * step // 10) for a, b in zip(start, end, strict=True))
            self._run("xdotool", "mousemove", "--sync", *at, "sleep", "0.02")
        self._run("xdotool", "sleep", "0.2", "mouseup", "1", "mousemove", "1", "1")

    def keys(self, *names: str) -> None:
        """Press keys by their X names, as in ``keys("ctrl+o")``."""
        self._run("xdotool", "key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type ``text`` into whatever has the focus."""
        self._run("xdotool", "type", "--clearmodifiers", text)

    def screenshot(self, target: Path) -> Path:
        """Write the whole screen to ``target`` (PNG)."""
        self._run("import", "-window", "root", str(target))
        return target

    def read_qr(self, target: Path) -> list[str]:
        """Take a screenshot and return what the QR codes on it say, read by an independent decoder."""
        self.screenshot(target)
        # Without its D-Bus and with QR only: other symbologies find bar codes in ordinary text.
        said = self._run(
            "zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", str(target), check=False
        )
        return said.splitlines()

    def _run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(
            command, env=self.environment(), capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        if check and done.returncode:
            pytest.fail(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")
        return done.stdout


@contextmanager
def virtual_display(width: int = 1280, height: int = 1000) -> Iterator[Display]:
    """Start Xvfb on a number of its own choosing with a window manager; skip, by name, what is not installed."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    readable, writable = os.pipe()
    screen = [
        "Xvfb", "-displayfd", str(writable), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset",
    ]  # fmt: skip
    with _running(screen, pass_fds=(writable,)):
        os.close(writable)
        with open(readable) as chosen:  # noqa: PTH123 - a descriptor, not a path
            number = chosen.readline().strip()
        if not number:
            pytest.fail("Xvfb did not start")
        display = Display(f":{number}")
        with _running(["openbox", "--sm-disable"], env=display.environment()):
            yield display


@contextmanager
def _running(
    command: list[str], env: dict[str, str] | None = None, pass_fds: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        command, env=env, pass_fds=pass_fds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE_S)
