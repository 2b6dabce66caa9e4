"""The banner: one message, its fixes as buttons, said aloud when it is news."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Banner, BannerAction, IconLabel, Label
from shareapp.ui.widgets import banner as banner_module


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []

    def announce(_source: QWidget, message: str, *, assertive: bool = False) -> None:
        heard.append((message, assertive))

    monkeypatch.setattr(banner_module, "announce", announce)
    return heard


@pytest.fixture
def banner(theme: Theme, qtbot: QtBot) -> Banner:
    result = Banner(theme)
    qtbot.addWidget(result)
    return result


def test_a_banner_is_hidden_until_it_has_something_to_say(banner: Banner) -> None:
    assert banner.isHidden()
    banner.show_message("info", "The address changed", "The QR code now shows 10.0.0.5.")
    assert not banner.isHidden()
    assert banner.accessibleName() == "The address changed. The QR code now shows 10.0.0.5."


def test_danger_is_announced_at_once_and_nothing_twice(banner: Banner, said: list[tuple[str, bool]]) -> None:
    banner.show_message("danger", "Port 8000 is already in use")
    banner.show_message("danger", "Port 8000 is already in use")
    banner.show_message("info", "The address changed")
    assert said == [("Port 8000 is already in use", True), ("The address changed", False)]


def test_the_fix_is_a_button(banner: Banner, qtbot: QtBot) -> None:
    done: list[str] = []
    choose = BannerAction("Choose another port", lambda: done.append("choose"))
    share = BannerAction("Share on port 8001", lambda: done.append("share"), primary=True)
    banner.show_message("danger", "Port 8000 is already in use", actions=(choose, share), closable=False)
    first, second, close = banner.buttons()
    assert close.isHidden()
    assert (first.property("kind"), second.property("kind")) == ("plain", "primary")
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert done == ["share", "choose"]


def test_an_ampersand_in_a_name_on_a_button_stays(banner: Banner) -> None:
    banner.show_message("info", "Only folders", actions=(BannerAction("Share “Tom & Kim” instead", print),))
    button = banner.buttons()[0]
    assert (button.text(), button.accessibleName()) == ("Share “Tom && Kim” instead", "Share “Tom & Kim” instead")


def test_new_actions_replace_the_old(banner: Banner) -> None:
    banner.show_message("info", "One", actions=(BannerAction("Fix", lambda: None),))
    banner.show_message("info", "Two")
    assert len(banner.buttons()) == 1


def test_closing_hides_and_tells(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("warn", "No network connection")
    with qtbot.waitSignal(banner.closed):
        QTest.mouseClick(banner.buttons()[-1], Qt.MouseButton.LeftButton)
    assert banner.isHidden()


def test_a_long_text_wraps_instead_of_being_cut(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    box = QVBoxLayout(window)
    banner = Banner(theme)
    box.addWidget(banner)
    box.addStretch(1)
    qtbot.addWidget(window)
    banner.show_message("info", "Title", "word " * 60)
    window.resize(400, 500)
    window.show()
    qtbot.waitUntil(lambda: banner.height() > 0)
    narrow = banner.height()
    assert narrow >= banner.heightForWidth(banner.width())
    window.resize(900, 500)
    qtbot.waitUntil(lambda: banner.height() < narrow)


def test_buttons_go_below_the_words_where_these_would_have_no_room(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    box = QVBoxLayout(window)
    banner = Banner(theme)
    box.addWidget(banner)
    box.addStretch(1)
    qtbot.addWidget(window)
    actions = (
        BannerAction("[Choose another port~~~~~~~~~~]", print),
        BannerAction("[Share on port 8001~~~~~~~~~]", print),
    )
    banner.show_message("danger", "Port 8000 is already in use", "Port 8001 is free. " * 3, actions=actions)
    window.resize(900, 500)
    window.show()
    first, second, _close = banner.buttons()
    words = next(label for label in banner.findChildren(Label) if label.text().startswith("Port 8001"))
    qtbot.waitUntil(lambda: first.x() > words.geometry().right())
    window.resize(650, 500)
    qtbot.waitUntil(lambda: first.y() > words.geometry().bottom())
    assert window.width() == 650
    assert second.geometry().right() < banner.width()
    assert banner.geometry().bottom() >= banner.y() + second.geometry().bottom()
    window.resize(900, 500)
    qtbot.waitUntil(lambda: first.x() > words.geometry().right())


def test_announcing_reaches_qt(theme: Theme, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    banner_module.announce(widget, "Address copied")
    banner_module.announce(widget, "Sharing has stopped", assertive=True)


@pytest.mark.parametrize("text", ["", "It stops when the window closes."])
def test_the_picture_stands_beside_the_first_line(theme: Theme, qtbot: QtBot, text: str) -> None:
    window = QWidget()
    box = QVBoxLayout(window)
    banner = Banner(theme)
    box.addWidget(banner)
    box.addStretch(1)
    qtbot.addWidget(window)
    banner.show_message("info", "Applies after sharing restarts.", text, actions=(BannerAction("Restart", print),))
    window.resize(800, 300)
    window.show()
    icon, title = banner.findChildren(IconLabel)[0], banner.findChildren(Label)[0]
    assert title.text() == "Applies after sharing restarts."
    qtbot.waitUntil(lambda: abs(icon.geometry().center().y() - title.geometry().center().y()) <= 3)
