"""What a desktop offers to programs beside a screen: a message bus of its own with a tray, messages and a power manager
on it. They keep what they are told, and do what a person would do with the mouse there.

The bus is real (dbus-daemon); its services are spoken here, by the protocols: StatusNotifierItem and its menu
(com.canonical.dbusmenu), Desktop Notifications, org.gnome.SessionManager.
"""

import itertools
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    Properties,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection  # type: ignore[import-untyped]

PATIENCE_S = 20.0
TRAY, MESSAGES, POWER = "org.kde.StatusNotifierWatcher", "org.freedesktop.Notifications", "org.gnome.SessionManager"
_MENU = "com.canonical.dbusmenu"
_CONFIGURATION = """<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""
T = TypeVar("T")


class Message(NamedTuple):
    """A message that a program wants shown."""

    number: int
    title: str
    text: str
    actions: list[str]


class DesktopSession:
    """The services, in a thread of their own until ``close``. ``messages``, ``inhibited`` and ``released`` grow."""

    def __init__(self, address: str, services: tuple[str, ...]) -> None:
        self.address = address
        self.messages: list[Message] = []
        self.inhibited: list[str] = []  # the reasons for which the computer shall stay awake
        self.released: list[int] = []
        self._item: DBusAddress | None = None
        self._hand: DBusConnection = open_dbus_connection(address)
        self._desk: DBusConnection = open_dbus_connection(address)
        self._numbers = itertools.count(1)
        for name in services:
            Proxy(message_bus, self._desk).RequestName(name)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="desktop-session")
        self._thread.start()

    def close(self) -> None:
        """End the services."""
        self._is_over.set()
        self._thread.join()
        self._hand.close()
        self._desk.close()

    # What a person sees and does.

    def wait_for(self, look: Callable[[], T | None], complaint: str) -> T:
        """What ``look`` returns as soon as it is something."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if (seen := look()) is not None:
                return seen
            time.sleep(0.05)
        pytest.fail(complaint)

    def icon(self) -> bytes:
        """The picture in the tray: the largest one that is offered."""
        pictures = self._property("IconPixmap")
        return bytes(max(pictures, key=lambda picture: picture[0])[2])

    def press_icon(self) -> None:
        """A click on the icon in the tray."""
        self._ask(self._tray_item(), "Activate", "ii", (1, 1))

    def menu(self) -> dict[str, bool]:
        """The lines of the icon's menu, and whether each can be chosen."""
        return {label: enabled for label, (_number, enabled) in self._entries().items()}

    def choose(self, label: str) -> None:
        """Choose this line of the icon's menu as soon as it is there and can be chosen."""
        number, _ = self.wait_for(
            lambda: entry if (entry := self._entries().get(label)) and entry[1] else None,
            f"{label!r} cannot be chosen: {self.menu()}",
        )
        self._ask(self._menu(), "Event", "isvu", (number, "clicked", ("i", 0), 0))

    def press_message(self, message: Message) -> None:
        """A click on a message that is shown."""
        at = DBusAddress("/org/freedesktop/Notifications", None, MESSAGES)
        self._desk.send(new_signal(at, "ActionInvoked", "us", (message.number, "default")))

    # What programs see.

    def _serve(self) -> None:
        while not self._is_over.is_set():
            try:
                heard = self._desk.receive(timeout=0.05)
            except TimeoutError:
                continue
            if heard.header.message_type is MessageType.method_call:
                self._desk.send(self._answer(heard))

    def _answer(self, call: Any) -> Any:
        fields = call.header.fields
        match fields[HeaderFields.member], call.body:
            case "Get", (_interface, _name):  # whether there is a tray to be in
                return new_method_return(call, "v", (("b", True),))
            case "RegisterStatusNotifierItem", _:
                sender = fields[HeaderFields.sender]
                self._item = DBusAddress("/StatusNotifierItem", sender, "org.kde.StatusNotifierItem")
                return new_method_return(call)
            case "Notify", (_program, _replaces, _picture, title, text, actions, _hints, _timeout):
                message = Message(next(self._numbers), title, text, actions)
                self.messages.append(message)
                return new_method_return(call, "u", (message.number,))
            case "Inhibit", (_program, _window, reason, _flags):
                self.inhibited.append(reason)
                return new_method_return(call, "u", (len(self.inhibited),))
            case "Uninhibit", (cookie,):
                self.released.append(cookie)
                return new_method_return(call)
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("not here",))

    # The icon and its menu, which belong to the program.

    def _tray_item(self) -> DBusAddress:
        return self.wait_for(lambda: self._item, "no icon is in the tray")

    def _property(self, name: str) -> Any:
        reply = self._hand.send_and_get_reply(Properties(self._tray_item()).get(name), timeout=PATIENCE_S)
        return reply.body[0][1]

    def _menu(self) -> DBusAddress:
        return DBusAddress(self._property("Menu"), self._tray_item().bus_name, _MENU)

    def _entries(self) -> dict[str, tuple[int, bool]]:
        _revision, (_root, _properties, children) = self._ask(self._menu(), "GetLayout", "iias", (0, -1, []))
        found = {}
        for _signature, (number, properties, _children) in children:
            if "label" in properties:
                enabled = properties.get("enabled", ("b", True))[1]
                found[properties["label"][1].replace("_", "")] = (number, enabled)
        return found

    def _ask(self, at: DBusAddress, method: str, signature: str, values: tuple[object, ...]) -> Any:
        call = new_method_call(at, method, signature, values)
        reply = self._hand.send_and_get_reply(call, timeout=PATIENCE_S)
        if reply.header.message_type is MessageType.error:
            pytest.fail(f"{method}: {reply.body}")
        return reply.body


@contextmanager
def desktop_session(folder: Path, *services: str) -> Iterator[DesktopSession]:
    """A message bus with these services (``TRAY``, ``MESSAGES``, ``POWER``); skips, by name, what is not installed."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("not installed: dbus-daemon")
    configuration = folder / "bus.xml"
    configuration.write_text(_CONFIGURATION.format(folder=tempfile.gettempdir()))
    command = ["dbus-daemon", "--nofork", "--print-address", "--config-file", str(configuration)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        try:
            assert daemon.stdout is not None
            session = DesktopSession(daemon.stdout.readline().strip(), services)
            try:
                yield session
            finally:
                session.close()
        finally:
            daemon.terminate()
