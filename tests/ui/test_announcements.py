"""What a screen reader says of its own accord: that sharing began, where, that it ended, and what was copied."""

from pathlib import Path

import pytest

from shareapp.sharing.events import ShareState
from shareapp.ui import main_window, window_commands
from tests.support.sharing import loopback
from tests.support.stage import Stage


def test_start_stop_and_the_copied_address_are_said(stage: Stage, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    for module in (main_window, window_commands):
        monkeypatch.setattr(module, "announce", lambda _source, message: said.append(message))
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        window.commands.copy_address()
        window.body.panel.buttons.primary.click()
        stage.wait_for(window, ShareState.STOPPED)
    assert said == [f"Sharing started: http://localhost:{port}", "Address copied", "Sharing stopped"]
