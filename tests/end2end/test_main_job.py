"""The main job on real parts: a window opens, a click starts it, a phone scans, browses and downloads, the log tells.

The phone opens the very address of the QR code; only the last step, from that name to a socket, is led to loopback.
"""

import hashlib
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.support.browser import Phone, chromium, phone
from tests.support.display import Display
from tests.support.window import START_COLOUR, STOP_COLOUR, AppWindow, app_window

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(300)]

ODD_NAMES = (
    "한국어 사진.txt",
    "😀 smile.txt",
    "quote \" and '.txt",
    "100% sure.txt",
    "%41 encoded.txt",
    "hash # tag.txt",
    "really?.txt",
    "plus + and.txt",
    "a&b;c=d.txt",
)
BIG_BYTES = 300_000_000
CLIP = Path(__file__).parent / "data" / "clip.mp4"
CLIP_PADDING = 40_000_000


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand files, odd names, 300 MB in one file, and a film whose index lies behind 40 MB."""
    folder = tmp_path_factory.mktemp("share") / "제주 Photos"
    folder.mkdir()
    for number in range(1000 - len(ODD_NAMES) - 2):
        (folder / f"file {number}.txt").write_text(f"file {number}")
    for name in ODD_NAMES:
        (folder / name).write_text(name, encoding="utf-8")
    block = os.urandom(1_000_000)
    with (folder / "big.bin").open("wb") as file:
        for _ in range(BIG_BYTES // len(block)):
            file.write(block)
    (folder / "clip.mp4").write_bytes(with_distant_index(CLIP.read_bytes()))
    return folder


def with_distant_index(film: bytes) -> bytes:
    """An MP4 with a large unused box in front of its last box, the index (ISO/IEC 14496-12 section 8.1.2)."""
    at = film.index(b"moov") - 4
    return film[:at] + struct.pack(">I4s", CLIP_PADDING, b"free") + bytes(CLIP_PADDING - 8) + film[at:]


@pytest.fixture(name="window")
def open_window(display: Display, share: Path, tmp_path: Path) -> Iterator[AppWindow]:
    with app_window(display, share, tmp_path) as window:
        yield window


def start(window: AppWindow) -> str:
    """Click Start and read the address with a decoder that is not ours."""
    window.click_button(START_COLOUR)
    window.wait_for(lambda: window.find_button(STOP_COLOUR), "sharing did not start")
    return window.wait_for(window.qr_text, "no QR code can be read")


@pytest.fixture(name="visitor")
def phone_beside_the_window() -> Iterator[Phone]:
    with chromium("--host-resolver-rules=MAP * 127.0.0.1") as browser, phone(browser) as opened:
        yield opened


def rows(window: AppWindow) -> list[list[str]]:
    """The log as a person would copy it: everything selected in the table, copied, one line a row."""

    def copied() -> str | None:
        window.display.keys("ctrl+f", "Tab", "Tab", "Tab", "Tab", "ctrl+a", "ctrl+c")
        text = window.clipboard()
        return text if "\t" in text else None  # while something is transferred, its button comes before the table

    return [line.split("\t") for line in window.wait_for(copied, "no rows were copied").splitlines()]


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET6) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("::", port))
            probe.listen()
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def browse_and_download(visitor: Phone, address: str, share: Path, folder: Path) -> None:
    page = visitor.page
    page.goto(address)
    assert page.locator("h1").inner_text() == share.name
    assert page.get_by_text("file 10.txt", exact=True).count() == 1
    assert not visitor.scrolls_sideways()
    for name in ODD_NAMES:
        page.goto(address)
        page.get_by_text(name, exact=True).click()
        page.wait_for_load_state()
        assert page.locator("body").inner_text() == name
    page.goto(address)
    with page.expect_download() as started:
        page.get_by_label("Download big.bin").click()
    started.value.save_as(folder / "big.bin")
    with (folder / "big.bin").open("rb") as got, (share / "big.bin").open("rb") as sent:
        assert hashlib.file_digest(got, "sha256").digest() == hashlib.file_digest(sent, "sha256").digest()
    assert visitor.complaints == []


def seek_in_the_film(visitor: Phone, address: str) -> list[tuple[str, int]]:
    """Play the film at 30 s; the ranges that were asked for, each with the status of its answer."""
    asked: list[tuple[str, int]] = []
    page = visitor.page
    page.on("response", lambda got: asked.append((got.request.headers.get("range", ""), got.status)))
    page.goto(f"{address}/{quote('clip.mp4')}")
    page.evaluate(
        """() => new Promise((resolve, reject) => {
            const film = document.querySelector("video");
            film.addEventListener("seeked", resolve, { once: true });
            film.addEventListener("error", reject, { once: true });
            film.muted = true;
            film.currentTime = 30;
        })"""
    )
    return asked


def test_the_main_job(window: AppWindow, visitor: Phone, share: Path, tmp_path: Path) -> None:
    address = start(window)
    assert address == window.copied("ctrl+shift+c")
    port = urlsplit(address).port
    assert port is not None

    browse_and_download(visitor, address, share, tmp_path)
    ranges = seek_in_the_film(visitor, address)
    assert any(asked and not asked.startswith("bytes=0-") and status == 206 for asked, status in ranges)

    visitor.page.goto("about:blank")  # a film that waits is still being transferred
    logged = rows(window)
    by_path = {row[3]: row for row in logged}
    assert by_path["/big.bin?download"][1:3] == ["200", "GET"]
    assert by_path["/big.bin?download"][4] == "300.0 MB"
    assert {row[6] for row in logged} == {"Pixel · 127.0.0.1"}
    assert {"200", "206"} <= {row[1] for row in logged}

    window.click_button(STOP_COLOUR)
    window.wait_for(lambda: is_free(port) or None, "the port is not free")
    window.wait_for(lambda: window.find_button(START_COLOUR), "Start did not come back")
    assert start(window) == address
    visitor.page.goto(address)
    assert visitor.page.locator("h1").inner_text() == share.name


def test_the_main_job_over_https(window: AppWindow, visitor: Phone, share: Path, tmp_path: Path) -> None:
    window.wait_for(lambda: window.find_button(START_COLOUR), "the window is not ready")
    window.switch_https_on()
    address = start(window)
    assert address.startswith("https://")
    assert address == window.copied("ctrl+shift+c")
    browse_and_download(visitor, address, share, tmp_path)
    assert any(status == 206 for _, status in seek_in_the_film(visitor, address))


def test_fifty_rounds_leave_no_thread_or_descriptor_behind(window: AppWindow) -> None:
    port = urlsplit(start(window)).port
    assert port is not None

    def toggle(*, running: bool) -> None:
        window.display.keys("ctrl+Return")
        window.wait_for(lambda: answers(port) == running or None, f"running is not {running}")
        colour = STOP_COLOUR if running else START_COLOUR
        window.wait_for(lambda: window.find_button(colour), "the button did not change")

    toggle(running=False)
    toggle(running=True)
    toggle(running=False)
    before = window.open_handles()
    for _ in range(50):
        toggle(running=True)
        toggle(running=False)
    threads, descriptors = window.wait_for(
        lambda: now if (now := window.open_handles()) <= before else None, f"more than {before} are left"
    )
    assert (threads, descriptors) <= before
