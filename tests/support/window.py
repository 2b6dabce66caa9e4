"""The program as a person has it: its window on a screen, started in a process of its own, worked by hand and eye."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil
import pytest
from PIL import Image

from tests.support.display import PATIENCE_S, Display

START_COLOUR = (0x0B, 0x6E, 0x75)  # the brief's accent, light: one filled button at most
STOP_COLOUR = (0xFB, 0xE8, 0xE6)  # danger-soft, light
ERROR_COLOUR = (0xB0, 0x26, 0x1D)  # danger, light: the sign of an error and the words beside it
T = TypeVar("T")

_BUTTON_RUN = 100  # pixels of one colour in a row: only a big button has that many,
_BUTTON_ROWS = 9  # above its label


@dataclass
class AppWindow:
    """A running shareapp with its window on ``display``. ``folder`` takes the screenshots."""

    display: Display
    process: subprocess.Popen[bytes]
    folder: Path

    def click_button(self, colour: tuple[int, int, int], *, rows: int = _BUTTON_ROWS) -> None:
        """Click the big button of this colour (``rows``: a lower one) where it is seen, as soon as it is."""
        self.display.click(*self.wait_for(lambda: self.find_button(colour, rows=rows), "no button of that colour"))

    def find_button(self, colour: tuple[int, int, int], *, rows: int = _BUTTON_ROWS) -> tuple[int, int] | None:
        """The middle of the big button of this colour on the screen now."""
        with Image.open(self.display.screenshot(self.folder / "screen.png")) as picture:
            return _middle_of_fill(picture.convert("RGB"), colour, rows)

    def qr_text(self) -> str | None:
        """What the QR code on the screen says, None when there is none."""
        found = self.display.read_qr(self.folder / "qr.png")
        return found[0] if len(found) == 1 else None

    def words_at(self, x: int, y: int) -> str | None:
        """What a triple click at a point of the screen selects, None when that is nothing."""
        _clipboard(self.display, "-i", b"nothing selected yet", selection="primary")
        self.display.click(x, y, times=3)
        text = _clipboard(self.display, "-o", selection="primary")
        return None if text in {"", "nothing selected yet"} else text

    def error_marks(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The leftmost and the rightmost point in the colour of errors: words or a banner's edge, a field's edge."""
        with Image.open(self.display.screenshot(self.folder / "screen.png")) as picture:
            found = _points(picture.convert("RGB"), ERROR_COLOUR)
        return (min(found), max(found)) if found else None

    def switch_https_on(self) -> None:
        """From Start by the keyboard back to the switch HTTPS, and have a certificate made."""
        certificate = "Create a certificate for this computer"
        self.display.wait_until_active("shareapp")
        for _ in range(2):  # between the two lies what visitors can see, once that is known
            self.display.keys("shift+Tab", "space")
            opened = self.wait_for(self._dialog, "nothing opened")
            self.display.keys("Return" if opened == certificate else "Escape")
            self.display.wait_until_active("shareapp")
            if opened == certificate:
                return
        pytest.fail("there is no switch for HTTPS beside Start")

    def _dialog(self) -> str | None:
        title = self.display.active()
        return None if title in {"", "shareapp"} else title

    def copied(self, *shortcut: str) -> str:
        """What a shortcut puts on the clipboard."""
        _clipboard(self.display, "-i", b"nothing copied yet")
        # xclip returns before the clipboard is its own: taken later, it would replace what is copied now.
        self.wait_for(lambda: _clipboard(self.display, "-o") == "nothing copied yet" or None, "the clipboard is kept")
        self.display.keys(*shortcut)
        return self.wait_for(
            lambda: None if (text := _clipboard(self.display, "-o")) in {"", "nothing copied yet"} else text,
            "nothing was copied",
        )

    def clipboard(self) -> str:
        """What was copied last, by anybody."""
        return _clipboard(self.display, "-o")

    def paste(self, text: object) -> None:
        """Put text into whatever has the focus; typed letter by letter some get lost on a busy machine."""
        command = ["xclip", "-selection", "clipboard", "-quiet", "-i"]
        with subprocess.Popen(
            command, env=self.display.environment(), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as owner:
            if owner.stdin is not None:
                owner.stdin.write(str(text).encode())
                owner.stdin.close()
            self.wait_for(lambda: _clipboard(self.display, "-o") == str(text) or None, "the clipboard is another's")
            self.display.keys("ctrl+v", "ctrl+a", "ctrl+c")
            owner.wait(PATIENCE_S)  # it ends when the window has taken the clipboard over: after it pasted

    def open_handles(self) -> tuple[int, int]:
        """How many threads and descriptors the program has."""
        process = psutil.Process(self.process.pid)
        return process.num_threads(), process.num_fds()

    def wait_for(self, look: Callable[[], T | None], complaint: str) -> T:
        """What ``look`` returns as soon as it is something; fails with ``complaint`` when the program ends first."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if (seen := look()) is not None:
                return seen
            if self.process.poll() is not None:
                pytest.fail(f"the program ended with {self.process.returncode}")
            time.sleep(0.05)
        self.display.screenshot(self.folder / "failed.png")
        pytest.fail(f"{complaint}; see {self.folder / 'failed.png'}")


@contextmanager
def app_window(display: Display, share: Path | None, folder: Path, *, port: int | None = None) -> Iterator[AppWindow]:
    """Open shareapp on ``share`` with settings of its own in ``folder``; told to end, it must do so in order."""
    environment = display.environment(
        LANG="en_US.UTF-8", XDG_DATA_HOME=str(folder / "data"), QT_SCALE_FACTOR="1", PYTHONFAULTHANDLER="1"
    )
    port = _free_port() if port is None else port
    chosen = "[window]\nbusy_port=next\n" if share is None else f"[share]\nroot=/\nport={port}\n"  # 8000 may be taken
    (folder / "settings.ini").write_text(f"[General]\nschema=1\n{chosen}")
    errors = folder / "errors.txt"
    command = [sys.executable, "-m", "shareapp", "--settings", str(folder / "settings.ini")]
    command += [] if share is None else [str(share)]
    with errors.open("wb") as stream, subprocess.Popen(command, env=environment, stderr=stream) as process:
        try:
            window = AppWindow(display, process, folder)
            display.wait_for_window("^shareapp$")
            yield window
            process.terminate()
            process.wait(PATIENCE_S)
        finally:
            process.kill()
    assert process.returncode == 0
    assert errors.read_text() == ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _clipboard(display: Display, direction: str, text: bytes | None = None, *, selection: str = "clipboard") -> str:
    done = subprocess.run(
        ["xclip", "-selection", selection, direction],
        env=display.environment(),
        input=text,
        # xclip stays to serve what it was given, so it must not hold our pipe open.
        stdout=subprocess.PIPE if text is None else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE_S,
        check=False,
    )
    return (done.stdout or b"").decode()


def _middle_of_fill(picture: Image.Image, colour: tuple[int, int, int], rows: int) -> tuple[int, int] | None:
    """The middle of the first area as large as a big button; a progress bar has the colour but not the height."""
    width, height = picture.size
    row_bytes = width * 3
    pixels = picture.tobytes()
    run = bytes(colour) * _BUTTON_RUN
    top = 0
    for row in range(height):
        if run in pixels[row * row_bytes : (row + 1) * row_bytes]:
            if row - top == rows:
                left = pixels.index(run, row * row_bytes) % row_bytes // 3
                return left + _BUTTON_RUN // 2, row
        else:
            top = row + 1
    return None


def _points(picture: Image.Image, colour: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Every pixel of this colour."""
    width = picture.size[0]
    pixels = picture.tobytes()
    found: list[tuple[int, int]] = []
    at = pixels.find(bytes(colour))
    while at >= 0:
        if at % 3 == 0:
            found.append((at // 3 % width, at // 3 // width))
        at = pixels.find(bytes(colour), at + 1)
    return found
