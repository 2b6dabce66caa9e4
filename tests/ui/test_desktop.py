"""The window with and without a tray: hiding, asking, quitting, and what the menu of the tray says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shareapp.sharing.events import ShareState
from shareapp.ui.dialogs import Dialog
from shareapp.ui.main_window import MainWindow
from shareapp.ui.tray import Tray
from tests.support.records import request_done, transfer
from tests.support.sharing import fetch, loopback
from tests.support.stage import UP, Stage


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desktop with a tray, and a program that does not end the test."""
    monkeypatch.setattr(Tray, "is_available", staticmethod(lambda: True))
    monkeypatch.setattr(QGuiApplication, "exit", lambda _code: None)
    yield
    QApplication.setQuitOnLastWindowClosed(True)


def press(window: MainWindow, text: str) -> None:
    (dialog,) = [found for found in window.findChildren(Dialog) if found.isVisible()]
    next(button for button in dialog.buttons() if button.text() == text).click()


def question(window: MainWindow) -> list[str]:
    found = [dialog for dialog in window.findChildren(Dialog) if dialog.isVisible()]
    return [button.text() for button in found[0].buttons()] if found else []


@pytest.mark.usefixtures("tray")
def test_closing_asks_once_and_goes_on_in_the_tray(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        window.close()
        assert question(window) == ["Keep open", "Keep sharing in the tray", "Stop and quit"]
        press(window, "Keep sharing in the tray")
        assert not window.isVisible()
        assert fetch(port, "/hello.txt")[0] == 200
        window.desktop.tray.open_asked.emit()
        assert window.isVisible()
        window.close()
        assert question(window) == []
        assert not window.isVisible()
        assert window.memory.prefs.close_behaviour == "tray"


def test_without_a_tray_closing_asks_whether_to_stop(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.close()
        assert question(window) == ["Keep open", "Stop and quit"]
        press(window, "Keep open")
        assert window.isVisible()
        assert not window.desktop.has_tray


def test_a_window_that_shares_nothing_just_closes(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.close()
        assert not window.isVisible()


def test_quitting_asks_only_while_bytes_flow(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.bridge.transfers_changed.emit((transfer(id=1), transfer(id=2)))
        window.actions_.quit.trigger()
        (dialog,) = window.findChildren(Dialog)
        assert "Stop 2 transfers and quit?" in dialog.texts()
        press(window, "Keep open")
        window.bridge.transfers_changed.emit(())
        window.actions_.quit.trigger()
        assert not window.isVisible()


def test_quitting_again_brings_the_question_forward_instead_of_another(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.bridge.transfers_changed.emit((transfer(id=1),))
        window.actions_.quit.trigger()
        window.desktop.tray.quit_asked.emit()
        assert len([dialog for dialog in window.findChildren(Dialog) if dialog.isVisible()]) == 1
        press(window, "Keep open")
        window.actions_.quit.trigger()
        press(window, "Stop and quit")
        assert not window.isVisible()


@pytest.mark.usefixtures("tray")
def test_the_tray_quits_a_hidden_window(stage: Stage, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(QGuiApplication, "exit", codes.append)
    with stage.window(loopback(root), close_behaviour="tray") as window:
        stage.start(window)
        window.close()
        window.desktop.tray.quit_asked.emit()
        assert codes == [0]
        assert window.bridge.state is ShareState.STOPPED


@pytest.mark.usefixtures("tray")
def test_the_menu_says_what_is_shared_and_starts_and_stops(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        tray = window.desktop.tray
        assert (tray.status.text(), tray.start_stop.text()) == ("Not sharing", "Start sharing")
        tray.start_stop.trigger()
        port = stage.wait_for(window, ShareState.RUNNING).change.port
        assert (tray.status.text(), tray.start_stop.text()) == ("Sharing “Photos”", "Stop sharing")
        assert fetch(port)[0] == 200
        qtbot.waitUntil(lambda: tray.status.text() == "Sharing “Photos” · 1 device")
        assert not tray.status.isEnabled()
        tray.start_stop.trigger()
        stage.wait_for(window, ShareState.STOPPED)
        qtbot.waitUntil(lambda: tray.status.text() == "Not sharing")


@pytest.mark.usefixtures("tray")
def test_the_icon_tells_whether_something_is_shared(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        idle = window.desktop.tray.icon.icon().pixmap(22, 22).toImage()
        window.bridge.state_changed.emit(UP)
        assert window.desktop.tray.icon.icon().pixmap(22, 22).toImage() != idle


@pytest.mark.usefixtures("tray")
def test_the_icon_can_be_switched_off(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        for wanted in (True, False):
            window.memory.change(tray=wanted)
            assert window.desktop.has_tray == wanted
        assert not window.desktop.tray.icon.isVisible()


@pytest.mark.usefixtures("tray")
def test_the_menu_speaks_korean_at_once(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.translations.apply("ko")
        qtbot.waitUntil(lambda: window.desktop.tray.open.text() == "shareapp 열기")


def test_a_tray_that_comes_later_gets_the_icon(stage: Stage, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with stage.window(loopback(root)) as window:
        assert not window.desktop.tray.icon.isVisible()
        monkeypatch.setattr(Tray, "is_available", staticmethod(lambda: True))
        window.desktop.look_for_tray()
        assert window.desktop.tray.icon.isVisible()


def test_a_hidden_window_comes_back_when_the_tray_goes(
    stage: Stage, root: Path, tray: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stage.window(loopback(root), close_behaviour="tray") as window:
        stage.start(window)
        window.close()
        window.desktop.look_for_tray()
        assert not window.isVisible()
        monkeypatch.setattr(Tray, "is_available", staticmethod(lambda: False))
        window.desktop.look_for_tray()
        assert window.isMinimized()
        assert QApplication.quitOnLastWindowClosed()


def test_nothing_is_told_to_whoever_looks_at_a_window_of_ours(
    stage: Stage, root: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stage.window(loopback(root)) as window:
        told: list[str] = []
        monkeypatch.setattr(window.desktop.notifications, "_show", lambda _title, text: told.append(text))
        preferences = window.open_preferences()
        qtbot.waitUntil(preferences.isActiveWindow)
        window.bridge.requests_done.emit([request_done(client="192.168.0.23")])
        assert told == []
        monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: None))
        window.bridge.requests_done.emit([request_done(client="192.168.0.24")])
        assert told == ["New device: iPhone (192.168.0.24)"]
        preferences.close()
