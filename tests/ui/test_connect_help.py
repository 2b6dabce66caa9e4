"""The checklist for phones that cannot connect."""

import platform
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.ui.background import Background
from shareapp.ui.connect_help import ConnectHelp
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from tests.support.stage import ETHERNET, UP, WIFI, running_view

VIEW = running_view(Path("Photos"))


def _open(qtbot: QtBot, theme: Theme, view: ShareView = VIEW, *, answered: bool = True) -> ConnectHelp:
    background = Background()
    dialog = ConnectHelp(theme, background, view, answers=lambda _address, _scheme, _port: answered)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not background.is_busy)
    return dialog


@pytest.mark.parametrize(
    ("answered", "verdict"), [(True, "It opens on this computer"), (False, "It doesn’t open on this computer")]
)
def test_the_address_is_checked_first(qtbot: QtBot, theme: Theme, answered: bool, verdict: str) -> None:
    assert _open(qtbot, theme, answered=answered).verdict() == verdict


def test_without_an_address_the_check_fails(qtbot: QtBot, theme: Theme) -> None:
    view = replace(VIEW, address=None, change=UP._replace(addresses=()))
    assert _open(qtbot, theme, view).verdict() == "It doesn’t open on this computer"


def test_another_address_can_be_tried(qtbot: QtBot, theme: Theme) -> None:
    dialog = _open(qtbot, theme)
    chosen = QSignalSpy(dialog.address_chosen)
    assert dialog.addresses.currentData() == WIFI.host
    dialog.addresses.activated.emit(1)
    assert chosen.at(0) == [ETHERNET.host]


def test_the_command_for_the_firewall_can_be_copied(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    _open(qtbot, theme).copy_button.click()
    assert QGuiApplication.clipboard().text() == "sudo ufw allow 8000/tcp"


@pytest.mark.parametrize(("system", "words"), [("Windows", "private networks"), ("Darwin", "Local Network")])
def test_each_system_has_its_own_firewall(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, system: str, words: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    assert any(words in text for text in _open(qtbot, theme).texts())
