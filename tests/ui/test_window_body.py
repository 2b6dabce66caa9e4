"""The arrangement: which page, what on top, where the keyboard goes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from shareapp.server.errors import RootUnreadable
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui.i18n import Translations
from shareapp.ui.log_view import LogView
from shareapp.ui.share_view import THIS_COMPUTER, ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.window_body import WindowBody
from tests.support.stage import running_view

ROOT = Path("Photos")
READY = ShareView(config=ShareConfig(root=ROOT))


@pytest.fixture
def body(qtbot: QtBot, theme: Theme) -> WindowBody:
    """The inside of a window that is ready."""
    menu = QMenu()
    qtbot.addWidget(menu)
    result = WindowBody(theme, menu, LogView(theme))
    qtbot.addWidget(result)
    result.resize(900, 640)
    result.show()
    result.render_view(READY)
    return result


def test_without_a_folder_the_window_is_the_drop_zone(body: WindowBody) -> None:
    body.render_view(replace(READY, has_folder=False))
    assert body.empty.isVisible()
    assert not body.panel.isVisible()
    body.render_view(READY)
    assert body.panel.isVisible()
    assert not body.empty.isVisible()


def test_the_folder_cannot_be_changed_between_two_states(body: WindowBody) -> None:
    for state, enabled in ((ShareState.STARTING, False), (ShareState.STOPPING, False), (ShareState.RUNNING, True)):
        body.render_view(replace(running_view(ROOT), change=running_view(ROOT).change._replace(state=state)))
        assert body.header.change.isEnabled() is enabled


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (running_view(ROOT), "Waiting for the first device"),
        (
            replace(running_view(ROOT), change=StateChanged(ShareState.RUNNING, (), 8000)),
            "Waiting for the first request",
        ),
        (
            replace(running_view(ROOT), config=ShareConfig(root=ROOT, host=THIS_COMPUTER)),
            "Waiting for the first request",
        ),
    ],
    ids=["reachable", "no-network", "this-computer"],
)
def test_a_first_device_is_waited_for_only_where_one_can_connect(
    body: WindowBody, translations: Translations, view: ShareView, said: str
) -> None:
    body.render_view(view)
    said_first = [label.text() for label in body.log.findChildren(QLabel) if label.text().startswith("Waiting")]
    assert said_first == [said]


def test_start_loses_the_focus_to_nobody(body: WindowBody) -> None:
    body.focus_start()
    body.render_view(replace(READY, change=StateChanged(ShareState.STARTING)))
    assert body.focusWidget() not in {body.header.change, body.header.menu_button, body.panel.setup.port}
    body.render_view(running_view(ROOT))
    assert body.focusWidget() is body.panel.buttons.primary


def test_whatever_was_used_last_in_the_form_hands_the_keyboard_to_stop(body: WindowBody) -> None:
    for widget in body.panel.setup.focus_order():
        body.render_view(READY)
        widget.setFocus()
        body.render_view(replace(READY, change=StateChanged(ShareState.STARTING)))
        body.render_view(running_view(ROOT))
        assert body.focusWidget() is body.panel.buttons.primary
        for last in (body.panel.buttons.copy, *body.panel.running.focus_order()):
            last.setFocus()
        body.render_view(READY)
        assert body.focusWidget() is body.panel.buttons.primary


def test_what_happens_behind_another_window_moves_the_keyboard_no_further_than_the_large_button(
    body: WindowBody, qtbot: QtBot
) -> None:
    body.render_view(running_view(ROOT))
    body.focus_start()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: other.isActiveWindow() and not body.isActiveWindow())
    body.render_view(replace(READY, change=StateChanged(ShareState.FAILED, error=RootUnreadable(ROOT, "missing"))))
    assert not body.log.isAncestorOf(body.focusWidget())
    body.render_view(READY)
    assert body.focusWidget() is body.panel.buttons.primary


def test_a_lost_folder_is_marked_in_the_header(body: WindowBody) -> None:
    lost = StateChanged(ShareState.FAILED, error=RootUnreadable(ROOT, "missing"), lost=True)
    body.render_view(replace(READY, change=lost))
    assert not body.panel.buttons.primary.isEnabled()
