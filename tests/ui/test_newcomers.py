"""A device that comes for the first time is told once, many at a time in one sentence."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui import newcomers
from shareapp.ui.bridge import ShareBridge
from shareapp.ui.i18n import Translations
from shareapp.ui.newcomers import Newcomers
from tests.support.events import ADDRESS, DONE


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader would say."""
    texts: list[str] = []
    monkeypatch.setattr(newcomers, "announce", lambda _source, message: texts.append(message))
    return texts


@pytest.fixture
def bridge(qtbot: QtBot, translations: Translations) -> ShareBridge:
    window = QWidget()
    qtbot.addWidget(window)
    bridge = ShareBridge(window)
    Newcomers(window, bridge)
    return bridge


def test_a_device_is_told_once(bridge: ShareBridge, said: list[str]) -> None:
    bridge.requests_done.emit([DONE, DONE])
    bridge.requests_done.emit([DONE])
    assert said == [f"New device: iPhone ({ADDRESS})"]


def test_many_devices_are_one_sentence(bridge: ShareBridge, said: list[str]) -> None:
    bridge.requests_done.emit([DONE._replace(client=f"10.0.0.{number}", agent="") for number in range(1, 6)])
    assert said == ["5 new devices"]


def test_a_new_share_meets_its_devices_anew(bridge: ShareBridge, said: list[str]) -> None:
    bridge.requests_done.emit([DONE])
    bridge.state_changed.emit(StateChanged(ShareState.STARTING))
    bridge.requests_done.emit([DONE])
    assert len(said) == 2


def test_this_computer_and_who_is_refused_are_no_newcomers(bridge: ShareBridge, said: list[str]) -> None:
    bridge.requests_done.emit([DONE._replace(client="127.0.0.1"), DONE._replace(status=401)])
    assert said == []
    bridge.requests_done.emit([DONE])
    assert len(said) == 1
