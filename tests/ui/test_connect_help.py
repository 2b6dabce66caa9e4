"""The ordered check for phones that cannot connect, its results as they arrive."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.sharing.reachability import Check, Finding, Situation, Subject
from shareapp.ui.background import Background
from shareapp.ui.checklist import CheckRow
from shareapp.ui.connect_help import Checks, ConnectHelp
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from tests.support.stage import ETHERNET, UP, WIFI, Stage, running_view

VIEW = running_view(Path("Photos"))
BLOCKED = Finding("firewall", "bad", "blocks", ("ufw",), "sudo ufw allow 8000/tcp")


def finding(*findings: Finding) -> Checks:
    """Checks that find this."""

    def same(found: Finding) -> Finding:
        return found

    def make(_situation: Situation) -> tuple[tuple[Subject, Check], ...]:
        return tuple((found.subject, partial(same, found)) for found in findings)

    return make


@pytest.fixture
def background() -> Iterator[Background]:
    result = Background()
    yield result
    result.close()


def _open(
    qtbot: QtBot, theme: Theme, background: Background, make_checks: Checks, view: ShareView = VIEW
) -> ConnectHelp:
    dialog = ConnectHelp(theme, background, view, make_checks=make_checks)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not background.is_busy)
    return dialog


def test_results_are_drawn_as_they_arrive_in_their_order(qtbot: QtBot, theme: Theme, background: Background) -> None:
    gate = threading.Event()

    def late() -> Finding:
        gate.wait(5)
        return Finding("vpn", "good", "none")

    def make(_situation: Situation) -> tuple[tuple[Subject, Check], ...]:
        return (("bound", lambda: Finding("bound", "good", "everyone")), ("vpn", late))

    dialog = ConnectHelp(theme, background, VIEW, make_checks=make)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Who may connect?" in dialog.texts()
    qtbot.waitUntil(lambda: len(dialog.findings()) == 1)
    assert "It is open to the network" in dialog.texts()
    assert "Is a VPN in the way?" in dialog.texts()
    gate.set()
    qtbot.waitUntil(lambda: len(dialog.findings()) == 2)
    assert "No VPN is on here" in dialog.texts()


def test_the_command_for_the_firewall_can_be_copied(qtbot: QtBot, theme: Theme, background: Background) -> None:
    dialog = _open(qtbot, theme, background, finding(BLOCKED))
    assert dialog.copy_button.isVisible()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == "sudo ufw allow 8000/tcp"


def test_without_a_command_there_is_nothing_to_copy(qtbot: QtBot, theme: Theme, background: Background) -> None:
    dialog = _open(qtbot, theme, background, finding(Finding("firewall", "good", "none")))
    assert not dialog.copy_button.isVisible()


def test_a_share_of_this_computer_only_can_be_made_visible(qtbot: QtBot, theme: Theme, background: Background) -> None:
    dialog = _open(qtbot, theme, background, finding(Finding("bound", "bad", "this-computer")))
    asked = QSignalSpy(dialog.visibility_asked)
    assert dialog.visible_button.isVisible()
    dialog.visible_button.click()
    assert asked.count() == 1


def test_another_address_can_be_chosen_and_is_checked(qtbot: QtBot, theme: Theme, background: Background) -> None:
    asked: list[Situation] = []

    def make(situation: Situation) -> tuple[tuple[Subject, Check], ...]:
        asked.append(situation)
        return finding(Finding("answers", "good", "yes", (situation.address.host if situation.address else "",)))(
            situation
        )

    dialog = _open(qtbot, theme, background, make)
    chosen = QSignalSpy(dialog.address_chosen)
    assert dialog.addresses.currentData() == WIFI.host
    dialog.addresses.activated.emit(1)
    qtbot.waitUntil(lambda: not background.is_busy)
    assert chosen.at(0) == [ETHERNET.host]
    assert asked[-1].address == ETHERNET
    assert f"Just checked: {ETHERNET.host} answers." in dialog.texts()


def test_the_next_address_is_one_press_away_and_goes_round(qtbot: QtBot, theme: Theme, background: Background) -> None:
    dialog = _open(qtbot, theme, background, finding(Finding("vpn", "good", "none")))
    chosen = QSignalSpy(dialog.address_chosen)
    for _ in range(2):
        dialog.next_button.click()
        qtbot.waitUntil(lambda: not background.is_busy)
    assert [chosen.at(index)[0] for index in range(2)] == [ETHERNET.host, WIFI.host]
    assert dialog.addresses.currentData() == WIFI.host


def test_a_device_that_gets_through_is_told_on_top_once(qtbot: QtBot, theme: Theme, background: Background) -> None:
    dialog = _open(qtbot, theme, background, finding(Finding("vpn", "good", "none")))
    for client in ("192.168.0.23", "192.168.0.24"):
        dialog.note_visitor(client)
    rows = dialog.findChildren(CheckRow)
    (told,) = [row for row in rows if row.title() == "A device has connected"]
    assert told.text() == "192.168.0.23"
    qtbot.waitUntil(lambda: told.y() == 0)


def test_a_single_address_leaves_nothing_to_try(qtbot: QtBot, theme: Theme, background: Background) -> None:
    view = replace(VIEW, change=UP._replace(addresses=(WIFI,)))
    dialog = _open(qtbot, theme, background, finding(Finding("vpn", "good", "none")), view)
    assert "Try another address" not in dialog.texts()


def test_closing_it_while_it_looks_leaves_nothing_behind(qtbot: QtBot, theme: Theme, background: Background) -> None:
    gate = threading.Event()

    def slow() -> Finding:
        gate.wait(5)
        return Finding("vpn", "good", "none")

    dialog = ConnectHelp(theme, background, VIEW, make_checks=lambda _situation: (("vpn", slow),))
    dialog.open()
    dialog.close_button.click()
    gate.set()
    qtbot.waitUntil(lambda: not background.is_busy)


@pytest.mark.parametrize(
    ("port", "advice"),
    [
        (8000, "Some browsers need http:// in front and :8000 at the end."),
        (80, "Some browsers need http:// in front."),
    ],
)
def test_nobody_is_told_to_type_the_port_that_every_browser_knows(
    qtbot: QtBot, theme: Theme, background: Background, port: int, advice: str
) -> None:
    view = running_view(Path("Photos"), change=UP._replace(port=port))
    dialog = _open(qtbot, theme, background, finding(Finding("vpn", "good", "none")), view)
    assert advice in dialog.texts()


def test_the_real_checks_find_a_share_on_loopback(stage: Stage, qtbot: QtBot, root: Path) -> None:
    from tests.support.sharing import loopback

    with stage.window(loopback(root)) as window:
        stage.start(window)
        window.commands.show_connect_help()
        dialog = window.findChild(ConnectHelp)
        assert dialog is not None
        qtbot.waitUntil(lambda: len(dialog.findings()) == 5, timeout=20_000)
        cases = {found.subject: found.case for found in dialog.findings()}
        assert (cases["bound"], cases["answers"]) == ("this-computer", "yes")
        dialog.close_button.click()
