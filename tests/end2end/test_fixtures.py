"""The screen and the phone themselves work; what the program does on them is told by the other files."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.browser import HEIGHT, WIDTH, Phone
from tests.support.display import Display

pytestmark = pytest.mark.end2end

_WINDOW = """
from PySide6.QtWidgets import QApplication, QPushButton
app = QApplication([])
button = QPushButton("Quit")
button.setWindowTitle("a button")
button.clicked.connect(app.quit)
button.resize(300, 200)
button.show()
app.exec()
"""


def test_a_click_on_the_screen_reaches_a_window(display: Display, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _WINDOW], env=display.environment()) as program:
        x, y = display.origin(display.wait_for_window("a button"))
        display.click(x + 150, y + 100)
        assert program.wait(20) == 0


def test_the_screen_can_be_photographed(display: Display, tmp_path: Path) -> None:
    assert display.screenshot(tmp_path / "screen.png").read_bytes().startswith(b"\x89PNG")
    assert display.read_qr(tmp_path / "screen.png") == []


def test_the_phone_is_a_phone_and_tells_complaints(phone: Phone) -> None:
    phone.page.set_content("<meta name=viewport content='width=device-width'><script>nowhere()</script>")
    assert phone.page.evaluate("[innerWidth, innerHeight]") == [WIDTH, HEIGHT]
    assert phone.page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert not phone.scrolls_sideways()
    assert phone.complaints == ["uncaught: nowhere is not defined"]
