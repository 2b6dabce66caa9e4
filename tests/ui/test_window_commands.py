"""What can be asked of the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shareapp.server.errors import CertificateInvalid, PortInUse
from shareapp.sharing.config import SelfSigned, ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui import messages
from shareapp.ui.connect_help import ConnectHelp
from shareapp.ui.dialogs import Dialog
from shareapp.ui.large_qr import LargeQr
from shareapp.ui.messages import Action, Fix
from tests.support.records import request_done, transfer
from tests.support.sharing import fetch, loopback
from tests.support.stage import ETHERNET, UP, Stage


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were given to the desktop to open."""
    urls: list[str] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return urls


def test_the_address_is_copied_and_opened(stage: Stage, root: Path, opened: list[str]) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        window.body.panel.buttons.copy.click()
        assert QGuiApplication.clipboard().text() == f"http://localhost:{port}"
        assert window.body.panel.buttons.copy.text() == "Copied"
        window.body.panel.buttons.open.click()
        assert opened == [f"http://localhost:{port}"]


def test_a_bad_port_is_explained_and_nothing_starts(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.body.panel.setup.port.setText("70000")
        window.commands.start_or_stop()
        assert window.session.view().state is ShareState.STOPPED
        assert window.body.panel.setup.port.property("invalid")


@pytest.mark.parametrize("has_folder", [False, True])
def test_a_folder_that_never_was_is_named_and_nothing_else_changes(stage: Stage, root: Path, has_folder: bool) -> None:
    with stage.window(loopback(root) if has_folder else None) as window:
        before = window.session.view()
        window.commands.use_folder(root / "gone")
        assert window.body.banner.accessibleName() == f"This folder does not exist. {root / 'gone'}"
        kinds = [button.property("kind") for button in window.body.banner.buttons()]
        assert "primary" not in kinds  # that is Start, or the choice of a folder
        assert window.session.view() == before


def test_what_was_said_of_another_folder_goes_when_sharing_begins_or_ends(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.commands.use_folder(root / "gone")
        stage.start(window)
        assert "does not exist" not in window.body.banner.accessibleName()
        window.bridge.transfers_changed.emit((transfer(id=1),))
        window.commands.use_folder(root.parent)
        assert window.body.banner.accessibleName().startswith("Stop 1 transfer and share")
        window.body.panel.buttons.primary.click()
        stage.wait_for(window, ShareState.STOPPED)
        assert not window.body.banner.isVisible()


def test_a_chosen_folder_is_remembered_as_recent(stage: Stage, root: Path) -> None:
    with stage.window() as window:
        window.commands.use_folder(root)
        assert window.memory.prefs.recent_folders == (root,)


def test_the_folder_dialog_blocks_nothing(stage: Stage, root: Path) -> None:
    with stage.window() as window:
        window.commands.choose_folder()
        (dialog,) = window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(root))
        dialog.close()
        assert window.session.view().config.root == root


def test_the_first_start_prepares_for_the_question_of_the_system(stage: Stage, root: Path) -> None:
    with stage.window(ShareConfig(root=root, port=0), first_start_done=False) as window:
        stage.start(window)
        assert window.body.banner.accessibleName().startswith("Your system may ask about network access.")
        assert window.memory.prefs.first_start_done
        window.session.stop()
        stage.wait_for(window, ShareState.STOPPED)
        assert not window.body.banner.isVisible()


@pytest.mark.parametrize("news", ["request", "transfer", "minute"])
def test_what_the_system_may_ask_is_said_until_a_device_came_or_a_minute_passed(
    stage: Stage, root: Path, news: str
) -> None:
    with stage.window(ShareConfig(root=root)) as window:
        window.bridge.state_changed.emit(UP)
        window.board.post("first-start", messages.first_start)
        window.refresh()
        assert window.body.banner.accessibleName().startswith("Your system may ask")
        match news:
            case "request":
                window.bridge.requests_done.emit([request_done()])
            case "transfer":
                window.bridge.transfers_changed.emit((transfer(),))
            case _:
                window.session.minute_passed()
        said = window.body.banner.accessibleName() if window.body.banner.isVisible() else ""
        assert said == ("No device has connected yet" if news == "minute" else "")


def test_the_folder_that_is_shared_already_interrupts_nobody(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        window.bridge.transfers_changed.emit((transfer(id=1),))
        window.commands.use_folder(root)
        assert "Stop 1 transfer" not in window.body.banner.accessibleName()
        assert window.session.view().state is ShareState.RUNNING
        assert fetch(port)[0] == 200


def test_a_file_of_the_chosen_folder_offers_nothing_to_do_again(stage: Stage, root: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("")
    with stage.window(loopback(root)) as window:
        window.commands.use_folder(root / "hello.txt")
        assert window.body.banner.accessibleName().endswith("Its folder, “Photos”, is chosen already.")
        window.commands.use_folder(tmp_path / "letter.txt")
        assert window.body.banner.buttons()[0].text() == f"Share “{tmp_path.name}” instead"


def test_this_computer_only_can_be_made_visible(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        assert window.body.banner.buttons()[0].text() == "Make visible"
        window.body.banner.buttons()[0].click()
        view = stage.wait_for(window, ShareState.RUNNING)
        assert (view.config.host, view.change.port) == ("", port)
        assert fetch(port)[0] == 200


def test_details_can_be_copied(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.commands.mend(Fix(Action.COPY_DETAILS, "", "out of luck"))
        assert QGuiApplication.clipboard().text() == "out of luck"


def test_a_refused_port_can_be_changed_by_hand(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.bridge.state_changed.emit(StateChanged(ShareState.FAILED, error=PortInUse("", 8000)))
        window.commands.mend(Fix(Action.CHOOSE_PORT, ""))
        assert window.focusWidget() is window.body.panel.setup.port
        assert window.body.panel.setup.port.hasSelectedText()


def test_a_bad_certificate_can_be_looked_at_or_left_out(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root, tls=SelfSigned(folder=root))) as window:
        change = StateChanged(ShareState.FAILED, error=CertificateInvalid("mismatch", root / "key.pem"))
        window.bridge.state_changed.emit(change)
        window.commands.mend(Fix(Action.CHECK_CERTIFICATE, ""))
        preferences = window.open_preferences()
        assert preferences.stack.currentWidget() is preferences.security
        preferences.close()
        window.commands.mend(Fix(Action.SHARE_WITHOUT_HTTPS, ""))
        assert stage.wait_for(window, ShareState.RUNNING).config.tls is None


def test_open_transfers_are_asked_about_before_another_folder(stage: Stage, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "Other"
    other.mkdir()
    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.bridge.transfers_changed.emit((transfer(id=1), transfer(id=2)))
        window.commands.use_folder(other)
        assert window.session.view().config.root == root
        assert "Other" in window.body.banner.accessibleName()
        window.body.banner.buttons()[0].click()
        assert stage.wait_for(window, ShareState.RUNNING).config.root == other


def test_a_folder_that_waited_for_transfers_is_offered_once_these_have_ended(
    stage: Stage, root: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Other"
    other.mkdir()
    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.board.dismiss("reach")  # that only this computer can open it
        window.bridge.transfers_changed.emit((transfer(id=1), transfer(id=2)))
        window.commands.use_folder(other)
        asked = window.body.banner.buttons()[0]
        window.bridge.transfers_changed.emit((transfer(id=2),))
        assert window.body.banner.buttons()[0] is asked  # and the focus, if it is there, stays
        window.bridge.transfers_changed.emit(())
        assert window.body.banner.accessibleName() == "All transfers have ended"
        window.body.banner.buttons()[0].click()
        assert stage.wait_for(window, ShareState.RUNNING).config.root == other
        assert "transfers" not in window.body.banner.accessibleName()


def test_the_large_code_opens_once_and_goes_with_the_share(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.bridge.state_changed.emit(UP)
        window.commands.enlarge_qr()
        window.commands.enlarge_qr()
        assert len(window.findChildren(LargeQr)) == 1
        window.bridge.state_changed.emit(StateChanged(ShareState.STOPPED))
        assert not any(dialog.isVisible() for dialog in window.findChildren(LargeQr))


def test_a_chosen_address_is_remembered_for_its_network(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.bridge.state_changed.emit(UP)
        window.body.panel.running.address_chosen.emit(ETHERNET.host)
        assert window.session.view().address == ETHERNET
        assert window.memory.prefs.addresses == {"192.168.0.0/24": ETHERNET.host}


def test_the_checklist_checks_the_real_address(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.commands.show_connect_help()
        (dialog,) = window.findChildren(ConnectHelp)
        qtbot.waitUntil(lambda: "It opens on this computer" in dialog.texts())
        dialog.close()


def test_the_way_past_the_warning_shows_the_fingerprint(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root, tls=SelfSigned(folder=root.parent / "certificate"))) as window:
        stage.start(window)
        window.commands.mend(Fix(Action.CONTINUE_HELP, ""))
        (dialog,) = window.findChildren(Dialog)
        assert any(text.count(":") == 31 for text in dialog.texts())
        dialog.close()
