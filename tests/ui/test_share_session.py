"""The share as the window drives it, on the real engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import InvalidConfig, SelfSigned, ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.sharing.passwords import PasswordCheck, entry_path
from shareapp.ui.background import Background
from shareapp.ui.bridge import ShareBridge
from shareapp.ui.settings import AppPrefs
from shareapp.ui.share_session import ShareSession
from tests.support.records import request_done, transfer
from tests.support.sharing import fetch, loopback
from tests.support.stage import ETHERNET, UP, WIFI


class Desk:
    """A session with its bridge, and the means to wait for it."""

    def __init__(self, qtbot: QtBot, config: ShareConfig | None, certificates: Path) -> None:
        self._qtbot = qtbot
        self.bridge, self.background = ShareBridge(), Background()
        self.session = ShareSession(self.bridge, self.background, config, certificates)

    def wait_for(self, state: ShareState) -> StateChanged:
        """Wait for this state; the change that brought it."""
        self._qtbot.waitUntil(lambda: self.session.view().state is state, timeout=10_000)
        return self.session.view().change

    def hash_password(self) -> None:
        """Wait until the password that was chosen is in force."""
        self._qtbot.waitUntil(lambda: not self.background.is_busy)

    def close(self) -> None:
        """End everything."""
        self.bridge.shut_down(5)
        self.session.close()
        self.background.close()


@pytest.fixture
def desk(qtbot: QtBot, root: Path, tmp_path: Path) -> Iterator[Desk]:
    """A session that is ready to share on loopback."""
    result = Desk(qtbot, loopback(root), tmp_path / "certificate")
    yield result
    result.close()


def test_options_chosen_before_a_folder_do_not_make_home_the_folder(qtbot: QtBot, tmp_path: Path, root: Path) -> None:
    desk = Desk(qtbot, None, tmp_path)
    kept = QSignalSpy(desk.session.config_changed)
    desk.session.configure(hidden=True)
    assert kept.count() == 0
    desk.session.set_folder(root)
    assert [(config.root, config.hidden) for (config,) in (kept.at(0),)] == [(root, True)]
    desk.close()


def test_a_share_that_ended_is_renewed_at_its_address(desk: Desk, qtbot: QtBot) -> None:
    desk.session.configure(ends_after_downloads=1)
    desk.session.start()
    port = desk.wait_for(ShareState.RUNNING).port
    name = next(path.name for path in desk.session.config.root.iterdir() if path.is_file())
    assert fetch(port, f"/{name}")[0] == 200
    qtbot.waitUntil(lambda: desk.session.view().has_ended)
    assert fetch(port)[0] == 410
    desk.session.renew()
    qtbot.waitUntil(lambda: not desk.session.view().has_ended)
    assert fetch(port)[0] == 200


def test_home_itself_can_be_the_first_folder(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, None, tmp_path)
    kept = QSignalSpy(desk.session.config_changed)
    desk.session.set_folder(Path.home())
    assert kept.count() == 1
    desk.close()


def test_without_a_folder_there_is_nothing_to_share(qtbot: QtBot, tmp_path: Path, root: Path) -> None:
    desk = Desk(qtbot, None, tmp_path)
    kept = QSignalSpy(desk.session.config_changed)
    assert not desk.session.view().has_folder
    desk.session.set_folder(root)
    assert desk.session.view().has_folder
    assert kept.at(0)[0].root == root
    desk.close()


def test_start_and_stop_go_through_the_states(desk: Desk) -> None:
    desk.session.start()
    assert desk.session.view().state is ShareState.STARTING
    port = desk.wait_for(ShareState.RUNNING).port
    assert fetch(port, "/hello.txt") == (200, b"hello")
    desk.session.stop()
    assert desk.session.view().url == f"http://localhost:{port}"
    desk.wait_for(ShareState.STOPPED)


def test_starting_twice_starts_once(desk: Desk) -> None:
    desk.session.start()
    desk.session.start()
    desk.wait_for(ShareState.RUNNING)


def test_a_restart_keeps_the_port_and_shows_no_ready_page_between(desk: Desk) -> None:
    desk.session.start()
    port = desk.wait_for(ShareState.RUNNING).port
    seen: list[ShareState] = []
    desk.session.changed.connect(lambda: seen.append(desk.session.view().state))
    desk.session.restart()
    assert desk.wait_for(ShareState.RUNNING).port == port
    assert ShareState.STOPPED not in seen


def test_stop_during_a_restart_stops(desk: Desk) -> None:
    desk.session.start()
    desk.wait_for(ShareState.RUNNING)
    desk.session.restart()
    desk.session.stop()
    desk.wait_for(ShareState.STOPPED)


def test_a_value_that_cannot_be_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidConfig):
        desk.session.set_port(70_000)


def test_a_password_is_made_here_and_only_its_hash_is_kept(desk: Desk) -> None:
    desk.session.set_password(on=True)
    desk.hash_password()
    view = desk.session.view()
    assert view.config.credentials is not None
    assert view.config.credentials.user == "guest"
    assert view.password not in view.config.credentials.password_hash
    assert PasswordCheck(view.config.credentials.password_hash)(view.password)
    desk.session.set_password(on=False)
    assert (desk.session.view().config.credentials, desk.session.view().password) == (None, "")


def test_a_renewed_password_counts_for_the_running_share_at_once(desk: Desk) -> None:
    desk.session.set_password(on=True)
    desk.session.start()
    port = desk.wait_for(ShareState.RUNNING).port
    before = desk.session.view().config.credentials
    desk.session.renew_password()
    desk.hash_password()
    assert desk.session.view().config.credentials != before
    assert fetch(port)[0] == 401


def test_nothing_is_open_before_the_password_that_shall_guard_it(desk: Desk) -> None:
    kept = QSignalSpy(desk.session.config_changed)
    desk.session.set_password(on=True)
    desk.session.configure(hidden=True)
    desk.session.start()
    assert desk.session.view().state is ShareState.STOPPED
    assert kept.count() == 0
    port = desk.wait_for(ShareState.RUNNING).port
    assert fetch(port)[0] == 401
    (config,) = kept.at(0)
    assert (config.hidden, config.credentials is None) == (True, False)


def test_scripts_wait_for_their_password_on_a_running_share(desk: Desk) -> None:
    desk.session.start()
    port = desk.wait_for(ShareState.RUNNING).port
    desk.session.set_password(on=True)
    desk.session.configure(hidden=True)
    assert desk.bridge.controller.state is ShareState.RUNNING
    assert fetch(port)[0] == 200
    desk.hash_password()
    assert fetch(port)[0] == 401


def test_a_password_that_is_taken_back_at_once_holds_nothing_up(desk: Desk) -> None:
    kept = QSignalSpy(desk.session.config_changed)
    desk.session.set_password(on=True)
    desk.session.configure(hidden=True)
    desk.session.start()
    desk.session.set_password(on=False)
    assert kept.count() == 1
    port = desk.wait_for(ShareState.RUNNING).port
    assert fetch(port)[0] == 200


def test_a_start_that_waits_for_the_password_can_be_taken_back(desk: Desk) -> None:
    desk.session.set_password(on=True)
    desk.session.start()
    desk.session.stop()
    desk.hash_password()
    assert desk.session.view().state is ShareState.STOPPED


def test_https_uses_the_certificate_made_here(desk: Desk, tmp_path: Path) -> None:
    desk.session.set_https(on=True)
    assert desk.session.view().config.tls == SelfSigned(folder=tmp_path / "certificate")
    desk.session.set_https(on=False)
    assert desk.session.view().config.tls is None


def test_the_address_of_this_network_is_remembered(desk: Desk) -> None:
    desk.session.prefer(AppPrefs(addresses={"192.168.0.0/24": ETHERNET.host}))
    desk.bridge.state_changed.emit(UP)
    assert desk.session.view().address == ETHERNET
    desk.session.choose_address(WIFI.host)
    assert desk.session.view().address == WIFI


def test_a_shown_address_that_goes_is_replaced_and_told(desk: Desk) -> None:
    replaced = QSignalSpy(desk.session.address_replaced)
    desk.bridge.state_changed.emit(UP)
    desk.session.networks_changed((ETHERNET,), (ETHERNET,))
    assert desk.session.view().address == ETHERNET
    assert replaced.at(0) == [ETHERNET.host]
    desk.session.networks_changed((), ())
    assert desk.session.view().address is None
    desk.session.networks_changed((WIFI,), (WIFI,))
    assert desk.session.view().address == WIFI


@pytest.mark.parametrize(("client", "lonely"), [("192.168.0.23", 0), ("127.0.0.1", 1), (WIFI.host, 1)])
def test_after_a_minute_without_another_device_it_is_lonely(desk: Desk, client: str, lonely: int) -> None:
    told = QSignalSpy(desk.session.lonely)
    desk.bridge.state_changed.emit(UP)
    desk.bridge.requests_done.emit([request_done(client=client)])
    desk.session.minute_passed()
    assert told.count() == lonely


def test_other_devices_are_visitors_and_this_computer_is_none(desk: Desk) -> None:
    told = QSignalSpy(desk.session.visited)
    desk.bridge.state_changed.emit(UP)
    desk.bridge.requests_done.emit([request_done(client=client) for client in ("127.0.0.1", WIFI.host)])
    assert told.count() == 0
    desk.bridge.requests_done.emit([request_done(client=client) for client in ("::1", "192.168.0.23")])
    assert told.at(0) == ["192.168.0.23"]


def test_who_still_loads_its_first_file_is_a_visitor_too(desk: Desk) -> None:
    visited, lonely = QSignalSpy(desk.session.visited), QSignalSpy(desk.session.lonely)
    desk.bridge.state_changed.emit(UP)
    desk.bridge.transfers_changed.emit((transfer(client="192.168.0.23"),))
    assert visited.at(0) == ["192.168.0.23"]
    desk.session.minute_passed()
    assert lonely.count() == 0


def test_the_code_lets_in_until_the_password_is_renewed(desk: Desk) -> None:
    desk.session.set_password(on=True)
    desk.session.start()
    port = desk.wait_for(ShareState.RUNNING).port
    before = entry_path(desk.session.view().config.credentials)
    assert fetch(port, before)[0] == 303
    desk.session.renew_password()
    desk.hash_password()
    assert fetch(port, before)[0] == 401
    assert fetch(port, entry_path(desk.session.view().config.credentials))[0] == 303


def test_another_address_lets_the_certificate_be_made_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[str] = []
    monkeypatch.setattr(desk.bridge, "renew_certificate", lambda: renewed.append("once"))
    desk.bridge.state_changed.emit(UP)
    desk.session.networks_changed((WIFI, ETHERNET), (WIFI, ETHERNET))
    desk.background.close()
    assert renewed == []
    desk.session.networks_changed((ETHERNET,), (ETHERNET,))
    desk.background.close()
    assert renewed == ["once"]
