"""The square: what it shows, how it is called, when it can be pressed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from shareapp.ui.qr_view import COMPACT_SIDE, SIDE, QrView
from shareapp.ui.share_view import Tile
from shareapp.ui.theme import Theme

URL = "http://192.168.0.12:8000"


def _view(qtbot: QtBot, theme: Theme) -> QrView:
    view = QrView(theme)
    qtbot.addWidget(view)
    view.show()
    return view


def test_the_code_is_named_with_its_address(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot, theme)
    view.render_tile(Tile.CODE, URL)
    assert view.accessibleName() == f"QR code for {URL}"
    assert view.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_press_on_the_code_asks_to_enlarge_it_and_only_then(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot, theme)
    pressed = QSignalSpy(view.clicked)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert pressed.count() == 0
    view.render_tile(Tile.CODE, URL)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert pressed.count() == 1


def test_the_spinner_waits_for_what_takes_longer(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot, theme)
    view.render_tile(Tile.SPINNER, "")
    seen = [view.tile]
    qtbot.waitUntil(lambda: view.tile is Tile.SPINNER)
    view.render_tile(Tile.CODE, URL)
    assert [*seen, view.tile] == [Tile.PLACEHOLDER, Tile.CODE]


def test_a_quick_start_shows_no_spinner(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot, theme)
    view.render_tile(Tile.SPINNER, "")
    view.render_tile(Tile.CODE, URL)
    assert view.tile is Tile.CODE


def test_each_other_square_says_what_it_means(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot, theme)
    names = []
    for tile in (Tile.PLACEHOLDER, Tile.THIS_COMPUTER, Tile.NO_NETWORK):
        view.render_tile(tile, "")
        view.grab()
        names.append(view.accessibleName())
    assert names == [
        "The QR code appears here",
        "No QR code: only this computer can open this address",
        "No network connection",
    ]


def test_the_paper_is_white_in_the_dark_too(qtbot: QtBot, theme: Theme) -> None:
    theme.apply("dark")
    view = _view(qtbot, theme)
    view.render_tile(Tile.CODE, URL)
    image = view.grab().toImage()
    assert image.pixelColor(view.width() // 2, 8).name() == "#ffffff"


def test_the_square_has_two_sizes(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot, theme)
    assert view.sizeHint().width() == SIDE
    view.set_compact(True)
    assert view.sizeHint().width() == COMPACT_SIDE


def test_the_code_may_hold_more_than_its_name_tells(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot, theme)
    view.render_tile(Tile.CODE, URL)
    plain = view.grab().toImage()
    view.render_tile(Tile.CODE, URL, f"{URL}/~key/c2VjcmV0")
    assert view.accessibleName() == f"QR code for {URL}"
    assert view.grab().toImage() != plain
