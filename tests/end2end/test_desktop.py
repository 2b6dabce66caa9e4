"""The window among the other things of a desktop: its icon in the tray, messages, and a computer that may not sleep.

The program, its window and the message bus are real; the desktop's services are spoken by the test.
"""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from shareapp.sharing.addresses import reachable_addresses
from shareapp.ui.autostart import start_command
from tests.support.desktop_session import MESSAGES, POWER, TRAY, DesktopSession, desktop_session
from tests.support.display import Display
from tests.support.records import IPHONE
from tests.support.window import START_COLOUR, AppWindow, app_window

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(120)]

Opened = tuple[AppWindow, DesktopSession]


@contextmanager
def opened(display: Display, folder: Path, patch: pytest.MonkeyPatch, *services: str) -> Iterator[Opened]:
    """A window that is ready to share, on a desktop with these services."""
    share = folder / "Photos"
    share.mkdir()
    (share / "hello.txt").write_text("hello")
    with (share / "film.bin").open("wb") as film:
        film.truncate(500_000_000)
    with desktop_session(folder, *services) as desktop:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
        with app_window(display, share, folder) as window:
            window.wait_for(lambda: window.find_button(START_COLOUR), "the window is not ready")
            display.wait_until_active("shareapp")
            yield window, desktop


def shared_port(window: AppWindow) -> int:
    address = window.wait_for(window.qr_text, "no QR code can be read")
    return urlsplit(address).port or 0


def is_open(port: int) -> bool:
    with urlopen(f"http://127.0.0.1:{port}/hello.txt", timeout=10) as answer:
        return bool(answer.read() == b"hello")


def test_the_tray_starts_hides_shows_and_ends_it(
    display: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(display, tmp_path, monkeypatch, TRAY) as (window, tray):
        assert list(tray.menu()) == [
            *("Not sharing", "Start sharing", "Copy address", "Show QR code"),
            *("Open shareapp", "Preferences", "Quit"),
        ]
        assert [line for line, enabled in tray.menu().items() if not enabled] == [
            *("Not sharing", "Copy address", "Show QR code"),
        ]
        idle = tray.icon()
        tray.choose("Start sharing")
        port = shared_port(window)
        tray.wait_for(lambda: "Sharing “Photos”" in tray.menu() or None, "the menu does not say that it shares")
        assert tray.icon() != idle
        display.keys("ctrl+w")
        display.wait_until_active("Sharing is still on")
        display.keys("Tab", "space")  # Keep sharing in the tray
        tray.wait_for(lambda: not display.is_shown("^shareapp$") or None, "the window did not hide")
        assert is_open(port)
        tray.press_icon()
        display.wait_until_active("shareapp")
        display.keys("ctrl+w")  # that was asked once
        tray.wait_for(lambda: not display.is_shown("^shareapp$") or None, "the window did not hide")
        tray.choose("Show QR code")
        display.wait_until_active("QR code")
        assert window.qr_text() is not None
        display.keys("Escape")
        tray.choose("Preferences")
        display.wait_until_active("Preferences")
        display.keys("Escape")
        tray.choose("Open shareapp")
        display.wait_until_active("shareapp")
        tray.choose("Copy address")
        assert urlsplit(window.clipboard()).port == port
        tray.choose("Stop sharing")
        tray.wait_for(lambda: "Not sharing" in tray.menu() or None, "sharing did not stop")
        tray.choose("Start sharing")
        tray.choose("Stop sharing")
        tray.choose("Start sharing")
        tray.choose("Quit")
        assert window.process.wait(20) == 0


def test_after_log_in_it_shares_out_of_sight_and_a_second_start_hands_its_folder_over(
    display: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos, videos = tmp_path / "Photos", tmp_path / "Videos"
    for folder in (photos, videos):
        folder.mkdir()
    settings = tmp_path / "settings.ini"
    settings.write_text(f"[General]\nschema=1\n[share]\nroot={photos}\nport=0\n[window]\nstart_on_open=true\n")
    with desktop_session(tmp_path, TRAY) as tray:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", tray.address)
        environment = display.environment(LANG="en_US.UTF-8", XDG_DATA_HOME=str(tmp_path / "data"))
        with subprocess.Popen([*start_command(), "--settings", str(settings)], env=environment) as first:
            try:
                tray.wait_for(lambda: "Sharing “Photos”" in tray.menu() or None, "it does not share")
                assert not display.is_shown("^shareapp$")
                command = [sys.executable, "-m", "shareapp", "--settings", str(settings), str(videos)]
                assert subprocess.run(command, env=environment, timeout=30, check=False).returncode == 0
                display.wait_until_active("shareapp")
                tray.wait_for(lambda: "Sharing “Videos”" in tray.menu() or None, "the folder was not handed over")
                tray.choose("Quit")
                assert first.wait(20) == 0
            finally:
                first.kill()


def test_a_message_tells_of_a_new_device_and_opens_the_window_without_any_tray(
    display: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [address.host for address in reachable_addresses("") if ":" not in address.host]
    if not addresses:
        pytest.skip("this computer is in no network")
    with opened(display, tmp_path, monkeypatch, MESSAGES) as (window, desktop):
        display.keys("ctrl+Return")
        port = shared_port(window)
        display.minimize("^shareapp$")
        desktop.wait_for(lambda: not display.is_shown("^shareapp$") or None, "the window did not go")
        for _ in range(3):
            with urlopen(
                Request(f"http://{addresses[0]}:{port}/hello.txt", headers={"User-Agent": IPHONE}), timeout=10
            ) as answer:
                assert answer.read() == b"hello"
        message = desktop.wait_for(lambda: next(iter(desktop.messages), None), "nothing is told")
        assert (message.title, message.text) == ("shareapp", f"New device: iPhone ({addresses[0]})")
        assert message.actions == ["default", "Open shareapp"]
        desktop.press_message(message)
        display.wait_until_active("shareapp")
        assert len(desktop.messages) == 1


def test_the_computer_stays_awake_while_somebody_loads(
    display: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(display, tmp_path, monkeypatch, POWER) as (window, desktop):
        display.keys("ctrl+Return")
        port = shared_port(window)
        assert desktop.inhibited == []
        with socket.create_connection(("127.0.0.1", port), timeout=10) as phone:
            phone.sendall(b"GET /film.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert phone.recv(9) == b"HTTP/1.1 "
            desktop.wait_for(lambda: desktop.inhibited or None, "the computer may fall asleep")
            assert desktop.released == []
            display.keys("ctrl+q")
            display.wait_until_active("Sharing is still on")  # bytes flow
            display.keys("Tab", "space")  # Stop and quit
            assert window.process.wait(20) == 0
        desktop.wait_for(lambda: desktop.released or None, "the computer may never sleep again")
        assert desktop.released == [1]
