"""The window on a real share: start, a request, stop, and what goes wrong between."""

import os
import shutil
import socket
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState
from shareapp.ui.dialogs import Dialog
from shareapp.ui.main_window import MainWindow
from shareapp.ui.messages import Action
from shareapp.ui.share_view import Tile
from tests.support.records import request_done
from tests.support.sharing import LOOPBACK, fetch, loopback
from tests.support.stage import UP, Stage, running_view


def test_start_shares_and_each_request_becomes_a_row(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        assert fetch(port, "/hello.txt") == (200, b"hello")
        qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)
        assert window.body.panel.buttons.primary.text() == "Stop sharing"
        assert window.body.panel.running.address.accessibleName() == f"http://localhost:{port}"


def test_stop_frees_the_port_and_keeps_the_log(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        fetch(port, "/hello.txt")
        qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)
        window.body.panel.buttons.primary.click()
        stage.wait_for(window, ShareState.STOPPED)
        with pytest.raises(ConnectionRefusedError):
            fetch(port)
        assert window.log.model.rowCount() == 1
        assert window.body.panel.buttons.primary.text() == "Start sharing"


def test_a_taken_port_offers_the_next_free_one_and_shares_on_it(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        with stage.window(loopback(root, port=port)) as window:
            window.body.panel.buttons.primary.click()
            stage.wait_for(window, ShareState.FAILED)
            qtbot.waitUntil(lambda: window.session.view().free_port is not None)
            free = window.session.view().free_port
            assert psutil.Process(os.getpid()).name() in window.body.banner.accessibleName()
            share = next(button for button in window.body.banner.buttons() if button.text().startswith("Share on port"))
            assert share.text() == f"Share on port {free}"
            assert window.body.panel.setup.port.property("invalid")
            assert window.body.panel.buttons.primary.text() == "Try again"
            share.click()
            assert stage.wait_for(window, ShareState.RUNNING).change.port == free
            assert window.body.panel.buttons.primary.hasFocus() or not window.isActiveWindow()


def test_a_folder_that_goes_away_stops_sharing_and_says_so(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        shutil.rmtree(root)
        view = stage.wait_for(window, ShareState.FAILED)
        assert view.change.lost
        assert view.is_folder_gone
        assert window.body.banner.accessibleName().startswith("The folder is no longer available")
        assert not window.body.panel.buttons.primary.isEnabled()


def test_another_folder_while_running_goes_on_at_the_same_address(stage: Stage, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "Other"
    other.mkdir()
    (other / "new.txt").write_text("new")
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        window.commands.use_folder(other)
        assert window.session.view().state is ShareState.STOPPING
        view = stage.wait_for(window, ShareState.RUNNING)
        assert view.change.port == port
        assert fetch(port, "/new.txt") == (200, b"new")


def test_the_header_tells_what_can_be_seen_before_and_while_sharing(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        qtbot.waitUntil(lambda: window.body.header.exposure_text().startswith("2 files"))
        (root / "late.txt").touch()
        stage.start(window)
        qtbot.waitUntil(lambda: window.body.header.exposure_text().startswith("3 files"))


def test_after_a_minute_alone_help_is_offered_in_a_line_and_goes_with_the_first_device(
    stage: Stage, root: Path
) -> None:
    with stage.window(ShareConfig(root=root)) as window:
        window.bridge.state_changed.emit(UP)
        assert not window.body.banner.isVisible()
        window.session.minute_passed()
        posted = window.board.current()
        assert posted is not None
        assert window.body.banner.accessibleName() == posted.notice.title == "No device has connected yet"
        assert [fix.action for fix in posted.notice.fixes] == [Action.CONNECT_HELP]
        window.bridge.requests_done.emit([request_done()])
        assert not window.body.banner.isVisible()


def test_enter_presses_the_focused_button(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.body.panel.buttons.primary.setFocus()
        QTest.keyClick(window.body.panel.buttons.primary, Qt.Key.Key_Return)
        stage.wait_for(window, ShareState.RUNNING)


def _drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPoint(50, 50), copy, data, left, none))
    assert window.is_drop_shown()
    window.dropEvent(QDropEvent(QPoint(50, 50), copy, data, left, none))
    assert not window.is_drop_shown()


def test_a_dropped_folder_becomes_the_shared_one_but_is_not_shared_yet(stage: Stage, root: Path) -> None:
    with stage.window() as window:
        assert not window.session.view().has_folder
        _drop(window, root)
        view = window.session.view()
        assert (view.has_folder, view.config.root, view.state) == (True, root, ShareState.STOPPED)


def test_a_dropped_file_is_explained_and_its_folder_offered(stage: Stage, root: Path) -> None:
    with stage.window() as window:
        _drop(window, root / "hello.txt")
        assert window.body.banner.accessibleName() == "Only folders can be shared"
        window.body.banner.buttons()[0].click()
        assert window.session.view().config.root == root


def test_a_dropped_file_of_the_chosen_folder_offers_nothing_to_do_again(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        _drop(window, root / "hello.txt")
        assert window.body.banner.accessibleName() == (
            "Only folders can be shared. Its folder, “Photos”, is chosen already."
        )
        assert [button.text() for button in window.body.banner.buttons()] == [""]  # to close it


def test_preferences_asked_for_twice_are_one_window_in_front(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        preferences = window.open_preferences()
        preferences.showMinimized()
        assert window.open_preferences() is preferences
        assert not preferences.isMinimized()
        preferences.close()


def test_closing_while_sharing_asks_first(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        assert not window.close()
        (question,) = window.findChildren(Dialog)
        question.reject()
        assert window.isVisible()


def test_closing_remembers_the_geometry_and_the_share(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.body.panel.setup.port_changed.emit(8123)
        window.close()
    loaded = stage.settings.load()
    assert loaded.prefs.geometry
    assert loaded.config is not None
    assert loaded.config.port == 8123


def test_a_small_window_is_drawn_compactly(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root), size=(640, 480)) as window:
        window.draw(running_view(root))
        assert window.body.panel.qr.height() == 140
        assert not window.body.panel.buttons.enlarge.isVisible()
        window.resize(900, 640)
        assert window.body.panel.qr.height() == 231
        assert window.body.panel.qr.tile is Tile.CODE


def test_the_focus_on_a_banner_survives_the_next_picture(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        button = window.body.banner.buttons()[0]
        button.setFocus()
        window.refresh()
        assert window.body.banner.buttons()[0] is button
        assert window.focusWidget() is button


def test_another_language_rewords_everything_at_once(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.actions_.language_chosen.emit("ko")
        assert window.body.panel.buttons.primary.text() == "공유 중지"
        assert window.body.banner.accessibleName().startswith("휴대폰에서는 이 주소를 열 수 없습니다")
        assert window.memory.prefs.language == "ko"
