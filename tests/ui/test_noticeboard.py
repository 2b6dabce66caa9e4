"""One banner at a time, the worst first."""

from functools import partial
from pathlib import Path

import pytest

from shareapp.server.errors import PortInUse
from shareapp.sharing.config import SelfSigned, ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui import messages
from shareapp.ui.messages import Notice, Severity
from shareapp.ui.noticeboard import Noticeboard, standing
from shareapp.ui.screenshots import this_computer
from shareapp.ui.share_view import ShareView
from tests.support.stage import running_view

ROOT = Path("Photos")


def _shown(board: Noticeboard) -> str | None:
    posted = board.current()
    return posted.notice.title if posted else None


def _post(board: Noticeboard, key: str, severity: Severity) -> None:
    board.post(key, partial(Notice, severity, key))


def test_danger_goes_before_warning_before_information() -> None:
    board = Noticeboard()
    for key, severity in (("a", "warn"), ("b", "info"), ("c", "danger")):
        _post(board, key, severity)  # type: ignore[arg-type]
    shown = []
    while posted := board.current():
        shown.append(posted.key)
        board.remove(posted.key)
    assert shown == ["c", "a", "b"]


def test_the_newest_of_equals_is_shown() -> None:
    board = Noticeboard()
    _post(board, "old", "info")
    _post(board, "new", "info")
    assert _shown(board) == "new"


def test_a_restart_that_settings_wait_for_is_not_hidden_by_news() -> None:
    board = Noticeboard()
    waiting = standing(running_view(ROOT, needs_restart=True))["restart"]
    assert waiting is not None
    board.post("restart", waiting)
    board.post("lonely", messages.no_device_yet)
    assert _shown(board) == "Applies after sharing restarts."
    board.dismiss("restart")
    assert _shown(board) == "No device has connected yet"
    board.remove("restart")
    board.post("restart", waiting)
    _post(board, "reach", "warn")
    assert _shown(board) == "reach"


def test_a_closed_notice_stays_away_until_its_cause_was_gone() -> None:
    board = Noticeboard()
    _post(board, "reach", "warn")
    board.dismiss("reach")
    _post(board, "reach", "warn")
    assert _shown(board) is None
    board.remove("reach")
    _post(board, "reach", "warn")
    assert _shown(board) == "reach"


@pytest.mark.parametrize(
    ("view", "keys"),
    [
        (ShareView(config=ShareConfig(root=ROOT)), set()),
        (running_view(ROOT), set()),
        (this_computer(ROOT), {"reach"}),
        (running_view(ROOT, has_ended=True), {"ended"}),
        (running_view(ROOT, change=StateChanged(ShareState.RUNNING, (), 8000), address=None), {"reach"}),
        (running_view(ROOT, config=ShareConfig(root=ROOT, tls=SelfSigned(folder=ROOT))), {"certificate"}),
        (running_view(ROOT, change=StateChanged(ShareState.FAILED, error=PortInUse("", 8000))), {"failure"}),
    ],
)
def test_the_share_itself_says_what_stands(view: ShareView, keys: set[str]) -> None:
    notices = standing(view)
    assert {key for key, make in notices.items() if make is not None} == keys


def test_a_notice_is_worded_when_it_is_shown() -> None:
    board = Noticeboard()
    board.post("network", messages.no_network)
    assert _shown(board) == messages.no_network().title
