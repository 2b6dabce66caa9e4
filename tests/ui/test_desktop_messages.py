"""Messages of the desktop: asked for by the rules of its service, and a press on one is heard.

The other end of the bus is a socket of ours, on which jeepney speaks for the service.
"""

import itertools
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    Parser,
    new_error,
    new_method_return,
    new_signal,
)
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.ui.desktop_messages import PATH, SERVICE, DesktopMessages, session_bus
from shareapp.ui.i18n import Translations

SIGNALS = DBusAddress(PATH, SERVICE, SERVICE)


class Line:
    """Our end of the bus as jeepney would give it, and the service at the other end."""

    def __init__(self) -> None:
        ours, self.service = socket.socketpair()
        self.sock: Any = ours
        self.outgoing_serial: Iterator[int] = itertools.count(1)
        self._theirs, self._ours = Parser(), Parser()
        self._serials = itertools.count(1)

    def send(self, message: Message, serial: int | None = None) -> None:
        self.sock.sendall(message.serialise(serial))

    def receive(self, *, timeout: float | None = None) -> Message:
        self.sock.settimeout(timeout or 0)
        while (message := self._ours.get_next_message()) is None:
            try:
                arrived = self.sock.recv(4096)
            except BlockingIOError:
                raise TimeoutError from None
            if not arrived:
                raise ConnectionResetError
            self._ours.add_data(arrived)
        return message

    def close(self) -> None:
        self.sock.close()

    def heard(self) -> Message:
        """The next call that arrives at the service."""
        while (message := self._theirs.get_next_message()) is None:
            self._theirs.add_data(self.service.recv(4096))
        return message

    def says(self, message: Message) -> None:
        self.service.sendall(message.serialise(next(self._serials)))


@pytest.fixture
def line() -> Iterator[Line]:
    result = Line()
    yield result
    result.close()
    result.service.close()


@pytest.fixture
def messages(line: Line, translations: Translations) -> Iterator[DesktopMessages]:
    result = DesktopMessages(connect=lambda: line)
    yield result
    result.close()


def shown(qtbot: QtBot, messages: DesktopMessages, line: Line, number: int = 7) -> Message:
    """A message is asked for, and the service shows it under ``number``."""
    messages.show("shareapp", "New device: iPhone")
    qtbot.waitUntil(lambda: messages.has_bus)
    call = line.heard()
    line.says(new_method_return(call, "u", (number,)))
    return call


def press(line: Line, number: int, action: str = "default") -> None:
    line.says(new_signal(SIGNALS, "ActionInvoked", "us", (number, action)))


def test_a_message_is_asked_for_as_the_specification_has_it(
    qtbot: QtBot, messages: DesktopMessages, line: Line
) -> None:
    messages.show("shareapp", "2 files added from <b>Tom & Kim</b>")
    qtbot.waitUntil(lambda: messages.has_bus)
    call = line.heard()
    fields = call.header.fields
    assert (fields[HeaderFields.destination], fields[HeaderFields.path]) == (SERVICE, PATH)
    assert (fields[HeaderFields.member], fields[HeaderFields.signature]) == ("Notify", "susssasa{sv}i")
    name, replaces, picture, title, text, actions, _hints, _timeout = call.body
    assert (name, replaces, title) == ("shareapp", 0, "shareapp")
    assert text == "2 files added from &lt;b&gt;Tom &amp; Kim&lt;/b&gt;"
    assert actions == ["default", "Open shareapp"]
    assert picture.startswith("file:///")
    assert picture.endswith("/app.svg")


def test_a_press_on_it_is_told(qtbot: QtBot, messages: DesktopMessages, line: Line) -> None:
    shown(qtbot, messages, line, 7)
    with qtbot.waitSignal(messages.clicked):
        press(line, 7)


def test_a_press_on_the_message_of_another_program_is_not(qtbot: QtBot, messages: DesktopMessages, line: Line) -> None:
    clicked = QSignalSpy(messages.clicked)
    shown(qtbot, messages, line, 7)
    press(line, 6)
    press(line, 7, "settings")
    line.says(new_signal(SIGNALS, "NotificationClosed", "uu", (7, 2)))
    press(line, 7)
    shown(qtbot, messages, line, 8)
    with qtbot.waitSignal(messages.clicked):
        press(line, 8)
    assert clicked.count() == 1


def test_a_desktop_without_the_service_gives_the_message_back(
    qtbot: QtBot, messages: DesktopMessages, line: Line
) -> None:
    messages.show("shareapp", "New device: iPhone")
    qtbot.waitUntil(lambda: messages.has_bus)
    call = line.heard()
    with qtbot.waitSignal(messages.refused) as told:
        line.says(new_error(call, "org.freedesktop.DBus.Error.ServiceUnknown", "s", ("nobody",)))
    assert told.args == ["shareapp", "New device: iPhone"]


def test_a_bus_that_goes_gives_back_what_it_owes_and_is_looked_for_again(
    qtbot: QtBot, translations: Translations
) -> None:
    first, second = Line(), Line()
    lines = iter((first, second))
    messages = DesktopMessages(connect=lambda: next(lines))
    messages.show("shareapp", "one")
    qtbot.waitUntil(lambda: messages.has_bus)
    with qtbot.waitSignal(messages.refused) as told:
        first.service.close()
    assert told.args == ["shareapp", "one"]
    shown(qtbot, messages, second)
    messages.close()
    second.service.close()


def test_without_a_bus_every_message_is_given_back(qtbot: QtBot) -> None:
    messages = DesktopMessages(connect=lambda: None)
    for text in ("one", "two"):
        with qtbot.waitSignal(messages.refused) as told:
            messages.show("shareapp", text)
        assert told.args == ["shareapp", text]
    messages.close()


@pytest.mark.parametrize("address", [None, "", "unix:path=/nowhere", "nonsense"])
def test_a_session_without_a_usable_bus_has_none(monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert session_bus() is None
