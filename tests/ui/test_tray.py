"""The tray: says what is shared with how many, and does the few things one wants from there."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState
from shareapp.ui.i18n import Translations
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.tray import Tray
from tests.support.stage import UP, running_view


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    result = QWidget()
    qtbot.addWidget(result)
    return result


@pytest.fixture
def tray(theme: Theme, translations: Translations, window: QWidget) -> Tray:
    return Tray(theme, [QAction("Copy address", window)], [QAction("Preferences", window)], window)


def test_it_says_what_is_shared_and_with_how_many(tray: Tray, root: Path) -> None:
    tray.show_view(running_view(root), 3)
    assert tray.status.text() == "Sharing “Photos” · 3 devices"
    assert not tray.status.isEnabled()
    assert tray.start_stop.text() == "Stop sharing"
    assert "Photos" in tray.icon.toolTip()


def test_an_ampersand_in_the_folders_name_stays(tray: Tray, root: Path) -> None:
    view = running_view(root)
    tray.show_view(replace(view, config=ShareConfig(root=root.with_name("Tom & Kim"))), 0)
    assert tray.status.text() == "Sharing “Tom && Kim”"  # one of the two is drawn
    assert "Tom & Kim" in tray.icon.toolTip()


def test_without_a_share_it_offers_to_start_one(tray: Tray, root: Path) -> None:
    tray.show_view(ShareView(config=ShareConfig(root=root)), 0)
    assert (tray.status.text(), tray.start_stop.text()) == ("Not sharing", "Start sharing")


@pytest.mark.parametrize(
    ("state", "says", "offers", "may_click"),
    [
        (ShareState.STARTING, "Starting…", "Start sharing", False),
        (ShareState.STOPPING, "Stopping…", "Stop now", True),
        (ShareState.FAILED, "Not sharing", "Start sharing", True),
    ],
)
def test_between_two_states_it_contradicts_neither(
    tray: Tray, root: Path, state: ShareState, says: str, offers: str, may_click: bool
) -> None:
    tray.show_view(ShareView(config=ShareConfig(root=root), change=UP._replace(state=state)), 0)
    assert (tray.status.text(), tray.start_stop.text()) == (says, offers)
    assert tray.start_stop.isEnabled() == may_click


def test_its_menu_has_the_entries_in_their_order(tray: Tray, root: Path) -> None:
    tray.show_view(running_view(root), 1)
    assert [action.text() for action in tray.menu.actions()] == [
        "Sharing “Photos” · 1 device",
        "Stop sharing",
        "Copy address",
        "Show QR code",
        "",
        "Open shareapp",
        "Preferences",
        "Quit",
    ]


def test_there_is_no_code_to_show_without_a_share(tray: Tray, root: Path) -> None:
    tray.show_view(ShareView(config=ShareConfig(root=root)), 0)
    assert not tray.code.isEnabled()


def test_its_menu_asks_the_window(tray: Tray, root: Path, qtbot: QtBot) -> None:
    tray.show_view(running_view(root), 0)
    for action, signal in (
        (tray.start_stop, tray.start_stop_asked),
        (tray.code, tray.code_asked),
        (tray.open, tray.open_asked),
        (tray.quit, tray.quit_asked),
    ):
        with qtbot.waitSignal(signal):
            action.trigger()


def test_a_click_on_it_opens_the_window(tray: Tray, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tray.open_asked):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)


def test_its_picture_tells_sharing_from_not_sharing(tray: Tray, root: Path) -> None:
    tray.show_view(running_view(root), 0)
    sharing = tray.icon.icon().pixmap(32, 32).toImage()
    tray.show_view(ShareView(config=ShareConfig(root=root)), 0)
    assert tray.icon.icon().pixmap(32, 32).toImage() != sharing


def test_it_speaks_korean(tray: Tray, root: Path, translations: Translations, qtbot: QtBot) -> None:
    tray.show_view(running_view(root), 3)
    translations.apply("ko")
    qtbot.waitUntil(lambda: tray.start_stop.text() == "공유 중지")
