"""Devices at the door: the banner asks, its buttons answer, the engine obeys."""

import http.client
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState
from shareapp.ui.main_window import MainWindow
from tests.support.sharing import LOOPBACK, PATIENCE_S
from tests.support.stage import Stage

FIRST, SECOND = "127.0.0.2", "127.0.0.3"
AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has one loopback address")


def fetch(port: int, client: str) -> int:
    """Status for a phone at the address ``client``."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_S, source_address=(client, 0))
    try:
        connection.request("GET", "/", headers={"Accept": "text/html", "User-Agent": AGENT})
        return connection.getresponse().status
    finally:
        connection.close()


def answer(qtbot: QtBot, window: MainWindow, title: str, button: str) -> None:
    """Wait for the banner and press one of its buttons."""
    banner = window.body.banner
    qtbot.waitUntil(lambda: banner.accessibleName().startswith(title) and not banner.isHidden())
    next(found for found in banner.buttons() if found.text() == button).click()


def test_each_device_waits_until_it_is_allowed_or_denied(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    config = ShareConfig(root=tmp_path, host=LOOPBACK, port=0, ask_devices=True)
    with stage.window(config) as window:
        window.session.start()
        qtbot.waitUntil(lambda: window.session.view().state is ShareState.RUNNING)
        port = window.session.view().change.port
        assert fetch(port, LOOPBACK) == 200
        assert fetch(port, FIRST) == fetch(port, SECOND) == 503
        answer(qtbot, window, f"iPhone ({FIRST}) wants to open the folder. 1 more device is waiting.", "Allow")
        assert fetch(port, FIRST) == 200
        assert fetch(port, SECOND) == 503
        answer(qtbot, window, f"iPhone ({SECOND}) wants to open the folder", "Deny")
        assert fetch(port, SECOND) == 403
        assert window.bridge.blocked() == {SECOND}
        assert window.board.current() is None or "wants" not in window.board.current().notice.title  # type: ignore[union-attr]
