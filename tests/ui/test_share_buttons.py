"""The large buttons in each state, and at each width."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shareapp.server.errors import PortInUse, RootUnreadable, StartError
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui.screenshots import this_computer
from shareapp.ui.share_buttons import ShareButtons
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from tests.support.stage import UP, running_view

ROOT = Path("Photos")
RUNNING = running_view(ROOT)


@pytest.fixture
def buttons(qtbot: QtBot, theme: Theme) -> Iterator[ShareButtons]:
    """A row with all the room it wants."""
    # In a window of its own the row could not become narrower than its labels.
    window = QWidget()
    qtbot.addWidget(window)
    result = ShareButtons(theme, window)
    result.resize(900, 44)
    window.show()
    yield result
    window.close()


def _failed(error: StartError) -> StateChanged:
    return StateChanged(ShareState.FAILED, error=error)


@pytest.mark.parametrize(
    ("change", "text", "kind", "enabled"),
    [
        (StateChanged(ShareState.STOPPED), "Start sharing", "primary", True),
        (StateChanged(ShareState.STARTING), "Starting…", "primary", False),
        (UP, "Stop sharing", "danger", True),
        (UP._replace(state=ShareState.STOPPING), "Stop now", "danger", True),
        (_failed(PortInUse("", 8000)), "Try again", "plain", True),
        (_failed(RootUnreadable(ROOT, "missing")), "Start sharing", "plain", False),
    ],
)
def test_the_first_button_is_the_one_obvious_thing_to_do(
    buttons: ShareButtons, change: StateChanged, text: str, kind: str, enabled: bool
) -> None:
    buttons.render_view(ShareView(config=ShareConfig(root=ROOT), change=change))
    primary = buttons.primary
    assert (primary.text(), primary.property("kind"), primary.isEnabled()) == (text, kind, enabled)
    assert primary.accessibleName() == text


def test_the_address_can_be_used_while_sharing(buttons: ShareButtons) -> None:
    buttons.render_view(RUNNING)
    assert [button.isVisible() for button in (buttons.copy, buttons.open, buttons.enlarge)] == [True] * 3
    buttons.render_view(replace(RUNNING, change=UP._replace(state=ShareState.STOPPING)))
    assert not buttons.copy.isEnabled()


def test_no_code_cannot_be_enlarged(buttons: ShareButtons) -> None:
    buttons.render_view(this_computer(ROOT))
    assert not buttons.enlarge.isVisible()


def test_labels_collapse_to_icons_open_first(buttons: ShareButtons) -> None:
    buttons.render_view(RUNNING)
    seen: dict[tuple[str, str], int] = {}
    for width in range(900, 300, -20):
        buttons.resize(width, 44)
        seen.setdefault((buttons.copy.text(), buttons.open.text()), width)
    assert list(seen) == [("Copy address", "Open in browser"), ("Copy address", ""), ("", "")]
    assert buttons.open.accessibleName() == "Open in browser"
    assert "Ctrl+B" in buttons.open.toolTip()


def test_copying_is_confirmed_for_a_moment(
    buttons: ShareButtons, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    buttons.render_view(RUNNING)
    buttons.show_copied(after_ms=10)
    assert buttons.copy.text() == "Copied"
    qtbot.waitUntil(lambda: buttons.copy.text() == "Copy address")


def test_starting_says_which_port(buttons: ShareButtons) -> None:
    buttons.render_view(ShareView(config=ShareConfig(root=ROOT), change=StateChanged(ShareState.STARTING)))
    assert buttons.progress.isVisible()
    assert buttons.progress.text() == "Opening port 8000…"
