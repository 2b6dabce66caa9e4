"""The code for the far end of the room."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.large_qr import LargeQr
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Label


def _open(qtbot: QtBot, theme: Theme, url: str = "http://192.168.0.12:8000") -> LargeQr:
    dialog = LargeQr(theme, url)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_shows_the_address_in_words_as_well(qtbot: QtBot, theme: Theme) -> None:
    dialog = _open(qtbot, theme)
    assert "http://192.168.0.12:8000" in [label.text() for label in dialog.findChildren(Label)]


def test_it_is_white_in_the_dark_too(qtbot: QtBot, theme: Theme) -> None:
    theme.apply("dark")
    assert _open(qtbot, theme).grab().toImage().pixelColor(30, 30).name() == "#ffffff"


def test_escape_closes_it(qtbot: QtBot, theme: Theme) -> None:
    dialog = _open(qtbot, theme)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_press_anywhere_closes_it(qtbot: QtBot, theme: Theme) -> None:
    dialog = _open(qtbot, theme)
    QTest.mouseClick(dialog, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_it_follows_the_address(qtbot: QtBot, theme: Theme) -> None:
    dialog = _open(qtbot, theme)
    dialog.show_url("http://[fd12:3456:789a:1:2:3:4:5]:8000")
    names = [widget.accessibleName() for widget in dialog.findChildren(QWidget)]
    assert "http://[fd12:3456:789a:1:2:3:4:5]:8000" in names
    assert dialog.sizeHint().width() <= 700


def test_a_key_is_in_the_code_only(qtbot: QtBot, theme: Theme) -> None:
    url = "http://192.168.0.12:8000"
    dialog = _open(qtbot, theme, url)
    plain = dialog.grab().toImage()
    dialog.show_url(url, f"{url}/~key/c2VjcmV0")
    assert dialog.grab().toImage() != plain
    shown = [*(widget.accessibleName() for widget in dialog.findChildren(QWidget))]
    shown += [label.text() for label in dialog.findChildren(Label)]
    assert not any("~key" in text for text in shown)


def test_it_says_that_a_code_with_a_key_needs_no_password(qtbot: QtBot, theme: Theme) -> None:
    url = "http://192.168.0.12:8000"
    dialog = _open(qtbot, theme, url)
    hint = "Scan with a phone camera to come in without the password, or type this address."
    assert hint not in [label.text() for label in dialog.findChildren(Label)]
    dialog.show_url(url, f"{url}/~key/c2VjcmV0")
    assert hint in [label.text() for label in dialog.findChildren(Label)]
    dialog.show_url(url, url)
    assert hint not in [label.text() for label in dialog.findChildren(Label)]
