"""A share of the terminal, found by its QR code: read from the screen by another decoder, opened by a phone."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.support.browser import chromium, phone
from tests.support.trees import write

pytestmark = [pytest.mark.end2end, pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")]

MODULE_PIXELS = 4
INKED = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
COLOURED = {"TERM": "xterm-256color", "NO_COLOR": ""}
PLAIN = {"TERM": "xterm-256color", "NO_COLOR": "1"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Every address leads to loopback: only the last step differs from a phone's."""
    with chromium("--host-resolver-rules=MAP * 127.0.0.1") as started:
        yield started


@contextmanager
def on_a_terminal(*arguments: str, **environment: str) -> Iterator[str]:
    """What ``shareapp serve`` writes onto a terminal, up to how to stop it; it serves meanwhile."""
    import pty

    ours, its = pty.openpty()
    variables = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, "-m", "shareapp", "serve", "--port", "0", "--language", "en", *arguments]
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=variables) as process:
        os.close(its)
        try:
            screen = b""
            while b"Ctrl+C" not in screen:
                screen += os.read(ours, 65536)
            yield screen.decode()
        finally:
            process.terminate()
            drained(ours)
            os.close(ours)


def drained(terminal: int) -> None:
    """Read on until the program has ended: it must not wait for a reader."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # how Linux tells that nobody writes any more
        return


def photographed(screen: str, target: Path) -> Path:
    """A picture of the code on the screen, as dark or light as the terminal shows it."""
    lines = [line for line in screen.splitlines() if set("▀▄█") & set(line)]
    inks_dark = "\x1b[" in lines[0]
    rows = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    picture = Image.new("L", (len(rows[0]), 2 * len(rows)), 255 if inks_dark else 0)
    for y, row in enumerate(rows):
        for x, mark in enumerate(row):
            for below, ink in enumerate(INKED[mark]):
                if ink:
                    picture.putpixel((x, 2 * y + below), 0 if inks_dark else 255)
    picture.resize((picture.width * MODULE_PIXELS, picture.height * MODULE_PIXELS)).save(target)
    return target


def scanned(screen: str, folder: Path) -> str:
    """What a camera in front of the screen reads."""
    reader = shutil.which("zbarimg")
    if reader is None:
        pytest.skip("not installed: zbarimg")
    if "█" not in screen:
        pytest.skip("this computer has no network address to show")
    command = [reader, "--quiet", "--raw", "--nodbus", str(photographed(screen, folder / "code.png"))]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return write(tmp_path / "여행 photos" / "hello.txt", b"hello").parent


@pytest.mark.parametrize("look", [COLOURED, PLAIN], ids=["coloured", "plain"])
def test_a_phone_opens_what_it_scans(browser: Browser, share: Path, tmp_path: Path, look: dict[str, str]) -> None:
    with on_a_terminal(str(share), **look) as screen:
        address = scanned(screen, tmp_path)
        assert f"  {address}" in screen
        with phone(browser) as visitor:
            visitor.page.goto(address)
            expect(visitor.page.locator("h1")).to_have_text(share.name)
            assert visitor.complaints == []


def test_scanning_is_as_good_as_the_password_until_there_is_another(
    browser: Browser, share: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    secret.write_text("딸기 & jam 1\n", encoding="utf-8")
    guarded = (str(share), "--password-file", str(secret))
    with on_a_terminal(*guarded, **COLOURED) as screen, phone(browser) as scanner, phone(browser) as stranger:
        address = scanned(screen, tmp_path)
        assert address not in screen  # nobody types the key from the screen by heart
        root, _, key = address.partition("/~key/")
        assert len(key) == 22
        stranger.page.goto(root)
        expect(stranger.page.locator("h1")).to_have_text("Password needed")
        scanner.page.goto(address)
        expect(scanner.page.locator("h1")).to_have_text(share.name)
        assert scanner.page.url == f"{root}/"
    secret.write_text("another 1\n", encoding="utf-8")
    with on_a_terminal(*guarded, **COLOURED) as screen, phone(browser) as scanner:
        again = scanned(screen, tmp_path).partition("/~key/")
        assert again[2] != key
        scanner.page.goto(f"{again[0]}/~key/{key}")
        expect(scanner.page.get_by_role("alert")).to_have_text("This QR code is no longer valid")
