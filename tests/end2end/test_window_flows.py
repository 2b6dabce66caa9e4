"""The window by hand and eye on a real screen: the first start, what can go wrong, and what makes it safe.

Words are read as a person would take them along: selected with the mouse, or copied by a shortcut.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import pytest
from playwright.sync_api import expect

from tests.support.browser import Phone, chromium, phone
from tests.support.certificate_files import certificate_files
from tests.support.display import Display
from tests.support.window import START_COLOUR, STOP_COLOUR, AppWindow, app_window

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(120)]

ECHO = """#!/usr/bin/env python
import sys, urllib.parse
form = urllib.parse.parse_qs(sys.stdin.read())
print("Content-Type: text/plain; charset=utf-8\\n")
print(form["이름"][0], "·", form["city"][0])
print("one form", file=sys.stderr)
"""
FORM = """<!doctype html><meta charset="utf-8"><title>form</title>
<form method="post" action="/cgi-bin/echo"><input name="이름"><input name="city"><button>Send</button></form>"""


@pytest.fixture(name="share")
def folder_to_share(tmp_path: Path) -> Path:
    folder = tmp_path / "Photos"
    folder.mkdir()
    (folder / "hello.txt").write_text("hello")
    return folder


@pytest.fixture(name="window")
def open_window(display: Display, share: Path, tmp_path: Path) -> Iterator[AppWindow]:
    with app_window(display, share, tmp_path) as window:
        window.wait_for(lambda: window.find_button(START_COLOUR), "the window is not ready")
        display.wait_until_active("shareapp")
        yield window


@pytest.fixture(name="visitor")
def phone_beside_the_window() -> Iterator[Phone]:
    with chromium("--host-resolver-rules=MAP * 127.0.0.1") as browser, phone(browser) as opened:
        yield opened


def start(window: AppWindow) -> str:
    """Start by the keyboard; the address that the QR code holds."""
    window.display.keys("ctrl+Return")
    window.wait_for(lambda: window.find_button(STOP_COLOUR), "sharing did not start")
    return window.wait_for(window.qr_text, "no QR code can be read")


def told(window: AppWindow) -> str:
    """The words of an error under a field."""
    (x, y), _ = window.wait_for(window.error_marks, "no error is shown")
    return window.wait_for(lambda: window.words_at(x + 40, y), "the error has no words")


def told_on_top(window: AppWindow) -> str:
    """The second line of the banner, whose edge is the edge of the page."""
    left, _ = window.display.origin(window.display.wait_for_window("^shareapp$"))
    (x, y), _ = window.wait_for(
        lambda: marks if (marks := window.error_marks()) and marks[0][0] < left + 30 else None, "there is no banner"
    )
    return window.wait_for(lambda: window.words_at(x + 60, y + 28), "the banner has no words")


def type_instead(window: AppWindow, path: Path) -> None:
    """Replace what is in the field that is marked as wrong."""
    _, (x, y) = window.wait_for(window.error_marks, "no error is shown")
    window.display.click(x - 20, y)
    window.display.keys("ctrl+a")
    window.paste(path)
    window.display.keys("Tab")


def is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def open_preferences(window: AppWindow, page: int) -> None:
    """Turn to a page, counted from 0, and tab into it."""
    window.display.keys("ctrl+comma")
    window.display.wait_until_active("Preferences")
    window.display.keys(*["Down"] * page, "Tab")


def close_preferences(window: AppWindow) -> None:
    window.display.keys("Escape")
    window.display.wait_until_active("shareapp")


def test_the_first_start_is_done_by_the_keyboard_alone(display: Display, share: Path, tmp_path: Path) -> None:
    with app_window(display, None, tmp_path) as window:
        window.wait_for(lambda: window.find_button(START_COLOUR), "nothing offers to choose a folder")
        display.wait_until_active("shareapp")
        display.keys("Return")
        display.wait_until_active("Choose folder…")
        window.paste(share)
        display.keys("Return")
        display.wait_until_active("shareapp")
        kept = window.folder / "settings.ini"
        window.wait_for(lambda: f"root={share}" in kept.read_text() or None, "it was not taken")
        display.keys("Return")
        address = window.wait_for(window.qr_text, "no QR code can be read")
        assert window.copied("ctrl+shift+c") == address
        port = urlsplit(address).port
        assert port is not None
        with urlopen(f"http://127.0.0.1:{port}/hello.txt", timeout=10) as answer:
            assert answer.read() == b"hello"
        display.keys("ctrl+e")
        display.wait_until_active("QR code")
        display.keys("Escape")
        display.wait_until_active("shareapp")
        display.keys("ctrl+question")
        display.wait_until_active("Keyboard shortcuts")
        display.keys("Return")
        display.wait_until_active("shareapp")
        display.keys("Return")  # Stop has the focus
        window.wait_for(lambda: window.find_button(START_COLOUR), "Start did not come back")
        assert not is_open(port)
        display.keys("ctrl+q")
        assert window.process.wait(20) == 0


def test_a_taken_port_names_its_program_and_the_next_one_is_a_key_away(
    display: Display, share: Path, tmp_path: Path
) -> None:
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        with app_window(display, share, tmp_path, port=port) as window:
            window.click_button(START_COLOUR)
            name = f"“{psutil.Process(os.getpid()).name()}”"
            window.wait_for(lambda: True if name in told_on_top(window) else None, "the program is not named")
            window.click_button(START_COLOUR, rows=5)  # a smaller one, in the banner
            address = window.wait_for(window.qr_text, "it is not shared on the next port")
            assert urlsplit(address).port != port
            assert is_open(urlsplit(address).port or 0)


def test_a_folder_that_goes_away_is_told_and_shared_again_when_it_is_back(window: AppWindow, share: Path) -> None:
    address = start(window)
    port = urlsplit(address).port
    assert port is not None
    share.rename(share.with_name("elsewhere"))
    assert told_on_top(window).startswith("“Photos” was moved, deleted or disconnected.")
    assert not is_open(port)
    share.with_name("elsewhere").rename(share)
    window.display.keys("Tab", "Tab", "Tab", "Tab", "space")  # Change…, Preferences, menu, Try again
    assert window.wait_for(window.qr_text, "it is not shared again") == address


DESKTOP = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

class Icon(QLabel):
    def mouseMoveEvent(self, event):
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)

application = QApplication([])
icon = Icon(sys.argv[1])
icon.setWindowTitle("a folder on the desktop")
icon.setWindowFlag(Qt.WindowType.FramelessWindowHint)
icon.setGeometry(2, 20, 100, 60)
icon.show()
application.exec()
"""


@pytest.fixture(name="other")
def folder_on_the_desktop(display: Display, tmp_path: Path) -> Iterator[Path]:
    """A folder that another program lets one drag, in the upper left corner of the screen."""
    folder = tmp_path / "Dropped"
    folder.mkdir()
    with subprocess.Popen([sys.executable, "-c", DESKTOP, str(folder)], env=display.environment()) as process:
        display.wait_for_window("^a folder on the desktop$")
        yield folder
        process.kill()


def test_a_folder_that_is_dropped_is_ready_and_not_shared_yet(window: AppWindow, other: Path) -> None:
    left, top = window.display.origin(window.display.wait_for_window("^shareapp$"))
    window.display.drag((40, 40), (left + 450, top + 400))
    kept = window.folder / "settings.ini"
    window.wait_for(lambda: True if f"root={other}" in kept.read_text() else None, "the folder was not taken")
    assert window.find_button(STOP_COLOUR) is None
    window.click_button(START_COLOUR)
    port = urlsplit(window.wait_for(window.qr_text, "it is not shared")).port
    with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        assert "Dropped" in answer.read().decode()


def test_own_certificate_files_with_a_wrong_key_are_explained_under_its_field(
    window: AppWindow, visitor: Phone
) -> None:
    files = certificate_files()
    keys = window.display.keys
    open_preferences(window, 2)
    keys("Tab", "Tab", "Tab", "Down")  # password, each device, HTTPS, and the certificate: my own files
    keys("Tab")
    window.paste(files.certificate)
    keys("Tab", "Tab")
    window.paste(files.other_key)
    keys("Tab")
    assert told(window) == "This key doesn’t belong to the certificate."
    type_instead(window, files.key)
    window.wait_for(lambda: True if window.error_marks() is None else None, "the error stays")
    keys(*["shift+Tab"] * 5, "space")  # over the two fields and the choice to the switch
    kept = window.folder / "settings.ini"
    window.wait_for(lambda: True if "tls=files" in kept.read_text() else None, "HTTPS is not on")
    close_preferences(window)
    address = start(window)
    assert address.startswith("https://")
    port = urlsplit(address).port
    with urlopen(f"https://127.0.0.1:{port}/hello.txt", context=files.client(), timeout=10) as answer:
        assert answer.read() == b"hello"
    visitor.page.goto(address)
    expect(visitor.page.locator("h1")).to_have_text("Photos")


def test_https_is_one_switch_and_one_question_away(window: AppWindow, visitor: Phone) -> None:
    window.switch_https_on()
    address = start(window)
    assert address.startswith("https://")
    visitor.page.goto(address)
    expect(visitor.page.locator("h1")).to_have_text("Photos")


def test_a_password_is_typed_once_and_a_wrong_one_is_told(window: AppWindow, visitor: Phone) -> None:
    open_preferences(window, 2)
    window.display.keys("space")
    close_preferences(window)
    scanned = start(window)
    address = window.copied("ctrl+shift+c")
    assert scanned.startswith(f"{address}/~key/")
    window.display.keys("shift+Tab")  # from Stop to: make a new password
    password = window.copied("shift+Tab", "space")
    page = visitor.page
    page.goto(address)
    page.get_by_label("Password", exact=True).fill("wrong one")
    page.get_by_role("button", name="Open").tap()
    expect(page.get_by_role("alert")).to_have_text("The password is wrong")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Open").tap()
    expect(page.locator("h1")).to_have_text("Photos")
    assert password not in window.copied("ctrl+f", "Tab", "Tab", "Tab", "Tab", "ctrl+a", "ctrl+c")


@pytest.mark.skipif(os.geteuid() == 0, reason="root's scripts run as nobody, who may not enter a test's folder")
def test_a_form_in_korean_reaches_a_script_once_scripts_are_allowed(
    window: AppWindow, visitor: Phone, share: Path
) -> None:
    (share / "form.html").write_text(FORM, encoding="utf-8")
    script = share / "cgi-bin" / "echo"
    script.parent.mkdir()
    script.write_text(ECHO, encoding="utf-8")
    script.chmod(0o755)
    open_preferences(window, 3)
    window.display.keys("space")
    window.display.wait_until_active("Let devices run scripts on this computer?")
    window.display.keys("Tab", "space")
    window.display.wait_until_active("Preferences")
    close_preferences(window)
    scanned = start(window)  # scripts want a password as well, which the code carries
    page = visitor.page
    page.goto(scanned)
    page.goto(f"{window.copied('ctrl+shift+c')}/form.html")
    page.locator("input").first.fill("김지민")
    page.locator("input").last.fill("제주 & 서울")
    page.get_by_role("button", name="Send").tap()
    expect(page.locator("body")).to_contain_text("김지민 · 제주 & 서울")
    open_preferences(window, 3)
    window.display.keys(*["shift+Tab"] * 3)  # back over the list: Close, Restore defaults, the console
    console = window.copied("shift+Tab", "ctrl+a", "ctrl+c")
    assert "/cgi-bin/echo · exit code 0 · " in console
    assert console.endswith("one form")


def test_without_a_tray_closing_asks_before_sharing_ends(window: AppWindow) -> None:
    port = urlsplit(start(window)).port
    assert port is not None
    window.display.keys("ctrl+w")
    window.display.wait_until_active("Sharing is still on")
    window.display.keys("Return")  # Keep open has the focus
    window.display.wait_until_active("shareapp")
    assert is_open(port)
    window.display.keys("ctrl+w")
    window.display.wait_until_active("Sharing is still on")
    window.display.keys("Tab", "space")
    assert window.process.wait(20) == 0
    assert not is_open(port)
