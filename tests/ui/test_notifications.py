"""Messages of the system: summed, seldom, and only what is wanted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject

from shareapp.server.errors import RootUnreadable
from shareapp.server.layers.doorbell import Visitor
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui.i18n import Translations
from shareapp.ui.notifications import Notifications
from shareapp.ui.settings import AppPrefs
from tests.support.records import request_done


class Listener:
    """A person who may be looking at the window."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.is_away = True

    def hear(self, title: str, text: str) -> None:
        assert title == "shareapp"
        self.heard.append(text)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def news(translations: Translations, listener: Listener) -> Iterator[Notifications]:
    owner = QObject()
    yield Notifications(listener.hear, lambda: listener.is_away, owner)
    shiboken6.delete(owner)


def test_a_new_device_is_told_once(news: Notifications, listener: Listener) -> None:
    news.note_requests([request_done(), request_done()])
    news.note_requests([request_done()])
    news.flush()
    assert listener.heard == ["New device: iPhone (192.168.0.23)"]


def test_what_comes_within_ten_seconds_is_summed(news: Notifications, listener: Listener) -> None:
    news.note_requests([request_done()])
    news.note_requests([request_done(client="10.0.0.5"), request_done(client="10.0.0.6")])
    for number in range(4):
        news.note_requests([request_done(method="PUT", status=201, received=9, target=f"/{number}.jpg", added=1)])
    assert len(listener.heard) == 1
    news.flush()
    assert listener.heard[1:] == ["2 new devices\n4 files added from iPhone"]
    news.flush()
    assert len(listener.heard) == 2


def test_uploads_of_several_devices_are_one_number(news: Notifications, listener: Listener) -> None:
    news.set_prefs(AppPrefs(notify_device=False))
    upload = request_done(method="POST", status=303, received=9, added=1)
    news.note_requests([upload, upload._replace(client="10.0.0.5", agent="")])
    assert listener.heard == ["2 files added"]


def test_a_file_that_comes_in_pieces_is_one_file(news: Notifications, listener: Listener) -> None:
    news.set_prefs(AppPrefs(notify_device=False))
    piece = request_done(method="PATCH", status=204, received=9)
    news.note_requests([piece, piece])
    assert listener.heard == []
    news.note_requests([piece._replace(added=1)])
    assert listener.heard == ["1 file added from iPhone"]


def test_every_file_of_a_form_is_counted(news: Notifications, listener: Listener) -> None:
    news.set_prefs(AppPrefs(notify_device=False))
    news.note_requests([request_done(method="POST", status=303, received=9, added=3)])
    assert listener.heard == ["3 files added from iPhone"]


@pytest.mark.parametrize(
    "changes", [{"status": 413}, {"note": "aborted"}, {"method": "POST", "target": "/~login", "status": 303}]
)
def test_what_brought_no_file_is_not_told(news: Notifications, listener: Listener, changes: dict[str, object]) -> None:
    news.set_prefs(AppPrefs(notify_device=False))
    news.note_requests([request_done(**({"method": "PUT", "status": 201, "received": 9} | changes))])
    assert listener.heard == []


def test_who_looks_at_the_window_is_told_nothing(news: Notifications, listener: Listener) -> None:
    listener.is_away = False
    news.note_requests([request_done()])
    listener.is_away = True
    news.flush()
    assert listener.heard == []


def test_this_computer_is_no_news(news: Notifications, listener: Listener) -> None:
    news.note_requests([request_done(client="127.0.0.1"), request_done(client="::1")])
    assert listener.heard == []


def test_what_is_switched_off_stays_unsaid(news: Notifications, listener: Listener) -> None:
    news.set_prefs(AppPrefs(notify_device=False, notify_upload=False, notify_stopped=False))
    news.note_requests([request_done(method="PUT", status=201, received=9, added=1)])
    news.note_state(StateChanged(ShareState.FAILED, lost=True))
    assert listener.heard == []


def test_a_share_that_breaks_down_is_told_with_its_reason(news: Notifications, listener: Listener) -> None:
    gone = RootUnreadable(Path("Photos"), "missing")
    news.note_state(StateChanged(ShareState.FAILED, error=gone))
    assert listener.heard == []
    news.note_state(StateChanged(ShareState.FAILED, error=gone, lost=True))
    assert listener.heard == ["Sharing has stopped: The folder is no longer available"]


def test_another_share_meets_its_devices_anew(news: Notifications, listener: Listener) -> None:
    news.note_requests([request_done()])
    news.note_state(StateChanged(ShareState.STARTING))
    news.note_requests([request_done()])
    news.flush()
    assert len(listener.heard) == 2


def test_who_waits_at_the_door_is_told_once_and_again_after_leaving(news: Notifications, listener: Listener) -> None:
    visitor = Visitor("192.168.0.23", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)")
    for visitors in ((visitor,), (visitor,), (), (visitor,)):
        news.note_visitors(visitors)
        news.flush()
    assert listener.heard == ["iPhone (192.168.0.23) wants to open the folder"] * 2
